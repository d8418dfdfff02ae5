//! The rows of a question, from common draws.

use std::collections::BTreeMap;

use super::Question;
use super::region::Region;
use super::row::{Case, Row};
use super::sample::{Sample, either, part};
use crate::model::budget::Budget;
use crate::model::catalog::RegionId;
use crate::model::error::ModelError;
use crate::model::year::Year;

/// A question with its regions found and its draws laid out.
pub(super) struct Asked<'q, 'c> {
    pub(super) question: &'q Question,
    pub(super) budget: Budget<'c>,
    pub(super) regions: &'q BTreeMap<RegionId, Region<'c>>,
    pub(super) sample: Sample<'c>,
    /// Probabilities that were drawn.
    pub(super) drawn: Vec<f64>,
}

impl<'q, 'c> Asked<'q, 'c> {
    fn case(&self, region: &'q Region<'c>, year: Year) -> Case<'q, 'c> {
        Case { region, year, given: self.question.given(region.id, year) }
    }

    /// Adds the rows of a region, and tells the probability that power binds in
    /// some year.
    pub(super) fn region(
        &mut self,
        region: &'q Region<'c>,
        rows: &mut Vec<Row<'c>>,
    ) -> Result<f64, ModelError> {
        let years = self.question.years;
        let has_one_year = years.single().is_some();
        let (mut some, mut likeliest) = (Vec::new(), 0.0_f64);
        for year in years.years() {
            self.budget.check()?;
            let case = self.case(region, year);
            let row = if case.is_closed() && has_one_year {
                case.row(None, self.question.is_full)
            } else {
                let supply = self.sample.supply(&case)?;
                either(&mut some, &self.sample.power_binds(&supply));
                let own = (!case.is_closed()).then_some((&self.sample, &supply));
                case.row(own, self.question.is_full)
            };
            if !row.closed.is_finite() {
                return Err(ModelError::NotFinite { what: "the limit of compute" });
            }
            if case.given.is_none() {
                self.drawn.push(row.probability_power_binds);
            }
            likeliest = likeliest.max(row.probability_power_binds);
            rows.push(row);
        }
        if !has_one_year {
            self.drawn.push(part(&some));
        }
        // A closed form may lie above what is drawn; no year is likelier than some year.
        Ok(part(&some).max(likeliest))
    }

    /// Probability of each year that the one region can achieve more than the other.
    pub(super) fn comparisons(&mut self) -> Result<Vec<(Year, f64)>, ModelError> {
        let pair = self
            .question
            .compare
            .and_then(|(a, b)| Some((self.regions.get(&a)?, self.regions.get(&b)?)));
        let Some((a, b)) = pair else { return Ok(Vec::new()) };
        let mut comparisons = Vec::new();
        for year in self.question.years.years() {
            self.budget.check()?;
            let (a, b) = (self.case(a, year), self.case(b, year));
            let exceeds = if a.is_closed() && b.is_closed() {
                // No parameter with a band is shared: they are independent.
                a.closed().achievable().exceeds(&b.closed().achievable())
            } else {
                let own = self.sample.supply(&a)?.achievable();
                let other = self.sample.supply(&b)?.achievable();
                let [own, other] = [own, other].map(|column| column.values(self.sample.len()));
                let exceeds: Vec<bool> = own.iter().zip(&other).map(|(a, b)| a > b).collect();
                self.drawn.push(part(&exceeds));
                part(&exceeds)
            };
            comparisons.push((year, exceeds));
        }
        Ok(comparisons)
    }
}
