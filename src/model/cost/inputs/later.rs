//! What changes by a later year: the price of electricity, and what an
//! accelerator does for its power. All else stays as it is in the money year.

use super::{Finder, LAST_RESORT, Origin, of_assumption};
use crate::model::catalog::{Assumption, Basis, Series};
use crate::model::error::ModelError;
use crate::model::estimate::{Estimate, Kind, Warning};
use crate::model::metric::Metric;
use crate::model::year::Year;

impl<'c> Finder<'_, 'c> {
    /// Brings the inputs to a year.
    pub(super) fn later(&mut self, year: Year) -> Result<(), ModelError> {
        self.later_price(year);
        let improvement = self.fleet_improvement().ok_or_else(|| {
            self.missing("fleet improvement", "the catalog has no constraint/fleet_improvement")
        })?;
        let (law, parameter) = (improvement.law(), improvement.parameter.clone());
        let from = of_assumption(improvement);
        self.put("fleet_improvement", "ratio per year", law, parameter, from);
        Ok(())
    }

    /// The site's own price moves as the series of its region is projected to from
    /// its last record; the caller's price stays, and so does one whose series is
    /// too short to be projected.
    fn later_price(&mut self, year: Year) {
        if self.spec.price.is_some() {
            return;
        }
        let Some(known) = self.projected_price(year) else { return };
        self.warnings.extend(known.warnings.iter().cloned());
        let catalog = self.outlook.catalog();
        let series = catalog.series(known.region, known.metric).and_then(Series::fitted);
        if series.is_some_and(|fitted| fitted.is_assumed) {
            if let Some(price) = self.inputs.get_mut("electricity_price") {
                price.basis = Basis::Assumed;
            }
        } else if let (Some((_, last)), Kind::Projection) = (known.last, known.kind) {
            let parameter = catalog.growth(known.region, known.metric);
            let sources = known.evidence.iter().map(|evidence| evidence.source).collect();
            let from = Origin { basis: known.basis, sources, confidence: known.confidence };
            self.put("price_trend", "ratio", known.law.scaled(1.0 / last), parameter, from);
        }
    }

    /// The industrial price in the region, or in what it is part of.
    fn projected_price(&mut self, year: Year) -> Option<Estimate<'c>> {
        let (outlook, own) = (self.outlook, self.spec.region);
        let catalog = outlook.catalog();
        let chain = std::iter::successors(Some(own), |&region| catalog.parent(region));
        let mut known = chain.filter_map(|region| {
            outlook.estimate(region, Metric::ElectricityPrice, year, None).ok()
        });
        let found = known.next();
        if found.is_none() {
            let message = format!(
                "electricity prices of {} are not projected: that of site {:?} stays",
                catalog.code(own),
                self.spec.id
            );
            self.warnings.push(Warning { reason: "PRICE_NOT_PROJECTED", message });
        }
        found
    }

    fn fleet_improvement(&self) -> Option<&'c Assumption> {
        let catalog = self.outlook.catalog();
        let own = Some(self.spec.region);
        let chain = std::iter::successors(own, |&region| catalog.parent(region));
        let codes = chain.map(|region| catalog.code(region)).chain([LAST_RESORT]);
        codes.into_iter().find_map(|code| {
            self.outlook.assumption(&format!("constraint/fleet_improvement/{code}"))
        })
    }
}
