use std::convert::Infallible;
use std::iter;
use std::net::SocketAddr;
use std::sync::Arc;

use tonic::body::Body;
use tonic::codegen::{BoxFuture, Service, http};
use tonic::service::Routes;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use super::{Behind, Door, Gate, Gated};
use crate::server::Limits;

impl Behind for Routes {
    fn for_one_peer(&self) -> Self {
        self.clone()
    }

    fn answer(
        &self,
        _method: &str,
        request: http::Request<Body>,
    ) -> BoxFuture<http::Response<Body>, Infallible> {
        Box::pin(self.clone().call(request))
    }
}

/// A service that panics, and one that does not.
fn gated() -> Door<Routes> {
    let routes = axum::Router::new()
        .route("/panics", axum::routing::post(async || if true { panic!("provoked") } else { "" }))
        .route("/answers", axum::routing::post(async || "answered"));
    let peer = SocketAddr::from(([127, 0, 0, 1], 1));
    Gated::new(
        Gate::new(&Limits::default(), Arc::default(), Arc::default(), None),
        Routes::from(routes).prepare(),
    )
    .of(peer)
}

async fn ask(gated: &mut Door<Routes>, path: &str, id: &str) -> http::Response<Body> {
    let request = http::Request::post(path)
        .header("x-request-id", id)
        .header("content-type", "application/grpc")
        .body(Body::empty());
    let Ok(reply) = gated.call(request.unwrap()).await;
    reply
}

#[tokio::test]
async fn a_panic_is_an_internal_fault_of_one_call_with_its_name() {
    let mut gated = gated();
    let reply = ask(&mut gated, "/panics", "call-1").await;
    assert_eq!(reply.headers()["x-request-id"], "call-1");
    let fault = Status::from_header_map(reply.headers()).unwrap();
    assert_eq!(fault.code(), Code::Internal);
    let info = fault.get_details_error_info().unwrap();
    assert_eq!((info.reason.as_str(), &info.metadata["request_id"][..]), ("INTERNAL", "call-1"));
    assert!(!fault.message().contains("provoked"), "{}", fault.message());

    let reply = ask(&mut gated, "/answers", "not legal").await;
    assert_eq!(reply.status(), http::StatusCode::OK);
    assert_ne!(reply.headers()["x-request-id"], "not legal");
    // The place of the call that panicked is free again.
    let places = &gated.0.gate.places;
    let free: Vec<_> = iter::from_fn(|| places.take()).collect();
    assert_eq!(free.len(), places.most());
}
