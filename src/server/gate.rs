//! What stands before every call: its name, how many there may be, how long each
//! may take, and that a panic is its own. Health is always let in.

mod guard;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::body::Body;
use tonic::codegen::{BoxFuture, Bytes, Service, StdError, http};
use tonic::service::Routes;
use tonic::{Code, Status};
use tracing::{Instrument, error_span};

use super::call::Call;
use super::limits::Limits;
use super::request_id::RequestId;
use crate::rpc::Deadline;
use crate::rpc::status::{self, Limit};

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

    /// The reply to a request, whatever becomes of it.
    async fn answer(
        &self,
        request: http::Request<Body>,
        routes: Routes,
        peer: SocketAddr,
    ) -> http::Response<Body> {
        let call = Call::new(RequestId::of(request.headers()), request.uri().path(), peer);
        let span = error_span!("call", request_id = %call.id());
        let passed = guard::caught(self.pass(&call, request, routes)).instrument(span).await;
        let reply = match passed {
            Ok(Ok(reply)) => reply,
            Ok(Err(refusal)) => refusal.into_http(),
            Err(guard::Panicked) => status::internal().into_http(),
        };
        let mut reply = named(reply, call.id());
        call.id().write(reply.headers_mut());
        call.follow(reply)
    }

    async fn pass(
        &self,
        call: &Call,
        mut request: http::Request<Body>,
        mut routes: Routes,
    ) -> Result<http::Response<Body>, Status> {
        let _place = if call.is_health() { None } else { Some(self.enter()?) };
        let until = Deadline::from_headers(request.headers(), self.longest);
        request.extensions_mut().insert(until);
        let Ok(reply) = until.bound(routes.call(request)).await?;
        Ok(reply)
    }

    /// A place among the calls in flight. It is held until the reply begins:
    /// from then on a caller that reads slowly takes nobody's.
    fn enter(&self) -> Result<OwnedSemaphorePermit, Status> {
        let taken = Arc::clone(&self.places).try_acquire_owned();
        taken.map_err(|_full| status::overloaded(Limit::Calls(self.most)))
    }
}

/// A fault of our own tells the name of the call, by which its log is found.
fn named(reply: http::Response<Body>, id: &RequestId) -> http::Response<Body> {
    match Status::from_header_map(reply.headers()) {
        Some(fault) if fault.code() == Code::Internal => {
            status::with_request_id(&fault, id.as_str()).into_http()
        }
        _ => reply,
    }
}

/// The services behind the gate, for one peer.
#[derive(Clone, Debug)]
pub(super) struct Gated {
    gate: Arc<Gate>,
    routes: Routes,
    peer: SocketAddr,
}

impl Gated {
    pub(super) fn new(gate: Arc<Gate>, routes: Routes) -> Self {
        let nobody = SocketAddr::from(([0, 0, 0, 0], 0));
        Self { gate, routes: routes.prepare(), peer: nobody }
    }

    pub(super) fn of(&self, peer: SocketAddr) -> Self {
        Self { peer, ..self.clone() }
    }
}

impl<B> Service<http::Request<B>> for Gated
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<StdError>,
{
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Self::Error>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        // Routes are always ready; who may enter is told call by call.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let Self { gate, routes, peer } = self.clone();
        Box::pin(async move { Ok(gate.answer(request.map(Body::new), routes, peer).await) })
    }
}

#[cfg(test)]
mod tests;
