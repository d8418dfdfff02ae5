//! One region and year of an answer.

use super::amount::Amount;
use super::arithmetic::{Parts, Supply};
use super::break_even::{self, BreakEven};
use super::closed::Closed;
use super::drivers;
use super::factor::Factor;
use super::parameter::Parameter;
use super::region::Region;
use super::sample::{Sample, part};
use crate::model::catalog::{Band, Basis, RegionId};
use crate::model::number::Column;
use crate::model::sensitivity::Driver;
use crate::model::year::Year;

/// Which limit is the lower one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// There are fewer chips than power could feed.
    Chips,
    /// There is less power than the chips would take.
    Power,
}

/// What is told of power for AI where it is the sum of its parts.
#[derive(Clone, Debug)]
pub struct FromParts {
    /// What AI takes in the base year, GW.
    pub running: Amount,
    /// What it gets of newly connected load, GW.
    pub grid: Amount,
    /// On-site power that was built, GW.
    pub onsite: Amount,
    /// Other sites turned over to AI, GW.
    pub conversion: Amount,
    /// What generation still carries when other new data centers and the
    /// achievable AI are served, GW.
    pub spare_power: Amount,
    /// The compute that this would feed, EFLOP/s.
    pub extra_if_spare_used: Amount,
    /// Power for AI that no chip takes, GW.
    pub idle_power: Amount,
    /// Chips that no power feeds, EFLOP/s.
    pub unpowered: Amount,
    /// Probability that generation carries less than could be connected.
    pub probability_generation_caps_grid: f64,
    /// Probability that power binds, and would not if generation carried all that
    /// could be connected.
    pub probability_only_through_generation: f64,
}

/// One region and year. Limits, not forecasts: what could be if the other side gave way.
#[derive(Clone, Debug)]
pub struct Row<'c> {
    /// Region.
    pub region: RegionId,
    /// End of which year.
    pub year: Year,
    /// Compute of the chips, EFLOP/s.
    pub chips_limited: Amount,
    /// Compute that the power for AI feeds, EFLOP/s.
    pub power_limited: Amount,
    /// The lesser of both, EFLOP/s.
    pub achievable: Amount,
    /// Power-limited over chips-limited compute.
    pub power_to_chips: Amount,
    /// Which limit is the lower one, more likely than not.
    pub binding: Binding,
    /// Probability that power feeds less than the chips.
    pub probability_power_binds: f64,
    /// Power for AI, grid-side peak, GW.
    pub ai_power: Amount,
    /// Power of a site per compute, W per TFLOP/s.
    pub facility: Amount,
    /// What is told of the parts of that power; `None` where the caller gave it whole.
    pub parts: Option<FromParts>,
    /// Confidence of the least trusted of the five widest drivers.
    pub confidence: f64,
    /// Path of that driver.
    pub weakest: String,
    /// Every parameter that it rests on.
    pub parameters: Vec<Parameter<'c>>,
    /// Drivers of the probability by falling swing, in closed form; when asked for.
    pub drivers: Vec<Driver<'c>>,
    /// What would bring chips and power level, in closed form; when asked for.
    pub break_evens: Vec<BreakEven>,
    /// How it came about.
    pub basis: Basis,
    /// The closed form: exact where the power was given, else an approximation.
    pub closed: Closed,
}

/// What a row is made from.
pub(super) struct Case<'q, 'c> {
    pub(super) region: &'q Region<'c>,
    pub(super) year: Year,
    pub(super) given: Option<&'q Band>,
}

impl<'c> Case<'_, 'c> {
    /// Whether it is answered without draws: power is given whole, and neither
    /// moves with the other.
    pub(super) fn is_closed(&self) -> bool {
        let rho = self.region.get(Factor::Correlation).map_or(0.0, |of| of.band.central);
        self.given.is_some() && rho == 0.0
    }

    /// Its closed form.
    pub(super) fn closed(&self) -> Closed {
        Closed::new(self.region, self.year, self.given)
    }

    /// The row; `drawn` unless it is closed.
    pub(super) fn row(
        &self,
        drawn: Option<(&Sample<'_>, &Supply<Column>)>,
        is_full: bool,
    ) -> Row<'c> {
        let Self { region, year, given } = *self;
        let closed = self.closed();
        let parameters = region.used(year, given.is_some());
        let drivers = drivers::drivers(region, year, given, is_full);
        let weakest = drivers::weakest(&drivers, &parameters);
        let is_changed = |of: &Parameter<'_>| of.assumption.basis == Basis::Overridden;
        let probability = match (drawn, given) {
            (Some((sample, supply)), None) => part(&sample.power_binds(supply)),
            _ => closed.probability_power_binds(),
        };
        let of = |law, column: &dyn Fn(&Supply<Column>) -> Column| match drawn {
            Some((_, supply)) => Amount::Drawn(column(supply)),
            None => Amount::Closed(law),
        };
        let achievable = match drawn {
            Some((_, supply)) => Amount::Drawn(supply.achievable()),
            None => closed.achievable(),
        };
        Row {
            region: region.id,
            year,
            chips_limited: of(closed.chips_limited, &|supply| supply.chips.clone()),
            power_limited: of(closed.power_limited, &|supply| supply.power_limited.clone()),
            achievable,
            power_to_chips: of(closed.power_to_chips, &|supply| {
                supply.power_limited.clone() / supply.chips.clone()
            }),
            binding: if probability >= 0.5 { Binding::Power } else { Binding::Chips },
            probability_power_binds: probability,
            ai_power: of(closed.ai_power, &|supply| supply.power.clone()),
            facility: of(closed.facility, &|supply| supply.facility.clone()),
            parts: drawn.and_then(|(sample, supply)| {
                supply.parts.as_ref().map(|parts| from_parts(sample, supply, parts))
            }),
            confidence: weakest.map_or(1.0, |of| of.assumption.confidence),
            weakest: weakest.map(|of| of.assumption.parameter.clone()).unwrap_or_default(),
            basis: if parameters.iter().any(is_changed) {
                Basis::Overridden
            } else {
                Basis::Derived
            },
            parameters,
            drivers: if is_full { drivers } else { Vec::new() },
            break_evens: if is_full { break_even::solve(region, year, given) } else { Vec::new() },
            closed,
        }
    }
}

fn from_parts(sample: &Sample<'_>, supply: &Supply<Column>, parts: &Parts<Column>) -> FromParts {
    let of = |column: &Column| Amount::Drawn(column.clone());
    let (spare, extra) = supply.spare(parts);
    let [carried, connectable] =
        [&parts.carried, &parts.connectable].map(|column| column.values(sample.len()));
    let caps: Vec<bool> = carried.iter().zip(&connectable).map(|(a, b)| a < b).collect();
    FromParts {
        running: of(&parts.running),
        grid: of(&parts.grid),
        onsite: of(&parts.onsite),
        conversion: of(&parts.conversion),
        spare_power: Amount::Drawn(spare),
        extra_if_spare_used: Amount::Drawn(extra),
        idle_power: Amount::Drawn(supply.idle_power()),
        unpowered: Amount::Drawn(supply.unpowered()),
        probability_generation_caps_grid: part(&caps),
        probability_only_through_generation: part(&sample.only_through_generation(supply, parts)),
    }
}
