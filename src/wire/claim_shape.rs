//! Structured claims on the wire: read with every documented check, and told
//! back as they were understood.

mod echo;
mod object;
mod range;
mod regions;
mod subject;
mod words;

pub(super) use echo::to_pb;
pub(super) use words::{comparator_to_pb, fidelity, verdict};

use super::check;
use super::pb;
use super::violations::Violations;
use crate::model::catalog::Catalog;
use crate::model::claim::{Comparator, Object, Statement, StructuredClaim, Subject, When};
use crate::model::metric::Metric;
use crate::model::year::Year;

pub(super) use regions::MAX_REGIONS;
pub(super) use subject::MAX_READINGS;

/// Reads a structured claim whole, or notes every fault in it.
pub(super) fn parse(
    catalog: &Catalog,
    claim: pb::StructuredClaim,
    violations: &mut Violations,
) -> Option<StructuredClaim> {
    let pb::StructuredClaim {
        left,
        comparator,
        right,
        modal,
        quantifier,
        negated,
        relative_tolerance,
    } = claim;
    let left = subject::parse(catalog, left, violations);
    let comparator = violations.take("comparator", words::comparator(comparator));
    let right = object::parse(catalog, &Left::of(left.as_ref()), right, violations);
    let modal = violations.take("modal", words::modal(modal));
    let quantifier = violations.take("quantifier", words::quantifier(quantifier));
    let tolerance = relative_tolerance.map(check::part).transpose();
    let tolerance = violations.take("relative_tolerance", tolerance);
    if let (Some(comparator), Some(right)) = (comparator, &right) {
        check_bounds(comparator, right, violations);
    }
    Some(StructuredClaim {
        left: left?,
        comparator: comparator?,
        right: right?,
        modal: modal?,
        quantifier: quantifier?,
        negated,
        relative_tolerance: tolerance?,
    })
}

/// BETWEEN needs two bounds, and two bounds need BETWEEN; what limits compares nothing.
fn check_bounds(comparator: Comparator, right: &Object, violations: &mut Violations) {
    let message = match (comparator, right) {
        (Comparator::Between, Object::Range { .. }) | (Comparator::Equal, Object::LimitedBy(_)) => {
            return;
        }
        (Comparator::Between, _) => "COMPARATOR_BETWEEN needs a range on the right",
        (_, Object::Range { .. }) => "a range on the right needs COMPARATOR_BETWEEN",
        (_, Object::LimitedBy(_)) => "limited_by needs COMPARATOR_EQUAL",
        _ => return,
    };
    violations.push("comparator", check::conflict(message));
}

/// What the right side's checks need of the left side; nothing is held against
/// the right that is only unknown because the left is at fault.
struct Left<'s> {
    metrics: &'s [Metric],
    is_one_region: bool,
    is_change: bool,
    /// The one year that the claim speaks of, where it names one.
    year: Option<Year>,
}

impl<'s> Left<'s> {
    fn of(subject: Option<&'s Subject>) -> Self {
        let Some(Subject { regions, metrics, when, of }) = subject else {
            return Self { metrics: &[], is_one_region: true, is_change: true, year: None };
        };
        let year = match *when {
            When::Latest => None,
            When::Year { year, month: _ } => Some(year),
            When::Range(range) => Some(range.last()),
        };
        Self {
            metrics,
            is_one_region: regions.single().is_some(),
            is_change: matches!(of, Statement::Change { .. }),
            year,
        }
    }
}

#[cfg(test)]
mod tests;
