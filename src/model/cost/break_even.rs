//! Break-evens, exactly: the cost per exaflop-hour is a straight line in price,
//! PUE, energy per FLOP, accelerator price and carbon price, and in one over
//! duty, so that two points give the crossing.

use super::Question;
use super::amounts::Amounts;
use super::arithmetic::{Task, Values};
use super::capital::Capital;
use crate::model::quantity::{CarbonPrice, EnergyPrice, Money};

/// What is varied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    /// Electricity price, USD/MWh.
    ElectricityPrice,
    /// Power usage effectiveness.
    Pue,
    /// Factor on the energy each FLOP takes.
    EnergyPerFlop,
    /// Price of an accelerator, USD.
    AcceleratorPrice,
    /// Share of time busy.
    Duty,
    /// Carbon price at every site, USD/t.
    CarbonPrice,
}

/// The value of a variable at which a site meets the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BreakEven {
    /// Place of the site.
    pub site: usize,
    /// What is varied.
    pub variable: Variable,
    /// Its value at parity.
    pub value: Option<f64>,
    /// Its value now.
    pub current: f64,
    /// Whether it can take that value.
    pub reachable: bool,
}

/// Where electricity per unit of compute costs the same at both sites.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ElectricityParity {
    /// Place of the site.
    pub site: usize,
    /// Its electricity price at parity, USD/MWh.
    pub price: f64,
    /// That price over the baseline's.
    pub ratio: Option<f64>,
    /// The present price over the baseline's.
    pub current_ratio: Option<f64>,
}

const VARIABLES: [Variable; 6] = [
    Variable::ElectricityPrice,
    Variable::Pue,
    Variable::EnergyPerFlop,
    Variable::AcceleratorPrice,
    Variable::Duty,
    Variable::CarbonPrice,
];

/// Solves every variable that applies, for every site but the baseline.
pub(super) fn solve(question: &Question<'_>, task: &Task, values: &[Values]) -> Vec<BreakEven> {
    let baseline = question.baseline;
    let Some(base) = values.get(baseline) else { return Vec::new() };
    let others = values.iter().enumerate().filter(|(place, _)| *place != baseline);
    others
        .flat_map(|(site, own)| {
            VARIABLES.into_iter().filter_map(move |variable| {
                let current = variable.current(task, own, base)?;
                let value = crossing(variable, task, own, base);
                let reachable = value.is_some_and(|value| variable.allows(value));
                Some(BreakEven { site, variable, value, current, reachable })
            })
        })
        .collect()
}

/// The electricity price at which electricity costs the same per exaflop-hour;
/// nothing of a site that takes next to no energy, where none does.
pub(super) fn electricity(
    question: &Question<'_>,
    values: &[Values],
    central: &[Amounts],
) -> Vec<ElectricityParity> {
    let baseline = question.baseline;
    let (Some(base), Some(base_amounts)) = (values.get(baseline), central.get(baseline)) else {
        return Vec::new();
    };
    // A price next to nothing is as little to divide by as none.
    let over = |price: f64| {
        let ratio = price / base.price.as_usd_per_mwh();
        ratio.is_finite().then_some(ratio)
    };
    let others = values.iter().zip(central).enumerate().filter(|(place, _)| *place != baseline);
    others
        .filter_map(|(site, (own, amounts))| {
            let energy = |amounts: &Amounts| {
                amounts.energy.as_megawatt_hours() / amounts.delivered.as_exaflop_hours()
            };
            let of_compute =
                base_amounts.electricity.as_usd() / base_amounts.delivered.as_exaflop_hours();
            let price = of_compute / energy(amounts);
            let current_ratio = over(own.price.as_usd_per_mwh());
            let parity = ElectricityParity { site, price, ratio: over(price), current_ratio };
            price.is_finite().then_some(parity)
        })
        .collect()
}

/// Where the site's line meets the baseline's.
fn crossing(variable: Variable, task: &Task, own: &Values, base: &Values) -> Option<f64> {
    let gap = |x: f64| {
        let (task, own) = variable.with(x, task, own);
        let cost = |values: &Values| task.amounts(values).cost_of_compute();
        cost(&own) - cost(base)
    };
    // Two points far enough apart for the slope to keep its digits.
    let (x0, x1) = (1.0, 2.0);
    let (g0, g1) = (gap(x0), gap(x1));
    let slope = (g1 - g0) / (x1 - x0);
    let is_flat = slope.abs() <= f64::EPSILON * g0.abs().max(g1.abs());
    if is_flat {
        return None;
    }
    // One step of the secant from a point near the root removes rounding.
    let root = x0 - g0 / slope;
    let root = root - gap_near(root, &gap) / slope;
    let value = if variable == Variable::Duty { 1.0 / root } else { root };
    let is_possible = value.is_finite() && (variable != Variable::Duty || value > 0.0);
    is_possible.then_some(value)
}

fn gap_near(root: f64, gap: &impl Fn(f64) -> f64) -> f64 {
    let near = gap(root);
    if near.is_finite() { near } else { 0.0 }
}

impl Variable {
    /// The task and site with the variable at `x`; duty at one over `x`.
    fn with(self, x: f64, task: &Task, own: &Values) -> (Task, Values) {
        let (mut task, mut own) = (*task, *own);
        match self {
            Self::ElectricityPrice => own.price = EnergyPrice::from_usd_per_mwh(x),
            Self::Pue => own.pue = x,
            Self::EnergyPerFlop => own.energy_scale = x,
            Self::AcceleratorPrice => {
                own.capital = own
                    .capital
                    .map(|capital| Capital { accelerator: Money::from_usd(x), ..capital });
            }
            Self::Duty => own.duty = 1.0 / x,
            Self::CarbonPrice => task.carbon_price = CarbonPrice::from_usd_per_tonne(x),
        }
        (task, own)
    }

    /// Its value now, `None` where it does not apply.
    fn current(self, task: &Task, own: &Values, base: &Values) -> Option<f64> {
        match self {
            Self::ElectricityPrice => Some(own.price.as_usd_per_mwh()),
            Self::Pue => Some(own.pue),
            Self::EnergyPerFlop => Some(own.energy_scale),
            Self::AcceleratorPrice => own.capital.map(|capital| capital.accelerator.as_usd()),
            Self::Duty => (!task.is_training()).then_some(own.duty),
            Self::CarbonPrice => {
                let applies = own.carbon_direct.is_some() && base.carbon_direct.is_some();
                applies.then(|| task.carbon_price.as_usd_per_tonne())
            }
        }
    }

    /// Whether it can take a value.
    fn allows(self, value: f64) -> bool {
        match self {
            Self::ElectricityPrice | Self::CarbonPrice => value >= 0.0,
            Self::Pue => value >= 1.0,
            Self::EnergyPerFlop | Self::AcceleratorPrice => value > 0.0,
            Self::Duty => value > 0.0 && value <= 1.0,
        }
    }
}
