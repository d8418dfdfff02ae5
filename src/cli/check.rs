//! `check`: whether a claim is right.

mod document;
mod lines;
mod page;
mod shape;

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::changes;
use super::failure::Unusable;
use super::number::{self, Scale};
use super::output::{self, Format, Report, Style};
use super::provenance;
use super::session::Session;
use super::table::{Cell, Sheet};
use super::words;
use crate::wire::pb;
use crate::wire::pb::check_claim_request::Subject;

#[derive(Args, Debug)]
#[command(after_help = "Example: energycompute check --claim claims/cn-racks-2025-06")]
pub(super) struct Check {
    #[command(flatten)]
    ask: Ask,
    /// A text of which every claim is to be checked
    #[arg(long, value_name = "FILE", conflicts_with = "subject")]
    document: Option<PathBuf>,
    /// Of a document: write it as a page with its claims highlighted
    #[arg(long, value_name = "FILE", requires = "document")]
    html: Option<PathBuf>,
    /// A file of lines with id, text and perhaps `as_of`, or standard input, instead of a sentence; lines come
    /// out. With --document: a line a claim of it
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    #[expect(clippy::option_option, reason = "absent, without a file, with one")]
    jsonl: Option<Option<PathBuf>>,
}

/// A claim, and how it is to be read.
#[derive(Args, Debug)]
pub(super) struct Ask {
    #[command(flatten)]
    subject: Asked,
    /// Relative tolerance of "equal" and "about", above 0 to 1
    #[arg(long, value_name = "T")]
    tolerance: Option<f64>,
    /// Date of the text, for example 2026-02-01: what "last year" means
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<pb::Date>,
}

impl Ask {
    pub(super) fn request(
        self,
        options: pb::ModelOptions,
    ) -> anyhow::Result<pb::CheckClaimRequest> {
        let Self { subject, tolerance, as_of } = self;
        Ok(pb::CheckClaimRequest {
            subject: subject.subject()?,
            relative_tolerance: tolerance,
            as_of,
            options: Some(options),
        })
    }
}

#[derive(Args, Debug)]
#[group(id = "subject", multiple = false)]
struct Asked {
    /// Claim of the catalog; `catalog claims` lists them
    #[arg(long, value_name = "NAME")]
    claim: Option<String>,
    /// `StructuredClaim` as protobuf JSON, or @FILE that holds it
    #[arg(long, value_name = "JSON|@FILE")]
    structured: Option<String>,
    /// A sentence in English
    #[arg(value_name = "TEXT")]
    text: Option<String>,
}

impl Asked {
    fn subject(self) -> anyhow::Result<Option<Subject>> {
        let Self { claim, structured, text } = self;
        let structured = structured.map(|given| read(&given)).transpose()?;
        Ok(structured
            .map(Subject::Structured)
            .or(claim.map(|name| Subject::Claim(words::in_collection("claims", &name))))
            .or(text.map(Subject::Text)))
    }
}

fn read(given: &str) -> anyhow::Result<pb::StructuredClaim> {
    let (json, origin) = match given.strip_prefix('@') {
        Some(path) => (
            fs::read_to_string(path)
                .with_context(|| Unusable(format!("cannot read \"{path}\"")))?,
            path,
        ),
        None => (given.to_owned(), "--structured"),
    };
    serde_json::from_str(&json)
        .with_context(|| Unusable(format!("{origin} is not a StructuredClaim in protobuf JSON")))
}

/// Reads `2026`, `2026-02` and `2026-02-01`.
fn as_of(text: &str) -> Result<pb::Date, String> {
    let mut parts = text.split('-').map(str::parse);
    let form = || "needs a date, for example 2026-02-01".to_owned();
    let mut next = || parts.next().transpose().map_err(|_unreadable| form());
    let (year, month, day) = (next()?, next()?, next()?);
    let year = year.ok_or_else(form)?;
    Ok(pb::Date { year, month: month.unwrap_or(0), day: day.unwrap_or(0) })
}

impl Check {
    pub(super) async fn run(self, session: &mut Session) -> anyhow::Result<String> {
        let Self { ask, document, html, jsonl } = self;
        if let Some(path) = document {
            let document = document::ask(&path, ask.as_of, ask.tolerance, session).await?;
            if let Some(path) = html {
                output::write(&path, &page::page(&document))?;
            }
            return document.shown(session.format, jsonl.is_some());
        }
        if let Some(file) = jsonl {
            return lines::run(file.as_deref(), session).await;
        }
        let question = ask.request(session.options())?;
        let reply = session.client.check_claim(question).await?;
        match session.format {
            Format::Json => output::json(&reply),
            Format::Csv => rows(&reply).to_csv(),
            Format::Text(style) => Ok(report(&reply, style)),
        }
    }
}

fn report(reply: &pb::CheckClaimResponse, style: Style) -> String {
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
            let low = super::project::quantile(known, 0.1)?;
            Some(Cell::Right(scale.range(low, super::project::quantile(known, 0.9)?)))
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
fn rows(reply: &pb::CheckClaimResponse) -> Sheet {
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
