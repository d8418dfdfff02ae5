//! What is known of one metric in one region and year, whatever it takes:
//! a record, a projection, a published forecast, or a formula over others.

mod anchors;
mod article;
mod derived;
mod kept;
mod outlook;
mod projected;
mod recorded;

pub use derived::AfterReserve;
pub(super) use derived::TWH_PER_GW_YEAR;
pub(super) use kept::Kept;
pub use outlook::Outlook;
pub use projected::YOUNG_YEARS;
pub(super) use projected::{COMPUTE_YEARS, compute_warning};
pub(crate) use projected::{evidence_of_assumption, horizon_warning};
pub(crate) use recorded::{evidence_of_figure, evidence_of_site, history};

use std::borrow::Cow;

use super::catalog::{Basis, Catalog, RegionId, Source, Stance};
use super::distribution::{Law, Scale, T4_P90};
use super::metric::Metric;
use super::stream::Stream;
use super::written::Written;
use super::year::Year;

/// Name of the scenario that holds what the article states, and nothing else.
pub const ARTICLE: &str = "article";

/// Name of the default scenario.
pub const REFERENCE: &str = "reference";

/// Scale of a record's error on logs: a usual revision.
pub const RECORD_WIDTH: f64 = 0.01;

/// Years past the last record up to which projections were tested.
pub const TESTED_YEARS: i32 = 10;

/// Years past the last record up to which young technologies were tested.
const YOUNG_TESTED_YEARS: i32 = 5;

/// Whether an estimate looks back or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A recorded year.
    History,
    /// A projection.
    Projection,
    /// A published forecast of what is not projected.
    Anchor,
}

/// Something the reader of an answer should know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// Stable name of the kind.
    pub reason: &'static str,
    /// In words.
    pub message: String,
}

/// A record, figure or forecast behind a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence<'c> {
    /// Its name: `figures/...`, `series/...`, `anchors/...` or a parameter.
    pub name: Cow<'c, str>,
    /// Its source.
    pub source: &'c Source,
    /// What it says about the matter.
    pub stance: Stance,
    /// How its number came about.
    pub basis: Basis,
    /// Whether a better-ranked source contradicts it.
    pub disputed: bool,
    /// Confidence, where known.
    pub confidence: Option<f64>,
    /// What it says.
    pub note: Cow<'c, str>,
    /// Its number.
    pub value: Option<f64>,
    /// Unit of the number.
    pub unit: Cow<'c, str>,
    /// What replies say of it, where it stays.
    pub written: Option<&'c Written>,
}

/// One part of a total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Which part.
    pub name: &'static str,
    /// What is known of it.
    pub law: Law,
    /// How it came about.
    pub basis: Basis,
}

/// What is known of one metric in one region and year.
#[derive(Clone, Debug)]
pub struct Estimate<'c> {
    /// Region.
    pub region: RegionId,
    /// Metric.
    pub metric: Metric,
    /// Year.
    pub year: Year,
    /// What is known of the value, in the metric's canonical unit.
    pub law: Law,
    /// Record, projection or published forecast.
    pub kind: Kind,
    /// How it came about.
    pub basis: Basis,
    /// Confidence, where known.
    pub confidence: Option<f64>,
    /// What it rests on.
    pub evidence: Vec<Evidence<'c>>,
    /// The parts of a total that was built from parts.
    pub parts: Vec<Part>,
    /// The formula of a derived value.
    pub formula: Option<&'static str>,
    /// Last record and its year, where the value is projected from it.
    pub last: Option<(Year, f64)>,
    /// Whether the record is stated as a lower bound.
    pub is_lower_bound: bool,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
}

impl Estimate<'_> {
    /// The stream of its draws.
    pub fn stream<'c>(&self, catalog: &'c Catalog) -> Stream<'c> {
        let (region, metric, year) = (catalog.code(self.region), self.metric, self.year);
        Stream::Level { region, metric, year }
    }
}

/// Whether data-center load is meant at its peak or on average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadKind {
    /// Highest load.
    Peak,
    /// Mean load.
    Average,
}

/// Width of a residual of two large numbers, such as spare capacity: an 80 %
/// band of at least a quarter to either side.
pub(super) fn residual_width() -> f64 {
    libm::log(1.25) / T4_P90
}

/// A record's law: t(4) of one percent on logs; for shares one percent of the
/// share, on log-odds.
pub(super) fn record_law(metric: Metric, value: f64, band: Option<(f64, f64)>) -> Law {
    if let Some((low, high)) = band {
        let sigma = (libm::log(high) - libm::log(low)) / (2.0 * T4_P90);
        return Law::around(Scale::Log, value, sigma.max(RECORD_WIDTH));
    }
    if metric.is_share() && value >= 1.0 {
        // All of it: there is no room for an error on log-odds.
        return Law::exact(Scale::LogOdds, value);
    }
    if metric.is_share() {
        return Law::around(Scale::LogOdds, value, RECORD_WIDTH / (1.0 - value));
    }
    Law::around(Scale::Log, value, RECORD_WIDTH)
}
