//! Metrics that follow from others where nothing is published: spare capacity
//! and the load of data centers.

use super::anchors::targets;
use super::projected::evidence_of_assumption;
use super::recorded::history;
use super::{Estimate, Evidence, Kind, LoadKind, Outlook, residual_width};
use crate::model::catalog::{Assumption, Basis, RegionId, Variant, WORLD};
use crate::model::distribution::{Law, Scale, T4_P90};
use crate::model::error::ModelError;
use crate::model::metric::Metric;
use crate::model::projection::anchor_width;
use crate::model::year::Year;

/// Hours of a year over 1,000: mean GW times this is TWh.
pub(in crate::model) const TWH_PER_GW_YEAR: f64 = 8.76;

impl<'c> Outlook<'c> {
    /// Firm capacity above peak load: as published, else reserve margin times peak.
    pub(super) fn spare_capacity(
        &self,
        region: RegionId,
        year: Year,
    ) -> Result<Estimate<'c>, ModelError> {
        let metric = Metric::SpareCapacity;
        let sigma = residual_width();
        match self
            .record(region, metric, year, None)
            .map_or_else(|| self.projected(region, metric, year), Ok)
        {
            Ok(published) => {
                let width = published.law.sigma().max(sigma);
                let law = Law::around(Scale::Log, published.law.median(), width);
                return Ok(Estimate { law, ..published });
            }
            Err(error @ ModelError::NotProjectable { .. }) => return Err(error),
            Err(_) => {}
        }
        let margin = self.estimate(region, Metric::ReserveMargin, year, None);
        let peak = self.estimate(region, Metric::PeakDemand, year, None);
        let (Ok(margin), Ok(peak)) = (margin, peak) else {
            return Err(self.no_base_figure(region, metric, Some(year)));
        };
        let spare = margin.law.median() * peak.law.median();
        let mut evidence = margin.evidence;
        evidence.extend(peak.evidence);
        let kind = if peak.kind == Kind::History { margin.kind } else { peak.kind };
        let law = Law::around(Scale::Log, spare, sigma.max(peak.law.sigma()));
        Ok(Estimate {
            kind,
            basis: Basis::Derived,
            evidence,
            formula: Some("reserve margin times peak demand"),
            warnings: peak.warnings,
            ..history(region, metric, year, law)
        })
    }

    /// What is left of a region's spare capacity after its planning reserve,
    /// where peak demand is known.
    pub fn after_planning_reserve(&self, spare: &Estimate<'c>) -> Option<AfterReserve<'c>> {
        let peak = self.estimate(spare.region, Metric::PeakDemand, spare.year, None).ok()?;
        let margin = self
            .assumption_for("planning_reserve_margin", spare.region)
            .or_else(|| self.assumption(USUAL_RESERVE))?;
        let reserve = margin.band.central * peak.law.median();
        let mut evidence = peak.evidence;
        evidence.push(evidence_of_assumption(margin));
        Some(AfterReserve { gigawatts: spare.law.median() - reserve, evidence })
    }

    /// Power of data centers: published at its peak, else from their electricity.
    ///
    /// # Errors
    ///
    /// When neither the load nor the electricity of that year is published.
    pub fn data_center_load(
        &self,
        region: RegionId,
        year: Year,
        kind: LoadKind,
    ) -> Result<Estimate<'c>, ModelError> {
        let metric = Metric::DataCenterLoad;
        if self.is_article() {
            return self.of_article(region, metric, year, None);
        }
        if kind == LoadKind::Peak
            && let Some(peak) = self.published_peak(region, year)
        {
            return Ok(peak);
        }
        let energy = match self.estimate(region, Metric::DataCenterElectricity, year, None) {
            Ok(energy) => energy,
            Err(ModelError::NotProjectable { .. }) => {
                return Err(self.not_published(region, metric, year));
            }
            Err(_) => return Err(self.no_base_figure(region, metric, Some(year))),
        };
        let average = energy.law.scaled(1.0 / TWH_PER_GW_YEAR);
        let derived = Estimate {
            kind: energy.kind,
            basis: Basis::Derived,
            evidence: energy.evidence,
            formula: Some("TWh a year times 1,000 over 8,760 hours"),
            ..history(region, metric, year, average)
        };
        if kind == LoadKind::Average {
            return Ok(derived);
        }
        let path = format!("assumptions/dc_load_factor/{WORLD}");
        let missing = || self.no_base_figure(region, metric, Some(year));
        let factor = self.assumption(&path).ok_or_else(missing)?;
        let mut evidence = derived.evidence;
        evidence.push(evidence_of_assumption(factor));
        Ok(Estimate {
            law: over_load_factor(&average, factor),
            evidence,
            formula: Some("TWh a year times 1,000 over 8,760 hours and over the load factor"),
            ..derived
        })
    }

    fn published_peak(&self, region: RegionId, year: Year) -> Option<Estimate<'c>> {
        let metric = Metric::DataCenterLoad;
        let series = self.catalog().series(region, metric).and_then(|series| series.record(year));
        if let Some(record) = series.filter(|record| record.variant == Some(Variant::Peak)) {
            return Some(self.of_record(region, metric, record));
        }
        let forecasts = self.forecasts(region, metric);
        let target = targets(&forecasts).find(|target| target.year == year)?;
        let published = target.anchors.first()?.published.year;
        let law = target.law(year.since(published).max(0));
        let sigma = law.sigma().max(anchor_width(0)).max(target.spread());
        let law = Law::around(Scale::Log, law.median(), sigma);
        Some(Estimate {
            kind: Kind::Anchor,
            evidence: target.evidence(),
            ..history(region, metric, year, law)
        })
    }
}

/// The planning reserve that stands in where a region has none of its own.
const USUAL_RESERVE: &str = "assumptions/planning_reserve_margin/US";

/// Spare capacity less a planning reserve.
#[derive(Clone, Debug)]
pub struct AfterReserve<'c> {
    /// What is left, GW; may be negative.
    pub gigawatts: f64,
    /// The peak and the reserve margin it follows from.
    pub evidence: Vec<Evidence<'c>>,
}

/// Average load over a load factor: widths add in squares, a low factor making
/// a high peak.
fn over_load_factor(average: &Law, factor: &Assumption) -> Law {
    let (low, central, high) = (factor.band.low, factor.band.central, factor.band.high);
    let widen = |end: f64| {
        let width = average.sigma() * T4_P90;
        let own = libm::log(end / central);
        libm::exp((width * width + own * own).sqrt())
    };
    let median = average.median() / central;
    Law::from_band(Scale::Log, median / widen(high), median, median * widen(low))
}
