//! `series`: a yearly series of one's own, carried on.

mod file;

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use super::failure::Unusable;
use super::number;
use super::output::{self, Format, Report, Style};
use super::project::{probabilities, quantile};
use super::provenance;
use super::session::Session;
use super::table::{Cell, Sheet};
use super::words;
use crate::model::series::CLASSES;
use crate::wire::pb;

#[derive(Args, Debug)]
#[command(
    after_help = "Example: energycompute series --file load.csv --class generation_like --horizon 5 --at-least 120"
)]
pub(super) struct Series {
    /// CSV file with the columns year,value, or with the one column value and --first-year; - is stdin
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
    /// What kind of quantity it is
    #[arg(
        long,
        value_name = "CLASS",
        default_value = "generation_like",
        ignore_case = true,
        value_parser = PossibleValuesParser::new(CLASSES.map(|class| class.name()))
            .map(|name| words::find_projection_class(&name).unwrap_or_default())
    )]
    class: pb::ProjectionClass,
    /// Years to project past the last value
    #[arg(long, value_name = "YEARS", default_value_t = 10)]
    horizon: i32,
    /// Tell how likely a value of at least this is, in the unit of the values
    #[arg(long, value_name = "NUMBER")]
    at_least: Option<f64>,
    /// Year of the first value, where the file has no years
    #[arg(long, value_name = "YEAR")]
    first_year: Option<i32>,
}

impl Series {
    pub(super) async fn run(self, session: &mut Session) -> anyhow::Result<String> {
        let Self { file, class, horizon, at_least, first_year } = self;
        if !session.scenario.is_empty() {
            let message = "a series of one's own belongs to no scenario: leave out --scenario";
            return Err(Unusable(message.to_owned()).into());
        }
        let file::Yearly { first_year, values } = file::read(&file, first_year)?;
        let question = pb::ProjectSeriesRequest {
            first_year,
            values,
            class: class.into(),
            horizon_years: horizon,
            threshold: at_least,
            quantiles: session.quantiles.clone(),
        };
        let reply = session.client.project_series(question).await?;
        match session.format {
            Format::Json => output::json(&reply),
            Format::Csv => rows(&reply).to_csv(),
            Format::Text(style) => {
                Ok(report(&reply, at_least, session.quantiles.is_empty(), style))
            }
        }
    }
}

fn report(
    reply: &pb::ProjectSeriesResponse,
    at_least: Option<f64>,
    band: bool,
    style: Style,
) -> String {
    let mut report = Report::new(style);
    report.table(&table(reply, at_least, band));
    let state = reply.state.unwrap_or_default();
    report.paragraph(&format!(
        "after {}: drift {} and typical surprise {} a year, in logs (log-odds for shares)",
        state.last_year,
        number::digits(state.drift_per_year),
        number::digits(state.scale_per_year)
    ));
    provenance::run(&mut report, reply.run.as_ref());
    report.finish()
}

fn table(reply: &pb::ProjectSeriesResponse, at_least: Option<f64>, band: bool) -> Sheet {
    let mut header = vec!["Year".to_owned(), "Median".into()];
    if band {
        header.push("80 % band".into());
    } else {
        header.extend(
            probabilities(first(reply)).into_iter().map(|probability| format!("q{probability}")),
        );
    }
    header.push("Basis".into());
    header.extend(at_least.map(|threshold| format!("P(≥ {threshold})")));
    let mut sheet = Sheet::new(header);
    for row in &reply.rows {
        let known = row.distribution.clone().unwrap_or_default();
        let mut cells = vec![Cell::from(row.year), Cell::Number(known.median)];
        if band {
            let ends = quantile(&known, 0.1).zip(quantile(&known, 0.9));
            let range =
                ends.map(|(low, high)| format!("{}–{}", number::digits(low), number::digits(high)));
            cells.push(range.map_or(Cell::Nothing, Cell::Right));
        } else {
            cells.extend(known.quantiles.iter().map(|quantile| Cell::Number(quantile.value)));
        }
        cells.push(Cell::from(words::basis(row.basis())));
        let probability = row.probability_at_least.map(number::percent);
        cells.extend(probability.map(Cell::Right));
        sheet.row(cells);
    }
    sheet
}

fn first(reply: &pb::ProjectSeriesResponse) -> Option<&pb::Distribution> {
    reply.rows.first().and_then(|row| row.distribution.as_ref())
}

/// Tidy rows, exact.
fn rows(reply: &pb::ProjectSeriesResponse) -> Sheet {
    let mut header = vec!["year".to_owned(), "median".into()];
    header.extend(
        probabilities(first(reply)).into_iter().map(|probability| format!("q{probability}")),
    );
    header.extend(["basis", "probability_at_least"].map(str::to_owned));
    let mut sheet = Sheet::new(header);
    for row in &reply.rows {
        let known = row.distribution.clone().unwrap_or_default();
        let mut cells = vec![Cell::from(row.year), Cell::Number(known.median)];
        cells.extend(known.quantiles.iter().map(|quantile| Cell::Number(quantile.value)));
        cells.push(Cell::from(words::basis(row.basis())));
        cells.push(Cell::number(row.probability_at_least));
        sheet.row(cells);
    }
    sheet
}
