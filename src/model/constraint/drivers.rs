//! Which parameter moves the probability that power binds the most.

use super::closed::Closed;
use super::parameter::Parameter;
use super::region::Region;
use crate::model::catalog::{Band, BandKind};
use crate::model::sensitivity::{Driver, Lever, sort};
use crate::model::year::Year;

/// Probability at which what binds turns.
const EVEN: f64 = 0.5;

/// How many of the widest drivers an answer's confidence is that of.
const WIDEST: usize = 5;

/// Each parameter at its 10th and 90th percentile, the others at their central
/// values, by falling swing. What flips the answer is only looked for when asked.
pub(super) fn drivers<'c>(
    region: &Region<'c>,
    year: Year,
    given: Option<&Band>,
    is_full: bool,
) -> Vec<Driver<'c>> {
    let answer = |lever: &Lever<'_>, t: f64| {
        let moved = Some((lever.parameter.as_str(), lever.at(t)));
        let probability = Closed::moved(region, year, given, moved).probability_power_binds();
        probability.is_finite().then_some(probability)
    };
    let threshold = is_full.then_some(EVEN);
    let used = region.used(year, given.is_some());
    let levers = used.iter().filter_map(lever);
    let mut drivers: Vec<_> = levers.filter_map(|lever| lever.drive(threshold, answer)).collect();
    sort(&mut drivers, |driver| driver);
    drivers
}

fn lever<'c>(of: &Parameter<'c>) -> Option<Lever<'c>> {
    let known = of.assumption;
    (known.kind == BandKind::Band80).then(|| Lever {
        parameter: known.parameter.clone(),
        unit: known.unit.clone(),
        basis: known.basis,
        sources: vec![known.source.as_ref()],
        law: of.law(),
        years: None,
    })
}

/// The least trusted of the widest drivers.
pub(super) fn weakest<'c>(drivers: &[Driver<'c>], used: &[Parameter<'c>]) -> Option<Parameter<'c>> {
    let of = |driver: &Driver<'_>| {
        used.iter().find(|of| of.assumption.parameter == driver.parameter).copied()
    };
    let widest = drivers.iter().take(WIDEST).filter_map(of);
    let by_confidence = |a: &Parameter<'_>, b: &Parameter<'_>| {
        a.assumption.confidence.total_cmp(&b.assumption.confidence)
    };
    // Where nothing is uncertain, everything counts.
    widest.min_by(by_confidence).or_else(|| used.iter().copied().min_by(by_confidence))
}
