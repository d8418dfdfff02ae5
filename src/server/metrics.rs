//! What the server counts. No label is a caller's word: methods that do not exist
//! are `_OTHER`, tokens have the names that the operator gave them.

mod calls;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use calls::Calls;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Token {
    token: Arc<str>,
}

/// Counters of one server.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    calls: Calls,
    calls_by_token: Family<Token, Counter>,
    calls_shed: Counter,
    connections: Gauge,
    connections_refused: Counter,
    reloads_taken: Counter,
    reloads_refused: Counter,
}

impl Metrics {
    pub(super) fn call_began(&self) {
        self.calls.began();
    }

    pub(super) fn call_ended(
        &self,
        rpc_method: &'static str,
        rpc_response_status_code: &'static str,
        token: Option<&Arc<str>>,
        took: Duration,
    ) {
        self.calls.ended(rpc_method, rpc_response_status_code, took);
        if let Some(token) = token {
            self.calls_by_token.get_or_create(&Token { token: Arc::clone(token) }).inc();
        }
    }

    pub(super) fn call_shed(&self) {
        self.calls_shed.inc();
    }

    pub(super) fn connection_refused(&self) {
        self.connections_refused.inc();
    }

    pub(super) fn reloaded(&self, is_taken: bool) {
        let counter = if is_taken { &self.reloads_taken } else { &self.reloads_refused };
        counter.inc();
    }

    /// Counts a connection until it is dropped.
    pub(super) fn connection(&self) -> Connected {
        self.connections.inc();
        Connected(self.connections.clone())
    }

    /// Calls that are being answered.
    pub(super) fn in_flight(&self) -> i64 {
        self.calls.in_flight()
    }

    /// Calls that were refused because too many were being answered.
    pub(super) fn shed(&self) -> u64 {
        self.calls_shed.get()
    }

    /// Reloads that were put in force, and that were refused.
    pub(super) fn reloads(&self) -> [(&'static str, u64); 2] {
        [("taken", self.reloads_taken.get()), ("refused", self.reloads_refused.get())]
    }

    /// Writes how long calls took.
    pub(super) fn tell_calls(&self, encoder: &mut DescriptorEncoder<'_>) -> fmt::Result {
        self.calls.tell(encoder)
    }

    /// Hands over what is told as it is counted.
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register(
            "energycompute_calls_by_token",
            "Calls by the name of the token that was shown",
            self.calls_by_token.clone(),
        );
        registry.register(
            "energycompute_connections",
            "Connections that are open",
            self.connections.clone(),
        );
        registry.register(
            "energycompute_connections_refused",
            "Connections closed because too many were open",
            self.connections_refused.clone(),
        );
    }
}

/// A connection that is counted.
#[derive(Debug)]
pub(super) struct Connected(Gauge);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.dec();
    }
}
