//! `sensitivity`: what an answer hangs on.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::number::{self, Scale};
use super::output::{self, Format, Report, Style};
use super::plot::{costs, svg, tornado};
use super::provenance;
use super::session::Session;
use super::table::{Cell, Sheet};
use super::words;
use super::{compare, project};
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
    /// Of the order of sites in a comparison
    #[command(
        after_help = "Example: energycompute sensitivity compare --site us-virginia --site hub=cn-hub-west-subsidised --it-load-mw 80"
    )]
    Compare(Comparison),
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

#[derive(Args, Debug)]
struct Comparison {
    #[command(flatten)]
    ask: compare::Ask,
    /// Draw the drivers as a tornado
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    plot: bool,
    /// Write the tornado as an SVG picture
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

impl Sensitivity {
    pub(super) async fn run(self, session: &mut Session) -> anyhow::Result<String> {
        let options = session.options();
        let (question, plot, svg) = match self.of {
            Of::Project(Projection { ask, plot, svg }) => {
                (Question::Project(ask.request(options)), plot, svg)
            }
            Of::Compare(Comparison { ask, plot, svg }) => {
                (Question::Compare(ask.request(options)), plot, svg)
            }
        };
        let question = pb::AnalyzeSensitivityRequest { question: Some(question) };
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
    let source = provenance::source_line(&reply.sources, reply.run.as_ref());
    let title = match (&reply.cost_lead, &reply.row) {
        (Some(lead), _) => costs::title(lead),
        (None, Some(row)) => {
            format!("What {} {} {} hangs on", row.region, words::metric(row.metric()), row.year)
        }
        (None, None) => String::new(),
    };
    svg::tornado::draw(&title, &reply.drivers, answer(reply), &source)
}

/// What the drivers move: the lead of the cheapest site, or the median of the row.
fn answer(reply: &pb::AnalyzeSensitivityResponse) -> f64 {
    let median = || reply.row.as_ref()?.distribution.as_ref().map(|known| known.median);
    reply.cost_lead.as_ref().map(|lead| lead.ratio).or_else(median).unwrap_or_default()
}

fn report(reply: &pb::AnalyzeSensitivityResponse, plot: bool, style: Style) -> String {
    let mut report = Report::new(style);
    let row = reply.row.clone().unwrap_or_default();
    if let Some(lead) = &reply.cost_lead {
        report.paragraph(&costs::title(lead));
    } else {
        let known = row.distribution.clone().unwrap_or_default();
        let median = number::show(known.median, known.unit());
        report.paragraph(&format!(
            "{} {} {}: {median}",
            row.region,
            words::metric(row.metric()),
            row.year
        ));
    }
    if reply.drivers.is_empty() {
        report.paragraph("Nothing that it rests on can be varied.");
        return report.finish();
    }
    report.table(&table(reply, answer(reply)));
    if plot {
        report.paragraph(&tornado::draw(&reply.drivers, answer(reply)));
    }
    let flips = reply.drivers.iter().filter_map(flip);
    let across = if reply.cost_lead.is_some() {
        "What would make another site the cheapest, alone"
    } else {
        "What would carry it across the threshold, alone"
    };
    report.section(across, flips);
    provenance::evidence(&mut report, "Evidence", &row.figures);
    provenance::sources(&mut report, &reply.sources);
    provenance::run(&mut report, reply.run.as_ref());
    report.finish()
}

fn table(reply: &pb::AnalyzeSensitivityResponse, of: f64) -> Sheet {
    let mut sheet =
        Sheet::new(["Driver", "10th", "90th", "Unit", "Answer at 10th", "at 90th", "Swing"]);
    for driver in &reply.drivers {
        let scale = Scale::of(of, driver.answer_unit());
        let answer = |value| Cell::Right(number::with_label(&scale.fine(value), scale.label));
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
