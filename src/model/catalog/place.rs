//! What requests name: regions, metrics and the words for them, scenarios.

use crate::model::metric::{Class, Metric};

/// The place of a region in the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegionId(pub(super) usize);

impl RegionId {
    /// The place itself.
    pub(in crate::model) const fn place(self) -> usize {
        self.0
    }
}

/// A country, an aggregate or a price zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Code.
    pub code: String,
    /// English name.
    pub display_name: String,
    /// Region it is part of.
    pub parent: Option<String>,
    /// Other names.
    pub synonyms: Vec<String>,
    /// Words for its people and adjectives.
    pub demonyms: Vec<String>,
}

/// A metric's meaning and bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricInfo {
    /// The metric.
    pub metric: Metric,
    /// English name.
    pub display_name: String,
    /// How it is projected.
    pub class: Class,
    /// What it counts.
    pub definition: String,
    /// Lowest plausible record of a country, canonical unit.
    pub plausible_min: f64,
    /// Highest plausible record of a country, canonical unit.
    pub plausible_max: f64,
    /// Factor on the highest for aggregates.
    pub aggregate_scale: f64,
}

/// A phrase and the metrics it may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Synonym {
    /// The phrase, folded.
    pub phrase: String,
    /// Readings in order; `None` for a phrase that is out of scope.
    pub readings: Vec<Option<Metric>>,
    /// Where it is understood so: `any`, `country`, `data_center`, `data`.
    pub context: String,
    /// Remark.
    pub note: String,
}

/// A set of figures and assumptions that answers belong to.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioInfo {
    /// Name.
    pub name: String,
    /// English name.
    pub display_name: String,
    /// What it holds.
    pub description: String,
    /// Percentile that every growth takes, where not its median.
    pub growth_percentile: Option<f64>,
    /// Parameters that stand at the low end of their band.
    pub at_low: Vec<String>,
}
