//! Parameters of the model with their bands.

use std::sync::Arc;

use super::place::RegionId;
use super::provenance::{Basis, Source};
use crate::model::distribution::{Law, Scale};
use crate::model::year::Year;

/// A central value and the band around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// 10th percentile.
    pub low: f64,
    /// Central value.
    pub central: f64,
    /// 90th percentile.
    pub high: f64,
}

/// What the bounds of an assumption mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandKind {
    /// An 80 % band.
    Band80,
    /// What an override may sensibly be; not drawn.
    Range,
    /// No bounds.
    Fixed,
}

/// A parameter of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Path. Example: `assumptions/pue/CN`.
    pub parameter: String,
    /// Scenario it belongs to; all when absent.
    pub scenario: Option<String>,
    /// What it is.
    pub title: String,
    /// Region it holds for.
    pub region: RegionId,
    /// Year it holds for.
    pub year: Option<Year>,
    /// Unit in words.
    pub unit: String,
    /// Value and bounds.
    pub band: Band,
    /// What the bounds mean.
    pub kind: BandKind,
    /// Whether it is a published comparison that must not feed a result.
    pub comparison_only: bool,
    /// How it came about.
    pub basis: Basis,
    /// Source.
    pub source: Arc<Source>,
    /// Confidence.
    pub confidence: f64,
    /// Remark.
    pub note: String,
}

impl Assumption {
    /// The scale it is uncertain on: rates on ln(1 + r), other fractions on
    /// log-odds, PUE on ln(PUE - 1), all else on logs.
    pub fn scale(&self) -> Scale {
        if self.parameter.contains("/pue") {
            Scale::LogExcess
        } else if self.unit == "fraction per year" {
            Scale::LogOnePlus
        } else if self.unit.starts_with("fraction") {
            Scale::LogOdds
        } else {
            Scale::Log
        }
    }

    /// What is known of it: its band, or the central value where there is none.
    pub fn law(&self) -> Law {
        let Band { low, central, high } = self.band;
        match self.kind {
            BandKind::Band80 => Law::from_band(self.scale(), low, central, high),
            BandKind::Range | BandKind::Fixed => Law::exact(self.scale(), central),
        }
    }
}
