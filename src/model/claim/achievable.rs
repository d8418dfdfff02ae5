//! Who leads in AI compute: beside the chips on both sides, what their power feeds.

use super::accept::Accepted;
use super::general::Case;
use super::limits::resting_on;
use super::reading::{BreakEven, Comparison, Reading};
use super::structured::{Object, Referent, Statement, StructuredClaim, When};
use crate::model::catalog::RegionId;
use crate::model::constraint::{self, Exceeding};
use crate::model::metric::Metric;
use crate::model::unit::Unit;
use crate::model::year::Year;

/// A further reading of a comparison to come of the AI compute of two regions: of
/// the lesser of what chips and power allow. `known` are the readings without it.
pub(super) fn achievable<'c>(case: &Case<'_, 'c>, known: &[Reading<'c>]) -> Option<Reading<'c>> {
    let (pair, year, times) = compared(case.claim)?;
    if known.iter().any(|reading| reading.is_recorded) {
        return None;
    }
    // Where limits are not known, the other readings are all there is.
    let ratio = constraint::achievable_ratio(case.outlook, pair, year, case.plan);
    let (value, grounds) = ratio.ok()?;
    let comparison = Comparison {
        metric: Metric::AiCompute,
        interpretation: "what chips and power allow".into(),
        year: Some(year),
        value,
        unit: Unit::Ratio,
        accepted: Accepted::around(case.claim.comparator, times, 0.0, case.tolerance, true),
        stated: times,
        estimates: Vec::new(),
        is_same_bound: false,
    };
    let is_level = (times - 1.0).abs() < f64::EPSILON;
    let turn = constraint::growth_to_exceed(case.outlook, pair, year).ok();
    let turn = turn.filter(|_| is_level).and_then(told);
    let mut note = "the lesser of what chips could give and power feeds, on both sides".to_owned();
    note.extend(turn.iter().map(|(_, told)| told.as_str()));
    let mut reading = resting_on(comparison.judge(case.claim.negated), &grounds, note);
    reading.break_evens.extend(turn.map(|(turn, _)| turn));
    Some(reading)
}

/// The two regions, the year, and how many times as much is claimed.
fn compared(claim: &StructuredClaim) -> Option<((RegionId, RegionId), Year, f64)> {
    let Object::Ratio { value, of } = &claim.right else { return None };
    let Referent { regions: Some(other), metric: None, year: None } = of else { return None };
    let When::Year { year, month: None } = claim.left.when else { return None };
    let is_level = claim.left.of == Statement::Level;
    let is_of_compute = claim.left.metrics == [Metric::AiCompute];
    let pair = (claim.left.regions.single()?, other.single()?);
    (is_level && is_of_compute).then_some((pair, year, *value))
}

/// The growth of chips that would bring both level, and what it would take.
fn told(turn: Exceeding) -> Option<(BreakEven, String)> {
    let Exceeding { parameter, value, current, power_gw } = turn;
    let value = value?;
    let told = format!(
        "; level if {parameter} were {value:.2} instead of {current:.2}, which would take \
         {power_gw:.0} GW"
    );
    let parameter = parameter.into();
    Some((BreakEven { parameter, value, current, reachable: true, total_growth: None }, told))
}
