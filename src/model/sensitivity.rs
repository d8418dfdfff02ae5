//! Which input moves an answer most, and which one alone flips it: one at a
//! time, each at its 10th and 90th percentile, by the very overrides that a
//! caller could send.

use super::capacity::{self, Row};
use super::catalog::{Assumption, BandKind, Basis, Catalog};
use super::distribution::{Law, T4_P90};
use super::error::ModelError;
use super::estimate::{Evidence, Outlook};
use super::metric::Metric;
use super::overrides::Change;
use super::year::Year;

/// Steps of the bisection for the value that flips an answer: 2^-40 of the range.
const STEPS: usize = 40;

/// How far from its median an input is looked for that flips the answer, in t(4) units.
const REACH: f64 = 8.0;

/// One input that moves the answer.
#[derive(Clone, Debug)]
pub struct Driver {
    /// Parameter, as an override names it; growth is what is added per year.
    pub parameter: String,
    /// Unit in words.
    pub unit: String,
    /// How the input came about.
    pub basis: Basis,
    /// Its 10th percentile.
    pub low: f64,
    /// Its central value.
    pub central: f64,
    /// Its 90th percentile.
    pub high: f64,
    /// The answer with the input at its 10th percentile.
    pub at_low: f64,
    /// The answer with the input at its 90th percentile.
    pub at_high: f64,
    /// The input's value at which the answer meets the threshold.
    pub flips_at: Option<f64>,
    /// Whether that value lies within the input's 80 % band.
    pub flips: bool,
}

impl Driver {
    /// How far the input moves the answer.
    pub fn swing(&self) -> f64 {
        (self.at_high - self.at_low).abs()
    }
}

/// What an answer hangs on.
#[derive(Clone, Debug)]
pub struct Answer<'c> {
    /// The answer itself.
    pub row: Row<'c>,
    /// Drivers by falling swing, then by name.
    pub drivers: Vec<Driver>,
}

/// An input that can be varied.
struct Lever {
    parameter: String,
    unit: String,
    basis: Basis,
    law: Law,
    /// Years that growth is added over; `None` for a value.
    years: Option<i32>,
}

impl Lever {
    /// The input at `t` standard units from its median.
    fn at(&self, t: f64) -> f64 {
        match self.years {
            None => self.law.at(t),
            Some(years) => {
                let ratio = libm::log(self.law.at(t) / self.law.median());
                libm::expm1(ratio / f64::from(years))
            }
        }
    }

    fn change(&self, t: f64) -> Change {
        match self.years {
            None => Change::Value(self.at(t)),
            Some(_) => Change::Add(self.at(t)),
        }
    }
}

/// Varies what one row of a projection rests on.
///
/// # Errors
///
/// When the row has no answer.
pub fn of_projection<'c>(
    outlook: &Outlook<'c>,
    question: &capacity::Question<'c>,
) -> Result<Answer<'c>, ModelError> {
    let row = capacity::project(outlook, question)?.rows.into_iter().next();
    let row = row.ok_or(ModelError::NotFinite { what: "the answer" })?;
    let others = row.divisor.iter().flat_map(|other| &other.evidence);
    let mut drivers = Vec::new();
    for lever in levers(outlook, row.estimate.evidence.iter().chain(others), row.estimate.year) {
        let answer = |t: f64| -> Option<f64> {
            let mut overrides = outlook.overrides().cloned().unwrap_or_default();
            let (catalog, scenario) = (outlook.catalog(), outlook.scenario());
            // What the caller has fixed is not varied, and what cannot be is not either.
            overrides.set(catalog, scenario, &lever.parameter, lever.change(t)).ok()?;
            let varied = outlook.without_changes().with(&overrides);
            capacity::median(&varied, question).ok().filter(|value| value.is_finite())
        };
        drivers.extend(drive(&lever, question.threshold, answer));
    }
    drivers.sort_by(|a, b| {
        b.swing().total_cmp(&a.swing()).then_with(|| a.parameter.cmp(&b.parameter))
    });
    Ok(Answer { row, drivers })
}

/// The driver that a lever is, `None` where it moves nothing.
fn drive(
    lever: &Lever,
    threshold: Option<f64>,
    answer: impl Fn(f64) -> Option<f64>,
) -> Option<Driver> {
    let (at_low, at_high) = (answer(-T4_P90)?, answer(T4_P90)?);
    if (at_high - at_low).abs() <= f64::EPSILON * at_high.abs() {
        return None;
    }
    let crossing = threshold.and_then(|threshold| crossing(threshold, &answer));
    Some(Driver {
        parameter: lever.parameter.clone(),
        unit: lever.unit.clone(),
        basis: lever.basis,
        low: lever.at(-T4_P90),
        central: lever.at(0.0),
        high: lever.at(T4_P90),
        at_low,
        at_high,
        flips_at: crossing.map(|t| lever.at(t)),
        flips: crossing.is_some_and(|t| t.abs() <= T4_P90),
    })
}

/// Where a monotone answer meets a threshold, in t(4) units of the input.
fn crossing(threshold: f64, answer: &impl Fn(f64) -> Option<f64>) -> Option<f64> {
    // Ends that the parameter cannot have are drawn in.
    let end = |sign: f64| {
        let ends = std::iter::successors(Some(REACH), |&t| Some(t * 0.75)).take(12);
        ends.map(|t| t * sign).find(|&t| answer(t).is_some())
    };
    let (mut low, mut high) = (end(-1.0)?, end(1.0)?);
    let above = |t: f64| answer(t).map(|value| value >= threshold);
    let at_low = above(low)?;
    if at_low == above(high)? {
        return None;
    }
    for _ in 0..STEPS {
        let middle = f64::midpoint(low, high);
        if above(middle)? == at_low {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
}

/// What the evidence of a row lets vary: growth of projected series, and
/// assumptions with a band.
fn levers<'e, 'c: 'e>(
    outlook: &Outlook<'c>,
    evidence: impl Iterator<Item = &'e Evidence<'c>>,
    year: Year,
) -> Vec<Lever> {
    let mut levers: Vec<Lever> = Vec::new();
    for known in evidence {
        let lever = growth(outlook, &known.name, year)
            .or_else(|| outlook.assumption(&known.name).and_then(assumption));
        let is_new = |lever: &Lever| levers.iter().all(|other| other.parameter != lever.parameter);
        levers.extend(lever.filter(is_new));
    }
    levers
}

/// Growth of the series that `series/REGION/METRIC/YEAR` is a record of.
fn growth(outlook: &Outlook<'_>, name: &str, year: Year) -> Option<Lever> {
    let catalog: &Catalog = outlook.catalog();
    let mut parts = name.strip_prefix("series/")?.split('/');
    let region = catalog.find_region(parts.next()?)?;
    let metric = Metric::from_name(parts.next()?)?;
    let known = outlook.estimate(region, metric, year, None).ok()?;
    let years = year.since(known.last?.0);
    (years > 0 && !known.law.is_exact()).then(|| Lever {
        parameter: format!("growth/{}/{metric}", catalog.code(region)),
        unit: "per year, added".to_owned(),
        basis: known.basis,
        law: known.law,
        years: Some(years),
    })
}

fn assumption(known: &Assumption) -> Option<Lever> {
    (known.kind == BandKind::Band80).then(|| Lever {
        parameter: known.parameter.clone(),
        unit: known.unit.clone(),
        basis: known.basis,
        law: known.law(),
        years: None,
    })
}
