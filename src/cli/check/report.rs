//! What is told of one claim: a page for people, and a row a reading.

use crate::cli::changes;
use crate::cli::number::{self, Scale};
use crate::cli::output::{self, Report, Style};
use crate::cli::project::quantile;
use crate::cli::provenance;
use crate::cli::table::{Cell, Sheet};
use crate::cli::words;
use crate::wire::pb;

/// A page on a claim.
pub(super) fn report(reply: &pb::CheckClaimResponse, style: Style) -> String {
    let mut report = Report::new(style);
    report.paragraph(&reply.statement);
    let chance = reply.probability.map(number::percent);
    let chance = chance
        .map(|chance| format!("  probability {chance}{}", on_which(reply)))
        .unwrap_or_default();
    report.paragraph(&(words::verdict(reply.verdict(), style) + &chance));
    report.paragraph(&reply.explanation);
    if let Some(slip) = &reply.magnitude_warning {
        report.paragraph(&style.color(output::Color::Yellow, &slip.message));
    }
    if !reply.readings.is_empty() {
        report.table(&table(reply, style));
    }
    report.section("What the overrides change", changes::of_claim(reply));
    report.section("Notes", reply.readings.iter().filter_map(note));
    report.section("Break-even", reply.readings.iter().flat_map(break_evens));
    let fidelity = words::fidelity(reply.source_fidelity());
    let note = &reply.source_fidelity_note;
    let fidelity = if note.is_empty() { fidelity } else { format!("{fidelity}: {note}") };
    report.section("Does it say what its source said?", [fidelity]);
    provenance::evidence(&mut report, "Evidence (+ for, - against)", &reply.evidence);
    provenance::assumptions(&mut report, reply.run.as_ref(), &[].into());
    provenance::sources(&mut report, &reply.sources);
    provenance::run(&mut report, reply.run.as_ref());
    report.finish()
}

/// A disputed claim has no probability of its own.
fn on_which(reply: &pb::CheckClaimResponse) -> &'static str {
    if reply.verdict() == pb::Verdict::Disputed { " on the first reading" } else { "" }
}

fn note(reading: &pb::Reading) -> Option<String> {
    let name = || format!("{} ({})", words::metric(reading.metric()), reading.interpretation);
    (!reading.note.is_empty()).then(|| format!("{}: {}", name(), reading.note))
}

fn table(reply: &pb::CheckClaimResponse, style: Style) -> Sheet {
    let header = [
        "Reading",
        "Interpretation",
        "Year",
        "Median",
        "80 % band",
        "Accepted",
        "P",
        "Verdict",
        "",
    ];
    let mut sheet = Sheet::new(header);
    for reading in &reply.readings {
        let known = reading.distribution.as_ref();
        let scale = known.map(|known| Scale::of(known.median, known.unit()));
        let median = known.zip(scale).map(|(known, scale)| {
            Cell::Right(number::with_label(&scale.digits(known.median), scale.label))
        });
        let band = known.zip(scale).and_then(|(known, scale)| {
            let low = quantile(known, 0.1)?;
            Some(Cell::Right(scale.range(low, quantile(known, 0.9)?)))
        });
        let accepted = scale.map(|scale| accepted(reading, scale));
        let chance = reading.probability.map(number::percent);
        sheet.row([
            Cell::from(words::metric(reading.metric())),
            Cell::from(reading.interpretation.clone()),
            reading.year.map_or(Cell::Nothing, Cell::from),
            median.unwrap_or(Cell::Nothing),
            band.unwrap_or(Cell::Nothing),
            accepted.map_or(Cell::Nothing, Cell::Right),
            chance.map_or(Cell::Nothing, Cell::Right),
            Cell::from(words::verdict(reading.verdict(), style)),
            Cell::from(if reading.counted { "" } else { "(not counted)" }),
        ]);
    }
    sheet
}

fn accepted(reading: &pb::Reading, scale: Scale) -> String {
    match (reading.accepted_low, reading.accepted_high) {
        (Some(low), Some(high)) => scale.range(low, high),
        (Some(low), None) => format!("≥ {}", scale.digits(low)),
        (None, Some(high)) => format!("≤ {}", scale.digits(high)),
        (None, None) => "–".to_owned(),
    }
}

fn break_evens(reading: &pb::Reading) -> impl Iterator<Item = String> {
    let unit = reading.distribution.as_ref().map_or(pb::Unit::Unspecified, pb::Distribution::unit);
    let name = if reading.interpretation.is_empty() {
        words::metric(reading.metric())
    } else {
        format!("{} ({})", words::metric(reading.metric()), reading.interpretation)
    };
    reading.break_evens.iter().map(move |even| format!("{name}: {}", break_even(even, unit)))
}

fn break_even(even: &pb::ClaimBreakEven, unit: pb::Unit) -> String {
    let pb::ClaimBreakEven { parameter, value, current, reachable, total_growth } = even;
    let cannot = if *reachable { "" } else { ", which it cannot" };
    match parameter.strip_prefix("growth/") {
        Some(series) => {
            let direction = if *value < 0.0 { "less" } else { "more" };
            let points = number::digits(value.abs() * 100.0);
            let total = total_growth
                .map(|total| format!(" ({} % a year in all)", number::digits(total * 100.0)))
                .unwrap_or_default();
            format!(
                "a toss-up if {} grew by {points} percentage points a year {direction}{total}{cannot}",
                series.replace('/', " ")
            )
        }
        None if parameter != "right" => format!(
            "a toss-up if {parameter} were {} instead of {}{cannot}",
            number::digits(*value),
            number::digits(*current)
        ),
        None => format!(
            "turns at {} (stated: {}){cannot}",
            number::show(*value, unit),
            number::show(*current, unit)
        ),
    }
}

/// A row a reading, exact.
pub(super) fn rows(reply: &pb::CheckClaimResponse) -> Sheet {
    let mut sheet = Sheet::new([
        "statement",
        "verdict",
        "metric",
        "interpretation",
        "year",
        "basis",
        "unit",
        "median",
        "accepted_low",
        "accepted_high",
        "tolerance",
        "probability",
        "reading_verdict",
        "counted",
    ]);
    for reading in &reply.readings {
        let known = reading.distribution.as_ref();
        sheet.row([
            Cell::from(reply.statement.clone()),
            Cell::from(words::verdict_name(reply.verdict())),
            Cell::from(words::metric(reading.metric())),
            Cell::from(reading.interpretation.clone()),
            reading.year.map_or(Cell::Nothing, Cell::from),
            Cell::from(words::basis(reading.basis())),
            Cell::from(known.map_or("", |known| words::unit(known.unit()))),
            Cell::number(known.map(|known| known.median)),
            Cell::number(reading.accepted_low),
            Cell::number(reading.accepted_high),
            Cell::number(reading.tolerance),
            Cell::number(reading.probability),
            Cell::from(words::verdict_name(reading.verdict())),
            Cell::from(if reading.counted { "true" } else { "false" }),
        ]);
    }
    sheet
}
