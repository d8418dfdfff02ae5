//! CompareCosts: what a compute workload costs at each site, and what would
//! bring the sites level.

mod arithmetic;
mod break_even;
mod inputs;
mod sample;

pub use arithmetic::{Amounts, Values, capital_recovery};
pub use break_even::{BreakEven, ElectricityParity, Variable};
pub use inputs::{Input, Origin};
pub use sample::Sampled;

use std::collections::BTreeMap;

use super::catalog::{Accelerator, RegionId, Site, Workload};
use super::error::ModelError;
use super::estimate::{Outlook, Warning};
use super::sampling::Plan;
use super::year::Year;
use arithmetic::Task;

/// Year whose US dollars all money is in.
pub const MONEY_YEAR: i32 = 2025;

/// Most draws times sites of one answer: bounds its memory.
pub const MAX_DRAWS_TIMES_SITES: usize = 1 << 18;

/// The accelerator of a site.
#[derive(Clone, Debug)]
pub enum Chip<'c> {
    /// A listed one.
    Listed(&'c Accelerator),
    /// The caller's own.
    Custom {
        /// Dense BF16 peak rate, TFLOP/s.
        tflops: f64,
        /// Rated all-in IT power, W.
        watts: f64,
        /// Price, USD.
        price: Option<f64>,
    },
}

impl Chip<'_> {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Listed(accelerator) => &accelerator.name,
            Self::Custom { .. } => "custom",
        }
    }
}

/// A site as the caller described it.
#[derive(Clone, Debug)]
pub struct SiteSpec<'c> {
    /// The request's id.
    pub id: String,
    /// The preset.
    pub preset: Option<&'c Site>,
    /// The region: the preset's, or the caller's.
    pub region: RegionId,
    /// Electricity price, USD/MWh.
    pub price: Option<f64>,
    /// Power usage effectiveness.
    pub pue: Option<f64>,
    /// Life-cycle carbon intensity, g/kWh.
    pub carbon_lifecycle: Option<f64>,
    /// Direct carbon intensity, g/kWh.
    pub carbon_direct: Option<f64>,
    /// The accelerator.
    pub chip: Option<Chip<'c>>,
    /// Share of time busy.
    pub duty: Option<f64>,
    /// Model FLOP utilization.
    pub mfu: Option<f64>,
    /// Factor on the energy each FLOP takes.
    pub energy_scale: Option<f64>,
}

/// The work to be done.
#[derive(Clone, Copy, Debug)]
pub enum Work<'c> {
    /// Rated IT load, MW.
    ItLoad(f64),
    /// A number of accelerators.
    Accelerators(f64),
    /// A training run of so many FLOP, on so many accelerators.
    Training(f64, Option<f64>),
    /// A workload of the catalog.
    Named(&'c Workload),
}

/// A question of CompareCosts.
#[derive(Clone, Debug)]
pub struct Question<'c> {
    /// Sites, at least two, with distinct ids.
    pub sites: Vec<SiteSpec<'c>>,
    /// The work.
    pub work: Work<'c>,
    /// Hours of operation.
    pub hours: f64,
    /// Place of the baseline among the sites.
    pub baseline: usize,
    /// Price of direct emissions, USD/t.
    pub carbon_price: f64,
    /// Whether capital and operation count.
    pub include_capital: bool,
    /// Draws.
    pub plan: Plan,
}

/// The costs of one site.
#[derive(Clone, Debug)]
pub struct SiteAnswer<'c> {
    /// Its region.
    pub region: RegionId,
    /// Name of its accelerator.
    pub accelerator: String,
    /// Every input.
    pub inputs: Vec<Input<'c>>,
    /// Amounts with every input at its central value.
    pub central: Amounts,
    /// Probability of the lowest cost per unit of compute.
    pub probability_cheapest: f64,
}

/// An answer of CompareCosts.
#[derive(Clone, Debug)]
pub struct Answer<'c> {
    /// Sites, in the order asked.
    pub sites: Vec<SiteAnswer<'c>>,
    /// Amounts drawn, by site.
    pub sampled: Sampled,
    /// What would bring each site level with the baseline.
    pub break_evens: Vec<BreakEven>,
    /// The same for electricity alone.
    pub parities: Vec<ElectricityParity>,
    /// Place of the cheapest site.
    pub cheapest: usize,
    /// Year whose US dollars all money is in.
    pub money_year: Year,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
    /// Amounts drawn before overrides, from the same streams.
    pub base: Option<Sampled>,
}

/// Compares the sites.
///
/// # Errors
///
/// When an input is neither given nor known, or a result is not finite.
pub fn compare<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
) -> Result<Answer<'c>, ModelError> {
    let base = outlook.base().map(|outlook| compare_once(&outlook, question)).transpose()?;
    let changed = compare_once(outlook, question)?;
    Ok(Answer { base: base.map(|base| base.sampled), ..changed })
}

fn compare_once<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
) -> Result<Answer<'c>, ModelError> {
    let mut warnings = Vec::new();
    let money_year =
        Year::new(MONEY_YEAR).ok_or(ModelError::NotFinite { what: "the money year" })?;
    let task = Task::new(outlook, question)?;
    let sites = question
        .sites
        .iter()
        .map(|spec| inputs::resolve(outlook, question, spec, money_year, &mut warnings))
        .collect::<Result<Vec<_>, _>>()?;
    let values: Vec<Values> = sites.iter().map(inputs::Resolved::central).collect();
    let central: Vec<Amounts> = values.iter().map(|values| task.amounts(values)).collect();
    if central.iter().any(|amounts| !amounts.is_finite()) {
        return Err(ModelError::NotFinite { what: "the cost of the workload" });
    }
    let sampled = sample::draw(&task, &sites, question.plan)?;
    let cost = |amounts: &Amounts| amounts.cost_per_exaflop_hour;
    let cheapest = (0..central.len())
        .min_by(|&a, &b| cost(&central[a]).total_cmp(&cost(&central[b])))
        .unwrap_or(0);
    let break_evens = break_even::solve(question, &task, &values);
    let parities = break_even::electricity(question, &values, &central);
    let probabilities = sampled.probability_cheapest();
    let sites = sites
        .into_iter()
        .zip(central)
        .zip(probabilities)
        .zip(&question.sites)
        .map(|(((site, central), probability_cheapest), spec)| SiteAnswer {
            region: spec.region,
            accelerator: site.chip.name().to_owned(),
            inputs: site.inputs.into_values().collect(),
            central,
            probability_cheapest,
        })
        .collect();
    warnings.sort_unstable();
    warnings.dedup();
    let base = None;
    Ok(Answer { sites, sampled, break_evens, parities, cheapest, money_year, warnings, base })
}

/// Inputs by name, in a fixed order.
type Inputs<'c> = BTreeMap<&'static str, Input<'c>>;
