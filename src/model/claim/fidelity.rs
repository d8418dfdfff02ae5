//! Whether a sentence says what its source said: it is set beside the claims of
//! the catalog, of which that is known.

use std::borrow::Cow;

use super::accept::EQUAL;
use super::structured::{
    Comparator, Fidelity, Object, RegionSet, ShareSize, StructuredClaim, Subject, When,
};
use crate::model::catalog::{Catalog, Claim};
use crate::model::metric::Metric;
use crate::model::year::Year;

/// A claim of the catalog on the same matter, and what it tells of a sentence.
pub(super) struct Heard<'c> {
    pub(super) claim: &'c Claim,
    pub(super) fidelity: Fidelity,
    pub(super) note: Cow<'c, str>,
}

/// Looks for a claim that says the same; else, where the sentence names who made
/// one on the same matter, it differs from that.
pub(super) fn listen<'c>(
    catalog: &'c Catalog,
    claim: &StructuredClaim,
    said: Option<&str>,
) -> Option<Heard<'c>> {
    let Subject { regions, metrics, .. } = &claim.left;
    let claims = catalog.claims(*regions.include.first()?, metrics);
    let on_matter = || {
        claims.iter().filter_map(|&known| {
            let of_known = known.structured.as_ref()?;
            is_same_matter(claim, of_known).then_some((known, of_known))
        })
    };
    if let Some((known, _)) = on_matter().find(|(_, of_known)| says_same(claim, of_known)) {
        let note = Cow::Borrowed(known.fidelity_note.as_str());
        return Some(Heard { claim: known, fidelity: known.fidelity, note });
    }
    let said = said?;
    let is_named =
        |known: &Claim| known.claimant_names.iter().any(|name| said.contains(name.as_str()));
    let (known, _) = on_matter().find(|(known, _)| is_named(known))?;
    let note = format!("what {} said is, in our words: {}", known.claimant, known.text);
    Some(Heard { claim: known, fidelity: Fidelity::Differs, note: note.into() })
}

fn is_same_matter(one: &StructuredClaim, other: &StructuredClaim) -> bool {
    let (left, right) = (&one.left, &other.left);
    // A sentence without a year is about now, and so were those of the catalog.
    let when = if left.when == When::Latest { right.when } else { left.when };
    left.metrics.iter().any(|metric| right.metrics.contains(metric))
        && left.regions == right.regions
        && left.of == right.of
        && when == right.when
        && compared(one, when).is_some_and(|own| compared(other, when) == Some(own))
}

/// Whether two claims on one matter agree in direction, number and reach.
fn says_same(one: &StructuredClaim, other: &StructuredClaim) -> bool {
    let direction = |claim: &StructuredClaim| match claim.comparator {
        Comparator::AtLeast | Comparator::MoreThan => 1,
        Comparator::AtMost | Comparator::LessThan => -1,
        Comparator::Approximately | Comparator::Equal | Comparator::Between => 0,
    };
    let numbers = number(one).zip(number(other));
    one.negated == other.negated
        && one.quantifier == other.quantifier
        && direction(one) == direction(other)
        && numbers.is_some_and(|(one, other)| (one / other - 1.0).abs() <= EQUAL)
}

/// What a claim compares its left side with; none for forms that no claim of the catalog has.
#[derive(PartialEq)]
enum Compared<'a> {
    Number,
    Multiple { regions: &'a RegionSet, metric: Option<Metric>, year: Option<Year> },
    Share { regions: &'a RegionSet, metric: Option<Metric> },
}

fn compared(claim: &StructuredClaim, when: When) -> Option<Compared<'_>> {
    let Subject { regions, metrics, .. } = &claim.left;
    let own = metrics.first().copied();
    let own_year = match when {
        When::Year { year, .. } => Some(year),
        _ => None,
    };
    match &claim.right {
        Object::Quantity { .. } | Object::OneIn(_) => Some(Compared::Number),
        Object::Ratio { of, .. } => Some(Compared::Multiple {
            regions: of.regions.as_ref().unwrap_or(regions),
            metric: of.metric.or(own),
            year: of.year.or(own_year),
        }),
        Object::ShareOf { regions, metric, .. } => {
            Some(Compared::Share { regions, metric: metric.or(own) })
        }
        _ => None,
    }
}

/// The number stated, in the metric's canonical unit where it is a quantity.
fn number(claim: &StructuredClaim) -> Option<f64> {
    match &claim.right {
        Object::Quantity { value, unit } => {
            let own = claim.left.metrics.first()?.unit();
            Some(value * unit.map_or(1.0, |unit| unit.factor() / own.factor()))
        }
        Object::Ratio { value, .. } | Object::ShareOf { size: ShareSize::Fraction(value), .. } => {
            Some(*value)
        }
        Object::ShareOf { size: ShareSize::OneIn(n), .. } | Object::OneIn(n) => Some(1.0 / n),
        _ => None,
    }
}
