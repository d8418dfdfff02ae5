mod left;
mod right;

use super::*;
use crate::model::claim::RegionSet;
use crate::wire::pb::claim_object::Kind;
use crate::wire::sample;

#[expect(clippy::unnecessary_wraps, reason = "every field that takes one is optional")]
fn set(include: &[&str], exclude: &[&str]) -> Option<pb::RegionSet> {
    let owned = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect();
    Some(pb::RegionSet { include: owned(include), exclude: owned(exclude) })
}

fn quantity(value: f64, unit: pb::Unit) -> pb::Quantity {
    pb::Quantity { value, unit: unit.into() }
}

fn subject(metric: pb::Metric) -> pb::ClaimSubject {
    pb::ClaimSubject {
        regions: set(&["CN"], &[]),
        metric_readings: vec![metric.into()],
        year: Some(2026),
        of: pb::ComparedOf::Level.into(),
        ..pb::ClaimSubject::default()
    }
}

/// A sound claim with that right side.
fn claim(kind: Kind) -> pb::StructuredClaim {
    let comparator = match kind {
        Kind::Range(_) => pb::Comparator::Between,
        _ => pb::Comparator::AtLeast,
    };
    pb::StructuredClaim {
        left: Some(subject(pb::Metric::PeakDemand)),
        comparator: comparator.into(),
        right: Some(pb::ClaimObject { kind: Some(kind) }),
        modal: pb::Modal::Forecast.into(),
        quantifier: pb::Quantifier::All.into(),
        negated: true,
        relative_tolerance: Some(0.2),
    }
}

fn sound() -> pb::StructuredClaim {
    claim(Kind::Quantity(quantity(3.0, pb::Unit::Tw)))
}

fn with_left(change: impl FnOnce(&mut pb::ClaimSubject)) -> pb::StructuredClaim {
    let mut claim = sound();
    change(claim.left.as_mut().expect("the left side"));
    claim
}

/// A sound range of a kind, before a change.
fn range(kind: pb::RangeKind) -> pb::ClaimRange {
    pb::ClaimRange { low: 0.2, high: 0.4, kind: kind.into(), ..pb::ClaimRange::default() }
}

fn of(regions: Option<pb::RegionSet>, metric: pb::Metric, year: Option<i32>) -> pb::Referent {
    pb::Referent { regions, metric: metric.into(), year }
}

/// One sound right side of every kind.
fn kinds() -> Vec<Kind> {
    use pb::RangeKind;
    let same = pb::Metric::Unspecified;
    let total = set(&["WORLD"], &["CN"]);
    vec![
        Kind::Quantity(quantity(3.0, pb::Unit::Tw)),
        Kind::Quantity(quantity(0.0, pb::Unit::Unspecified)),
        Kind::Ratio(pb::RatioOf { value: 3.0, of: Some(of(set(&["US"], &[]), same, Some(2025))) }),
        Kind::Ratio(pb::RatioOf {
            value: 0.1,
            of: Some(of(None, pb::Metric::SolarCapacity, None)),
        }),
        Kind::ShareOf(pb::ShareOf {
            size: Some(pb::share_of::Size::Value(1.0)),
            regions: total.clone(),
            metric: pb::Metric::InstalledCapacity.into(),
        }),
        Kind::ShareOf(pb::ShareOf {
            size: Some(pb::share_of::Size::OneIn(3.0)),
            regions: total.clone(),
            metric: same.into(),
        }),
        Kind::Growth(pb::Growth { ratio: 1.05, from_year: Some(2020), annual: true }),
        Kind::Change(pb::Change {
            quantity: Some(quantity(-50.0, pb::Unit::Gw)),
            from: Some(pb::change::From::FromYear(2020)),
        }),
        Kind::Change(pb::Change {
            quantity: Some(quantity(50.0, pb::Unit::Gw)),
            from: Some(pb::change::From::FromRegion("US".to_owned())),
        }),
        Kind::Range(pb::ClaimRange { unit: pb::Unit::Tw.into(), ..range(RangeKind::Quantity) }),
        Kind::Range(pb::ClaimRange {
            regions: set(&["US"], &[]),
            year: Some(2025),
            ..range(RangeKind::Ratio)
        }),
        Kind::Range(pb::ClaimRange { regions: total, ..range(RangeKind::Share) }),
        Kind::Range(pb::ClaimRange {
            from_year: Some(2020),
            annual: true,
            ..range(RangeKind::Growth)
        }),
        Kind::Rank(pb::Rank {
            n: 2,
            order: pb::RankOrder::Highest.into(),
            among: vec!["CN".to_owned(), "US".to_owned()],
        }),
    ]
}

#[test]
fn every_kind_of_claim_comes_back_as_it_was_sent() {
    let catalog = sample::catalog();
    let mut claims: Vec<pb::StructuredClaim> = kinds().into_iter().map(claim).collect();
    claims.push(pb::StructuredClaim {
        left: Some(subject(pb::Metric::LowCarbonShare)),
        ..claim(Kind::OneIn(3.0))
    });
    claims.push(with_left(|left| left.year = None));
    claims.push(with_left(|left| left.month = Some(6)));
    claims.push(with_left(|left| {
        left.year = None;
        left.year_range = Some(pb::YearRange { first_year: 2026, last_year: 2030 });
        left.of = pb::ComparedOf::Change.into();
    }));
    claims.push(with_left(|left| {
        left.of = pb::ComparedOf::Change.into();
        left.from_year = Some(2020);
    }));
    for claim in claims {
        let mut violations = Violations::default();
        let parsed = parse(&catalog, claim.clone(), &mut violations);
        let parsed = violations.finish(parsed).unwrap();
        assert_eq!(to_pb(&catalog, &parsed), claim);
    }
}

#[test]
fn what_is_unspecified_has_its_documented_meaning() {
    let catalog = sample::catalog();
    let mut plain = sound();
    (plain.modal, plain.quantifier) = (0, 0);
    plain.left.as_mut().unwrap().of = 0;
    plain.left.as_mut().unwrap().regions = set(&["us-va"], &[]);
    let parsed = parse(&catalog, plain, &mut Violations::default()).unwrap();
    let echo = to_pb(&catalog, &parsed);
    assert_eq!((echo.modal(), echo.quantifier()), (pb::Modal::Asserted, pb::Quantifier::All));
    let region = catalog.find_region("US-VA").unwrap();
    assert_eq!(parsed.left.regions, RegionSet::of(region));
    assert_eq!(parsed.left.of, Statement::Level);
}

fn faults(claim: pb::StructuredClaim) -> Vec<(String, &'static str)> {
    let mut violations = Violations::default();
    parse(&sample::catalog(), claim, &mut violations.at("structured"));
    violations.iter().map(|found| (found.field.clone(), found.fault.reason)).collect()
}

#[track_caller]
fn assert_faults(claim: &pb::StructuredClaim, expected: &[(&str, &str)]) {
    let found = faults(claim.clone());
    let found: Vec<_> = found.iter().map(|(field, reason)| (field.as_str(), *reason)).collect();
    assert_eq!(found, expected, "{claim:#?}");
}

#[test]
fn an_empty_claim_lacks_every_required_part() {
    let expected = [
        ("structured.left", "REQUIRED"),
        ("structured.comparator", "REQUIRED"),
        ("structured.right", "REQUIRED"),
    ];
    assert_faults(&pb::StructuredClaim::default(), &expected);
}

#[test]
fn two_bounds_and_between_go_together() {
    let conflict = [("structured.comparator", "CONFLICTING_FIELDS")];
    for (kind, comparator) in [
        (Kind::Range(range(pb::RangeKind::Quantity)), pb::Comparator::AtLeast),
        (Kind::Quantity(quantity(3.0, pb::Unit::Gw)), pb::Comparator::Between),
    ] {
        assert_faults(
            &pb::StructuredClaim { comparator: comparator.into(), ..claim(kind) },
            &conflict,
        );
    }
}

#[test]
fn the_right_side_is_not_blamed_for_faults_of_the_left() {
    let mut claim = claim(Kind::OneIn(3.0));
    claim.left.as_mut().unwrap().metric_readings.clear();
    assert_faults(&claim, &[("structured.left.metric_readings", "REQUIRED")]);
}
