//! What an answer hangs on, told: as a report, as rows, as a picture.

use crate::cli::number::{self, Scale};
use crate::cli::output::{Report, Style};
use crate::cli::plot::{costs, svg, tornado};
use crate::cli::table::{Cell, Sheet};
use crate::cli::{provenance, words};
use crate::wire::pb;

pub(super) fn picture(reply: &pb::AnalyzeSensitivityResponse) -> anyhow::Result<String> {
    let source = provenance::source_line(&reply.sources, reply.run.as_ref());
    svg::tornado::draw(&title(reply), &reply.drivers, answer(reply), &source)
}

/// What the drivers move.
fn title(reply: &pb::AnalyzeSensitivityResponse) -> String {
    match (&reply.cost_lead, &reply.row, &reply.claim) {
        (Some(lead), ..) => costs::title(lead),
        (None, Some(row), _) => {
            format!("What {} {} {} hangs on", row.region, words::metric(row.metric()), row.year)
        }
        (None, None, Some(claim)) => format!("How likely: {}", claim.statement),
        (None, None, None) => limits(reply).unwrap_or_default(),
    }
}

/// Example: `How likely power binds AI compute: US 2028`.
fn limits(reply: &pb::AnalyzeSensitivityResponse) -> Option<String> {
    let row = reply.compute_row.as_ref()?;
    Some(format!("How likely power binds AI compute: {} {}", row.region, row.year))
}

/// The lead of the cheapest site, the median of the row, or a probability.
fn answer(reply: &pb::AnalyzeSensitivityResponse) -> f64 {
    let median = || reply.row.as_ref()?.distribution.as_ref().map(|known| known.median);
    let lead = reply.cost_lead.as_ref().map(|lead| lead.ratio);
    let claim = reply.claim.as_ref().and_then(|claim| claim.probability);
    let binds = reply.compute_row.as_ref().map(|row| row.probability_power_binds);
    lead.or_else(median).or(claim).or(binds).unwrap_or_default()
}

/// The answer before anything is varied.
fn lead(report: &mut Report, reply: &pb::AnalyzeSensitivityResponse, style: Style) {
    if let Some(claim) = &reply.claim {
        report.paragraph(&claim.statement);
        let chance = claim.probability.map(number::percent);
        let chance = chance.map(|chance| format!("  probability {chance}")).unwrap_or_default();
        report.paragraph(&(words::verdict(claim.verdict(), style) + &chance));
        report.paragraph(&claim.explanation);
    } else if let Some(row) = &reply.row {
        let known = row.distribution.clone().unwrap_or_default();
        let median = number::show(known.median, known.unit());
        let (region, metric, year) = (&row.region, words::metric(row.metric()), row.year);
        report.paragraph(&format!("{region} {metric} {year}: {median}"));
    } else if let Some(row) = &reply.compute_row {
        let chance = number::percent(row.probability_power_binds);
        report.paragraph(&format!("{}: {chance}", title(reply)));
    } else {
        report.paragraph(&title(reply));
    }
}

pub(super) fn report(reply: &pb::AnalyzeSensitivityResponse, plot: bool, style: Style) -> String {
    let mut report = Report::new(style);
    lead(&mut report, reply, style);
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
    } else if reply.claim.is_some() || reply.compute_row.is_some() {
        "What would make it as likely as not, alone"
    } else {
        "What would carry it across the threshold, alone"
    };
    report.section(across, flips);
    report.section("What would change the verdict, alone", verdicts(reply, style));
    let row = reply.row.iter().flat_map(|row| &row.figures);
    let claim = reply.claim.iter().flat_map(|claim| &claim.evidence);
    let evidence: Vec<pb::Evidence> = row.chain(claim).cloned().collect();
    provenance::evidence(&mut report, "Evidence", &evidence);
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
    let is_within = (driver.low..=driver.high).contains(&driver.flips_at?);
    let within = if is_within { "within" } else { "outside" };
    Some(format!("{} at {value} ({}), {within} its 80 % band", driver.parameter, driver.unit))
}

/// The verdicts at the ends of each driver that changes it.
fn verdicts(
    reply: &pb::AnalyzeSensitivityResponse,
    style: Style,
) -> impl Iterator<Item = String> + use<'_> {
    let changing = reply.drivers.iter().filter(|driver| driver.flips && reply.claim.is_some());
    changing.map(move |driver| {
        let (low, high) = (number::digits(driver.low), number::digits(driver.high));
        let [at_low, at_high] = [driver.verdict_at_low(), driver.verdict_at_high()]
            .map(|verdict| words::verdict(verdict, style));
        let pb::SensitivityDriver { parameter, unit, .. } = driver;
        format!("{parameter}: {at_low} at {low}, {at_high} at {high} ({unit})")
    })
}

/// Tidy rows, exact.
pub(super) fn rows(reply: &pb::AnalyzeSensitivityResponse) -> Sheet {
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
