//! `project`: metrics of regions, year by year.

use std::collections::BTreeMap;

use clap::Args;

use super::arguments::{self, Years};
use super::changes;
use super::feed::{self, Feed};
use super::number::{self, Scale};
use super::output::{self, Format, Report, Style};
use super::plot::request::Pictures;
use super::plot::{Chart, terminal};
use super::provenance;
use super::session::Session;
use super::table::{Cell, Sheet};
use super::words;
use crate::wire::pb;

#[derive(Args, Debug)]
#[command(
    after_help = "Example: energycompute project CN,US installed_capacity --years 2024-2030 --at-least '3000 GW'"
)]
pub(super) struct Project {
    #[command(flatten)]
    ask: Ask,
    #[command(flatten)]
    pictures: Pictures,
}

/// What is asked for.
#[derive(Args, Debug)]
pub(super) struct Ask {
    /// Regions, for example CN,US
    #[arg(required = true, value_name = "REGIONS", value_delimiter = ',', num_args = 1)]
    regions: Vec<String>,
    /// Metrics, for example `peak_demand`; `catalog metrics` lists them
    #[arg(
        required = true,
        value_name = "METRICS",
        value_delimiter = ',',
        num_args = 1,
        ignore_case = true,
        hide_possible_values = true,
        value_parser = arguments::metric()
    )]
    metrics: Vec<pb::Metric>,
    /// A year or a range of years, for example 2024-2030
    #[arg(long, value_name = "YEARS")]
    years: Years,
    /// Region to divide by: rows become ratios to it
    #[arg(long, value_name = "REGION", default_value = "", hide_default_value = true)]
    relative_to: String,
    /// Tell how likely a value of at least this is, for example "3000 GW", or 3 for a ratio
    #[arg(long, value_name = "QUANTITY", value_parser = arguments::quantity)]
    at_least: Option<pb::Quantity>,
    #[command(flatten)]
    feed: Feed,
}

impl Ask {
    /// The request that asks it.
    pub(super) fn request(self, options: pb::ModelOptions) -> pb::ProjectCapacityRequest {
        let Self { regions, metrics, years, relative_to, at_least, feed } = self;
        let threshold = at_least.map(|mut threshold| {
            if !relative_to.is_empty() && threshold.unit() == pb::Unit::Unspecified {
                threshold.set_unit(pb::Unit::Ratio);
            }
            threshold
        });
        pb::ProjectCapacityRequest {
            regions,
            metrics: metrics.into_iter().map(i32::from).collect(),
            first_year: years.first,
            last_year: years.last,
            relative_to_region: relative_to,
            threshold,
            compute_inputs: feed.inputs(),
            options: Some(options),
        }
    }
}

impl Project {
    pub(super) async fn run(self, session: &mut Session) -> anyhow::Result<String> {
        let Self { ask, pictures } = self;
        let question = ask.request(session.options());
        let (relative_to, threshold) = (question.relative_to_region.clone(), question.threshold);
        let reply = session.client.project_capacity(question).await?;
        let client = &mut session.client;
        let charts = pictures.of(&reply, &relative_to, threshold.as_ref(), client).await?;
        match session.format {
            Format::Json => output::json(&reply),
            Format::Csv => rows(&reply).to_csv(),
            Format::Text(style) => {
                let asked = Asked {
                    relative_to: &relative_to,
                    threshold: threshold.as_ref(),
                    band: session.quantiles.is_empty(),
                };
                Ok(report(&reply, &asked, &charts, style))
            }
        }
    }
}

/// What the question makes of the table's columns.
struct Asked<'a> {
    relative_to: &'a str,
    threshold: Option<&'a pb::Quantity>,
    band: bool,
}

fn report(
    reply: &pb::ProjectCapacityResponse,
    asked: &Asked<'_>,
    charts: &[Chart],
    style: Style,
) -> String {
    let mut report = Report::new(style);
    report.table(&table(reply, asked));
    for chart in charts {
        report.paragraph(&terminal::draw(chart, terminal::width(), style));
    }
    report.section("What the overrides change", changes::of_rows(reply));
    report.section("What it feeds", feed::told(reply));
    report.section("How it was built", built(reply));
    let figures = reply.rows.iter().flat_map(|row| &row.figures);
    // A record that has no more to say than its row is left to --json.
    let telling = figures.filter(|figure| !figure.note.is_empty() || figure.disputed);
    provenance::evidence(&mut report, "Evidence", telling);
    provenance::assumptions(&mut report, reply.run.as_ref(), &[].into());
    provenance::sources(&mut report, &reply.sources);
    provenance::run(&mut report, reply.run.as_ref());
    report.finish()
}

fn table(reply: &pb::ProjectCapacityResponse, asked: &Asked<'_>) -> Sheet {
    let probabilities = probabilities(first(reply));
    let mut header = vec!["Region".to_owned(), "Metric".into(), "Year".into(), "Kind".into()];
    let relative = !asked.relative_to.is_empty();
    header.push(if relative { format!("Over {}", asked.relative_to) } else { "Median".into() });
    if asked.band {
        header.push("80 % band".into());
    } else {
        header.extend(probabilities.iter().map(|probability| format!("q{probability}")));
    }
    header.push("Basis".into());
    header.extend(asked.threshold.map(|threshold| {
        format!(
            "P(≥ {})",
            number::with_label(&threshold.value.to_string(), number::symbol(threshold.unit()))
        )
    }));

    let mut sheet = Sheet::new(header);
    for row in &reply.rows {
        let distribution = row.distribution.clone().unwrap_or_default();
        let median = distribution.median;
        let scale = Scale::of(median, distribution.unit());
        let mut cells = vec![
            Cell::from(row.region.clone()),
            Cell::from(words::metric(row.metric())),
            Cell::from(row.year),
            Cell::from(words::row_kind(row.kind())),
            Cell::Right(number::with_label(&scale.digits(median), scale.label)),
        ];
        if asked.band {
            let band = quantile(&distribution, 0.1).zip(quantile(&distribution, 0.9));
            cells.push(
                band.map_or(Cell::Nothing, |(low, high)| Cell::Right(scale.range(low, high))),
            );
        } else {
            cells.extend(
                distribution
                    .quantiles
                    .iter()
                    .map(|quantile| Cell::Right(scale.digits(quantile.value))),
            );
        }
        cells.push(Cell::from(words::basis(row.basis())));
        if asked.threshold.is_some() {
            let probability = row.probability_at_least.map(number::percent);
            cells.push(probability.map_or(Cell::Nothing, Cell::Right));
        }
        sheet.row(cells);
    }
    sheet
}

/// The value at a probability, where the distribution tells it.
pub(super) fn quantile(distribution: &pb::Distribution, probability: f64) -> Option<f64> {
    let near = |quantile: &&pb::Quantile| (quantile.probability - probability).abs() < 1e-9;
    distribution.quantiles.iter().find(near).map(|quantile| quantile.value)
}

/// The probabilities that every row tells, as its first does.
pub(super) fn probabilities(first: Option<&pb::Distribution>) -> Vec<f64> {
    let quantiles = first.map(|known| known.quantiles.as_slice()).unwrap_or_default();
    quantiles.iter().map(|quantile| quantile.probability).collect()
}

fn first(reply: &pb::ProjectCapacityResponse) -> Option<&pb::Distribution> {
    reply.rows.first().and_then(|row| row.distribution.as_ref())
}

/// Parts and formulas, for the last row of each region and metric that has any.
fn built(reply: &pb::ProjectCapacityResponse) -> Vec<String> {
    let mut last = BTreeMap::new();
    for row in &reply.rows {
        let reserve = row.after_planning_reserve_gw;
        if !row.parts.is_empty() || !row.formula.is_empty() || reserve.is_some() {
            last.insert((&row.region, row.metric), row);
        }
    }
    let told = |row: &&pb::CapacityRow| {
        let parts: Vec<_> = row.parts.iter().map(part).collect();
        let formula = if row.formula.is_empty() { None } else { Some(row.formula.clone()) };
        let parts = if parts.is_empty() { None } else { Some(parts.join(" + ")) };
        let reserve = row.after_planning_reserve_gw.map(|left| {
            format!("{} left after the planning reserve", number::show(left, pb::Unit::Gw))
        });
        let told: Vec<_> = [parts, formula, reserve].into_iter().flatten().collect();
        let name = words::metric(row.metric());
        format!("{} {name} {}: {}", row.region, row.year, told.join("; "))
    };
    last.values().map(told).collect()
}

fn part(part: &pb::CapacityPart) -> String {
    let known = part.distribution.clone().unwrap_or_default();
    let (value, basis) = (number::show(known.median, known.unit()), words::basis(part.basis()));
    format!("{} {value} ({basis})", part.name)
}

/// Tidy rows, exact.
fn rows(reply: &pb::ProjectCapacityResponse) -> Sheet {
    let probabilities = probabilities(first(reply));
    let mut header: Vec<String> =
        ["region", "metric", "year", "kind", "unit", "median"].map(str::to_owned).into();
    header.extend(probabilities.iter().map(|probability| format!("q{probability}")));
    header.extend(["basis", "confidence", "probability_at_least"].map(str::to_owned));
    let mut sheet = Sheet::new(header);
    for row in &reply.rows {
        let distribution = row.distribution.clone().unwrap_or_default();
        let mut cells = vec![
            Cell::from(row.region.clone()),
            Cell::from(words::metric(row.metric())),
            Cell::from(row.year),
            Cell::from(words::row_kind(row.kind())),
            Cell::from(words::unit(distribution.unit())),
            Cell::Number(distribution.median),
        ];
        cells.extend(probabilities.iter().map(|p| Cell::number(quantile(&distribution, *p))));
        cells.extend([
            Cell::from(words::basis(row.basis())),
            Cell::number(row.confidence),
            Cell::number(row.probability_at_least),
        ]);
        sheet.row(cells);
    }
    sheet
}
