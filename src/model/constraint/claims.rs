//! What claims about limits of compute are judged by.

use super::break_even::root;
use super::closed::{Closed, central};
use super::factor::Factor;
use super::parameter::width;
use super::region::Region;
use super::row::Case;
use super::sample::{Sample, either, part};
use crate::model::catalog::{RegionId, WORLD};
use crate::model::distribution::Law;
use crate::model::error::ModelError;
use crate::model::estimate::Outlook;
use crate::model::sampling::{Plan, standard_error};
use crate::model::year::{Year, YearRange};

/// Probabilities that power binds in some year of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SomeYear {
    /// For any cause.
    pub any_cause: f64,
    /// Only because generation carries less than could be connected.
    pub only_through_generation: f64,
    /// Largest standard error of the two.
    pub sampling_error: f64,
}

/// Whether power binds in some year of a range, and whether for want of generation.
///
/// # Errors
///
/// As [`super::project`].
pub fn binds_in_some_year(
    outlook: &Outlook<'_>,
    region: RegionId,
    years: YearRange,
    plan: Plan,
) -> Result<SomeYear, ModelError> {
    let region = Region::find(outlook, region)?;
    region.check(outlook, years)?;
    let mut sample = Sample::new(plan, outlook.catalog(), &[&region]);
    let (mut any, mut only) = (Vec::new(), Vec::new());
    for year in years.years() {
        let supply = sample.supply(&Case { region: &region, year, given: None })?;
        either(&mut any, &sample.power_binds(&supply));
        if let Some(parts) = &supply.parts {
            either(&mut only, &sample.only_through_generation(&supply, parts));
        }
    }
    let (any_cause, only_through_generation) = (part(&any), part(&only));
    let error = |p| standard_error(p, plan.draws());
    let sampling_error = error(any_cause).max(error(only_through_generation));
    Ok(SomeYear { any_cause, only_through_generation, sampling_error })
}

/// Compute of a region with export controls and without.
#[derive(Clone, Copy, Debug)]
pub struct ControlCost {
    /// Median with them, EFLOP/s.
    pub with: f64,
    /// Median without them, and no less than with them, EFLOP/s.
    pub without: f64,
    /// With them over without them, before that bound.
    pub kept: Law,
}

impl ControlCost {
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
pub fn cost_of_controls(
    outlook: &Outlook<'_>,
    region: RegionId,
    year: Year,
) -> Result<ControlCost, ModelError> {
    let world = outlook.catalog().find_region(WORLD).unwrap_or(region);
    let needed = [&Factor::CHIPS[..], &[Factor::UncontrolledShare]].concat();
    let own = Region::with(outlook, region, &needed)?;
    own.check(outlook, YearRange::only(year))?;
    let all = Region::with(outlook, world, &Factor::CHIPS)?;
    let (with, all) = (own.chips_law(year), all.chips_law(year));
    let share = own.get(Factor::UncontrolledShare);
    let share =
        share.map_or(all, |share| Law::around(all.scale(), share.band.central, width(&share.band)));
    let kept = all.times(&share).and_then(|without| with.over(&without, 0.0)).unwrap_or(with);
    let without = (all.median() * share.median()).max(with.median());
    Ok(ControlCost { with: with.median(), without, kept })
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
