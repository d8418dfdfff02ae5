//! Structured claims by the general rules.

use std::cmp::Ordering;

use super::accept::Accepted;
use super::lens::Lens;
use super::operands::{Lookup, signed};
use super::rank::judge_rank;
use super::reading::{Comparison, Reading};
use super::structured::{
    ChangeFrom, Object, Quantifier, RangeOf, ShareSize, Statement, StructuredClaim, When,
};
use crate::model::catalog::RegionId;
use crate::model::error::ModelError;
use crate::model::estimate::{Kind, Outlook};
use crate::model::metric::Metric;
use crate::model::sampling::Plan;
use crate::model::unit::Unit;
use crate::model::year::{Year, YearRange};

/// A claim under judgment by the general rules.
#[derive(Clone, Copy)]
pub(super) struct Case<'q, 'c> {
    pub(super) outlook: &'q Outlook<'c>,
    pub(super) claim: &'q StructuredClaim,
    pub(super) tolerance: Option<f64>,
    pub(super) plan: Plan,
}

impl<'c> Case<'_, 'c> {
    /// A reading for every metric and definition that the wording may mean.
    pub(super) fn readings(&self) -> Vec<Reading<'c>> {
        let metrics = &self.claim.left.metrics;
        let names_official = metrics.contains(&Metric::InstalledCapacityOfficial);
        let mut readings = Vec::with_capacity(metrics.len());
        for &metric in metrics {
            let right = self.right_metric();
            for &lens in Lens::of(metric, right) {
                let repeats = lens == Lens::National
                    && (names_official || !lens.differs(self.outlook, &self.regions()));
                if !repeats {
                    readings.push(self.reading(metric, lens));
                }
            }
        }
        readings
    }

    fn reading(&self, metric: Metric, lens: Lens) -> Reading<'c> {
        let interpretation = lens.interpretation(metric, self.right_metric());
        let judged = self.years(metric, lens).and_then(|(years, month)| {
            let mut hardest = None;
            for year in years.years() {
                let next = self.judge(metric, lens, (year, month))?;
                hardest = Some(match hardest {
                    Some(known) => self.harder(known, next),
                    None => next,
                });
            }
            Ok(hardest)
        });
        match judged {
            Ok(Some(reading)) => reading,
            Ok(None) => Reading::missing(lens.told(metric), interpretation, &self.missing(metric)),
            Err(error) => Reading::missing(lens.told(metric), interpretation, &error),
        }
    }

    /// A level must hold in every year, so that the less likely of two decides; for
    /// SOME the likelier does. Of two alike the earlier does.
    fn harder(&self, earlier: Reading<'c>, later: Reading<'c>) -> Reading<'c> {
        let key = |reading: &Reading<'_>| reading.probability.unwrap_or(0.0);
        let decisive = match self.claim.quantifier {
            Quantifier::Some => Ordering::Greater,
            Quantifier::All | Quantifier::Average => Ordering::Less,
        };
        if key(&later).total_cmp(&key(&earlier)) == decisive { later } else { earlier }
    }

    /// The years to judge, or a month of one.
    fn years(&self, metric: Metric, lens: Lens) -> Result<(YearRange, Option<u8>), ModelError> {
        match self.claim.left.when {
            When::Year { year, month } => Ok((YearRange::only(year), month)),
            When::Range(range) if self.is_over_range() => Ok((YearRange::only(range.last()), None)),
            When::Range(range) => Ok((range, None)),
            When::Latest => {
                let lookup = Lookup { outlook: self.outlook, lens };
                let same_metric = self.right_metric().is_none_or(|right| right == metric);
                let own =
                    self.claim.left.regions.include.iter().chain(&self.claim.left.regions.exclude);
                let regions: Vec<RegionId> =
                    if same_metric { self.regions() } else { own.copied().collect() };
                let latest = lookup.latest_common(regions.into_iter(), metric);
                let latest = latest.ok_or_else(|| self.missing(metric))?;
                Ok((YearRange::only(latest), None))
            }
        }
    }

    /// Whether a range of years means from its first to its last.
    fn is_over_range(&self) -> bool {
        let change = matches!(self.claim.left.of, Statement::Change { .. });
        change
            || matches!(
                self.claim.right,
                Object::Growth { .. }
                    | Object::Change { from: ChangeFrom::Year(_), .. }
                    | Object::Range { of: RangeOf::Growth { .. }, .. }
            )
    }

    fn missing(&self, metric: Metric) -> ModelError {
        let region = self.claim.left.regions.include.first().copied();
        let outlook = self.outlook;
        region.map_or(ModelError::NotFinite { what: "the claim" }, |region| {
            outlook.estimate(region, metric, Year::LAST, None).err().unwrap_or_else(|| {
                let years = "no year has records on every side".to_owned();
                ModelError::no_base_figure(
                    outlook.catalog(),
                    outlook.scenario(),
                    (region, metric),
                    None,
                    years,
                )
            })
        })
    }

    /// Every region named on either side.
    fn regions(&self) -> Vec<RegionId> {
        let right = match &self.claim.right {
            Object::Ratio { of, .. } | Object::Range { of: RangeOf::Ratio(of), .. } => {
                of.regions.as_ref()
            }
            Object::ShareOf { regions, .. }
            | Object::Range { of: RangeOf::Share { regions, .. }, .. } => Some(regions),
            _ => None,
        };
        let other = match self.claim.right {
            Object::Change { from: ChangeFrom::Region(region), .. } => Some(region),
            _ => None,
        };
        let sets = [Some(&self.claim.left.regions), right];
        sets.into_iter().flatten().flat_map(signed).map(|(region, _)| region).chain(other).collect()
    }

    /// The right side's metric, where it is named.
    fn right_metric(&self) -> Option<Metric> {
        match &self.claim.right {
            Object::Ratio { of, .. } | Object::Range { of: RangeOf::Ratio(of), .. } => of.metric,
            Object::ShareOf { metric, .. }
            | Object::Range { of: RangeOf::Share { metric, .. }, .. } => *metric,
            _ => None,
        }
    }

    fn judge(
        &self,
        metric: Metric,
        lens: Lens,
        at: (Year, Option<u8>),
    ) -> Result<Reading<'c>, ModelError> {
        if let Object::Rank { n, order, among } = &self.claim.right {
            return judge_rank(self, (metric, lens), at, (*n, *order, among));
        }
        let lookup = Lookup { outlook: self.outlook, lens };
        let sides = self.sides(&lookup, metric, at)?;
        let comparator = self.claim.comparator;
        let is_projection = sides.all().any(|known| known.kind != Kind::History);
        let value = sides.evaluate(self.plan);
        let (stated, digit) = self.stated(metric, at.0)?;
        let accepted = match &self.claim.right {
            Object::Range { low, high, of } => {
                let factor = self.factor(metric, at.0, of)?;
                Accepted::bounds(low * factor, high * factor)
            }
            Object::Growth { ratio, .. } => {
                Accepted::around_growth(comparator, *ratio, self.tolerance)
            }
            Object::OneIn(n) | Object::ShareOf { size: ShareSize::OneIn(n), .. } => {
                Accepted::one_in(comparator, *n, self.tolerance)
            }
            _ => Accepted::around(comparator, stated, digit, self.tolerance, is_projection),
        };
        let is_quantity = matches!(self.claim.right, Object::Quantity { .. });
        let is_same_bound = is_quantity
            && sides.left.single().is_some_and(|known| {
                let least = accepted.high.is_none();
                known.is_lower_bound
                    && least
                    && accepted.low.is_some_and(|low| known.law.median() >= low)
            });
        let growth = self.growth_break_even(&sides, &accepted, &value);
        let unit = if sides.under.is_none() { metric.unit() } else { Unit::Ratio };
        if !value.is_finite() {
            return Err(ModelError::NotFinite { what: "the compared value" });
        }
        let comparison = Comparison {
            metric: lens.told(metric),
            interpretation: lens.interpretation(metric, self.right_metric()).into(),
            year: Some(at.0),
            value,
            unit,
            accepted,
            stated,
            estimates: sides.into_estimates(),
            is_same_bound,
        };
        let mut reading = comparison.judge(self.claim.negated);
        reading.break_evens.extend(growth);
        Ok(reading)
    }
}
