//! ProjectSeries: how a yearly series that the catalog does not know goes on.

use super::distribution::Law;
use super::error::ModelError;
use super::estimate::{Warning, horizon_warning};
use super::metric::Class;
use super::projection::State;
use super::year::Year;

/// The classes that a series of one's own can have: those with a rule for any history.
pub const CLASSES: [Class; 4] =
    [Class::GenerationLike, Class::CarbonIntensity, Class::YoungTechnology, Class::Share];

/// A question of ProjectSeries.
#[derive(Clone, Debug)]
pub struct Question {
    /// How the series is projected, one of [`CLASSES`].
    pub class: Class,
    /// Values of consecutive years, oldest first.
    pub values: Vec<f64>,
    /// Year of the last value.
    pub last: Year,
    /// Years past the last value.
    pub horizon: u8,
    /// Threshold, in the unit of the values.
    pub threshold: Option<f64>,
    /// Probabilities of the quantiles to return, in order.
    pub quantiles: Vec<f64>,
}

/// One projected year.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Calendar year.
    pub year: i32,
    /// What is known of the value.
    pub law: Law,
    /// Probability of at least the threshold.
    pub probability_at_least: Option<f64>,
}

/// An answer of ProjectSeries.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Rows by year.
    pub rows: Vec<Row>,
    /// The fitted state.
    pub state: State,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
}

/// Follows the values and carries them on.
///
/// # Errors
///
/// When a number asked for is not finite: the values cannot be of their class,
/// or vary beyond all measure.
pub fn project(question: &Question) -> Result<Answer, ModelError> {
    let wild = || ModelError::NotFinite { what: "the series" };
    let state = State::fit(question.class, &question.values).ok_or_else(wild)?;
    let row = |h: u8| {
        let law = state.ahead(h.into());
        let probability_at_least = question.threshold.map(|threshold| law.at_least(threshold));
        let told = question.quantiles.iter().map(|&p| law.quantile(p));
        let mut told = told.chain([law.median()]).chain(probability_at_least);
        let year = question.last.get() + i32::from(h);
        told.all(f64::is_finite).then_some(Row { year, law, probability_at_least })
    };
    let rows = (1..=question.horizon).map(row).collect::<Option<Vec<Row>>>().ok_or_else(wild)?;
    let warnings = horizon_warning(question.class, question.horizon.into()).into_iter().collect();
    Ok(Answer { rows, state, warnings })
}
