//! ProjectCapacity: how much of a metric regions had or will have.

mod compute;

pub use compute::Compute;

use super::catalog::{Basis, Catalog, RegionId};
use super::compare::{Term, Value, difference, evaluate};
use super::error::ModelError;
use super::estimate::{AfterReserve, Estimate, Kind, Outlook, Warning};
use super::metric::Metric;
use super::sampling::Plan;
use super::supportable::{Inputs, supportable};
use super::unit::Unit;
use super::year::{Year, YearRange};

/// Most rows of one answer.
pub const MAX_ROWS: usize = 10_000;

/// Most rows of a short question.
const SHORT: usize = 32;

/// A question of ProjectCapacity.
#[derive(Clone, Debug)]
pub struct Question<'c> {
    /// Regions, in the order of the answer.
    pub regions: Vec<RegionId>,
    /// Metrics, in the order of the answer.
    pub metrics: Vec<Metric>,
    /// Years.
    pub years: YearRange,
    /// Region to divide by.
    pub relative_to: Option<RegionId>,
    /// Threshold, in the canonical unit or as a ratio.
    pub threshold: Option<f64>,
    /// How spare power is turned into compute, for `SUPPORTABLE_COMPUTE`.
    pub compute: Option<Inputs<'c>>,
    /// Draws for what has no closed form.
    pub plan: Plan,
}

impl Question<'_> {
    /// Whether it is so short that its estimates are kept: a long one would leave no room for others.
    fn is_short(&self) -> bool {
        self.regions.len() * self.metrics.len() * self.years.years().count() <= SHORT
    }
}

/// One region, metric and year of an answer.
#[derive(Clone, Debug)]
pub struct Row<'c> {
    /// What is known of the region itself.
    pub estimate: Estimate<'c>,
    /// What it was divided by.
    pub divisor: Option<Estimate<'c>>,
    /// The value, or the ratio.
    pub value: Value,
    /// Its unit.
    pub unit: Unit,
    /// Record, projection or forecast.
    pub kind: Kind,
    /// Probability of at least the threshold.
    pub probability_at_least: Option<f64>,
    /// The value before overrides, and what they add to it.
    pub base: Option<(Value, Value)>,
    /// Spare capacity left after the planning reserve.
    pub after_reserve: Option<AfterReserve<'c>>,
    /// What a supportable rate of compute comes with.
    pub compute: Option<Compute>,
}

/// An answer of ProjectCapacity.
#[derive(Clone, Debug)]
pub struct Answer<'c> {
    /// Rows by region, metric and year.
    pub rows: Vec<Row<'c>>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
}

/// Answers year by year. Years without a value are left out, as long as the
/// region and metric have one at all.
///
/// # Errors
///
/// When a region and metric have no value in any year asked for, or a year lies
/// past what their history can say.
pub fn project<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
) -> Result<Answer<'c>, ModelError> {
    let outlook = &if question.is_short() { *outlook } else { outlook.anew() };
    let mut rows = Vec::new();
    let mut warnings = Vec::new();
    for &region in &question.regions {
        for &metric in &question.metrics {
            let before = rows.len();
            let mut left_out = Vec::new();
            let mut first_error = None;
            for year in question.years.years() {
                match changed_row(outlook, question, (region, metric), year) {
                    Ok(row) => rows.push(row),
                    Err(error @ (ModelError::YearOutOfRange { .. } | ModelError::OutOfTime)) => {
                        return Err(error);
                    }
                    Err(error) => {
                        left_out.push(year);
                        first_error.get_or_insert(error);
                    }
                }
            }
            match first_error {
                Some(error) if rows.len() == before => return Err(over(error, question.years)),
                Some(_) => {
                    warnings.push(no_value(outlook, (region, metric), &left_out));
                }
                None => {}
            }
        }
    }
    warnings.extend(rows.iter().flat_map(|row| {
        row.estimate
            .warnings
            .iter()
            .chain(row.divisor.iter().flat_map(|other| &other.warnings))
            .cloned()
    }));
    warnings.sort_unstable();
    warnings.dedup();
    Ok(Answer { rows, warnings })
}

fn row<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
    (region, metric): (RegionId, Metric),
    year: Year,
) -> Result<Row<'c>, ModelError> {
    let catalog = outlook.catalog();
    let (estimate, divisor) = match question.relative_to {
        Some(other) if outlook.is_article() => {
            (outlook.article_ratio((region, other), metric, year)?, None)
        }
        Some(other) => (
            outlook.estimate(region, metric, year, None)?,
            Some(outlook.estimate(other, metric, year, None)?),
        ),
        None => (outlook.estimate(region, metric, year, None)?, None),
    };
    let (over, under) = terms(catalog, &estimate, divisor.as_ref());
    let value = evaluate(&over, &under, question.plan);
    let kinds = [Some(estimate.kind), divisor.as_ref().map(|other| other.kind)];
    let kind =
        kinds.into_iter().flatten().find(|&kind| kind != Kind::History).unwrap_or(Kind::History);
    let is_spare = metric == Metric::SpareCapacity && question.relative_to.is_none();
    let after_reserve = if is_spare && !outlook.is_article() {
        outlook.after_planning_reserve(&estimate)
    } else {
        None
    };
    Ok(Row {
        probability_at_least: question.threshold.map(|threshold| value.at_least(threshold)),
        unit: if question.relative_to.is_some() { Unit::Ratio } else { metric.unit() },
        estimate,
        divisor,
        value,
        kind,
        base: None,
        after_reserve,
        compute: None,
    })
}

/// The median of the first row asked for, without what it was before changes.
pub(super) fn median<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
) -> Result<f64, ModelError> {
    let first = question.regions.first().zip(question.metrics.first());
    let (&region, &metric) = first.ok_or(ModelError::NotFinite { what: "the answer" })?;
    let year = question.years.first();
    let row = match &question.compute {
        Some(inputs) if metric == Metric::SupportableCompute => {
            compute::row(question, supportable(outlook, inputs, (region, year), question.plan)?)
        }
        _ => row(outlook, question, (region, metric), year)?,
    };
    Ok(row.value.median())
}

/// A row with what the caller's changes did to it.
fn changed_row<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
    series: (RegionId, Metric),
    year: Year,
) -> Result<Row<'c>, ModelError> {
    if let (Metric::SupportableCompute, Some(inputs)) = (series.1, &question.compute) {
        return compute::changed_row(outlook, question, inputs, (series.0, year));
    }
    let mut changed = row(outlook, question, series, year)?;
    if let Some(outlook) = outlook.base() {
        let base = row(&outlook, question, series, year)?;
        let of = |row: &Row<'c>| terms(outlook.catalog(), &row.estimate, row.divisor.as_ref());
        let (new, old) = (of(&changed), of(&base));
        if changed.estimate.law != base.estimate.law {
            changed.estimate.basis = Basis::Overridden;
        }
        let added = difference((&new.0, &new.1), (&old.0, &old.1), question.plan);
        changed.base = Some((base.value, added));
    }
    Ok(changed)
}

/// Both sides of a row as terms.
fn terms<'c>(
    catalog: &'c Catalog,
    estimate: &Estimate<'_>,
    divisor: Option<&Estimate<'_>>,
) -> (Vec<Term<'c>>, Vec<Term<'c>>) {
    let term = |known: &Estimate<'_>| Term::new(known.law, known.stream(catalog));
    (vec![term(estimate)], divisor.into_iter().map(term).collect())
}

/// The error of one year as that of all years asked for.
fn over(error: ModelError, years: YearRange) -> ModelError {
    match error {
        ModelError::NotProjectable { region, metric, available, .. } => {
            ModelError::NotProjectable {
                region,
                metric,
                first: years.first(),
                last: years.last(),
                available,
            }
        }
        ModelError::NoBaseFigure { region, metric, scenario, available, .. }
            if years.single().is_none() =>
        {
            ModelError::NoBaseFigure { region, metric, year: None, scenario, available }
        }
        other => other,
    }
}

fn no_value(
    outlook: &Outlook<'_>,
    (region, metric): (RegionId, Metric),
    years: &[Year],
) -> Warning {
    let years: Vec<String> = years.iter().map(Year::to_string).collect();
    Warning {
        reason: "NO_VALUE",
        message: format!(
            "no value of {metric} for {} in {}",
            outlook.catalog().code(region),
            years.join(", ")
        ),
    }
}
