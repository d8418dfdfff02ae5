//! One call as it is told of: a line of the log when it has ended, however it did.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use http_body::{Frame, SizeHint};
use tonic::Code;
use tonic::body::Body;
use tonic::codegen::Bytes;
use tonic::codegen::http::{HeaderMap, Response};
use tracing::{debug, info};

use super::request_id::RequestId;
use crate::rpc::{methods, status};

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

/// What is told of a method that does not exist: a caller's words are no label.
const OTHER: &str = "_OTHER";

/// A call in flight; it is told of when it is dropped.
#[derive(Debug)]
pub(super) struct Call {
    id: RequestId,
    method: &'static str,
    peer: SocketAddr,
    begun: Instant,
    /// Name of the token that was shown.
    token: Option<Arc<str>>,
    /// How it ended. A caller that left before is what is left to suppose.
    code: Code,
}

impl Call {
    pub(super) fn new(id: RequestId, path: &str, peer: SocketAddr) -> Self {
        let begun = Instant::now();
        Self { id, method: method(path), peer, begun, token: None, code: Code::Cancelled }
    }

    pub(super) fn set_token(&mut self, name: Option<Arc<str>>) {
        self.token = name;
    }

    pub(super) const fn id(&self) -> &RequestId {
        &self.id
    }

    pub(super) fn is_health(&self) -> bool {
        self.method.starts_with(HEALTH)
    }

    /// Follows the reply to its end.
    pub(super) fn follow(mut self, reply: Response<Body>) -> Response<Body> {
        // Refusals have their status up here, replies below.
        self.read(reply.headers());
        reply.map(|inner| Body::new(Followed { inner, call: self }))
    }

    fn read(&mut self, headers: &HeaderMap) {
        if let Some(status) = headers.get("grpc-status") {
            self.code = Code::from_bytes(status.as_bytes());
        }
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let is_health = self.is_health();
        let Self { id, method, peer, begun, token, code } = self;
        let token = token.as_deref();
        let (code, milliseconds) = (status::name(*code), begun.elapsed().as_secs_f64() * 1e3);
        if is_health {
            debug!(request_id = %id, method, code, milliseconds, %peer, token, "call");
        } else {
            info!(request_id = %id, method, code, milliseconds, %peer, token, "call");
        }
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
    type Error = tonic::Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(cx));
        if let Some(trailers) = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.trailers_ref())
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
