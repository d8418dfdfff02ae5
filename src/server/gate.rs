//! What stands before every call: its name, who asks, how many there may be, how
//! long each may take, and that a panic is its own. Health is always let in.

mod guard;
mod places;

use std::convert::Infallible;
use std::mem;
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tonic::Status;
use tonic::body::Body;
use tonic::codegen::{BoxFuture, Bytes, Service, StdError, http};

use places::{Place, Places};

use super::call::{Call, Peer};
use super::limits::Limits;
use super::metrics::Metrics;
use super::tokens::Tokens;
use crate::rpc::Deadline;
use crate::rpc::status::{self, Limit};
use crate::telemetry::traces::Traces;

/// What all calls share.
#[derive(Debug)]
pub(super) struct Gate {
    places: Places,
    longest: Duration,
    tokens: Arc<ArcSwapOption<Tokens>>,
    metrics: Arc<Metrics>,
    traces: Option<Traces>,
}

impl Gate {
    pub(super) fn new(
        limits: &Limits,
        tokens: Arc<ArcSwapOption<Tokens>>,
        metrics: Arc<Metrics>,
        traces: Option<Traces>,
    ) -> Arc<Self> {
        let (places, longest) = (Places::new(limits.max_calls.get()), limits.longest_call());
        Arc::new(Self { places, longest, tokens, metrics, traces })
    }

    /// The reply to a request, whatever becomes of it.
    async fn answer(
        &self,
        request: &mut http::Request<Body>,
        services: &impl Behind,
        peer: Arc<Peer>,
    ) -> http::Response<Body> {
        let mut call = Call::begin(request, peer, self.traces.as_ref());
        let name = Arc::clone(call.id().text());
        let passed = guard::caught(&name, self.pass(&mut call, request, services)).await;
        let reply = match passed {
            Ok(Ok(reply)) => reply,
            Ok(Err(refusal)) => refusal.into_http(),
            Err(guard::Panicked) => status::internal().into_http(),
        };
        call.follow(reply)
    }

    async fn pass(
        &self,
        call: &mut Call,
        request: &mut http::Request<Body>,
        services: &impl Behind,
    ) -> Result<http::Response<Body>, Status> {
        if !is_grpc(request.headers()) {
            let mut refused = http::Response::new(Body::empty());
            *refused.status_mut() = http::StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Ok(refused);
        }
        if !call.is_health() {
            call.set_token(self.token(request.headers())?);
        }
        let _place = if call.is_health() { None } else { Some(self.enter()?) };
        let until = Deadline::from_headers(request.headers(), self.longest, call.begun());
        let request = mem::take(request);
        let Ok(reply) = until.bound(services.answer(call.method(), request)).await?;
        Ok(reply)
    }

    /// Name of the token that is shown, where one is needed.
    fn token(&self, headers: &http::HeaderMap) -> Result<Option<Arc<str>>, Status> {
        let tokens = self.tokens.load();
        let Some(tokens) = tokens.as_ref() else { return Ok(None) };
        tokens.name(headers).map(Some).ok_or_else(status::unauthenticated)
    }

    /// A place among the calls in flight. It is held until the reply begins:
    /// from then on a caller that reads slowly takes nobody's.
    fn enter(&self) -> Result<Place<'_>, Status> {
        self.places.take().ok_or_else(|| {
            self.metrics.call_shed();
            status::overloaded(Limit::Calls(self.places.most()))
        })
    }
}

/// Whether a request is meant for a service of gRPC; tonic does not ask.
fn is_grpc(headers: &http::HeaderMap) -> bool {
    let kind = headers.get(http::header::CONTENT_TYPE);
    let rest = kind.and_then(|kind| kind.as_bytes().strip_prefix(b"application/grpc"));
    rest.is_some_and(|rest| matches!(rest.first(), None | Some(b'+' | b';')))
}

/// What stands behind the gate.
pub(super) trait Behind: Send + Sync + 'static {
    /// The same services. What is counted of their copies is of one connection then, so that cores do
    /// not wait for each other to count them.
    fn for_one_peer(&self) -> Self;

    /// The reply to a request that was let in, for a method by its name.
    fn answer(
        &self,
        method: &str,
        request: http::Request<Body>,
    ) -> BoxFuture<http::Response<Body>, Infallible>;
}

/// The services behind the gate.
#[derive(Debug)]
pub(super) struct Gated<S> {
    gate: Arc<Gate>,
    services: S,
}

impl<S: Behind> Gated<S> {
    pub(super) const fn new(gate: Arc<Gate>, services: S) -> Self {
        Self { gate, services }
    }

    /// As one peer finds them.
    pub(super) fn of(&self, peer: SocketAddr) -> Door<S> {
        let (gate, services) = (Arc::clone(&self.gate), self.services.for_one_peer());
        let peer = Peer { address: peer.to_string(), metrics: Arc::clone(&gate.metrics) };
        Door(Arc::new(Known { gate, services, peer: Arc::new(peer) }))
    }
}

/// The services behind the gate for one peer. Each call takes a copy along.
#[derive(Debug)]
pub(super) struct Door<S>(Arc<Known<S>>);

#[derive(Debug)]
struct Known<S> {
    gate: Arc<Gate>,
    services: S,
    peer: Arc<Peer>,
}

impl<S> Clone for Door<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S, B> Service<http::Request<B>> for Door<S>
where
    S: Behind,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<StdError>,
{
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Self::Error>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        // Services are always ready; who may enter is told call by call.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let known = Arc::clone(&self.0);
        // It stands here and is lent: every async function that is given it would hold two copies more.
        let mut request = request.map(Body::new);
        Box::pin(async move {
            let Known { gate, services, peer } = &*known;
            Ok(gate.answer(&mut request, services, Arc::clone(peer)).await)
        })
    }
}

#[cfg(test)]
mod tests;
