//! What stands before every call: how many there may be, and how long each may
//! take. Health is always let in.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::Status;
use tonic::body::Body;
use tonic::codegen::{BoxFuture, Service, http};
use tonic::service::Routes;

use super::limits::Limits;
use crate::rpc::Deadline;
use crate::rpc::status::{self, Limit};

/// Where probes ask, who must be answered when nobody else is.
const HEALTH: &str = "/grpc.health.v1.Health/";

/// What all calls share.
#[derive(Debug)]
pub(super) struct Gate {
    places: Arc<Semaphore>,
    most: usize,
    longest: Duration,
}

impl Gate {
    pub(super) fn new(limits: &Limits) -> Arc<Self> {
        let most = limits.max_calls.get().min(Semaphore::MAX_PERMITS);
        let places = Arc::new(Semaphore::new(most));
        Arc::new(Self { places, most, longest: limits.longest_call() })
    }

    async fn pass(
        &self,
        mut request: http::Request<Body>,
        mut routes: Routes,
    ) -> Result<http::Response<Body>, Status> {
        let _place = self.enter(request.uri().path())?;
        let until = Deadline::from_headers(request.headers(), self.longest);
        request.extensions_mut().insert(until);
        let Ok(reply) = until.bound(routes.call(request)).await?;
        Ok(reply)
    }

    /// A place among the calls in flight. It is held until the reply begins:
    /// from then on a caller that reads slowly takes nobody's.
    fn enter(&self, path: &str) -> Result<Option<OwnedSemaphorePermit>, Status> {
        if path.starts_with(HEALTH) {
            return Ok(None);
        }
        let taken = Arc::clone(&self.places).try_acquire_owned();
        taken.map(Some).map_err(|_full| status::overloaded(Limit::Calls(self.most)))
    }
}

/// The services behind the gate.
#[derive(Clone, Debug)]
pub(super) struct Gated {
    gate: Arc<Gate>,
    routes: Routes,
}

impl Gated {
    pub(super) fn new(gate: Arc<Gate>, routes: Routes) -> Self {
        Self { gate, routes: routes.prepare() }
    }
}

impl Service<http::Request<Body>> for Gated {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Self::Error>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        // Routes are always ready; who may enter is told call by call.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let (gate, routes) = (Arc::clone(&self.gate), self.routes.clone());
        Box::pin(async move {
            let passed = gate.pass(request, routes).await;
            Ok(passed.unwrap_or_else(Status::into_http))
        })
    }
}
