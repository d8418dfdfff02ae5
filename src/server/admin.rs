//! The admin port, for the machinery around the service. It serves until the
//! process ends, so that a drain can be watched.

use std::io;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch;

pub(super) async fn serve(
    listener: TcpListener,
    readiness: watch::Receiver<bool>,
) -> io::Result<()> {
    let routes = Router::new()
        .route("/livez", get(async || "ok\n"))
        .route("/readyz", get(readyz))
        .with_state(readiness);
    axum::serve(listener, routes).await
}

async fn readyz(State(readiness): State<watch::Receiver<bool>>) -> (StatusCode, &'static str) {
    if *readiness.borrow() {
        (StatusCode::OK, "ok\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not serving\n")
    }
}
