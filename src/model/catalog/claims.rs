//! The article's claims.

use super::place::RegionId;
use crate::model::claim::{Fidelity, StructuredClaim, Subject};
use crate::model::metric::Metric;
use crate::model::year::Date;

/// Where one side of an explicit reading comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A figure by name.
    Figure(String),
    /// The electricity price of a site preset, with its customers' band.
    Site(String),
    /// What the model knows of a region and metric.
    Record {
        /// Region.
        region: RegionId,
        /// Metric.
        metric: Metric,
        /// Year, or year and month.
        period: Date,
    },
}

/// A reading of a claim that no general rule reaches.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplicitReading {
    /// Which definition is taken.
    pub interpretation: String,
    /// Metric read.
    pub metric: Metric,
    /// The left side, or the whole compared value where `right` is absent.
    pub left: Operand,
    /// What the left side is divided by.
    pub right: Option<Operand>,
    /// Remark.
    pub note: String,
}

/// A claim of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Name, without the prefix `claims/`.
    pub name: String,
    /// Figure of the same matter.
    pub figure: String,
    /// Who made it.
    pub claimant: String,
    /// Names by which a sentence may call the one who made it.
    pub claimant_names: Vec<String>,
    /// When.
    pub date: Date,
    /// In our words.
    pub text: String,
    /// Its structured form, where a metric measures it.
    pub structured: Option<StructuredClaim>,
    /// Readings that no general rule reaches; they replace the general ones.
    pub readings: Vec<ExplicitReading>,
    /// Whether it says what its source said.
    pub fidelity: Fidelity,
    /// How that is known.
    pub fidelity_note: String,
    /// What an analyst would say of it.
    pub commentary: String,
}

impl Claim {
    /// What it is found by: the first region of its left side, with each metric that may be meant.
    pub(super) fn about(&self) -> impl Iterator<Item = (RegionId, Metric)> + use<'_> {
        self.structured.iter().flat_map(|claim| {
            let Subject { regions, metrics, .. } = &claim.left;
            let first = regions.include.first().into_iter();
            first.flat_map(|&region| metrics.iter().map(move |&metric| (region, metric)))
        })
    }
}
