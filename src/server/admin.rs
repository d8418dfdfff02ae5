//! The admin port, for the machinery around the service. It serves until the
//! process ends, so that a drain can be watched.

use std::io;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, StatusCode};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::observed::{self, Observed};

pub(super) async fn serve(
    listener: TcpListener,
    readiness: watch::Receiver<bool>,
    observed: Observed,
) -> io::Result<()> {
    let routes = Router::new()
        .route("/livez", get(async || "ok\n"))
        .route("/readyz", get(readyz))
        .with_state(readiness)
        .merge(Router::new().route("/metrics", get(metrics)).with_state(observed));
    axum::serve(listener, routes).await
}

async fn metrics(State(observed): State<Observed>) -> ([(HeaderName, &'static str); 1], String) {
    ([(CONTENT_TYPE, observed::CONTENT_TYPE)], observed.page())
}

async fn readyz(State(readiness): State<watch::Receiver<bool>>) -> (StatusCode, &'static str) {
    if *readiness.borrow() {
        (StatusCode::OK, "ok\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not serving\n")
    }
}
