//! Claims about what limits AI compute: by the model of chips and power.

use super::accept::Accepted;
use super::general::Case;
use super::reading::{BreakEven, Comparison, Reading};
use super::structured::{Limit, Object, Quantifier, When};
use super::verdict::Verdict;
use crate::model::catalog::{Assumption, Basis, RegionId};
use crate::model::compare::Value;
use crate::model::constraint::{self, Grounds, OverYears};
use crate::model::error::ModelError;
use crate::model::estimate::evidence_of_assumption;
use crate::model::metric::Metric;
use crate::model::sampling::standard_error;
use crate::model::unit::Unit;
use crate::model::year::YearRange;

/// Power feeds less than the chips where it is below this part of them.
const LEVEL: f64 = 1.0;

/// The readings of a claim about limits; `None` for any other claim.
pub(super) fn readings<'c>(case: &Case<'_, 'c>) -> Option<Vec<Reading<'c>>> {
    let read = match case.claim.right {
        Object::LimitedBy(limit) => limited(case, limit),
        Object::LostToControls(part) => lost(case, part),
        _ => return None,
    };
    Some(read.unwrap_or_else(|error| {
        vec![Reading::missing(Metric::AiCompute, "what limits compute", &error)]
    }))
}

/// The region and the years that a claim is about.
struct Span {
    region: RegionId,
    years: YearRange,
    /// Whether one of the years is enough.
    is_some: bool,
}

impl Span {
    /// From now on, as far as the growth of compute is meant for, where the claim
    /// names no year: what is to emerge as a limit does so in some year.
    fn of(case: &Case<'_, '_>) -> Result<Self, ModelError> {
        let left = &case.claim.left;
        let missing = ModelError::NotFinite { what: "a limit of several regions" };
        let region = left.regions.single().ok_or(missing)?;
        let years = match left.when {
            When::Year { year, .. } => YearRange::only(year),
            When::Range(range) => range,
            When::Latest => constraint::years_ahead(case.outlook, region)?,
        };
        let is_some = left.when == When::Latest || case.claim.quantifier == Quantifier::Some;
        Ok(Self { region, years, is_some })
    }

    /// Example: `in some year from 2026 to 2030`.
    fn told(&self) -> String {
        let (first, last) = (self.years.first(), self.years.last());
        match (self.years.single(), self.is_some) {
            (Some(year), _) => format!("in {year}"),
            (None, true) => format!("in some year from {first} to {last}"),
            (None, false) => format!("in every year from {first} to {last}"),
        }
    }
}

fn limited<'c>(case: &Case<'_, 'c>, limit: Limit) -> Result<Vec<Reading<'c>>, ModelError> {
    let span = Span::of(case)?;
    let over = constraint::over_years(case.outlook, span.region, span.years, case.plan)?;
    let (low, high) =
        if span.is_some { (&over.lowest, &over.highest) } else { (&over.highest, &over.lowest) };
    let below = Accepted::at_most(LEVEL);
    let above = Accepted::at_least(LEVEL);
    let power = || ratio(case, &span, "power for any cause", (low, below), &over);
    Ok(match limit {
        Limit::Power => vec![power()],
        Limit::Chips => vec![ratio(case, &span, "chips", (high, above), &over)],
        Limit::Generation => vec![power(), generation(case, &span, &over)],
    })
}

/// Power-limited over chips-limited compute, held against level.
fn ratio<'c>(
    case: &Case<'_, 'c>,
    span: &Span,
    interpretation: &'c str,
    (value, accepted): (&Value, Accepted),
    over: &OverYears<'c>,
) -> Reading<'c> {
    let comparison = Comparison {
        metric: Metric::AiCompute,
        interpretation: interpretation.into(),
        year: span.years.single(),
        value: value.clone(),
        unit: Unit::Ratio,
        accepted,
        stated: LEVEL,
        estimates: Vec::new(),
        is_same_bound: false,
    };
    let note = format!("what power feeds over what the chips could give, {}", span.told());
    let turns = over.break_evens.iter().filter_map(|of| {
        Some(BreakEven {
            parameter: of.parameter.clone().into(),
            value: of.value?,
            current: of.current,
            reachable: of.reachable,
            total_growth: None,
        })
    });
    Reading {
        break_evens: turns.collect(),
        ..resting_on(comparison.judge(case.claim.negated), &over.grounds, note)
    }
}

/// Power that binds only because generation carries no more.
fn generation<'c>(case: &Case<'_, 'c>, span: &Span, over: &OverYears<'c>) -> Reading<'c> {
    let holds =
        if span.is_some { over.only_through_generation } else { over.always_through_generation };
    let probability = if case.claim.negated { 1.0 - holds } else { holds };
    let reading = Reading {
        year: span.years.single(),
        probability: Some(probability),
        verdict: Verdict::of(probability),
        counted: true,
        sampling_error: Some(standard_error(probability, case.plan.draws())),
        unit: Unit::Ratio,
        ..Reading::bare(Metric::AiCompute, "generation as such")
    };
    let note = format!(
        "power that falls short {}, and would not if generation carried all that lines and sites \
         could connect",
        span.told()
    );
    resting_on(reading, &over.grounds, note)
}

/// What export controls cost of the compute that there would be without them.
fn lost<'c>(case: &Case<'_, 'c>, part: f64) -> Result<Vec<Reading<'c>>, ModelError> {
    let span = Span::of(case)?;
    let year = span.years.last();
    let cost = constraint::cost_of_controls(case.outlook, span.region, year)?;
    let (stated, kept) = (part, Value::Closed(cost.kept));
    let around = Accepted::around(case.claim.comparator, stated, 0.0, case.tolerance, true);
    // A part lost is a part kept, the other way round.
    let accepted = Accepted {
        low: around.high.map(|most| 1.0 - most),
        high: around.low.map(|least| 1.0 - least),
        tolerance: around.tolerance,
    };
    let comparison = Comparison {
        metric: Metric::AiCompute,
        interpretation: "share of compute kept".into(),
        year: Some(year),
        value: kept,
        unit: Unit::Fraction,
        accepted,
        stated: 1.0 - stated,
        estimates: Vec::new(),
        is_same_bound: false,
    };
    let note = format!(
        "the chips in {year} over the share of the world's that the region would hold without \
         controls; {:.0} % lost at the medians",
        cost.median() * 100.0
    );
    Ok(vec![resting_on(comparison.judge(case.claim.negated), &cost.grounds, note)])
}

/// Adds what a reading rests on, with the parameter to trust least as evidence.
pub(super) fn resting_on<'c>(
    reading: Reading<'c>,
    grounds: &Grounds<'c>,
    note: String,
) -> Reading<'c> {
    let told = grounds.weakest.map_or_else(String::new, |of| {
        format!("; weakest input {}, confidence {:.2}; not backtested", of.parameter, of.confidence)
    });
    let is_changed = |of: &&Assumption| of.basis == Basis::Overridden;
    let is_overridden = grounds.parameters.iter().any(is_changed);
    Reading {
        basis: if is_overridden { Basis::Overridden } else { Basis::Derived },
        evidence: grounds.weakest.map(evidence_of_assumption).into_iter().collect(),
        parameters: grounds.parameters.clone(),
        note: note + &told,
        is_recorded: false,
        ..reading
    }
}
