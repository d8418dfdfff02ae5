//! The work of a comparison, and over what time.

use crate::model::catalog::Catalog;
use crate::model::cost::{MONEY_YEAR, Work};
use crate::model::year::{Year, YearRange};
use crate::wire::check;
use crate::wire::names;
use crate::wire::pb;
use crate::wire::pb::compare_costs_request::Period;
use crate::wire::violations::{Fault, Violations};

/// Hours of operation when the caller gives none: a year.
pub const DEFAULT_HOURS: f64 = 8_760.0;

/// Longest period, hours: a century.
const MAX_HOURS: f64 = 876_000.0;

/// Reads the period: hours, and years where they are answered one by one.
pub(super) fn period(
    period: Option<Period>,
    violations: &mut Violations,
) -> Option<(f64, Option<YearRange>)> {
    match period {
        None => Some((DEFAULT_HOURS, None)),
        Some(Period::Hours(hours)) => {
            let hours = check::above_zero(hours, MAX_HOURS, "hours");
            Some((violations.take("hours", hours)?, None))
        }
        Some(Period::Years(pb::YearRange { first_year, last_year })) => {
            let mut violations = violations.at("years");
            let range = check::year_range(first_year, last_year, &mut violations)?;
            violations.take("first_year", check_first(range))?;
            Some((DEFAULT_HOURS, Some(range)))
        }
    }
}

/// Costs look ahead from the year that their money is of.
fn check_first(range: YearRange) -> Result<(), Fault> {
    let first = range.first().get();
    if first >= MONEY_YEAR {
        return Ok(());
    }
    let last = Year::LAST.get();
    let message = format!("{first} is not a year from {MONEY_YEAR} to {last}");
    Err(check::year_fault(message, (MONEY_YEAR, last), first))
}

/// Reads the workload.
pub(super) fn parse<'c>(
    catalog: &'c Catalog,
    workload: Option<pb::Workload>,
    violations: &mut Violations,
) -> Option<Work<'c>> {
    use pb::workload::Kind;
    let Some(kind) = workload.and_then(|workload| workload.kind) else {
        violations.push("workload", check::required());
        return None;
    };
    let mut violations = violations.at("workload");
    match kind {
        Kind::ItLoadMw(load) => {
            let load = check::above_zero(load, 1e6, "MW");
            violations.take("it_load_mw", load).map(Work::ItLoad)
        }
        Kind::AcceleratorCount(count) => {
            let count = check::above_zero(count, 1e9, "accelerators");
            violations.take("accelerator_count", count).map(Work::Accelerators)
        }
        Kind::Training(pb::Training { flop, accelerators }) => {
            let mut violations = violations.at("training");
            let flop = violations.take("flop", check::above_zero(flop, 1e30, "FLOP"));
            let count = accelerators.map(|count| check::above_zero(count, 1e9, "accelerators"));
            let count = violations.take("accelerators", count.transpose());
            Some(Work::Training(flop?, count?))
        }
        Kind::Workload(name) => {
            let listed = &catalog.tables().workloads;
            let known = || listed.iter().map(|workload| workload.name.as_str());
            let found = listed.get(&name).ok_or_else(|| names::unknown("workload", &name, known()));
            violations.take("workload", found).map(Work::Named)
        }
    }
}
