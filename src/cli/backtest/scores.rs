//! Scores by horizon, beside rivals that saw the same values.

use super::{Place, Progress};
use crate::cli::failure::Unusable;
use crate::cli::output::Format;
use crate::cli::table::{Cell, Sheet};
use crate::model::backtest::score::{Outcome, Scores, outcome};
use crate::model::backtest::{FEWEST_VALUES, Method, replay};
use crate::model::year::YearRange;

const HEADER: [&str; 9] = [
    "horizon",
    "method",
    "forecasts",
    "log-CRPS",
    "log-MAE",
    "MASE",
    "coverage 80 %",
    "coverage 95 %",
    "median error",
];

/// The table that is printed.
pub(super) fn table(
    places: &[Place],
    origins: YearRange,
    horizons: &[i32],
    format: Format,
) -> anyhow::Result<String> {
    let sheet = sheet(&replayed(places, origins, horizons), horizons);
    if sheet.is_empty() {
        let message = "no forecast can be scored: an origin needs two values up to it, \
                       and a value in a year that is asked for";
        return Err(Unusable(message.to_owned()).into());
    }
    match format {
        Format::Text(style) => Ok(sheet.to_text(style) + "\n"),
        Format::Csv => sheet.to_csv(),
        Format::Json => Err(Unusable("scores are no reply: use --csv".to_owned()).into()),
    }
}

/// What became of the forecasts of each method.
fn replayed(places: &[Place], origins: YearRange, horizons: &[i32]) -> Vec<(Method, Vec<Outcome>)> {
    let mut replayed = Method::ALL.map(|method| (method, Vec::new())).to_vec();
    let mut progress = Progress::new(places.len());
    for Place { history, .. } in places {
        for (method, outcomes) in &mut replayed {
            let forecasts = replay(*method, history, origins, horizons, FEWEST_VALUES);
            outcomes.extend(forecasts.iter().filter_map(|forecast| outcome(history, forecast)));
        }
        progress.step();
    }
    replayed
}

fn sheet(replayed: &[(Method, Vec<Outcome>)], horizons: &[i32]) -> Sheet {
    let mut sheet = Sheet::new(HEADER);
    for horizon in horizons.iter().copied().map(Some).chain([None]) {
        for (method, outcomes) in replayed {
            let is_at = |outcome: &&Outcome| horizon.is_none_or(|years| years == outcome.horizon);
            let Some(scores) = Scores::of(outcomes.iter().filter(is_at)) else {
                continue;
            };
            sheet.row([
                Cell::Right(horizon.map_or("all".to_owned(), |years| years.to_string())),
                Cell::from(method.name()),
                Cell::Right(scores.forecasts.to_string()),
                Cell::Number(scores.log_crps),
                Cell::Number(scores.log_mae),
                Cell::Number(scores.mase),
                Cell::Number(scores.coverage_80),
                Cell::Number(scores.coverage_95),
                Cell::Number(scores.median_relative_error),
            ]);
        }
    }
    sheet
}
