//! A structured claim as it was understood.

use super::words;
use crate::model::catalog::{Catalog, RegionId};
use crate::model::claim::{
    ChangeFrom, Object, RangeOf, Referent, RegionSet, ShareSize, Statement, StructuredClaim,
    Subject, When,
};
use crate::model::metric::Metric;
use crate::model::unit::Unit;
use crate::model::year::Year;
use crate::wire::kinds;
use crate::wire::pb;
use crate::wire::pb::claim_object::Kind;

/// A claim as it is sent.
pub(in crate::wire) fn to_pb(catalog: &Catalog, claim: &StructuredClaim) -> pb::StructuredClaim {
    pb::StructuredClaim {
        left: Some(subject(catalog, &claim.left)),
        comparator: words::comparator_to_pb(claim.comparator).into(),
        right: Some(pb::ClaimObject { kind: Some(object(catalog, &claim.right)) }),
        modal: words::modal_to_pb(claim.modal).into(),
        quantifier: words::quantifier_to_pb(claim.quantifier).into(),
        negated: claim.negated,
        relative_tolerance: claim.relative_tolerance,
    }
}

fn subject(catalog: &Catalog, subject: &Subject) -> pb::ClaimSubject {
    let (year, year_range, month) = match subject.when {
        When::Latest => (None, None, None),
        When::Year { year, month } => (Some(year.get()), None, month.map(i32::from)),
        When::Range(range) => {
            let (first_year, last_year) = (range.first().get(), range.last().get());
            (None, Some(pb::YearRange { first_year, last_year }), None)
        }
    };
    let (of, from_year) = match subject.of {
        Statement::Level => (pb::ComparedOf::Level, None),
        Statement::Change { from } => (pb::ComparedOf::Change, from.map(Year::get)),
    };
    pb::ClaimSubject {
        regions: Some(regions(catalog, &subject.regions)),
        metric_readings: subject
            .metrics
            .iter()
            .map(|&metric| kinds::metric_to_pb(metric).into())
            .collect(),
        year,
        year_range,
        month,
        of: of.into(),
        from_year,
    }
}

fn object(catalog: &Catalog, object: &Object) -> Kind {
    match object {
        Object::Quantity { value, unit } => Kind::Quantity(amount(*value, *unit)),
        Object::Ratio { value, of } => {
            Kind::Ratio(pb::RatioOf { value: *value, of: Some(referent(catalog, of)) })
        }
        Object::ShareOf { size, regions: total, metric } => Kind::ShareOf(pb::ShareOf {
            size: Some(match *size {
                ShareSize::Fraction(value) => pb::share_of::Size::Value(value),
                ShareSize::OneIn(n) => pb::share_of::Size::OneIn(n),
            }),
            regions: Some(regions(catalog, total)),
            metric: optional_metric(*metric),
        }),
        Object::Growth { ratio, from, annual } => Kind::Growth(pb::Growth {
            ratio: *ratio,
            from_year: from.map(Year::get),
            annual: *annual,
        }),
        Object::Change { value, unit, from } => Kind::Change(pb::Change {
            quantity: Some(amount(*value, *unit)),
            from: match *from {
                ChangeFrom::Year(year) => year.map(|year| pb::change::From::FromYear(year.get())),
                ChangeFrom::Region(region) => {
                    Some(pb::change::From::FromRegion(catalog.code(region).to_owned()))
                }
            },
        }),
        Object::Range { low, high, of } => {
            Kind::Range(pb::ClaimRange { low: *low, high: *high, ..range(catalog, of) })
        }
        Object::OneIn(n) => Kind::OneIn(*n),
        Object::Rank { n, order, among } => Kind::Rank(pb::Rank {
            n: i32::try_from(*n).unwrap_or(i32::MAX),
            order: words::rank_order_to_pb(*order).into(),
            among: codes(catalog, among),
        }),
        Object::LimitedBy(limit) => Kind::LimitedBy(words::limit_to_pb(*limit).into()),
        Object::LostToControls(part) => Kind::LostToExportControls(*part),
    }
}

/// A range without its bounds.
fn range(catalog: &Catalog, of: &RangeOf) -> pb::ClaimRange {
    match of {
        RangeOf::Quantity(unit) => pb::ClaimRange {
            kind: pb::RangeKind::Quantity.into(),
            unit: optional_unit(*unit),
            ..pb::ClaimRange::default()
        },
        RangeOf::Ratio(of) => {
            let pb::Referent { regions, metric, year } = referent(catalog, of);
            let kind = pb::RangeKind::Ratio.into();
            pb::ClaimRange { kind, regions, metric, year, ..pb::ClaimRange::default() }
        }
        RangeOf::Share { regions: total, metric } => pb::ClaimRange {
            kind: pb::RangeKind::Share.into(),
            regions: Some(regions(catalog, total)),
            metric: optional_metric(*metric),
            ..pb::ClaimRange::default()
        },
        RangeOf::Growth { from, annual } => pb::ClaimRange {
            kind: pb::RangeKind::Growth.into(),
            from_year: from.map(Year::get),
            annual: *annual,
            ..pb::ClaimRange::default()
        },
    }
}

fn referent(catalog: &Catalog, of: &Referent) -> pb::Referent {
    pb::Referent {
        regions: of.regions.as_ref().map(|set| regions(catalog, set)),
        metric: optional_metric(of.metric),
        year: of.year.map(Year::get),
    }
}

fn regions(catalog: &Catalog, set: &RegionSet) -> pb::RegionSet {
    pb::RegionSet { include: codes(catalog, &set.include), exclude: codes(catalog, &set.exclude) }
}

fn codes(catalog: &Catalog, regions: &[RegionId]) -> Vec<String> {
    regions.iter().map(|&region| catalog.code(region).to_owned()).collect()
}

fn amount(value: f64, unit: Option<Unit>) -> pb::Quantity {
    pb::Quantity { value, unit: optional_unit(unit) }
}

fn optional_unit(unit: Option<Unit>) -> i32 {
    unit.map_or(pb::Unit::Unspecified, kinds::unit_to_pb).into()
}

fn optional_metric(metric: Option<Metric>) -> i32 {
    metric.map_or(pb::Metric::Unspecified, kinds::metric_to_pb).into()
}
