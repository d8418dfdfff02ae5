//! Single published numbers: the article's and those that bear on them.

use std::sync::Arc;

use super::place::RegionId;
use super::provenance::{Source, Stance};
use super::record::Variant;
use crate::model::claim::Comparator;
use crate::model::metric::Metric;
use crate::model::year::Date;

/// Whether a figure states a fact or a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// Measured or counted.
    Measured,
    /// Estimated.
    Estimate,
    /// Forecast.
    Forecast,
    /// Asserted.
    Claim,
}

/// What the number of a figure relates to.
#[derive(Clone, Debug, PartialEq)]
pub enum Relation {
    /// The number is the value.
    Absolute,
    /// The number is a multiple of another region's metric.
    RatioTo(RegionId, Metric),
    /// The number is the share of a total.
    ShareOf(RegionId),
}

/// A single published number.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Name, without the prefix `figures/`.
    pub name: String,
    /// Whether the article states it.
    pub from_article: bool,
    /// Region.
    pub region: RegionId,
    /// Metric, where the catalog has one for it.
    pub metric: Option<Metric>,
    /// Year, or year and month.
    pub period: Option<Date>,
    /// How it is stated.
    pub comparator: Comparator,
    /// The number as published.
    pub value: f64,
    /// Its unit as published.
    pub unit: String,
    /// The number in the canonical unit (a fraction or ratio where it relates to something).
    pub canonical: f64,
    /// What it relates to.
    pub relation: Relation,
    /// Who says so.
    pub attributed_to: String,
    /// When it was published.
    pub published: Option<Date>,
    /// Paragraph of the article it appears in or answers.
    pub paragraph: i32,
    /// Fact or forecast.
    pub kind: FigureKind,
    /// Whether a better-ranked figure contradicts it.
    pub disputed: bool,
    /// What it says about the figures it is linked to.
    pub stance: Option<Stance>,
    /// Names of linked figures.
    pub related: Vec<String>,
    /// Source.
    pub source: Arc<Source>,
    /// Definition.
    pub variant: Option<Variant>,
    /// Factor of its 90 % interval to either side, where it is known.
    pub factor90: Option<f64>,
    /// What it says, in our words.
    pub statement: String,
    /// Remark.
    pub note: String,
}
