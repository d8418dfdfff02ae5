//! The closed form: every limit one log-t around the formula at the medians.
//! Exact for chips, and for power that the caller gives; of parts an
//! approximation, which break-evens and drivers are told by.

use super::amount::Amount;
use super::arithmetic::Supply;
use super::factor::Factor;
use super::parameter::{Parameter, width};
use super::region::Region;
use super::slope::Slope;
use crate::model::catalog::Band;
use crate::model::distribution::Law;
use crate::model::year::Year;

/// The laws of one region and year.
#[derive(Clone, Debug)]
pub struct Closed {
    /// The formulas at the medians.
    pub medians: Supply,
    /// Compute of the chips, EFLOP/s.
    pub chips_limited: Law,
    /// Power for AI, GW.
    pub ai_power: Law,
    /// Power of a site per compute, W per TFLOP/s.
    pub facility: Law,
    /// Compute that the power feeds, EFLOP/s.
    pub power_limited: Law,
    /// That over the compute of the chips.
    pub power_to_chips: Law,
}

impl Closed {
    /// The closed form, with power for AI as given or from its parts.
    pub(super) fn new(region: &Region<'_>, year: Year, given: Option<&Band>) -> Self {
        Self::moved(region, year, given, None)
    }

    /// The same with one parameter known to be a value.
    pub(super) fn moved(
        region: &Region<'_>,
        year: Year,
        given: Option<&Band>,
        moved: Option<(&str, f64)>,
    ) -> Self {
        let value = |of: &Parameter<'_>| central(of, moved);
        let power = given.map(|band| band.central);
        let medians = region.supply(year, power, &mut |of| value(of));
        let power = given.map(|band| Slope::of(Factor::AiPower, band.central, width(band)));
        let is_moved =
            |of: &Parameter<'_>| moved.is_some_and(|(path, _)| path == of.assumption.parameter);
        let slope = |of: &Parameter<'_>| {
            Slope::of(of.factor, value(of), if is_moved(of) { 0.0 } else { of.sigma() })
        };
        let slopes = region.supply(year, power, &mut |of| slope(of));
        let (chips_limited, power_limited) = (slopes.chips.law(), slopes.power_limited.law());
        let rho = region.get(Factor::Correlation).map_or(0.0, value);
        let ratio = power_limited.over(&chips_limited, rho);
        Self {
            medians,
            chips_limited,
            ai_power: slopes.power.law(),
            facility: slopes.facility.law(),
            power_limited,
            power_to_chips: ratio.unwrap_or(power_limited),
        }
    }

    /// Probability that power feeds less than the chips.
    pub fn probability_power_binds(&self) -> f64 {
        self.power_to_chips.at_most(1.0)
    }

    /// Whether every limit has a value.
    pub(super) fn is_finite(&self) -> bool {
        let laws = [&self.chips_limited, &self.power_limited];
        laws.iter().all(|law| law.mu().is_finite() && law.sigma().is_finite())
    }

    /// The lesser of both limits, as if they were independent, EFLOP/s.
    pub const fn achievable(&self) -> Amount {
        Amount::Lesser(self.chips_limited, self.power_limited)
    }
}

/// The central value of a parameter, or where it was moved to.
pub(super) fn central(of: &Parameter<'_>, moved: Option<(&str, f64)>) -> f64 {
    match moved {
        Some((path, value)) if path == of.assumption.parameter => value,
        _ => of.band.central,
    }
}
