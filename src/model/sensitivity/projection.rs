//! What one row of a projection hangs on, by the very overrides that a caller
//! could send.

use super::levers::{levers, with};
use super::{Driver, Lever, sort};
use crate::model::capacity::{self, Row};
use crate::model::error::ModelError;
use crate::model::estimate::Outlook;

/// What an answer hangs on.
#[derive(Clone, Debug)]
pub struct Answer<'c> {
    /// The answer itself.
    pub row: Row<'c>,
    /// Drivers by falling swing, then by name.
    pub drivers: Vec<Driver<'c>>,
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
    let known = row.estimate.evidence.iter().chain(others);
    for lever in levers(outlook, known.map(|known| &*known.name), row.estimate.year) {
        let answer = |lever: &Lever<'_>, t: f64| -> Option<f64> {
            let overrides = with(outlook, lever, t)?;
            let varied = outlook.without_changes().with(&overrides);
            capacity::median(&varied, question).ok().filter(|value| value.is_finite())
        };
        drivers.extend(lever.drive(question.threshold, answer));
    }
    sort(&mut drivers, |driver| driver);
    Ok(Answer { row, drivers })
}
