//! What a claim compares: its left side, and what that is divided by.

use super::general::Case;
use super::operands::{Lookup, Side, signed};
use super::structured::{ChangeFrom, Object, RangeOf, Referent, RegionSet, Statement, When};
use crate::model::compare::{Value, evaluate};
use crate::model::distribution::Law;
use crate::model::error::ModelError;
use crate::model::estimate::Estimate;
use crate::model::metric::Metric;
use crate::model::sampling::Plan;
use crate::model::year::Year;

impl<'c> Case<'_, 'c> {
    /// What is compared: the left side, and what it is divided by.
    pub(super) fn sides(
        &self,
        lookup: &Lookup<'_, 'c>,
        metric: Metric,
        at: (Year, Option<u8>),
    ) -> Result<Sides<'c>, ModelError> {
        let regions = &self.claim.left.regions;
        let from = self.left_from(at.0);
        let left = || match from {
            Some(from) => lookup.change(regions, metric, from, at),
            None => lookup.level(regions, metric, at),
        };
        match &self.claim.right {
            Object::Growth { from, annual, .. }
            | Object::Range { of: RangeOf::Growth { from, annual }, .. } => {
                // What is to come grows from what is known last, unless a year is named.
                let latest =
                    lookup.latest_common(signed(regions).map(|(region, _)| region), metric);
                let latest = latest.filter(|latest| *latest < at.0);
                let from = from.or(latest.filter(|_| self.range_start().is_none()));
                let from = self.growth_from(from, at.0);
                let (left, under) = lookup.growth(regions, metric, from, at)?;
                let years = annual.then(|| at.0.since(from)).filter(|years| *years > 1);
                Ok(Sides { left, under: Some(under), root: years })
            }
            Object::Change { from: ChangeFrom::Year(from), .. } => {
                let from = self.growth_from(*from, at.0);
                Ok(Sides::level(lookup.change(regions, metric, from, at)?))
            }
            Object::Change { from: ChangeFrom::Region(other), .. } => {
                let mut left = left()?;
                let right = lookup.level(&RegionSet::of(*other), metric, at)?;
                left.terms.extend(right.terms.into_iter().map(|term| term.times(-1.0)));
                left.estimates.extend(right.estimates);
                Ok(Sides::level(left))
            }
            Object::Ratio { of, .. } | Object::Range { of: RangeOf::Ratio(of), .. } => {
                self.ratio_sides(lookup, metric, at, of)
            }
            Object::ShareOf { regions: total, metric: of, .. }
            | Object::Range { of: RangeOf::Share { regions: total, metric: of }, .. } => {
                let of = Referent { regions: Some(total.clone()), metric: *of, year: None };
                self.ratio_sides(lookup, metric, at, &of)
            }
            Object::Quantity { .. }
            | Object::OneIn(_)
            | Object::Rank { .. }
            | Object::LimitedBy(_)
            | Object::LostToControls(_)
            | Object::Range { of: RangeOf::Quantity(_), .. } => Ok(Sides::level(left()?)),
        }
    }

    fn ratio_sides(
        &self,
        lookup: &Lookup<'_, 'c>,
        metric: Metric,
        at: (Year, Option<u8>),
        of: &Referent,
    ) -> Result<Sides<'c>, ModelError> {
        let regions = &self.claim.left.regions;
        let other = of.regions.as_ref().unwrap_or(regions);
        let right_metric = of.metric.unwrap_or(metric);
        // Its own level of another year: the two values share their history.
        if let (Some(year), true) = (of.year, other == regions && right_metric == metric)
            && year < at.0
        {
            let (left, under) = lookup.growth(regions, metric, year, at)?;
            return Ok(Sides { left, under: Some(under), root: None });
        }
        let latest = || {
            let all = signed(other).map(|(region, _)| region);
            lookup.latest_common(all, right_metric).unwrap_or(at.0)
        };
        let year = of.year.unwrap_or_else(|| if right_metric == metric { at.0 } else { latest() });
        let month = if year == at.0 { at.1 } else { None };
        let (left, under) = match self.left_from(at.0) {
            Some(from) => (
                lookup.change(regions, metric, from, at)?,
                lookup.change(other, right_metric, from, (year, month))?,
            ),
            None => (
                lookup.level(regions, metric, at)?,
                lookup.level(other, right_metric, (year, month))?,
            ),
        };
        Ok(Sides { left, under: Some(under), root: None })
    }

    /// First year of a change on the left side.
    fn left_from(&self, year: Year) -> Option<Year> {
        match self.claim.left.of {
            Statement::Level => None,
            Statement::Change { from } => Some(self.growth_from(from, year)),
        }
    }

    /// First year of growth or change: as named, else the range's, else the year before.
    fn growth_from(&self, named: Option<Year>, year: Year) -> Year {
        named.or_else(|| self.range_start()).unwrap_or_else(|| year.previous())
    }

    fn range_start(&self) -> Option<Year> {
        match self.claim.left.when {
            When::Range(range) => Some(range.first()),
            _ => None,
        }
    }
}

/// What is compared.
pub(super) struct Sides<'c> {
    pub(super) left: Side<'c>,
    pub(super) under: Option<Side<'c>>,
    /// Years that growth is taken per year over.
    pub(super) root: Option<i32>,
}

impl<'c> Sides<'c> {
    const fn level(left: Side<'c>) -> Self {
        Self { left, under: None, root: None }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Estimate<'c>> {
        self.left.estimates.iter().chain(self.under.iter().flat_map(|side| &side.estimates))
    }

    pub(super) fn evaluate(&self, plan: Plan) -> Value {
        let under = self.under.as_ref().map_or(&[][..], |side| &side.terms);
        let value = evaluate(&self.left.terms, under, plan);
        let Some(years) = self.root.map(f64::from) else {
            return value;
        };
        match value {
            Value::Closed(law) => Value::Closed(Law::log(law.mu() / years, law.sigma() / years)),
            Value::Drawn(draws) => {
                Value::Drawn(draws.into_iter().map(|draw| libm::pow(draw, 1.0 / years)).collect())
            }
        }
    }

    pub(super) fn into_estimates(self) -> Vec<Estimate<'c>> {
        let mut all = self.left.estimates;
        all.extend(self.under.into_iter().flat_map(|side| side.estimates));
        all
    }
}
