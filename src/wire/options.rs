//! Options that every question takes.

use std::borrow::Cow;

use super::check;
use super::names;
use super::overrides;
use super::pb;
use super::violations::{Fault, Violations};
use crate::model::catalog::{Catalog, ScenarioInfo};
use crate::model::estimate::{Outlook, REFERENCE};
use crate::model::overrides::Overrides;
use crate::model::sampling::Plan;

/// Quantiles of a distribution when the caller names none.
pub const DEFAULT_QUANTILES: [f64; 3] = [0.1, 0.5, 0.9];

pub use super::overrides::MAX_OVERRIDES;

/// Most quantiles of one request.
pub const MAX_QUANTILES: usize = 25;

/// Lowest and highest probability of a quantile: beyond them a t(4) says nothing.
pub const QUANTILE_RANGE: (f64, f64) = (0.001, 0.999);

/// Options as the model takes them.
#[derive(Clone, Debug)]
pub struct Options<'c> {
    /// Scenario.
    pub scenario: &'c ScenarioInfo,
    /// The caller's own assumptions.
    pub overrides: Overrides,
    /// Seed and number of draws.
    pub plan: Plan,
    /// Probabilities of the quantiles to return, in order.
    pub quantiles: Cow<'static, [f64]>,
    /// Whether everything is to be told.
    pub is_full: bool,
}

impl Options<'_> {
    /// The catalog under the scenario asked for, with the caller's changes.
    pub fn outlook<'a>(&'a self, catalog: &'a Catalog) -> Outlook<'a> {
        Outlook::new(catalog, self.scenario).with(&self.overrides)
    }
}

/// Reads the options of a request.
pub(super) fn parse<'c>(
    catalog: &'c Catalog,
    options: Option<pb::ModelOptions>,
    violations: &mut Violations,
) -> Option<Options<'c>> {
    let pb::ModelOptions { scenario, overrides, seed, sample_count, quantiles, view } =
        options.unwrap_or_default();
    let mut violations = violations.at("options");
    let scenario = violations.take("scenario", find_scenario(catalog, &scenario));
    let overrides = scenario
        .and_then(|scenario| overrides::parse(catalog, scenario, overrides, &mut violations));
    let plan = violations.take("sample_count", plan(seed, sample_count));
    let quantiles = parse_quantiles(&quantiles, &mut violations);
    let view = violations.take("view", check::optional_enum::<pb::View>(view));
    Some(Options {
        scenario: scenario?,
        overrides: overrides?,
        plan: plan?,
        quantiles: quantiles?,
        is_full: view? == pb::View::Full,
    })
}

fn find_scenario<'c>(catalog: &'c Catalog, name: &str) -> Result<&'c ScenarioInfo, Fault> {
    let scenarios = &catalog.tables().scenarios;
    let wanted = if name.is_empty() { REFERENCE } else { name };
    let known = || scenarios.iter().map(|scenario| scenario.name.as_str());
    scenarios.get(wanted).ok_or_else(|| names::unknown("scenario", wanted, known()))
}

fn plan(seed: Option<i64>, sample_count: i32) -> Result<Plan, Fault> {
    let draws = match sample_count {
        0 => Some(Plan::DEFAULT_DRAWS),
        count => usize::try_from(count).ok(),
    };
    let plan = draws.and_then(|draws| Plan::new(seed.unwrap_or(Plan::DEFAULT_SEED), draws));
    plan.ok_or_else(|| {
        let message = format!(
            "must be 0 or a power of two from {} to {}, not {sample_count}",
            Plan::MIN_DRAWS,
            Plan::MAX_DRAWS
        );
        Fault::new("SAMPLE_COUNT_NOT_ALLOWED", message)
    })
}

/// Reads the field `quantiles` of a message.
pub(super) fn parse_quantiles(
    asked: &[f64],
    violations: &mut Violations,
) -> Option<Cow<'static, [f64]>> {
    if asked.is_empty() {
        return Some(Cow::Borrowed(&DEFAULT_QUANTILES));
    }
    violations.take("quantiles", check::count(asked.len(), 0..=MAX_QUANTILES))?;
    let (low, high) = QUANTILE_RANGE;
    let checked: Vec<Option<f64>> = asked
        .iter()
        .enumerate()
        .map(|(place, &p)| {
            violations.take_entry("quantiles", place, check::finite_in(p, low, high, "probability"))
        })
        .collect();
    let mut quantiles = checked.into_iter().collect::<Option<Vec<f64>>>()?;
    quantiles.sort_unstable_by(f64::total_cmp);
    quantiles.dedup();
    Some(quantiles.into())
}
