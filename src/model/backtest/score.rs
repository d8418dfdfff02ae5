//! What became of forecasts.
//!
//! With an outcome `a` and quantiles `q` at the 13 probabilities `p`, and `ln` for
//! the scale of the class (log-odds for shares):
//!
//! ```text
//! log-CRPS        mean over p of  2 (1[a < q] - p) (ln q - ln a)
//! log-MAE         |ln a - ln q at 0.5|
//! MASE            |a - q at 0.5| / mean |change from year to year up to the origin|
//! coverage        a within q at 0.1 and 0.9, at 0.025 and 0.975
//! relative error  |q at 0.5 / a - 1|, of which the median is told
//! ```
//!
//! log-CRPS is the pinball form of Gneiting and Raftery (2007), and MASE that of
//! Hyndman and Koehler (2006), left out where nothing changed before the origin.

use super::{Forecast, History, PROBABILITIES, mean, scale_of};
use crate::model::distribution::Scale;
use crate::model::year::Year;

/// Places of quantiles among [`PROBABILITIES`].
const MEDIAN: usize = 6;
const BAND_80: (usize, usize) = (2, 10);
const BAND_95: (usize, usize) = (0, 12);

/// One forecast against what happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Years ahead.
    pub horizon: i32,
    /// Pinball form of the CRPS on the scale.
    pub log_crps: f64,
    /// Absolute error of the median on the scale.
    pub log_error: f64,
    /// Absolute error in past yearly changes; `None` where nothing changed.
    pub scaled_error: Option<f64>,
    /// Whether the 80 % band holds it.
    pub in_80: bool,
    /// Whether the 95 % band holds it.
    pub in_95: bool,
    /// Absolute error of the median as a fraction of the outcome.
    pub relative_error: f64,
}

/// What became of a forecast, `None` where the year has no value.
pub fn outcome(history: &History, forecast: &Forecast) -> Option<Outcome> {
    let target = Year::new(forecast.origin.get() + forecast.horizon)?;
    let actual = history.value(target)?;
    let past = history.run(forecast.origin);
    Some(judge(history, forecast, &past, actual))
}

fn judge(history: &History, forecast: &Forecast, past: &[f64], actual: f64) -> Outcome {
    let quantiles = forecast.quantiles();
    let scale = scale_of(history.class());
    let changes: Vec<f64> = past.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let change = mean(&changes);
    let median = quantiles[MEDIAN];
    let within = |(low, high): (usize, usize)| (quantiles[low]..=quantiles[high]).contains(&actual);
    Outcome {
        horizon: forecast.horizon,
        log_crps: crps(scale, &quantiles, actual),
        log_error: (scale.forward(actual) - scale.forward(median)).abs(),
        scaled_error: (change > 0.0).then(|| (actual - median).abs() / change),
        in_80: within(BAND_80),
        in_95: within(BAND_95),
        relative_error: (median / actual - 1.0).abs(),
    }
}

/// The pinball form of the CRPS on a scale, from the values at [`PROBABILITIES`].
pub fn crps(scale: Scale, quantiles: &[f64; PROBABILITIES.len()], actual: f64) -> f64 {
    let point = scale.forward(actual);
    let pinball = PROBABILITIES.iter().zip(quantiles).map(|(p, &quantile)| {
        let at = scale.forward(quantile);
        let is_below = if point < at { 1.0 } else { 0.0 };
        2.0 * (is_below - p) * (at - point)
    });
    mean(&pinball.collect::<Vec<_>>())
}

/// Outcomes together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scores {
    /// How many there are.
    pub forecasts: usize,
    /// Mean log-CRPS.
    pub log_crps: f64,
    /// Mean log-MAE.
    pub log_mae: f64,
    /// Mean MASE.
    pub mase: f64,
    /// Fraction inside the 80 % band.
    pub coverage_80: f64,
    /// Fraction inside the 95 % band.
    pub coverage_95: f64,
    /// Median relative error.
    pub median_relative_error: f64,
}

impl Scores {
    /// `None` of nothing.
    pub fn of<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Option<Self> {
        let outcomes: Vec<&Outcome> = outcomes.into_iter().collect();
        let over = |value: &dyn Fn(&Outcome) -> Option<f64>| {
            mean(&outcomes.iter().filter_map(|outcome| value(outcome)).collect::<Vec<_>>())
        };
        let share = |holds: bool| Some(if holds { 1.0 } else { 0.0 });
        (!outcomes.is_empty()).then(|| Self {
            forecasts: outcomes.len(),
            log_crps: over(&|outcome| Some(outcome.log_crps)),
            log_mae: over(&|outcome| Some(outcome.log_error)),
            mase: over(&|outcome| outcome.scaled_error),
            coverage_80: over(&|outcome| share(outcome.in_80)),
            coverage_95: over(&|outcome| share(outcome.in_95)),
            median_relative_error: median(outcomes.iter().map(|o| o.relative_error).collect()),
        })
    }
}

/// The median; the mean of the middle two of an even number.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let upper = values.len() / 2;
    let lower = values.len().saturating_sub(1) / 2;
    match (values.get(lower), values.get(upper)) {
        (Some(&low), Some(&high)) => f64::midpoint(low, high),
        _ => f64::NAN,
    }
}
