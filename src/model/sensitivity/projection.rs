//! What one row of a projection hangs on, by the very overrides that a caller
//! could send.

use super::{Driver, Lever, sort};
use crate::model::capacity::{self, Row};
use crate::model::catalog::{Assumption, BandKind, Catalog};
use crate::model::error::ModelError;
use crate::model::estimate::{Evidence, Outlook};
use crate::model::metric::Metric;
use crate::model::overrides::Change;
use crate::model::year::Year;

/// What an answer hangs on.
#[derive(Clone, Debug)]
pub struct Answer<'c> {
    /// The answer itself.
    pub row: Row<'c>,
    /// Drivers by falling swing, then by name.
    pub drivers: Vec<Driver<'c>>,
}

impl Lever<'_> {
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
        let answer = |lever: &Lever<'_>, t: f64| -> Option<f64> {
            let mut overrides = outlook.overrides().cloned().unwrap_or_default();
            let (catalog, scenario) = (outlook.catalog(), outlook.scenario());
            // What the caller has fixed is not varied, and what cannot be is not either.
            overrides.set(catalog, scenario, &lever.parameter, lever.change(t)).ok()?;
            let varied = outlook.without_changes().with(&overrides);
            capacity::median(&varied, question).ok().filter(|value| value.is_finite())
        };
        drivers.extend(lever.drive(question.threshold, answer));
    }
    sort(&mut drivers, |driver| driver);
    Ok(Answer { row, drivers })
}

/// What the evidence of a row lets vary: growth of projected series, and
/// assumptions with a band.
fn levers<'e, 'c: 'e>(
    outlook: &Outlook<'c>,
    evidence: impl Iterator<Item = &'e Evidence<'c>>,
    year: Year,
) -> Vec<Lever<'c>> {
    let mut levers: Vec<Lever<'c>> = Vec::new();
    for known in evidence {
        let lever = growth(outlook, &known.name, year)
            .or_else(|| outlook.assumption(&known.name).and_then(assumption));
        let is_new =
            |lever: &Lever<'_>| levers.iter().all(|other| other.parameter != lever.parameter);
        levers.extend(lever.filter(is_new));
    }
    levers
}

/// Growth of the series that `series/REGION/METRIC/YEAR` is a record of.
fn growth<'c>(outlook: &Outlook<'c>, name: &str, year: Year) -> Option<Lever<'c>> {
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
        sources: known.evidence.iter().map(|evidence| evidence.source).collect(),
        law: known.law,
        years: Some(years),
    })
}

fn assumption(known: &Assumption) -> Option<Lever<'_>> {
    (known.kind == BandKind::Band80).then(|| Lever {
        parameter: known.parameter.clone(),
        unit: known.unit.clone(),
        basis: known.basis,
        sources: vec![known.source.as_ref()],
        law: known.law(),
        years: None,
    })
}
