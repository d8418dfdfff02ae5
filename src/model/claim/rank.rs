//! Claims on a place in a ranking.

use super::accept::Accepted;
use super::general::Case;
use super::lens::Lens;
use super::operands::Lookup;
use super::reading::{Comparison, Reading};
use super::structured::{Comparator, RankOrder};
use crate::model::catalog::RegionId;
use crate::model::compare::{Term, Value, draw_together};
use crate::model::error::ModelError;
use crate::model::metric::Metric;
use crate::model::sampling::index;
use crate::model::unit::Unit;
use crate::model::year::Year;

/// Draws every region's value and counts how many come before the left side's.
/// A smaller number is a better place: "at least second" is a place of at most 2.
pub(super) fn judge_rank<'c>(
    case: &Case<'_, 'c>,
    (metric, lens): (Metric, Lens),
    at: (Year, Option<u8>),
    (n, order, among): (usize, RankOrder, &[RegionId]),
) -> Result<Reading<'c>, ModelError> {
    let lookup = Lookup { outlook: case.outlook, lens };
    let left = lookup.level(&case.claim.left.regions, metric, at)?;
    let catalog = case.outlook.catalog();
    let own: Vec<RegionId> = left.estimates.iter().map(|known| known.region).collect();
    let countries = catalog
        .region_ids()
        .filter(|&id| !catalog.is_aggregate(id) && catalog.region(id).parent.is_none());
    let ranked: Vec<RegionId> = if among.is_empty() { countries.collect() } else { among.to_vec() };
    let mut sums: Vec<Vec<Term<'_>>> = vec![left.terms];
    let mut estimates = left.estimates;
    for region in ranked.into_iter().filter(|region| !own.contains(region)) {
        // A country without the metric takes no place; one that is named must have it.
        match lens.estimate(case.outlook, (region, metric), at) {
            Ok(known) => {
                sums.push(vec![Term::new(known.law, known.stream(catalog))]);
                if !among.is_empty() {
                    estimates.push(known);
                }
            }
            Err(error) if !among.is_empty() => return Err(error),
            Err(_) => {}
        }
    }
    let drawn = draw_together(&sums, case.plan);
    let Some((own, others)) = drawn.split_first() else {
        return Err(ModelError::NotFinite { what: "the ranking" });
    };
    let places = own.iter().enumerate().map(|(draw, &value)| {
        let before = others.iter().filter(|other| match order {
            RankOrder::Highest => other[draw] > value,
            RankOrder::Lowest => other[draw] < value,
        });
        index(before.count() + 1)
    });
    let place = index(n);
    let accepted = match case.claim.comparator {
        Comparator::AtLeast => Accepted::at_most(place),
        Comparator::MoreThan => Accepted::at_most(place - 0.5),
        Comparator::AtMost => Accepted::at_least(place),
        Comparator::LessThan => Accepted::at_least(place + 0.5),
        Comparator::Equal | Comparator::Approximately | Comparator::Between => {
            Accepted::bounds(place - 0.5, place + 0.5)
        }
    };
    let comparison = Comparison {
        metric: lens.told(metric),
        interpretation: lens.interpretation(metric, None).into(),
        year: Some(at.0),
        value: Value::drawn(places.collect()),
        unit: Unit::Ratio,
        accepted,
        stated: place,
        estimates,
        is_same_bound: false,
    };
    let reading = comparison.judge(case.claim.negated);
    // A place has no value at which the claim would turn.
    Ok(Reading { break_evens: Vec::new(), ..reading })
}
