//! The page of metrics: what was counted, and what is looked up when somebody asks.

use std::fmt;
use std::sync::Arc;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, prometheus_text};
use prometheus_client::registry::Registry;

use super::metrics::Metrics;
use crate::rpc::{Compute, Shared, Tally};
use crate::telemetry::Dropped;
use crate::telemetry::process::Process;
use crate::telemetry::samples::{UNLABELED, counter, gauge};

/// What a page of metrics says it is.
pub(super) const CONTENT_TYPE: &str = prometheus_text::CONTENT_TYPE;

/// What a page of metrics is written from.
#[derive(Clone, Debug)]
pub(super) struct Observed(Arc<Registry>);

impl Observed {
    pub(super) fn new(
        metrics: Arc<Metrics>,
        shared: Shared,
        compute: Compute,
        tally: Tally,
        dropped: Option<Dropped>,
    ) -> Self {
        let mut registry = Registry::default();
        metrics.register(&mut registry);
        let looked_up = LookedUp { metrics, shared, compute, tally, dropped };
        registry.register_collector(Box::new(looked_up));
        registry.register_collector(Box::new(Process::begin()));
        Self(Arc::new(registry))
    }

    /// The page as it is now.
    pub(super) fn page(&self) -> String {
        let mut page = String::new();
        // Nothing fails to be written into a string.
        _ = prometheus_text::encode(&mut page, &self.0);
        page
    }
}

/// What others keep count of.
#[derive(Debug)]
struct LookedUp {
    metrics: Arc<Metrics>,
    shared: Shared,
    compute: Compute,
    tally: Tally,
    dropped: Option<Dropped>,
}

impl Collector for LookedUp {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let Self { metrics, shared, compute, tally, dropped } = self;
        metrics.tell_calls(&mut encoder)?;
        let heavy = i64::try_from(compute.in_flight()).unwrap_or(i64::MAX);
        gauge(
            &mut encoder,
            "energycompute_calls_in_flight",
            "Calls in flight, and the heavy ones among them",
            [([("weight", "all")], metrics.in_flight()), ([("weight", "heavy")], heavy)],
        )?;
        counter(
            &mut encoder,
            "energycompute_calls_shed",
            "Calls refused because too many were in flight",
            [([("limit", "calls")], metrics.shed()), ([("limit", "heavy_calls")], compute.shed())],
        )?;
        counter(
            &mut encoder,
            "energycompute_claims",
            "Claims judged, by verdict",
            tally.counts().map(|(verdict, claims)| ([("verdict", verdict)], claims)),
        )?;
        counter(
            &mut encoder,
            "energycompute_reloads",
            "Reloads that were put in force, and that were refused",
            metrics.reloads().map(|(result, reloads)| ([("result", result)], reloads)),
        )?;
        counter(
            &mut encoder,
            "energycompute_answers_repeated",
            "Calls whose answer was kept from the same request before",
            [(UNLABELED, tally.repeated())],
        )?;
        if let Some(lines) = dropped {
            counter(
                &mut encoder,
                "energycompute_log_lines_dropped",
                "Log lines dropped because nobody read them fast enough",
                [(UNLABELED, lines.lines())],
            )?;
        }
        let (library, version) = (shared.load(), env!("CARGO_PKG_VERSION"));
        gauge(
            &mut encoder,
            "energycompute_answers_kept_bytes",
            "Memory of answers that are kept",
            [(UNLABELED, i64::try_from(library.kept_bytes()).unwrap_or(i64::MAX))],
        )?;
        let release = [("digest", library.digest()), ("version", version)];
        gauge(
            &mut encoder,
            "energycompute_catalog_info",
            "The catalog that is answered from, and this release",
            [(release, 1_i64)],
        )
    }
}
