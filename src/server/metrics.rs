//! What the server counts. No label is a caller's word: methods that do not exist
//! are `_OTHER`, tokens have the names that the operator gave them.

use std::sync::Arc;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Upper ends of the buckets, seconds: from a lookup to the longest call.
const ENDS: [f64; 14] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    rpc_method: &'static str,
    rpc_response_status_code: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Token {
    token: Arc<str>,
}

/// Counters of one server.
#[derive(Debug)]
pub(super) struct Metrics {
    calls: Family<Kind, Histogram>,
    calls_by_token: Family<Token, Counter>,
    calls_in_flight: Gauge,
    calls_shed: Counter,
    connections: Gauge,
    connections_refused: Counter,
    reloads_taken: Counter,
    reloads_refused: Counter,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            calls: Family::new_with_constructor(|| Histogram::new(ENDS)),
            calls_by_token: Family::default(),
            calls_in_flight: Gauge::default(),
            calls_shed: Counter::default(),
            connections: Gauge::default(),
            connections_refused: Counter::default(),
            reloads_taken: Counter::default(),
            reloads_refused: Counter::default(),
        }
    }
}

impl Metrics {
    pub(super) fn call_began(&self) {
        self.calls_in_flight.inc();
    }

    pub(super) fn call_ended(
        &self,
        rpc_method: &'static str,
        rpc_response_status_code: &'static str,
        token: Option<&Arc<str>>,
        took: Duration,
    ) {
        self.calls_in_flight.dec();
        let kind = Kind { rpc_method, rpc_response_status_code };
        self.calls.get_or_create(&kind).observe(took.as_secs_f64());
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
        self.calls_in_flight.get()
    }

    /// Calls that were refused because too many were being answered.
    pub(super) fn shed(&self) -> u64 {
        self.calls_shed.get()
    }

    /// Reloads that were put in force, and that were refused.
    pub(super) fn reloads(&self) -> [(&'static str, u64); 2] {
        [("taken", self.reloads_taken.get()), ("refused", self.reloads_refused.get())]
    }

    /// Hands over what is told as it is counted.
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register(
            "rpc_server_call_duration_seconds",
            "How long calls took, to the end of their reply",
            self.calls.clone(),
        );
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
