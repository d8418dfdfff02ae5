use super::*;
use crate::wire::pb::RangeKind;
use crate::wire::pb::change::From;
use crate::wire::pb::share_of::Size;

#[track_caller]
fn assert_each(cases: impl IntoIterator<Item = (Kind, &'static str, &'static str)>) {
    for (kind, field, reason) in cases {
        let field = format!("structured.right.{field}");
        assert_faults(&claim(kind), &[(&field, reason)]);
    }
}

#[test]
fn values_fit_the_metric_and_are_not_negative() {
    let stated = |value, unit| Kind::Quantity(quantity(value, unit));
    assert_each([
        (stated(-1.0, pb::Unit::Gw), "quantity.value", "OUT_OF_RANGE"),
        (stated(f64::NAN, pb::Unit::Gw), "quantity.value", "NOT_FINITE"),
        (stated(1.0, pb::Unit::Twh), "quantity.unit", "UNIT_DOES_NOT_FIT"),
        (stated(1.0, pb::Unit::Usd), "quantity.unit", "UNIT_DOES_NOT_FIT"),
    ]);
}

#[test]
fn a_change_on_the_left_may_be_negative() {
    let mut claim = claim(Kind::Quantity(quantity(-1.0, pb::Unit::Gw)));
    let left = claim.left.as_mut().unwrap();
    (left.of, left.from_year) = (pb::ComparedOf::Change.into(), Some(2020));
    assert_faults(&claim, &[]);
}

#[test]
fn ratios_and_shares_refer_to_something_else() {
    let same = pb::Metric::Unspecified;
    let ratio = |value, of| Kind::Ratio(pb::RatioOf { value, of });
    let share = |size, regions| Kind::ShareOf(pb::ShareOf { size, regions, metric: 0 });
    let world = || set(&["WORLD"], &[]);
    let atlantis = Some(of(set(&["Atlantis"], &[]), same, None));
    assert_each([
        (ratio(0.0, Some(of(world(), same, None))), "ratio.value", "OUT_OF_RANGE"),
        (ratio(1.0, None), "ratio.of", "REQUIRED"),
        (ratio(1.0, Some(of(None, same, None))), "ratio.of.regions", "REQUIRED"),
        (ratio(1.0, atlantis), "ratio.of.regions.include[0]", "UNKNOWN_REGION"),
        (share(None, world()), "share_of.size", "REQUIRED"),
        (share(Some(Size::Value(1.5)), world()), "share_of.value", "OUT_OF_RANGE"),
        (share(Some(Size::OneIn(1.0)), world()), "share_of.one_in", "OUT_OF_RANGE"),
        (share(Some(Size::OneIn(2.0)), None), "share_of.regions", "REQUIRED"),
        (Kind::OneIn(3.0), "one_in", "CONFLICTING_FIELDS"),
    ]);
}

#[test]
fn growth_and_change_are_since_an_earlier_year() {
    let growth = |ratio, from_year| Kind::Growth(pb::Growth { ratio, from_year, annual: false });
    let change = |quantity, from| Kind::Change(pb::Change { quantity, from });
    let amount = || Some(quantity(1.0, pb::Unit::Gw));
    let (same_year, nowhere) = (From::FromYear(2026), From::FromRegion(String::new()));
    assert_each([
        (growth(-0.1, None), "growth.ratio", "OUT_OF_RANGE"),
        (growth(1.1, Some(2026)), "growth.from_year", "YEARS_OUT_OF_ORDER"),
        (growth(1.1, Some(1984)), "growth.from_year", "YEAR_OUT_OF_RANGE"),
        (change(None, None), "change.quantity", "REQUIRED"),
        (change(amount(), Some(same_year)), "change.from_year", "YEARS_OUT_OF_ORDER"),
        (change(amount(), Some(nowhere)), "change.from_region", "REQUIRED"),
    ]);
}

#[test]
fn bounds_are_in_order_and_take_the_fields_of_their_kind() {
    let bounds = |low, high, kind| Kind::Range(pb::ClaimRange { low, high, ..range(kind) });
    let annual = pb::ClaimRange { annual: true, ..range(RangeKind::Quantity) };
    let all = pb::ClaimRange { high: 1.1, regions: set(&["US"], &[]), ..range(RangeKind::Share) };
    assert_each([
        (Kind::Range(pb::ClaimRange::default()), "range.kind", "REQUIRED"),
        (bounds(0.5, 0.4, RangeKind::Quantity), "range.high", "BOUNDS_OUT_OF_ORDER"),
        (bounds(-0.5, 0.4, RangeKind::Quantity), "range.low", "OUT_OF_RANGE"),
        (bounds(0.5, f64::INFINITY, RangeKind::Growth), "range.high", "NOT_FINITE"),
        (Kind::Range(annual), "range.annual", "CONFLICTING_FIELDS"),
        (Kind::Range(range(RangeKind::Share)), "range.regions", "REQUIRED"),
        (Kind::Range(all), "range.high", "OUT_OF_RANGE"),
    ]);
}

#[test]
fn places_are_from_1_to_200_at_a_named_end() {
    let rank = |n, order, among: &[&str]| {
        let among = among.iter().map(|&code| code.to_owned()).collect();
        Kind::Rank(pb::Rank { n, order, among })
    };
    assert_each([
        (rank(0, 1, &[]), "rank.n", "OUT_OF_RANGE"),
        (rank(201, 1, &[]), "rank.n", "OUT_OF_RANGE"),
        (rank(1, 0, &[]), "rank.order", "REQUIRED"),
        (rank(1, 1, &["CN", "cn"]), "rank.among[1]", "DUPLICATE"),
        (rank(1, 1, &["CN"; 201]), "rank.among", "TOO_MANY"),
    ]);
}
