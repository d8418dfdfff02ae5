//! What an answer of the catalog rests on and a caller could override.

use super::Lever;
use crate::model::catalog::{Assumption, BandKind, Catalog};
use crate::model::estimate::Outlook;
use crate::model::metric::Metric;
use crate::model::overrides::{Change, Overrides};
use crate::model::year::Year;

/// The caller's overrides with one more, that puts an input at `t` standard units
/// from its median: none where the caller has fixed it, or it cannot be there.
pub(super) fn with(outlook: &Outlook<'_>, lever: &Lever<'_>, t: f64) -> Option<Overrides> {
    let change = match lever.years {
        None => Change::Value(lever.at(t)),
        Some(_) => Change::Add(lever.at(t)),
    };
    let mut overrides = outlook.overrides().cloned().unwrap_or_default();
    overrides.set(outlook.catalog(), outlook.scenario(), &lever.parameter, change).ok()?;
    Some(overrides)
}

/// What names of evidence and parameters let vary: growth of projected series,
/// and assumptions with a band.
pub(super) fn levers<'n, 'c>(
    outlook: &Outlook<'c>,
    names: impl Iterator<Item = &'n str>,
    year: Year,
) -> Vec<Lever<'c>> {
    let mut levers: Vec<Lever<'c>> = Vec::new();
    for name in names {
        let lever =
            growth(outlook, name, year).or_else(|| outlook.assumption(name).and_then(assumption));
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
        parameter: catalog.growth(region, metric),
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
