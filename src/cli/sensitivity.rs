//! `sensitivity`: what an answer hangs on.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::number::{self, Scale};
use super::output::{self, Format, Report, Style};
use super::plot::{svg, tornado};
use super::project;
use super::provenance;
use super::session::Session;
use super::table::{Cell, Sheet};
use super::words;
use crate::wire::pb;
use crate::wire::pb::analyze_sensitivity_request::Question;

#[derive(Args, Debug)]
#[command(
    after_help = "Example: energycompute sensitivity project CN installed_capacity --years 2030"
)]
pub(super) struct Sensitivity {
    #[command(subcommand)]
    of: Of,
}

#[derive(Debug, Subcommand)]
enum Of {
    /// Of a projection of one region, metric and year
    #[command(
        after_help = "Example: energycompute sensitivity project CN installed_capacity --years 2030 --at-least '6500 GW'"
    )]
    Project(Projection),
}

#[derive(Args, Debug)]
struct Projection {
    #[command(flatten)]
    ask: project::Ask,
    /// Draw the drivers as a tornado
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    plot: bool,
    /// Write the tornado as an SVG picture
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

impl Sensitivity {
    pub(super) async fn run(self, session: &mut Session) -> anyhow::Result<String> {
        let Of::Project(Projection { ask, plot, svg }) = self.of;
        let project = ask.request(session.options());
        let question = pb::AnalyzeSensitivityRequest { question: Some(Question::Project(project)) };
        let reply = session.client.analyze_sensitivity(question).await?;
        if let Some(path) = svg {
            output::write(&path, &picture(&reply)?)?;
        }
        match session.format {
            Format::Json => output::json(&reply),
            Format::Csv => rows(&reply).to_csv(),
            Format::Text(style) => Ok(report(&reply, plot, style)),
        }
    }
}

fn picture(reply: &pb::AnalyzeSensitivityResponse) -> anyhow::Result<String> {
    let row = reply.row.clone().unwrap_or_default();
    let median = row.distribution.clone().unwrap_or_default().median;
    let name = words::metric(row.metric());
    let title = format!("What {} {name} {} hangs on", row.region, row.year);
    let source = provenance::source_line(&reply.sources, reply.run.as_ref());
    svg::tornado::draw(&title, &reply.drivers, median, &source)
}

fn report(reply: &pb::AnalyzeSensitivityResponse, plot: bool, style: Style) -> String {
    let mut report = Report::new(style);
    let row = reply.row.clone().unwrap_or_default();
    let known = row.distribution.clone().unwrap_or_default();
    let name = words::metric(row.metric());
    let median = number::show(known.median, known.unit());
    report.paragraph(&format!("{} {name} {}: {median}", row.region, row.year));
    if reply.drivers.is_empty() {
        report.paragraph("Nothing that it rests on can be varied.");
        return report.finish();
    }
    report.table(&table(reply, known.median));
    if plot {
        report.paragraph(&tornado::draw(&reply.drivers, known.median));
    }
    let flips = reply.drivers.iter().filter_map(flip);
    report.section("What would carry it across the threshold, alone", flips);
    provenance::evidence(&mut report, "Evidence", &row.figures);
    provenance::sources(&mut report, &reply.sources);
    provenance::run(&mut report, reply.run.as_ref());
    report.finish()
}

fn table(reply: &pb::AnalyzeSensitivityResponse, median: f64) -> Sheet {
    let mut sheet =
        Sheet::new(["Driver", "10th", "90th", "Unit", "Answer at 10th", "at 90th", "Swing"]);
    for driver in &reply.drivers {
        let scale = Scale::of(median, driver.answer_unit());
        let answer = |value| Cell::Right(number::with_label(&scale.digits(value), scale.label));
        sheet.row([
            Cell::from(driver.parameter.clone()),
            Cell::Right(number::digits(driver.low)),
            Cell::Right(number::digits(driver.high)),
            Cell::from(driver.unit.clone()),
            answer(driver.answer_at_low),
            answer(driver.answer_at_high),
            answer(driver.swing),
        ]);
    }
    sheet
}

fn flip(driver: &pb::SensitivityDriver) -> Option<String> {
    let value = number::digits(driver.flips_at?);
    let within = if driver.flips { "within" } else { "outside" };
    Some(format!("{} at {value} ({}), {within} its 80 % band", driver.parameter, driver.unit))
}

/// Tidy rows, exact.
fn rows(reply: &pb::AnalyzeSensitivityResponse) -> Sheet {
    let mut sheet = Sheet::new([
        "parameter",
        "unit",
        "basis",
        "low",
        "central",
        "high",
        "answer_unit",
        "answer_at_low",
        "answer_at_high",
        "swing",
        "flips_at",
        "flips",
    ]);
    for driver in &reply.drivers {
        sheet.row([
            Cell::from(driver.parameter.clone()),
            Cell::from(driver.unit.clone()),
            Cell::from(words::basis(driver.basis())),
            Cell::Number(driver.low),
            Cell::Number(driver.central),
            Cell::Number(driver.high),
            Cell::from(words::unit(driver.answer_unit())),
            Cell::Number(driver.answer_at_low),
            Cell::Number(driver.answer_at_high),
            Cell::Number(driver.swing),
            Cell::number(driver.flips_at),
            Cell::from(if driver.flips { "true" } else { "false" }),
        ]);
    }
    sheet
}
