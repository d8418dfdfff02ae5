//! Two bounds on the right side of a claim.

use super::object::{lowest, unit_of};
use super::{Left, regions};
use crate::model::catalog::Catalog;
use crate::model::claim::{Object, RangeOf};
use crate::wire::check;
use crate::wire::kinds;
use crate::wire::pb;
use crate::wire::quantity::LARGEST;
use crate::wire::violations::{Fault, Violations};

pub(super) fn parse(
    catalog: &Catalog,
    bounds: pb::ClaimRange,
    left: &Left<'_>,
    violations: &mut Violations,
) -> Option<Object> {
    let kind = violations.take("kind", check::required_enum::<pb::RangeKind>(bounds.kind))?;
    refuse_others(kind, &bounds, violations);
    let (low, high) = parse_bounds(kind, (bounds.low, bounds.high), left, violations).unzip();
    let of = parse_meaning(catalog, kind, bounds, left, violations);
    Some(Object::Range { low: low?, high: high?, of: of? })
}

fn parse_bounds(
    kind: pb::RangeKind,
    (low, high): (f64, f64),
    left: &Left<'_>,
    violations: &mut Violations,
) -> Option<(f64, f64)> {
    let check = |value| match kind {
        pb::RangeKind::Unspecified => Err(check::required()),
        pb::RangeKind::Quantity => check::finite_in(value, lowest(left.is_change), LARGEST, ""),
        pb::RangeKind::Ratio | pb::RangeKind::Growth => check::above_zero(value, LARGEST, ""),
        pb::RangeKind::Share => check::finite_in(value, 0.0, 1.0, ""),
    };
    let low = violations.take("low", check(low));
    let high = violations.take("high", check(high));
    let (low, high) = (low?, high?);
    let in_order = if low <= high { Ok((low, high)) } else { Err(bounds_out_of_order(low, high)) };
    violations.take("high", in_order)
}

fn bounds_out_of_order(low: f64, high: f64) -> Fault {
    Fault::new("BOUNDS_OUT_OF_ORDER", format!("{high} is below the lower bound {low}"))
        .with("low", low.to_string())
        .with("high", high.to_string())
}

/// A field that a kind of range has no use for would be dropped in silence.
fn refuse_others(kind: pb::RangeKind, bounds: &pb::ClaimRange, violations: &mut Violations) {
    use pb::RangeKind::{Growth, Quantity, Ratio, Share};
    let fields = [
        ("unit", bounds.unit != 0, &[Quantity][..]),
        ("regions", bounds.regions.is_some(), &[Ratio, Share]),
        ("metric", bounds.metric != 0, &[Ratio, Share]),
        ("year", bounds.year.is_some(), &[Ratio]),
        ("from_year", bounds.from_year.is_some(), &[Growth]),
        ("annual", bounds.annual, &[Growth]),
    ];
    for (field, is_set, kinds) in fields {
        if is_set && !kinds.contains(&kind) {
            let message = format!("has no meaning with {}", kind.as_str_name());
            violations.push(field, check::conflict(message).with("kind", kind.as_str_name()));
        }
    }
}

fn parse_meaning(
    catalog: &Catalog,
    kind: pb::RangeKind,
    bounds: pb::ClaimRange,
    left: &Left<'_>,
    violations: &mut Violations,
) -> Option<RangeOf> {
    let pb::ClaimRange { low: _, high: _, kind: _, unit, regions, metric, year, from_year, annual } =
        bounds;
    match kind {
        pb::RangeKind::Unspecified => None,
        pb::RangeKind::Quantity => {
            violations.take("unit", unit_of(unit, left)).map(RangeOf::Quantity)
        }
        pb::RangeKind::Ratio => {
            let of = pb::Referent { regions, metric, year };
            regions::referent(catalog, of, violations).map(RangeOf::Ratio)
        }
        pb::RangeKind::Share => {
            let regions = regions::required(catalog, "regions", regions, violations);
            let metric = violations.take("metric", kinds::optional_metric(metric));
            Some(RangeOf::Share { regions: regions?, metric: metric? })
        }
        pb::RangeKind::Growth => {
            let from = from_year.map(|from| check::earlier(from, left.year)).transpose();
            let from = violations.take("from_year", from)?;
            Some(RangeOf::Growth { from, annual })
        }
    }
}
