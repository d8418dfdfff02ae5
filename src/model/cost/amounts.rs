//! What a workload takes and costs at a site.

use crate::model::number::Number;
use crate::model::quantity::{Compute, Emissions, Energy, Hours, Money};

/// What a workload takes and costs at a site.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amounts<N = f64> {
    /// Accelerators at work.
    pub accelerators: N,
    /// Hours of operation.
    pub hours: Hours<N>,
    /// Energy of the IT equipment.
    pub it_energy: Energy<N>,
    /// What the accelerators alone would take of it at their rated power.
    pub accelerator_energy: Option<Energy<N>>,
    /// Energy of the facility.
    pub energy: Energy<N>,
    /// Cost of that energy.
    pub electricity: Money<N>,
    /// Emissions on the life-cycle average.
    pub lifecycle: Option<Emissions<N>>,
    /// Emissions on the direct average.
    pub direct: Option<Emissions<N>>,
    /// Cost of the direct emissions.
    pub carbon: Money<N>,
    /// Capital recovery.
    pub capital: Money<N>,
    /// Operation without electricity.
    pub operation: Money<N>,
    /// All of it.
    pub total: Money<N>,
    /// Compute delivered.
    pub delivered: Compute<N>,
}

/// One of the amounts, or what follows from two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Accelerators at work.
    Accelerators,
    /// Hours of operation.
    Hours,
    /// Accelerators times hours.
    AcceleratorHours,
    /// Energy of the IT equipment, MWh.
    ItEnergy,
    /// What the accelerators alone would take of it at their rated power, MWh.
    AcceleratorEnergy,
    /// The rest of the IT equipment's energy, MWh.
    ServerEnergy,
    /// What the facility takes beside its IT equipment, MWh.
    OverheadEnergy,
    /// Energy of the facility, MWh.
    Energy,
    /// Cost of that energy, USD.
    Electricity,
    /// Emissions on the life-cycle average, metric tons.
    Lifecycle,
    /// Emissions on the direct average, metric tons.
    Direct,
    /// Cost of the direct emissions, USD.
    Carbon,
    /// Capital recovery, USD.
    Capital,
    /// Operation without electricity, USD.
    Operation,
    /// All costs, USD.
    Total,
    /// Compute delivered, exaflop-hours.
    Delivered,
    /// Total per exaflop-hour, USD.
    CostOfCompute,
    /// Electricity per exaflop-hour, USD.
    ElectricityOfCompute,
    /// Electricity over the total.
    ElectricityShare,
}

impl Measure {
    /// Every measure, each at the place of its number.
    pub const ALL: [Self; 19] = [
        Self::Accelerators,
        Self::Hours,
        Self::AcceleratorHours,
        Self::ItEnergy,
        Self::AcceleratorEnergy,
        Self::ServerEnergy,
        Self::OverheadEnergy,
        Self::Energy,
        Self::Electricity,
        Self::Lifecycle,
        Self::Direct,
        Self::Carbon,
        Self::Capital,
        Self::Operation,
        Self::Total,
        Self::Delivered,
        Self::CostOfCompute,
        Self::ElectricityOfCompute,
        Self::ElectricityShare,
    ];
}

impl<N: Number> Amounts<N> {
    /// One of the amounts; `None` where it is not known.
    pub fn get(&self, measure: Measure) -> Option<N> {
        Some(match measure {
            Measure::Accelerators => self.accelerators.clone(),
            Measure::Hours => self.hours.clone().get(),
            Measure::AcceleratorHours => self.accelerators.clone() * self.hours.clone().get(),
            Measure::ItEnergy => self.it_energy.clone().as_megawatt_hours(),
            Measure::AcceleratorEnergy => self.accelerator_energy.clone()?.as_megawatt_hours(),
            Measure::ServerEnergy => {
                let own = self.accelerator_energy.clone()?.as_megawatt_hours();
                self.it_energy.clone().as_megawatt_hours() - own
            }
            Measure::OverheadEnergy => {
                self.energy.clone().as_megawatt_hours() - self.it_energy.clone().as_megawatt_hours()
            }
            Measure::Energy => self.energy.clone().as_megawatt_hours(),
            Measure::Electricity => self.electricity.clone().as_usd(),
            Measure::Lifecycle => self.lifecycle.clone()?.as_tonnes(),
            Measure::Direct => self.direct.clone()?.as_tonnes(),
            Measure::Carbon => self.carbon.clone().as_usd(),
            Measure::Capital => self.capital.clone().as_usd(),
            Measure::Operation => self.operation.clone().as_usd(),
            Measure::Total => self.total.clone().as_usd(),
            Measure::Delivered => self.delivered.clone().as_exaflop_hours(),
            Measure::CostOfCompute => self.cost_of_compute(),
            Measure::ElectricityOfCompute => {
                self.electricity.clone().as_usd() / self.delivered.clone().as_exaflop_hours()
            }
            Measure::ElectricityShare => {
                self.electricity.clone().as_usd().part_of(self.total.clone().as_usd())
            }
        })
    }

    /// Total per exaflop-hour delivered, USD: what sites are compared by.
    pub fn cost_of_compute(&self) -> N {
        self.total.clone().as_usd() / self.delivered.clone().as_exaflop_hours()
    }
}

impl Amounts {
    /// Whether every amount is finite.
    pub(super) fn is_finite(&self) -> bool {
        let emitted = [self.lifecycle, self.direct].into_iter().flatten().map(Emissions::as_tonnes);
        [
            self.accelerators,
            self.hours.get(),
            self.energy.as_megawatt_hours(),
            self.total.as_usd(),
            self.delivered.as_exaflop_hours(),
            self.cost_of_compute(),
        ]
        .into_iter()
        .chain(emitted)
        .all(f64::is_finite)
    }
}
