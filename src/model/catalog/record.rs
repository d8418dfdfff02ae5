//! Numbers by year: records, published forecasts, exchange rates and prices.

use std::sync::Arc;

use super::place::RegionId;
use super::provenance::Source;
use crate::model::metric::Metric;
use crate::model::year::{Date, Year};

/// One definition of several that a metric may be recorded under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variant {
    /// Highest load.
    Peak,
    /// Mean load.
    Average,
    /// Nameplate or connected power.
    Nameplate,
}

/// One year of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Calendar year.
    pub year: Year,
    /// Month it stands for, where it is not the year or its end.
    pub month: Option<u8>,
    /// Value in the metric's canonical unit.
    pub value: f64,
    /// Its own 80 % band, where the source gives one.
    pub band: Option<(f64, f64)>,
    /// Definition.
    pub variant: Option<Variant>,
    /// Whether the source states it as a lower bound.
    pub lower_bound: bool,
    /// Confidence, where known.
    pub confidence: Option<f64>,
    /// Source.
    pub source: Arc<Source>,
    /// What is counted.
    pub basis: String,
    /// Remark.
    pub note: String,
}

/// A published forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// Name.
    pub name: String,
    /// Publisher.
    pub publisher: String,
    /// When it was published.
    pub published: Date,
    /// Region.
    pub region: RegionId,
    /// Metric.
    pub metric: Metric,
    /// Year it is about.
    pub year: Year,
    /// Central value, canonical unit.
    pub central: f64,
    /// Lower and upper value, canonical unit.
    pub bounds: Option<(f64, f64)>,
    /// What the bounds mean.
    pub band: AnchorBand,
    /// Definition.
    pub variant: Option<Variant>,
    /// Source.
    pub source: Arc<Source>,
    /// Whether it is a policy target rather than a forecast.
    pub is_target: bool,
    /// Whether it is the publisher's present view.
    pub is_current: bool,
    /// Remark.
    pub note: String,
}

/// What the bounds of a published forecast mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorBand {
    /// An 80 % band.
    Band80,
    /// A range of growth rates.
    GrowthRange,
    /// A range of scenarios.
    Scenario,
    /// No bounds.
    None,
}

/// Units of a currency per US dollar, mean of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct ExchangeRate {
    /// ISO 4217 code.
    pub currency: String,
    /// Year.
    pub year: Year,
    /// Units per dollar.
    pub units_per_usd: f64,
    /// Source.
    pub source: Arc<Source>,
    /// Confidence.
    pub confidence: f64,
}

/// A yearly value of the US consumer price index.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceIndex {
    /// Year.
    pub year: Year,
    /// Value.
    pub value: f64,
    /// Source.
    pub source: Arc<Source>,
    /// Confidence.
    pub confidence: f64,
}
