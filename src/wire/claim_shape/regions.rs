//! Sets of regions, and what a ratio or share refers to.

use crate::model::catalog::Catalog;
use crate::model::claim::{Referent, RegionSet};
use crate::wire::check;
use crate::wire::kinds;
use crate::wire::names;
use crate::wire::pb;
use crate::wire::violations::Violations;

/// Most regions that a set adds up, and most that it takes off.
pub(in crate::wire) const MAX_REGIONS: usize = 50;

/// A set that must be there, in a field of that name.
pub(super) fn required(
    catalog: &Catalog,
    field: &'static str,
    set: Option<pb::RegionSet>,
    violations: &mut Violations,
) -> Option<RegionSet> {
    let Some(set) = set else {
        violations.push(field, check::required());
        return None;
    };
    parse(catalog, set, &mut violations.at(field))
}

fn parse(catalog: &Catalog, set: pb::RegionSet, violations: &mut Violations) -> Option<RegionSet> {
    let pb::RegionSet { include, exclude } = set;
    let is_counted = violations.take("include", check::count(include.len(), 1..=MAX_REGIONS));
    let include =
        is_counted.and_then(|()| names::distinct_regions(catalog, "include", &include, violations));
    let is_counted = violations.take("exclude", check::count(exclude.len(), 0..=MAX_REGIONS));
    let exclude =
        is_counted.and_then(|()| names::distinct_regions(catalog, "exclude", &exclude, violations));
    let (include, exclude) = (include?, exclude?);
    // WORLD less CN is a set; CN less CN is nothing.
    if let Some(place) = exclude.iter().position(|region| include.contains(region)) {
        let message = "is both included and excluded";
        violations.push(&format!("exclude[{place}]"), check::conflict(message));
        return None;
    }
    Some(RegionSet { include, exclude })
}

/// What a ratio refers to. One that names nothing would be the left side itself.
pub(super) fn referent(
    catalog: &Catalog,
    of: pb::Referent,
    violations: &mut Violations,
) -> Option<Referent> {
    let pb::Referent { regions, metric, year } = of;
    let regions = match regions {
        None => Some(None),
        Some(set) => parse(catalog, set, &mut violations.at("regions")).map(Some),
    };
    let metric = violations.take("metric", kinds::optional_metric(metric));
    let year = violations.take("year", year.map(check::year).transpose());
    let referent = Referent { regions: regions?, metric: metric?, year: year? };
    if referent == (Referent { regions: None, metric: None, year: None }) {
        violations.push("regions", check::required());
        return None;
    }
    Some(referent)
}
