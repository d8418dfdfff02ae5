//! Replays history: forecasts that know nothing after their origin, and what
//! became of them.
//!
//! A forecast made at an origin is fitted to the run of consecutive years that
//! ends there. A year without a value ends a run, and so does one that the class
//! cannot have, such as zero. Rivals stand beside the model: see [`Method`].
//! [`score`] says how forecasts are judged, [`skill`] replays a catalog.

mod history;
mod rival;
pub mod score;
pub mod skill;

use super::catalog::state_of;
use super::distribution::{Law, Scale};
use super::metric::Class;
use super::projection::State;
use super::year::{Year, YearRange};
pub use history::History;
use rival::Walk;

/// The probabilities that a forecast is written down and scored at.
pub const PROBABILITIES: [f64; 13] =
    [0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975];

/// Fewest values that a forecast is made from: with fewer there is no change to
/// learn from, and rivals have no width.
pub const FEWEST_VALUES: usize = 2;

/// What makes the forecasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// The projection of this crate.
    Model,
    /// The last value, with the width of past changes.
    Naive,
    /// The last value and the mean of past changes, with the width around it.
    Drift,
}

impl Method {
    /// Every method, the model first.
    pub const ALL: [Self; 3] = [Self::Model, Self::Naive, Self::Drift];

    /// The name that tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Model => "energycompute",
            Self::Naive => "naive",
            Self::Drift => "drift",
        }
    }
}

/// What is known at an origin of a later year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// Last year that was known.
    pub origin: Year,
    /// Years ahead.
    pub horizon: i32,
    /// What is known.
    pub law: Law,
}

impl Forecast {
    /// Its values at [`PROBABILITIES`].
    pub fn quantiles(&self) -> [f64; PROBABILITIES.len()] {
        PROBABILITIES.map(|p| self.law.quantile(p))
    }
}

/// Forecasts at every origin that has at least `fewest` values behind it, in
/// order of origin and horizon.
pub fn replay(
    method: Method,
    history: &History,
    origins: YearRange,
    horizons: &[i32],
    fewest: usize,
) -> Vec<Forecast> {
    let at = |origin| {
        let run = history.run(origin);
        let fitted = (run.len() >= fewest.max(FEWEST_VALUES))
            .then(|| Fit::new(method, history.class(), &run))
            .flatten();
        let ahead = move |fit: Fit| {
            horizons.iter().map(move |&h| Forecast { origin, horizon: h, law: fit.ahead(h) })
        };
        fitted.into_iter().flat_map(ahead)
    };
    origins.years().flat_map(at).collect()
}

/// A method fitted to a run.
#[derive(Clone, Copy, Debug)]
enum Fit {
    Model(State),
    Rival(Walk),
}

impl Fit {
    fn new(method: Method, class: Class, run: &[f64]) -> Option<Self> {
        match method {
            Method::Model => state_of(class, run).map(|(state, _)| Self::Model(state)),
            Method::Naive => Walk::naive(scale_of(class), run).map(Self::Rival),
            Method::Drift => Walk::drift(scale_of(class), run).map(Self::Rival),
        }
    }

    fn ahead(&self, years: i32) -> Law {
        match self {
            Self::Model(state) => state.ahead(years),
            Self::Rival(walk) => walk.ahead(years),
        }
    }
}

/// The scale on which a class is projected and scored.
const fn scale_of(class: Class) -> Scale {
    match class {
        Class::Share => Scale::LogOdds,
        _ => Scale::Log,
    }
}

/// The mean, 0 of nothing.
fn mean(values: &[f64]) -> f64 {
    let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
    values.iter().sum::<f64>() / f64::from(count.max(1))
}
