//! A claim in words is read as itself, whatever its shape.

use energycompute::language::Reason;
use energycompute::model::claim::{
    ChangeFrom, Comparator, Limit, Modal, Object, Quantifier, RangeOf, RankOrder, Referent,
    RegionSet, ShareSize, Statement, StructuredClaim, Subject, When, statement,
};
use energycompute::model::metric::Metric;
use energycompute::model::unit::Unit;
use energycompute::model::year::Year;
use proptest::prelude::*;

use crate::language::{CATALOG, read};

/// Right-hand sides of every shape, of a metric and the year that it is asked for.
fn objects(metric: Metric, year: i32) -> impl Strategy<Value = Object> {
    let set = |code: &str| RegionSet::of(CATALOG.find_region(code).unwrap());
    let at = |year| Some(Year::new(year).unwrap());
    let unit = Some(metric.unit());
    let (hundredths, percents) =
        ((1..900_u32).prop_map(f64::from), (1..60_u32).prop_map(f64::from));
    let other = move |of, year| Referent { regions: of, metric: None, year };
    (0..18_u8, hundredths, percents, 1..8_i32).prop_filter_map(
        "shares are of what adds up",
        move |(kind, n, percent, ago)| {
            let is_share = metric.unit() == Unit::Fraction;
            let value = if is_share { percent / 100.0 } else { n };
            Some(match kind {
                0 | 1 => Object::Quantity { value, unit },
                2 | 3 => Object::Ratio { value: 1.0 + n / 100.0, of: other(Some(set("JP")), None) },
                // Of itself: read as growth, and told alike from doubling on.
                4 => Object::Ratio { value: 2.0 + n / 100.0, of: other(None, at(year - ago)) },
                5 => {
                    Object::Ratio { value: n / 1_000.0, of: other(Some(set("FR")), at(year - ago)) }
                }
                6 if metric.is_additive() => Object::ShareOf {
                    size: ShareSize::Fraction(percent / 100.0),
                    regions: set("WORLD"),
                    metric: None,
                },
                7 if metric.is_additive() => {
                    let size = ShareSize::OneIn(percent.ceil() + 1.0);
                    Object::ShareOf { size, regions: set("WORLD"), metric: None }
                }
                // No more and no less than before is no growth, and is said of the two years.
                8 if n < 90.0 => Object::Growth { ratio: 1.0, from: at(year - ago), annual: false },
                8 => Object::Growth {
                    ratio: 1.0 + percent / 100.0,
                    from: at(year - ago),
                    annual: ago > 4,
                },
                9 => Object::Growth {
                    ratio: 1.0 - percent / 100.0,
                    from: at(year - ago),
                    annual: false,
                },
                10 if !is_share => Object::Change {
                    value: if ago > 3 { n } else { -n },
                    unit,
                    from: ChangeFrom::Year(at(year - ago)),
                },
                11 if !is_share => {
                    let from = ChangeFrom::Region(CATALOG.find_region("JP").unwrap());
                    Object::Change { value: n, unit, from }
                }
                12 => Object::Range { low: value, high: value * 1.25, of: RangeOf::Quantity(unit) },
                13 => {
                    let of = RangeOf::Ratio(other(Some(set("JP")), None));
                    Object::Range { low: 1.0 + n / 100.0, high: 2.0 + n / 50.0, of }
                }
                14 if is_share => Object::OneIn(percent.ceil() + 1.0),
                15 => {
                    let n = usize::try_from(ago).unwrap().min(5);
                    Object::Rank { n, order: RankOrder::Highest, among: Vec::new() }
                }
                16 if metric == Metric::AiCompute => {
                    Object::LimitedBy([Limit::Chips, Limit::Power][usize::from(ago > 3)])
                }
                17 if metric == Metric::AiCompute => Object::LostToControls(percent / 100.0),
                _ => return None,
            })
        },
    )
}

/// Claims of every shape that a sentence can have.
fn claim() -> impl Strategy<Value = StructuredClaim> {
    let metric = prop::sample::select(vec![
        Metric::InstalledCapacity,
        Metric::ElectricityGeneration,
        Metric::ElectricityDemand,
        Metric::PeakDemand,
        Metric::SolarCapacity,
        Metric::WindGeneration,
        Metric::CarbonIntensity,
        Metric::RenewableShare,
        Metric::DataCenterElectricity,
        Metric::AiCompute,
    ]);
    let regions = prop::sample::select(vec![("CN", ""), ("US", ""), ("EU27", ""), ("WORLD", "CN")]);
    let comparator = prop::sample::select(vec![
        Comparator::AtLeast,
        Comparator::MoreThan,
        Comparator::AtMost,
        Comparator::LessThan,
        Comparator::Approximately,
        Comparator::Equal,
    ]);
    (metric, 2012..2025_i32)
        .prop_flat_map(|(metric, year)| (Just(metric), Just(year), objects(metric, year)))
        .prop_flat_map(move |known| (Just(known), regions.clone(), comparator.clone()))
        .prop_map(|((metric, year, right), (included, excluded), comparator)| {
            let ids = |code: &str| CATALOG.find_region(code).into_iter().collect();
            // What limits compute is known of one region, with chips of its own.
            let is_of_limits = matches!(right, Object::LimitedBy(_) | Object::LostToControls(_));
            let (included, excluded) = if is_of_limits { ("US", "") } else { (included, excluded) };
            let regions = RegionSet { include: ids(included), exclude: ids(excluded) };
            let when = When::Year { year: Year::new(year).unwrap(), month: None };
            let comparator = match right {
                Object::Range { .. } => Comparator::Between,
                Object::Rank { .. } | Object::LimitedBy(_) => Comparator::Equal,
                Object::Growth { ratio: 1.0, .. } if comparator != Comparator::LessThan => {
                    Comparator::MoreThan
                }
                _ => comparator,
            };
            StructuredClaim {
                left: Subject { regions, metrics: vec![metric], when, of: Statement::Level },
                comparator,
                right,
                modal: Modal::Asserted,
                quantifier: Quantifier::All,
                negated: false,
                relative_tolerance: None,
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_claim_in_words_is_read_as_itself(claim in claim()) {
        let text = statement(&CATALOG, &claim);
        let reading = read(&text);
        prop_assert_eq!(reading.reason, None::<Reason>, "{}", text);
        let again = statement(&CATALOG, &reading.claims[0].claim);
        prop_assert_eq!(&again, &text);
        prop_assert_eq!(reading.claims.len(), 1, "{}", text);
    }
}
