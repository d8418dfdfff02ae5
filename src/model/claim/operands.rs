//! The two sides of a claim as terms of an expression.

use super::lens::Lens;
use super::structured::RegionSet;
use crate::model::catalog::RegionId;
use crate::model::compare::{Recorded, Term, tie};
use crate::model::error::ModelError;
use crate::model::estimate::{Estimate, Kind, Outlook};
use crate::model::metric::Metric;
use crate::model::year::Year;

/// Where operands are looked up.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'q, 'c> {
    pub(super) outlook: &'q Outlook<'c>,
    pub(super) lens: Lens,
}

/// Terms and the estimates behind them.
#[derive(Default)]
pub(super) struct Side<'c> {
    pub(super) terms: Vec<Term<'c>>,
    pub(super) estimates: Vec<Estimate<'c>>,
}

impl<'c> Side<'c> {
    /// The only estimate, where there is just one.
    pub(super) fn single(&self) -> Option<&Estimate<'c>> {
        match self.estimates.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

impl<'c> Lookup<'_, 'c> {
    fn estimate(
        &self,
        region: RegionId,
        metric: Metric,
        at: (Year, Option<u8>),
    ) -> Result<Estimate<'c>, ModelError> {
        self.lens.estimate(self.outlook, (region, metric), at)
    }

    fn term(&self, known: &Estimate<'c>) -> Term<'c> {
        Term::new(known.law, known.stream(self.outlook.catalog()))
    }

    /// The level of a region set.
    pub(super) fn level(
        &self,
        regions: &RegionSet,
        metric: Metric,
        at: (Year, Option<u8>),
    ) -> Result<Side<'c>, ModelError> {
        let count = regions.include.len() + regions.exclude.len();
        let mut side =
            Side { terms: Vec::with_capacity(count), estimates: Vec::with_capacity(count) };
        for (region, factor) in signed(regions) {
            let known = self.estimate(region, metric, at)?;
            side.terms.push(self.term(&known).times(factor));
            side.estimates.push(known);
        }
        Ok(side)
    }

    /// The later and the earlier value of one region, tied.
    pub(super) fn pair(
        &self,
        (region, metric): (RegionId, Metric),
        earlier: Year,
        later: (Year, Option<u8>),
    ) -> Result<(Term<'c>, Term<'c>, [Estimate<'c>; 2]), ModelError> {
        let after = self.estimate(region, metric, later)?;
        let before = self.estimate(region, metric, (earlier, None))?;
        let recorded =
            Recorded { earlier: before.kind == Kind::History, later: after.kind == Kind::History };
        let (first, last) = tie(self.term(&before), self.term(&after), recorded);
        Ok((last, first, [after, before]))
    }

    /// The change of a region set from one year to another.
    pub(super) fn change(
        &self,
        regions: &RegionSet,
        metric: Metric,
        earlier: Year,
        later: (Year, Option<u8>),
    ) -> Result<Side<'c>, ModelError> {
        let mut side = Side::default();
        for (region, factor) in signed(regions) {
            let (last, first, known) = self.pair((region, metric), earlier, later)?;
            side.terms.extend([last.times(factor), first.times(-factor)]);
            side.estimates.extend(known);
        }
        Ok(side)
    }

    /// Later over earlier level of a region set.
    pub(super) fn growth(
        &self,
        regions: &RegionSet,
        metric: Metric,
        earlier: Year,
        later: (Year, Option<u8>),
    ) -> Result<(Side<'c>, Side<'c>), ModelError> {
        let (mut over, mut under) = (Side::default(), Side::default());
        for (region, factor) in signed(regions) {
            let (last, first, [after, before]) = self.pair((region, metric), earlier, later)?;
            over.terms.push(last.times(factor));
            under.terms.push(first.times(factor));
            over.estimates.push(after);
            under.estimates.push(before);
        }
        Ok((over, under))
    }

    /// The latest year that every region has a record of.
    pub(super) fn latest_common(
        &self,
        regions: impl Iterator<Item = RegionId>,
        metric: Metric,
    ) -> Option<Year> {
        let latest = |region| self.lens.latest_record(self.outlook, region, metric);
        regions.map(latest).collect::<Option<Vec<Year>>>()?.into_iter().min()
    }
}

/// Regions with the sign they enter with.
pub(super) fn signed(regions: &RegionSet) -> impl Iterator<Item = (RegionId, f64)> + '_ {
    let plus = regions.include.iter().map(|&region| (region, 1.0));
    plus.chain(regions.exclude.iter().map(|&region| (region, -1.0)))
}
