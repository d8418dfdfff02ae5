//! The answer for people.

use super::{drivers, table, words};
use crate::cli::output::{Report, Style};
use crate::cli::plot::compute::{self, Level};
use crate::cli::plot::{Chart, terminal};
use crate::cli::table::Sheet;
use crate::cli::{changes, number, provenance};
use crate::wire::pb;

/// What every reader should know before using a number of it.
const CAVEAT: &str = "\
Compute is installed dense BF16 by location at the end of the year, EFLOP/s; power is grid-side peak.
These are limits, not forecasts: each is what could be if the other gave way. They are not backtested:
no record of past limits exists to replay them against, and most of their bands are judgments.";

/// Reason of the warnings that a published total and the answer cannot both be true.
const CONTRADICTED: &str = "INCONSISTENT_WITH_PUBLISHED";

/// The whole answer.
pub(super) fn text(
    reply: &pb::ProjectComputeResponse,
    compared: Option<&pb::ComputeComparison>,
    is_band: bool,
    charts: &[Chart],
    style: Style,
) -> String {
    let mut report = Report::new(style);
    report.table(&table::limits(reply, is_band, style));
    for chart in charts {
        report.paragraph(&terminal::draw(chart, terminal::width(), style));
    }
    report.paragraph(CAVEAT);
    report.section("Which binds", binds(reply));
    if let Some(pair) = compared {
        let pb::ComputeComparison { region, baseline_region } = pair;
        report.section(
            &format!("Whether {region} exceeds {baseline_region} in achievable compute"),
            reply
                .comparisons
                .iter()
                .map(|of| format!("{}: P {}", of.year, number::percent(of.probability_exceeds))),
        );
    }
    report.section("What the overrides change", changes::of_compute(reply, compared));
    report.section("What it rests on least firmly", words::weakest(&reply.rows));
    section(&mut report, "Parts of the power for AI, GW", &table::parts(reply));
    section(&mut report, "What the odds hang on, alone", &drivers::table(reply, style));
    report.section("What would make the limits level, alone", drivers::break_evens(reply));
    section(
        &mut report,
        "Electricity that it implies beside published totals: where off, both cannot be true",
        &table::consistency(reply, style),
    );
    provenance::assumptions(&mut report, reply.run.as_ref(), &[].into());
    provenance::sources(&mut report, &reply.sources);
    let mut run = reply.run.clone().unwrap_or_default();
    // The table of published totals has said it.
    run.warnings.retain(|warning| warning.reason != CONTRADICTED);
    provenance::run(&mut report, Some(&run));
    report.finish()
}

/// A table below a title; nothing when it has no rows.
fn section(report: &mut Report, title: &str, sheet: &Sheet) {
    if !sheet.is_empty() {
        report.section(title, sheet.to_text(report.style).lines().map(str::to_owned));
    }
}

/// How likely power binds in some year, and where the limits are level, region by region.
fn binds(reply: &pb::ProjectComputeResponse) -> impl Iterator<Item = String> {
    let years = reply.rows.iter().map(|row| row.year);
    let (first, last) = (years.clone().min().unwrap_or(0), years.max().unwrap_or(0));
    let some = if first == last { "" } else { "some year of " };
    let asked = words::years(&(first..=last));
    reply.any_year_probability.iter().map(move |of| {
        let chance = number::percent(of.probability);
        let rows: Vec<_> =
            reply.rows.iter().filter(|row| row.region == of.region).cloned().collect();
        let levels = compute::levels(&rows).into_iter().map(Level::told).collect::<Vec<_>>();
        let level = match (compute::apart(&rows), levels.is_empty()) {
            (Some(apart), _) => format!("; {apart}"),
            (None, true) => String::new(),
            (None, false) => format!("; the medians are level {}", levels.join(" and ")),
        };
        format!("{}: power binds in {some}{asked} with probability {chance}{level}", of.region)
    })
}
