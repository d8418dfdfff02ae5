//! The right side of a claim.

use super::{Left, range, regions, words};
use crate::model::catalog::Catalog;
use crate::model::claim::{ChangeFrom, Object, ShareSize};
use crate::model::metric::Metric;
use crate::model::unit::Unit;
use crate::wire::check;
use crate::wire::kinds;
use crate::wire::names;
use crate::wire::pb;
use crate::wire::pb::claim_object::Kind;
use crate::wire::quantity::{self, LARGEST};
use crate::wire::violations::{Fault, Violations};

/// Most regions of a ranking, and the last place in one.
const MAX_RANKED: u8 = 200;

pub(super) fn parse(
    catalog: &Catalog,
    left: &Left<'_>,
    right: Option<pb::ClaimObject>,
    violations: &mut Violations,
) -> Option<Object> {
    let Some(kind) = right.and_then(|right| right.kind) else {
        violations.push("right", check::required());
        return None;
    };
    let mut violations = violations.at("right");
    match kind {
        Kind::Quantity(stated) => {
            let mut violations = violations.at("quantity");
            let (value, unit) = amount(stated, left, left.is_change, &mut violations)?;
            Some(Object::Quantity { value, unit })
        }
        Kind::Ratio(ratio) => parse_ratio(catalog, ratio, &mut violations.at("ratio")),
        Kind::ShareOf(share) => parse_share(catalog, share, &mut violations.at("share_of")),
        Kind::Growth(growth) => parse_growth(growth, left, &mut violations.at("growth")),
        Kind::Change(change) => parse_change(catalog, change, left, &mut violations.at("change")),
        Kind::Range(bounds) => range::parse(catalog, bounds, left, &mut violations.at("range")),
        Kind::OneIn(n) => violations.take("one_in", one_in_itself(n, left)).map(Object::OneIn),
        Kind::Rank(rank) => parse_rank(catalog, rank, &mut violations.at("rank")),
        Kind::LimitedBy(limit) => violations.take("limited_by", limited(limit, left)),
        Kind::LostToExportControls(part) => {
            violations.take("lost_to_export_controls", lost(part, left))
        }
    }
}

/// A value and its unit, which must fit the first metric of the left side.
fn amount(
    stated: pb::Quantity,
    left: &Left<'_>,
    may_be_negative: bool,
    violations: &mut Violations,
) -> Option<(f64, Option<Unit>)> {
    let pb::Quantity { value, unit } = stated;
    let value =
        violations.take("value", check::finite_in(value, lowest(may_be_negative), LARGEST, ""));
    let unit = violations.take("unit", unit_of(unit, left));
    Some((value?, unit?))
}

/// Only a change can be below zero.
pub(super) const fn lowest(may_be_negative: bool) -> f64 {
    if may_be_negative { -LARGEST } else { 0.0 }
}

pub(super) fn unit_of(unit: i32, left: &Left<'_>) -> Result<Option<Unit>, Fault> {
    match left.metrics.first() {
        Some(&metric) => quantity::unit_for(unit, metric),
        None => kinds::unit(unit),
    }
}

fn parse_ratio(
    catalog: &Catalog,
    ratio: pb::RatioOf,
    violations: &mut Violations,
) -> Option<Object> {
    let pb::RatioOf { value, of } = ratio;
    let value = violations.take("value", check::above_zero(value, LARGEST, ""));
    let Some(of) = of else {
        violations.push("of", check::required());
        return None;
    };
    let of = regions::referent(catalog, of, &mut violations.at("of"));
    Some(Object::Ratio { value: value?, of: of? })
}

fn parse_share(
    catalog: &Catalog,
    share: pb::ShareOf,
    violations: &mut Violations,
) -> Option<Object> {
    use pb::share_of::Size;
    let pb::ShareOf { size, regions, metric } = share;
    let size = match size {
        None => violations.take("size", Err(check::required())),
        Some(Size::Value(value)) => {
            violations.take("value", check::part(value)).map(ShareSize::Fraction)
        }
        Some(Size::OneIn(n)) => violations.take("one_in", one_in(n)).map(ShareSize::OneIn),
    };
    let regions = regions::required(catalog, "regions", regions, violations);
    let metric = violations.take("metric", kinds::optional_metric(metric));
    Some(Object::ShareOf { size: size?, regions: regions?, metric: metric? })
}

fn one_in(n: f64) -> Result<f64, Fault> {
    check::above(n, 1.0, LARGEST, "")
}

/// One in N of itself says something of shares only.
fn one_in_itself(n: f64, left: &Left<'_>) -> Result<f64, Fault> {
    match left.metrics.iter().find(|metric| !Metric::is_share(**metric)) {
        None => one_in(n),
        Some(metric) => {
            let message =
                format!("needs metrics that are shares, which {metric} is not: use share_of");
            Err(check::conflict(message).with("metric", metric.name()))
        }
    }
}

fn limited(limit: i32, left: &Left<'_>) -> Result<Object, Fault> {
    let limit = words::limit(limit)?;
    of_compute(left).map(|()| Object::LimitedBy(limit))
}

fn lost(part: f64, left: &Left<'_>) -> Result<Object, Fault> {
    let part = check::part(part)?;
    of_compute(left).map(|()| Object::LostToControls(part))
}

/// What limits compute is said of the AI compute of one region alone.
fn of_compute(left: &Left<'_>) -> Result<(), Fault> {
    if left.metrics.iter().any(|&metric| metric != Metric::AiCompute) {
        return Err(check::conflict("needs METRIC_AI_COMPUTE on the left, and no other"));
    }
    if left.is_change {
        return Err(check::conflict("needs a level on the left, not a change"));
    }
    if !left.is_one_region {
        return Err(check::conflict("needs one region on the left"));
    }
    Ok(())
}

fn parse_growth(
    growth: pb::Growth,
    left: &Left<'_>,
    violations: &mut Violations,
) -> Option<Object> {
    let pb::Growth { ratio, from_year, annual } = growth;
    let ratio = violations.take("ratio", check::above_zero(ratio, LARGEST, ""));
    let from = from_year.map(|from| check::earlier(from, left.year)).transpose();
    let from = violations.take("from_year", from);
    Some(Object::Growth { ratio: ratio?, from: from?, annual })
}

fn parse_change(
    catalog: &Catalog,
    change: pb::Change,
    left: &Left<'_>,
    violations: &mut Violations,
) -> Option<Object> {
    use pb::change::From;
    let pb::Change { quantity, from } = change;
    let stated = match quantity {
        Some(stated) => amount(stated, left, true, &mut violations.at("quantity")),
        None => violations.take("quantity", Err(check::required())),
    };
    let from = match from {
        None => Some(ChangeFrom::Year(None)),
        Some(From::FromYear(from)) => {
            let from = violations.take("from_year", check::earlier(from, left.year));
            from.map(|from| ChangeFrom::Year(Some(from)))
        }
        Some(From::FromRegion(code)) => {
            violations.take("from_region", names::region(catalog, &code)).map(ChangeFrom::Region)
        }
    };
    let (value, unit) = stated?;
    Some(Object::Change { value, unit, from: from? })
}

fn parse_rank(catalog: &Catalog, rank: pb::Rank, violations: &mut Violations) -> Option<Object> {
    let pb::Rank { n, order, among } = rank;
    let n = violations.take("n", check::whole(n, 1..=MAX_RANKED));
    let order = violations.take("order", words::rank_order(order));
    let is_counted = check::count(among.len(), 0..=usize::from(MAX_RANKED));
    let is_counted = violations.take("among", is_counted);
    let among =
        is_counted.and_then(|()| names::distinct_regions(catalog, "among", &among, violations));
    Some(Object::Rank { n: n?.into(), order: order?, among: among? })
}
