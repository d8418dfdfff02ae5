//! `backtest`: forecasts from past origins, beside rivals, and what became of them.

mod arguments;
mod file;
mod progress;
mod scores;
mod skill;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::arguments::Years;
use super::failure::Unusable;
use super::output::{self, Format};
use crate::model::backtest::{FEWEST_VALUES, Method, PROBABILITIES, replay};
use crate::model::metric::Class;
use crate::model::year::{Date, Year, YearRange};
use arguments::Horizons;
use file::Place;
use progress::Progress;

#[derive(Args, Debug)]
#[command(after_help = "Example: energycompute backtest --series FILE.csv --metric generation \
                        --origins 2000-2024 --horizons 1-10 --score\n\n\
                        A forecast is fitted to the consecutive years that end at its origin, and \
                        sees nothing after it. Without --score, every forecast is printed as CSV: \
                        country_iso, origin, h and 13 quantiles.")]
pub(super) struct Backtest {
    /// History to replay: CSV with the columns `country_iso`, metric, year and value
    #[arg(long, value_name = "FILE", required_unless_present = "skill")]
    series: Option<PathBuf>,
    /// Metric to replay, as the file calls it
    #[arg(long, value_name = "NAME", required_unless_present = "skill")]
    metric: Option<String>,
    /// How the metric is projected; by default what its name says
    #[arg(long, value_name = "CLASS", value_parser = arguments::class())]
    class: Option<Class>,
    /// Last years known to the forecasts; all of the file by default
    #[arg(long, value_name = "YEARS")]
    origins: Option<Years>,
    /// Years ahead, for example 1-10 or 1,3,5
    #[arg(long, value_name = "YEARS", default_value = "1-10")]
    horizons: Horizons,
    /// Where the forecasts go, instead of the terminal
    #[arg(long, value_name = "FILE", conflicts_with_all = ["score", "skill"])]
    out: Option<PathBuf>,
    /// Print scores instead of forecasts, beside the last value and its mean growth
    #[arg(long, conflicts_with = "skill")]
    score: bool,
    /// Replay the catalog's own series and print its table `skill.csv`
    #[arg(long, requires = "date", conflicts_with_all = ["series", "metric", "class", "origins", "horizons"])]
    skill: bool,
    /// Day of the replay, written into `skill.csv`
    #[arg(long, value_name = "YYYY-MM-DD", requires = "skill", value_parser = arguments::day)]
    date: Option<Date>,
}

impl Backtest {
    pub(super) fn run(self, catalog: Option<&Path>, format: Format) -> anyhow::Result<String> {
        if let Some(date) = self.date {
            return skill::table(catalog, date);
        }
        let (path, metric) = (self.series.unwrap_or_default(), self.metric.unwrap_or_default());
        let class = self.class.or_else(|| arguments::class_of(&metric));
        let class = class.ok_or_else(|| {
            Unusable(format!("how is \"{metric}\" projected? Say it with --class"))
        })?;
        let name = path.display().to_string();
        let text = fs::read_to_string(&path)
            .map_err(|error| Unusable(format!("{name}: cannot be read: {error}")))?;
        let places = file::read(&name, &text, &metric, class)?;
        let origins = match self.origins {
            Some(Years { first, last }) => range(first, last),
            None => span(&places),
        };
        let origins = origins.ok_or_else(|| Unusable("no year to forecast from".to_owned()))?;
        let horizons = self.horizons.years();
        if self.score {
            return scores::table(&places, origins, horizons, format);
        }
        let text = forecasts(&places, origins, horizons)?;
        let Some(out) = self.out else {
            return Ok(text);
        };
        output::write(&out, &text)?;
        Ok(String::new())
    }
}

fn range(first: i32, last: i32) -> Option<YearRange> {
    YearRange::new(Year::new(first)?, Year::new(last)?)
}

/// From the first to the last year of any place.
fn span(places: &[Place]) -> Option<YearRange> {
    let spans = || places.iter().filter_map(|place| place.history.span());
    let first = spans().map(YearRange::first).min()?;
    YearRange::new(first, spans().map(YearRange::last).max()?)
}

/// Every forecast of the model as CSV, those of years without a value as well.
fn forecasts(places: &[Place], origins: YearRange, horizons: &[i32]) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names = ["country_iso", "origin", "h"].map(str::to_owned);
    writer.write_record(names.into_iter().chain(PROBABILITIES.map(|p| format!("q{p}"))))?;
    let mut progress = Progress::new(places.len());
    for Place { name, history } in places {
        for forecast in replay(Method::Model, history, origins, horizons, FEWEST_VALUES) {
            let key = [name.clone(), forecast.origin.to_string(), forecast.horizon.to_string()];
            let values = forecast.quantiles().map(|value| value.to_string());
            writer.write_record(key.into_iter().chain(values))?;
        }
        progress.step();
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
