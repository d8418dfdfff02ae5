//! What the server counts. No label is a caller's word: methods that do not exist
//! are `_OTHER`, tokens have the names that the operator gave them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::rpc::{Compute, Shared, Tally};
use crate::telemetry::exposition::{Kind, Page};
use crate::telemetry::histogram::Histogram;
use crate::telemetry::process;

/// Counters of one server.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    /// By method and code.
    calls: Mutex<BTreeMap<(&'static str, &'static str), Histogram>>,
    /// By name of the token.
    tokens: Mutex<BTreeMap<Arc<str>, u64>>,
    in_flight: AtomicUsize,
    shed: AtomicU64,
    connections: AtomicUsize,
    connections_refused: AtomicU64,
    reloads: AtomicU64,
    reloads_refused: AtomicU64,
}

impl Metrics {
    pub(super) fn call_began(&self) {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn call_ended(
        &self,
        method: &'static str,
        code: &'static str,
        token: Option<&Arc<str>>,
        took: Duration,
    ) {
        self.in_flight.fetch_sub(1, Ordering::Relaxed);
        held(&self.calls).entry((method, code)).or_default().add(took);
        if let Some(token) = token {
            *held(&self.tokens).entry(Arc::clone(token)).or_default() += 1;
        }
    }

    pub(super) fn call_shed(&self) {
        self.shed.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn connection_refused(&self) {
        self.connections_refused.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn reloaded(&self, is_taken: bool) {
        let counter = if is_taken { &self.reloads } else { &self.reloads_refused };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a connection until it is dropped.
    pub(super) fn connection(self: &Arc<Self>) -> Connected {
        self.connections.fetch_add(1, Ordering::Relaxed);
        Connected(Arc::clone(self))
    }
}

/// A connection that is counted.
#[derive(Debug)]
pub(super) struct Connected(Arc<Metrics>);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What a page of metrics is written from.
#[derive(Clone, Debug)]
pub(super) struct Observed {
    pub(super) metrics: Arc<Metrics>,
    pub(super) shared: Shared,
    pub(super) compute: Compute,
    pub(super) tally: Tally,
}

impl Observed {
    /// The page as it is now.
    pub(super) fn page(&self) -> String {
        let Self { metrics, shared, compute, tally } = self;
        let mut page = Page::default();
        let duration = "rpc_server_call_duration_seconds";
        page.family(duration, Kind::Histogram, "How long calls took, to the end of their reply.");
        for ((method, code), histogram) in held(&metrics.calls).iter() {
            let labels = [("rpc_method", *method), ("rpc_response_status_code", *code)];
            histogram.tell(&mut page, duration, &labels);
        }
        let count = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
        let total = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let in_flight = "energycompute_calls_in_flight";
        page.family(in_flight, Kind::Gauge, "Calls in flight, and the heavy ones among them.");
        page.sample(in_flight, &[("weight", "all")], count(&metrics.in_flight));
        page.sample(in_flight, &[("weight", "heavy")], compute.in_flight());
        let shed = "energycompute_calls_shed_total";
        page.family(shed, Kind::Counter, "Calls refused because too many were in flight.");
        page.sample(shed, &[("limit", "calls")], total(&metrics.shed));
        page.sample(shed, &[("limit", "heavy_calls")], compute.shed());
        let tokens = "energycompute_calls_by_token_total";
        page.family(tokens, Kind::Counter, "Calls by the name of the token that was shown.");
        for (token, calls) in held(&metrics.tokens).iter() {
            page.sample(tokens, &[("token", token)], calls);
        }
        let claims = "energycompute_claims_total";
        page.family(claims, Kind::Counter, "Claims judged, by verdict.");
        for (verdict, judged) in tally.counts() {
            page.sample(claims, &[("verdict", &verdict)], judged);
        }
        page.only(
            "energycompute_connections",
            Kind::Gauge,
            "Connections that are open.",
            count(&metrics.connections),
        );
        page.only(
            "energycompute_connections_refused_total",
            Kind::Counter,
            "Connections closed because too many were open.",
            total(&metrics.connections_refused),
        );
        let reloads = "energycompute_reloads_total";
        page.family(
            reloads,
            Kind::Counter,
            "Reloads that were put in force, and that were refused.",
        );
        page.sample(reloads, &[("result", "taken")], total(&metrics.reloads));
        page.sample(reloads, &[("result", "refused")], total(&metrics.reloads_refused));
        let info = "energycompute_catalog_info";
        page.family(info, Kind::Gauge, "The catalog that is answered from, and this release.");
        let (library, version) = (shared.load(), env!("CARGO_PKG_VERSION"));
        page.sample(info, &[("digest", library.digest()), ("version", version)], 1);
        process::tell(&mut page);
        page.into_text()
    }
}

/// Whoever panicked while counting has counted or not; either will do.
fn held<T>(counted: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    counted.lock().unwrap_or_else(PoisonError::into_inner)
}
