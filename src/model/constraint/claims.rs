//! What claims about limits of compute are judged by.

use super::break_even::{self, BreakEven, root};
use super::closed::{Closed, central};
use super::factor::Factor;
use super::grounds::Grounds;
use super::parameter::width;
use super::region::Region;
use super::row::Case;
use super::sample::{Sample, part};
use crate::model::catalog::{RegionId, WORLD};
use crate::model::compare::Value;
use crate::model::distribution::Law;
use crate::model::error::ModelError;
use crate::model::estimate::{COMPUTE_YEARS, Outlook};
use crate::model::sampling::Plan;
use crate::model::year::{Year, YearRange};

/// The years ahead that the growth of a region's compute is meant for.
///
/// # Errors
///
/// As [`super::project`].
pub fn years_ahead(outlook: &Outlook<'_>, region: RegionId) -> Result<YearRange, ModelError> {
    let base = Region::find(outlook, region)?.base;
    let now = outlook.catalog().as_of().year.max(base);
    let last = Year::new(base.get() + COMPUTE_YEARS).unwrap_or(now);
    Ok(YearRange::new(now, last).unwrap_or(YearRange::only(now)))
}

/// How power stands to chips over the years of a range.
#[derive(Clone, Debug)]
pub struct OverYears<'c> {
    /// Power-limited over chips-limited compute, the lowest of the years in each
    /// draw: below 1 where power binds in some year.
    pub lowest: Value,
    /// The highest: below 1 where power binds in every year.
    pub highest: Value,
    /// Probability that power binds in some year only because generation carries
    /// less than could be connected.
    pub only_through_generation: f64,
    /// The same in every year.
    pub always_through_generation: f64,
    /// What would bring chips and power level, where it is one year.
    pub break_evens: Vec<BreakEven>,
    /// What it rests on.
    pub grounds: Grounds<'c>,
}

/// Whether power binds in the years of a range, and whether for want of generation.
///
/// # Errors
///
/// As [`super::project`].
pub fn over_years<'c>(
    outlook: &Outlook<'c>,
    region: RegionId,
    years: YearRange,
    plan: Plan,
) -> Result<OverYears<'c>, ModelError> {
    let region = Region::find(outlook, region)?;
    region.check(outlook, years)?;
    let mut sample = Sample::new(plan, outlook.catalog(), &[&region]);
    let draws = sample.len();
    let (mut lowest, mut highest) = (vec![f64::INFINITY; draws], vec![0.0_f64; draws]);
    let (mut some, mut every) = (vec![false; draws], vec![true; draws]);
    let mut grounds = Grounds::default();
    for year in years.years() {
        outlook.budget().check()?;
        let supply = sample.supply(&Case { region: &region, year, given: None })?;
        let ratios = (supply.power_limited.clone() / supply.chips.clone()).values(draws);
        for ((low, high), ratio) in lowest.iter_mut().zip(&mut highest).zip(ratios) {
            (*low, *high) = (low.min(ratio), high.max(ratio));
        }
        if let Some(parts) = &supply.parts {
            let through = sample.only_through_generation(&supply, parts);
            for ((some, every), through) in some.iter_mut().zip(&mut every).zip(through) {
                (*some, *every) = (*some || through, *every && through);
            }
        }
        grounds.add(&region, year);
    }
    Ok(OverYears {
        lowest: Value::drawn(lowest),
        highest: Value::drawn(highest),
        only_through_generation: part(&some),
        always_through_generation: part(&every),
        break_evens: years
            .single()
            .map_or_else(Vec::new, |year| break_even::solve(&region, year, None)),
        grounds,
    })
}

/// The achievable compute of one region over that of another, from common draws.
///
/// # Errors
///
/// As [`super::project`].
pub fn achievable_ratio<'c>(
    outlook: &Outlook<'c>,
    (region, other): (RegionId, RegionId),
    year: Year,
    plan: Plan,
) -> Result<(Value, Grounds<'c>), ModelError> {
    let both = [Region::find(outlook, region)?, Region::find(outlook, other)?];
    let mut sample = Sample::new(plan, outlook.catalog(), &both.each_ref());
    let mut grounds = Grounds::default();
    let mut achievable = Vec::new();
    for region in &both {
        region.check(outlook, YearRange::only(year))?;
        achievable.push(sample.supply(&Case { region, year, given: None })?.achievable());
        grounds.add(region, year);
    }
    let ratio = achievable.into_iter().reduce(|a, b| a / b);
    let values = ratio.map(|ratio| ratio.values(sample.len()));
    Ok((Value::drawn(values.unwrap_or_default()), grounds))
}

/// Compute of a region with export controls and without.
#[derive(Clone, Debug)]
pub struct ControlCost<'c> {
    /// Median with them, EFLOP/s.
    pub with: f64,
    /// Median without them, and no less than with them, EFLOP/s.
    pub without: f64,
    /// With them over without them, before that bound.
    pub kept: Law,
    /// What it rests on.
    pub grounds: Grounds<'c>,
}

impl ControlCost<'_> {
    /// Median share of the compute that they cost.
    pub fn median(&self) -> f64 {
        1.0 - self.with / self.without
    }

    /// Probability that they cost less than a share, in closed form.
    pub fn below(&self, share: f64) -> f64 {
        self.kept.at_least(1.0 - share)
    }
}

/// What export controls cost a region: its chips, over the share of the world's
/// that it would hold without them.
///
/// # Errors
///
/// As [`super::project`].
pub fn cost_of_controls<'c>(
    outlook: &Outlook<'c>,
    region: RegionId,
    year: Year,
) -> Result<ControlCost<'c>, ModelError> {
    let world = outlook.catalog().find_region(WORLD).unwrap_or(region);
    let needed = [&Factor::CHIPS[..], &[Factor::UncontrolledShare]].concat();
    let own = Region::with(outlook, region, &needed)?;
    own.check(outlook, YearRange::only(year))?;
    let all_chips = Region::with(outlook, world, &Factor::CHIPS)?;
    let (with, all) = (own.chips_law(year), all_chips.chips_law(year));
    let share = own.get(Factor::UncontrolledShare);
    let share =
        share.map_or(all, |share| Law::around(all.scale(), share.band.central, width(&share.band)));
    let kept = all.times(&share).and_then(|without| with.over(&without, 0.0)).unwrap_or(with);
    let without = (all.median() * share.median()).max(with.median());
    let chips = Factor::CHIPS.iter().filter_map(|&factor| all_chips.get(factor));
    let grounds = Grounds::of(needed.iter().filter_map(|&factor| own.get(factor)).chain(chips));
    Ok(ControlCost { with: with.median(), without, kept, grounds })
}

/// What growth of chips would bring one region above another.
#[derive(Clone, Debug, PartialEq)]
pub struct Exceeding {
    /// Path of that growth.
    pub parameter: String,
    /// Its value at which the medians are level; `None` where no value does it.
    pub value: Option<f64>,
    /// Its value now.
    pub current: f64,
    /// Power that the region would need for it, GW.
    pub power_gw: f64,
}

/// The growth of a region's chips in the first year at which they are level with
/// what another can achieve, whatever power they would take.
///
/// # Errors
///
/// As [`super::project`].
pub fn growth_to_exceed(
    outlook: &Outlook<'_>,
    (region, other): (RegionId, RegionId),
    year: Year,
) -> Result<Exceeding, ModelError> {
    let (region, other) = (Region::find(outlook, region)?, Region::find(outlook, other)?);
    region.check(outlook, YearRange::only(year))?;
    other.check(outlook, YearRange::only(year))?;
    let level = Closed::new(&other, year, None).achievable().median();
    let missing = ModelError::NotFinite { what: "the growth of chips" };
    let growth = region.get(Factor::ChipsGrowth).ok_or(missing)?;
    let path = growth.assumption.parameter.as_str();
    let chips = |value: f64| region.chips(year, &mut |of| central(of, Some((path, value))));
    let facility: f64 = region.facility(year, &mut |of| of.band.central);
    Ok(Exceeding {
        parameter: path.to_owned(),
        value: root(growth.band.central, |value| libm::log(chips(value) / level)),
        current: growth.band.central,
        power_gw: level * facility / 1e3,
    })
}
