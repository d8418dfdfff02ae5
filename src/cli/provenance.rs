//! What stands below an answer: evidence, assumptions, warnings, sources, and
//! how it was computed.

use std::collections::{BTreeMap, BTreeSet};

use super::number;
use super::output::{Color, Report, Style};
use super::table::{Cell, Sheet};
use super::words;
use crate::wire::pb;

/// How the publisher of what was derived here begins.
const OWN: &str = "energycompute";

/// Every piece of evidence once, with a mark for its stance.
pub(super) fn evidence<'a>(
    report: &mut Report,
    title: &str,
    evidence: impl IntoIterator<Item = &'a pb::Evidence>,
) {
    let style = report.style;
    let mut told = BTreeSet::new();
    let lines: Vec<_> = evidence
        .into_iter()
        .filter(|evidence| told.insert((&evidence.figure, &evidence.note)))
        .map(|evidence| evidence_line(evidence, style))
        .collect();
    report.section(title, lines);
}

fn evidence_line(evidence: &pb::Evidence, style: Style) -> String {
    let mark = match evidence.stance() {
        pb::Stance::Supports => style.color(Color::Green, "+"),
        pb::Stance::Contradicts => style.color(Color::Red, "-"),
        pb::Stance::Context | pb::Stance::Unspecified => "·".to_owned(),
    };
    let pb::Evidence { figure, source, value, unit, note, .. } = evidence;
    let value = value
        .map(|value| format!(": {}", number::with_label(&number::stated(value), unit)))
        .unwrap_or_default();
    let note = if note.is_empty() { String::new() } else { format!(", {note}") };
    let source = if source.is_empty() { String::new() } else { format!(" [{source}]") };
    let disputed = if evidence.disputed { " (disputed)" } else { "" };
    format!("{mark} {figure}{value}{note}{source}{disputed}")
}

/// Every source with its publisher, title and date.
pub(super) fn sources(report: &mut Report, sources: &BTreeMap<String, pb::Source>) {
    let lines = sources.iter().map(|(key, source)| {
        let pb::Source { title, publisher, published, .. } = source;
        let date = words::date(published.as_ref());
        let told = [publisher.as_str(), title, &date];
        let told: Vec<_> = told.into_iter().filter(|part| !part.is_empty()).collect();
        format!("[{key}] {}", told.join(", "))
    });
    report.section("Sources", lines);
}

/// Assumptions that are not told elsewhere.
pub(super) fn assumptions(report: &mut Report, run: Option<&pb::RunInfo>, told: &BTreeSet<&str>) {
    let mut sheet = Sheet::new(["Assumption", "Value", "80 % band", "Unit", "Basis", "Source"]);
    let assumptions = run.map(|run| run.assumptions.as_slice()).unwrap_or_default();
    for assumption in assumptions.iter().filter(|row| !told.contains(row.parameter.as_str())) {
        let pb::Assumption { parameter, value, low, high, unit, source, .. } = assumption;
        sheet.row([
            Cell::from(parameter.clone()),
            Cell::Stated(*value),
            band(*low, *high),
            Cell::from(unit.clone()),
            Cell::from(words::basis(assumption.basis())),
            Cell::from(source.clone()),
        ]);
    }
    if !sheet.is_empty() {
        report.table(&sheet);
    }
}

/// Low and high as one cell.
pub(super) fn band(low: Option<f64>, high: Option<f64>) -> Cell {
    match (low, high) {
        (Some(low), Some(high)) => {
            Cell::Right(format!("{}–{}", number::stated(low), number::stated(high)))
        }
        _ => Cell::Right(String::new()),
    }
}

pub(super) fn warnings(report: &mut Report, warnings: &[pb::Warning]) {
    report.section(
        "Warnings",
        warnings.iter().map(|warning| format!("{} ({})", warning.message, warning.reason)),
    );
}

/// Warnings, and the line that makes the answer repeatable.
pub(super) fn run(report: &mut Report, run: Option<&pb::RunInfo>) {
    let Some(run) = run else { return };
    warnings(report, &run.warnings);
    let pb::RunInfo { model_version, catalog_digest, scenario, seed, .. } = run;
    if catalog_digest.is_empty() {
        report.paragraph(&format!("model {model_version}, nothing of the catalog"));
        return;
    }
    let draws = if run.sample_count > 0 {
        let error = number::digits(run.sampling_error);
        format!(", {} draws with seed {seed}, sampling error {error}", run.sample_count)
    } else {
        String::new()
    };
    report
        .paragraph(&format!("scenario {scenario}, model {model_version}, {}{draws}", catalog(run)));
}

/// Who published what a reply rests on, and the catalog that holds it.
pub(super) fn source_line(
    sources: &BTreeMap<String, pb::Source>,
    run: Option<&pb::RunInfo>,
) -> String {
    // What was derived here is told as one: whom it was derived from, the list of sources says.
    let publishers = sources.values().map(|source| match source.publisher.as_str() {
        own if own.starts_with(OWN) => OWN,
        other => other,
    });
    let publishers: BTreeSet<_> = publishers.collect();
    let publishers: Vec<_> = publishers.into_iter().filter(|name| !name.is_empty()).collect();
    let noun = if publishers.len() == 1 { "Source" } else { "Sources" };
    let run = run.cloned().unwrap_or_default();
    let of_catalog = format!("Scenario {}, {}.", run.scenario, catalog(&run));
    if publishers.is_empty() {
        of_catalog
    } else {
        format!("{noun}: {}. {of_catalog}", publishers.join("; "))
    }
}

/// Which catalog answered. Example: `catalog f763855cb431 as of 2026-11`.
fn catalog(run: &pb::RunInfo) -> String {
    let digest = run.catalog_digest.get(..12).unwrap_or(&run.catalog_digest);
    format!("catalog {digest} as of {}", words::date(run.catalog_as_of.as_ref()))
}
