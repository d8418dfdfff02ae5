//! CompareCosts: what a compute workload costs at each site, and what would
//! bring the sites level.

mod amounts;
mod arithmetic;
mod break_even;
mod capital;
mod inputs;
mod margin;
mod overtaking;
mod sample;

pub use amounts::{Amounts, Measure};
pub use arithmetic::Values;
pub use break_even::{BreakEven, ElectricityParity, Variable};
pub use capital::{Capital, capital_recovery};
pub use inputs::{Input, Origin};
pub use margin::{Margin, Standing};
pub use overtaking::{CostsOfYear, Overtaking, overtakings};
pub use sample::Sampled;

use std::collections::BTreeMap;

use super::catalog::{Accelerator, RegionId, Site, Workload};
use super::error::ModelError;
use super::estimate::{Outlook, Warning};
use super::sampling::Plan;
use super::year::{Year, YearRange};
use arithmetic::Task;

/// Year whose US dollars all money is in.
pub const MONEY_YEAR: i32 = 2025;

/// Most draws times sites of a year: bounds the memory of an answer.
pub const MAX_DRAWS_OF_A_YEAR: usize = 1 << 18;

/// Most draws times sites and years: bounds the time that an answer takes.
pub const MAX_DRAWS: usize = 1 << 22;

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
    /// Hours of operation, of each year where years are asked for.
    pub hours: f64,
    /// Years to be answered one by one; `None` for the money year's prices and fleets.
    pub years: Option<YearRange>,
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

/// An answer of CompareCosts, of one year where years are asked for.
#[derive(Clone, Debug)]
pub struct Answer<'c> {
    /// The year.
    pub year: Option<Year>,
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
    /// What the reader should know.
    pub warnings: Vec<Warning>,
    /// Amounts drawn before overrides, from the same streams.
    pub base: Option<Sampled>,
}

impl Question<'_> {
    /// The years to be answered one by one, or none for once.
    pub fn periods(&self) -> Vec<Option<Year>> {
        self.years.map_or_else(|| vec![None], |range| range.years().map(Some).collect())
    }
}

/// Compares the sites, in a year where years are asked for.
///
/// # Errors
///
/// When an input is neither given nor known, or a result is not finite.
pub fn compare<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
    year: Option<Year>,
) -> Result<Answer<'c>, ModelError> {
    let base = outlook.base().map(|outlook| compare_once(&outlook, question, year)).transpose()?;
    let changed = compare_once(outlook, question, year)?;
    Ok(Answer { base: base.map(|base| base.sampled), ..changed })
}

/// A question with every input found.
#[derive(Debug)]
struct Case<'c> {
    task: Task,
    sites: Vec<inputs::Resolved<'c>>,
    values: Vec<Values>,
    central: Vec<Amounts>,
    warnings: Vec<Warning>,
}

impl<'c> Case<'c> {
    fn new(
        outlook: &Outlook<'c>,
        question: &Question<'c>,
        year: Option<Year>,
    ) -> Result<Self, ModelError> {
        let mut warnings = Vec::new();
        let money_year =
            Year::new(MONEY_YEAR).ok_or(ModelError::NotFinite { what: "the money year" })?;
        let task = Task::new(outlook, question)?;
        let years = (money_year, year);
        let sites = question
            .sites
            .iter()
            .map(|spec| inputs::resolve(outlook, question, spec, years, &mut warnings))
            .collect::<Result<Vec<_>, _>>()?;
        let values: Vec<Values> = sites.iter().map(inputs::Resolved::central).collect();
        let central: Vec<Amounts> = values.iter().map(|values| task.amounts(values)).collect();
        if central.iter().any(|amounts| !amounts.is_finite()) {
            return Err(ModelError::NotFinite { what: "the cost of the workload" });
        }
        warnings.sort_unstable();
        warnings.dedup();
        Ok(Self { task, sites, values, central, warnings })
    }

    /// Place of the site with the lowest cost of compute.
    fn cheapest(&self) -> usize {
        let cost = |place: usize| self.central[place].cost_of_compute();
        (0..self.central.len()).min_by(|&a, &b| cost(a).total_cmp(&cost(b))).unwrap_or(0)
    }
}

fn compare_once<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
    year: Option<Year>,
) -> Result<Answer<'c>, ModelError> {
    let case = Case::new(outlook, question, year)?;
    let sampled = sample::draw(outlook, &case.task, &case.sites, question.plan)?;
    let cheapest = case.cheapest();
    let break_evens = break_even::solve(question, &case.task, &case.values);
    let parities = break_even::electricity(question, &case.values, &case.central);
    let found = case.sites.into_iter().zip(case.central).zip(sampled.probability_cheapest());
    let sites = found
        .zip(&question.sites)
        .map(|(((site, central), &probability_cheapest), spec)| SiteAnswer {
            region: spec.region,
            accelerator: site.chip.name().to_owned(),
            inputs: site.inputs.into_values().collect(),
            central,
            probability_cheapest,
        })
        .collect();
    let warnings = case.warnings;
    Ok(Answer { year, sites, sampled, break_evens, parities, cheapest, warnings, base: None })
}

/// Inputs by name, in a fixed order.
type Inputs<'c> = BTreeMap<&'static str, Input<'c>>;
