//! One call as it is told of: a line of the log and a count when it has ended, however it did.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use http_body::{Frame, SizeHint};
use tonic::body::Body;
use tonic::codegen::Bytes;
use tonic::codegen::http::{HeaderMap, HeaderName, Request, Response};
use tonic::{Code, Status};
use tracing::{debug, info};

use super::metrics::Metrics;
use super::request_id::RequestId;
use crate::rpc::{methods, status};
use crate::telemetry::traces::{Span, Traces};

/// Where probes ask: every few seconds, so that their lines are for debugging.
pub(super) const HEALTH: &str = "grpc.health.v1.Health/";

/// Methods beside those of this package.
const STANDARD: [&str; 5] = [
    "grpc.health.v1.Health/Check",
    "grpc.health.v1.Health/List",
    "grpc.health.v1.Health/Watch",
    "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
];

/// How a call ended.
const STATUS: HeaderName = HeaderName::from_static("grpc-status");

/// What is told of a method that does not exist: a caller's words are no label.
const OTHER: &str = "_OTHER";

/// Who calls, and where that is counted: the same for all calls of a connection.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) address: String,
    pub(super) metrics: Arc<Metrics>,
}

/// A call in flight; it is told of when it ends, or is dropped.
#[derive(Debug)]
pub(super) struct Call {
    id: RequestId,
    method: &'static str,
    peer: Arc<Peer>,
    begun: Instant,
    /// Name of the token that was shown.
    token: Option<Arc<str>>,
    span: Option<Span>,
    has_ended: bool,
}

impl Call {
    pub(super) fn begin(request: &Request<Body>, peer: Arc<Peer>, traces: Option<&Traces>) -> Self {
        peer.metrics.call_began();
        let (headers, method) = (request.headers(), method(request.uri().path()));
        let mut call = Self {
            id: RequestId::of(headers),
            method,
            peer,
            begun: Instant::now(),
            token: None,
            span: None,
            has_ended: false,
        };
        if !call.is_health() {
            call.span = traces.map(|traces| traces.begin(headers, method));
        }
        call
    }

    pub(super) fn set_token(&mut self, name: Option<Arc<str>>) {
        self.token = name;
    }

    /// Name of its method, `_OTHER` where it does not exist.
    pub(super) const fn method(&self) -> &'static str {
        self.method
    }

    pub(super) const fn begun(&self) -> Instant {
        self.begun
    }

    pub(super) const fn id(&self) -> &RequestId {
        &self.id
    }

    pub(super) fn is_health(&self) -> bool {
        self.method.starts_with(HEALTH)
    }

    /// Says in the reply which call it answers, and follows it to its end.
    pub(super) fn follow(mut self, mut reply: Response<Body>) -> Response<Body> {
        self.id.write(reply.headers_mut());
        if let Some(span) = &self.span {
            span.write(reply.headers_mut());
        }
        // Refusals have their status up here, replies below.
        self.read(reply.headers_mut());
        reply.map(|inner| Body::new(Followed { inner, call: self }))
    }

    /// Ends with the status that stands there, before it goes out: who has read a
    /// reply finds it counted. A fault of our own tells the name of the call, by
    /// which its log is found.
    fn read(&mut self, headers: &mut HeaderMap) {
        let Some(code) = headers.get(STATUS) else { return };
        let code = Code::from_bytes(code.as_bytes());
        if code == Code::Internal
            && let Some(fault) = Status::from_header_map(headers)
        {
            let named = status::with_request_id(&fault, self.id.as_str());
            if let Err(unwritable) = named.add_header(headers) {
                debug!(%unwritable, "cannot name the call");
            }
        }
        self.end(code);
    }

    /// Tells of the call, once.
    fn end(&mut self, code: Code) {
        if std::mem::replace(&mut self.has_ended, true) {
            return;
        }
        let is_health = self.is_health();
        let Self { id, method, peer, begun, token, span, has_ended: _ } = self;
        let Peer { address: peer, metrics } = &**peer;
        let (is_fault, code, took) =
            (status::is_our_fault(code), status::name(code), begun.elapsed());
        if let Some(span) = span {
            span.end(code, is_fault, id.as_str());
        }
        metrics.call_ended(method, code, token.as_ref(), took);
        let (token, milliseconds) = (token.as_deref(), (took.as_secs_f64() * 1e6).round() / 1e3);
        let trace_id = span.as_ref().map(Span::trace_id);
        let (id, trace_id, peer) = (id.as_str(), trace_id.as_deref(), peer.as_str());
        if is_health {
            debug!(request_id = id, method, code, milliseconds, peer, token, "call");
        } else {
            info!(request_id = id, trace_id, method, code, milliseconds, peer, token, "call");
        }
    }
}

impl Drop for Call {
    /// A call that has not ended is one whose caller left.
    fn drop(&mut self) {
        self.end(Code::Cancelled);
    }
}

/// The body of a reply, and the call that it ends.
#[derive(Debug)]
struct Followed {
    inner: Body,
    call: Call,
}

impl http_body::Body for Followed {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let mut frame = ready!(Pin::new(&mut self.inner).poll_frame(cx));
        if let Some(Ok(frame)) = &mut frame
            && let Some(trailers) = frame.trailers_mut()
        {
            self.call.read(trailers);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// The name of a method by its path.
fn method(path: &str) -> &'static str {
    let name = path.trim_start_matches('/');
    let own = methods().get(name).map(String::as_str);
    own.or_else(|| STANDARD.into_iter().find(|known| *known == name)).unwrap_or(OTHER)
}

#[cfg(test)]
mod tests {
    use super::method;

    #[test]
    fn only_methods_that_exist_have_a_name() {
        for (path, expected) in [
            ("/energycompute.v1.ProjectionService/CheckClaim", None),
            ("/grpc.health.v1.Health/Check", None),
            ("/energycompute.v1.ProjectionService/DropTable", Some("_OTHER")),
            ("/", Some("_OTHER")),
            ("", Some("_OTHER")),
        ] {
            assert_eq!(method(path), expected.unwrap_or(&path[path.len().min(1)..]), "{path}");
        }
    }
}
