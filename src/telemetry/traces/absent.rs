//! What stands for traces in a build without them: neither type has a value.

use std::time::Duration;

use http::HeaderMap;

/// Never there.
#[derive(Clone, Debug)]
pub enum Traces {}

/// Never there.
#[derive(Debug)]
pub enum Span {}

impl Traces {
    /// # Errors
    ///
    /// Fails, always.
    pub(super) fn to(endpoint: &str, _share: f64) -> Result<Self, String> {
        Err(format!("{endpoint}: this build sends no traces, it is without the feature otlp"))
    }

    /// Begins the span of a call.
    pub const fn begin(&self, _headers: &HeaderMap, _method: &'static str) -> Span {
        match *self {}
    }

    /// Sends what has not been sent.
    pub const fn finish(&self, _patience: Duration) {
        match *self {}
    }
}

impl Span {
    /// The trace that it belongs to.
    pub const fn trace_id(&self) -> String {
        match *self {}
    }

    /// Gives its context to the caller.
    pub const fn write(&self, _headers: &mut HeaderMap) {
        match *self {}
    }

    /// Ends it.
    pub const fn end(&mut self, _code: &'static str, _is_fault: bool, _request_id: &str) {
        match *self {}
    }
}
