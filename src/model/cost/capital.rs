//! What buying and running the equipment takes.

mod annuity;

pub use annuity::capital_recovery;

use crate::model::number::Number;
use crate::model::quantity::{Money, Power};

/// Prices, lives and rates of the equipment.
#[derive(Clone, Copy, Debug)]
pub struct Capital<N = f64> {
    /// Price of an accelerator.
    pub accelerator: Money<N>,
    /// Server, network and storage per accelerator.
    pub server: Money<N>,
    /// Shell, power and cooling, USD per W of rated IT power.
    pub facility_per_watt: N,
    /// Share of the price of IT equipment due each year.
    pub recovery_it: N,
    /// Share of the price of the facility due each year.
    pub recovery_facility: N,
    /// Operation without electricity, share of the purchase price per year.
    pub om_share: N,
}

impl<N: Number> Capital<N> {
    /// Capital recovery and operation of a year.
    pub(super) fn of_a_year(&self, accelerators: N, rated: Power<N>) -> (Money<N>, Money<N>) {
        let Self { accelerator, server, facility_per_watt, om_share, .. } = self.clone();
        let it = (accelerator + server) * accelerators;
        let facility = Money::from_usd(facility_per_watt * rated.as_watts());
        let recovery = it.clone() * self.recovery_it.clone()
            + facility.clone() * self.recovery_facility.clone();
        (recovery, (it + facility) * om_share)
    }
}

/// Nominal cost of capital, inflation (both per year) and life in years.
#[derive(Clone, Debug)]
pub(super) struct Terms<N> {
    pub(super) nominal: N,
    pub(super) inflation: N,
    pub(super) life: N,
}

impl<N: Number> Terms<N> {
    /// Share of an outlay due each year, at the real rate.
    pub(super) fn recovery(self) -> N {
        let Self { nominal, inflation, life } = self;
        N::map(
            [nominal, inflation, life],
            #[inline(always)]
            |[nominal, inflation, life]| {
                capital_recovery((1.0 + nominal) / (1.0 + inflation) - 1.0, life)
            },
        )
    }
}
