//! The value of a parameter at which chips and power meet, every other one at
//! its central value.

use super::arithmetic::Supply;
use super::closed::central;
use super::factor::Factor;
use super::region::Region;
use crate::model::catalog::Band;
use crate::model::year::Year;

/// What a caller may ask to be turned.
const TURNED: [Factor; 6] = [
    Factor::GridPace,
    Factor::ChipsGrowth,
    Factor::FleetImprovement,
    Factor::OnsiteCompletion,
    Factor::Pue,
    Factor::FleetWatts,
];

/// How far from its central value a parameter is looked for, as a ratio.
const REACH: f64 = 1e6;

/// Halvings that leave no digit open.
const STEPS: usize = 80;

/// How close medians must be for them to have met, on logs.
const LEVEL: f64 = 1e-9;

/// The value of a parameter at which medians meet.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEven {
    /// The parameter's path.
    pub parameter: String,
    /// Its value there; `None` where no value does it.
    pub value: Option<f64>,
    /// Its value now.
    pub current: f64,
    /// Whether it can take that value, and does it then: not where generation
    /// caps what more connections would bring.
    pub reachable: bool,
}

/// Solves every parameter that the answer hangs on.
pub(super) fn solve(region: &Region<'_>, year: Year, given: Option<&Band>) -> Vec<BreakEven> {
    let power = given.map(|band| band.central);
    TURNED
        .into_iter()
        .filter_map(|factor| {
            let of = region.get(factor)?;
            let supply = |value: f64| -> Supply {
                let moved = Some((of.assumption.parameter.as_str(), value));
                region.supply(year, power, &mut |other| central(other, moved))
            };
            // Without the cap, so that the value is told that connections alone would take.
            let gap = |value: f64| {
                let supply = supply(value);
                let fed = match &supply.parts {
                    Some(parts) => supply.without_cap(parts),
                    None => supply.power_limited,
                };
                libm::log(fed / supply.chips)
            };
            let current = of.band.central;
            let is_idle = (gap(current * 2.0) - gap(current)).abs() <= f64::EPSILON;
            if is_idle {
                return None;
            }
            let value = root(current, gap);
            let reachable = value.is_some_and(|value| {
                let meets = supply(value);
                let gap = libm::log(meets.power_limited / meets.chips);
                of.assumption.scale().forward(value).is_finite() && gap.abs() < LEVEL
            });
            let parameter = of.assumption.parameter.clone();
            Some(BreakEven { parameter, value, current, reachable })
        })
        .collect()
}

/// Where a function that moves one way in a positive number is zero.
pub(super) fn root(current: f64, function: impl Fn(f64) -> f64) -> Option<f64> {
    let (mut low, mut high) = (libm::log(current / REACH), libm::log(current * REACH));
    let is_above = |point: f64| function(libm::exp(point)) > 0.0;
    let above = is_above(high);
    if is_above(low) == above {
        return None;
    }
    for _ in 0..STEPS {
        let middle = f64::midpoint(low, high);
        if is_above(middle) == above {
            high = middle;
        } else {
            low = middle;
        }
    }
    let value = libm::exp(f64::midpoint(low, high));
    value.is_finite().then_some(value)
}
