//! Laws of limits of compute that hold for every input: the lesser limit is no
//! higher than either, more chips make power bind more often, more power less.

use energycompute::model::catalog::{Band, Catalog, RegionId};
use energycompute::model::constraint::{self, Amount, Answer, FromParts, Lumped, Question, Row};
use energycompute::model::error::ModelError;
use energycompute::model::estimate::{Outlook, Warning};
use energycompute::model::overrides::{Change, Overrides};
use energycompute::model::sampling::Plan;
use energycompute::model::year::{Year, YearRange};
use energycompute::seed;
use proptest::prelude::*;
use std::sync::LazyLock;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| seed::embedded().unwrap());

/// Slack for sums in another order.
const SLACK: f64 = 1e-9;

const PROBABILITIES: [f64; 7] = [0.001, 0.05, 0.1, 0.5, 0.9, 0.95, 0.999];

fn outlook(scenario: &str) -> Outlook<'static> {
    Outlook::new(&CATALOG, CATALOG.tables().scenarios.get(scenario).unwrap())
}

fn region(code: &str) -> RegionId {
    CATALOG.find_region(code).unwrap()
}

fn years(first: i32, last: i32) -> YearRange {
    YearRange::new(Year::new(first).unwrap(), Year::new(last).unwrap()).unwrap()
}

fn ask(code: &str, years: YearRange) -> Question {
    Question {
        regions: vec![region(code)],
        years,
        ai_power: Vec::new(),
        compare: None,
        plan: Plan::new(7, 512).unwrap(),
        is_full: false,
    }
}

fn changed(scenario: &str, changes: &[(String, Change)], question: &Question) -> Answer<'static> {
    let mut overrides = Overrides::default();
    for (path, change) in changes {
        overrides.set(&CATALOG, scenario, path, *change).unwrap();
    }
    // What is overridden lives as long as the answer does.
    let overrides: &'static Overrides = Box::leak(Box::new(overrides));
    constraint::project(&outlook(scenario).with(overrides), question).unwrap()
}

fn parts<'r>(row: &'r Row<'_>) -> &'r FromParts {
    row.parts.as_ref().unwrap()
}

fn amounts<'r>(row: &'r Row<'_>) -> Vec<&'r Amount> {
    let all = [
        &row.chips_limited,
        &row.power_limited,
        &row.achievable,
        &row.power_to_chips,
        &row.ai_power,
        &row.facility,
    ];
    let of_parts = row.parts.iter().flat_map(|parts| {
        [
            &parts.running,
            &parts.grid,
            &parts.onsite,
            &parts.conversion,
            &parts.spare_power,
            &parts.extra_if_spare_used,
            &parts.idle_power,
            &parts.unpowered,
        ]
    });
    all.into_iter().chain(of_parts).collect()
}

fn lesser_is_lesser(row: &Row<'_>) -> Result<(), TestCaseError> {
    let of = |amount: &Amount| amount.quantiles(&PROBABILITIES);
    let limits = of(&row.chips_limited).into_iter().zip(of(&row.power_limited));
    for (achievable, (chips, power)) in of(&row.achievable).into_iter().zip(limits) {
        let least = chips.min(power);
        prop_assert!(achievable <= least * (1.0 + SLACK), "{achievable} {chips} {power}");
    }
    Ok(())
}

fn place() -> impl Strategy<Value = (&'static str, i32)> {
    (prop::sample::select(vec!["US", "CN"]), 2026..=2035_i32)
}

/// A parameter, and whether raising it makes power bind more often.
const DIRECTIONS: [(&str, bool); 6] = [
    ("chips_growth", true),
    ("chips_stock", true),
    ("grid_pace", false),
    ("onsite_completion", false),
    ("fleet_improvement", false),
    ("flexibility", false),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn power_binds_more_often_with_chips_and_less_often_with_power(
        (code, year) in place(),
        at in 0..DIRECTIONS.len(),
        (a, b) in (0.5..1.8_f64, 0.5..1.8_f64),
    ) {
        let (name, rises) = DIRECTIONS[at];
        let path = format!("constraint/{name}/{code}");
        let Some(known) = CATALOG.assumption(&path, "reference") else { return Ok(()) };
        // Nothing cannot be scaled.
        let change = |by: f64| match name {
            "flexibility" => Change::Value(40.0 * by),
            "onsite_completion" => Change::Value(known.band.central * by.min(1.6)),
            _ => Change::Scale(by),
        };
        let question = ask(code, years(year, year));
        let of = |by: f64| changed("reference", &[(path.clone(), change(by))], &question);
        let (less, more) = (of(a.min(b)), of(a.max(b)));
        let (less, more) = (&less.rows[0], &more.rows[0]);
        for (less, more, slack) in [
            // A share keeps the ratio of its band, not its width on log-odds.
            (less.probability_power_binds, more.probability_power_binds, if name == "onsite_completion" { 0.01 } else { 0.0 }),
            // Parts that grow weigh more, and with them their widths.
            (less.closed.probability_power_binds(), more.closed.probability_power_binds(), 0.01),
        ] {
            prop_assert!(if rises { more >= less - slack } else { more <= less + slack },
                "{name} {code} {year}: {less} {more}");
        }
    }

    #[test]
    fn spare_power_never_rises_with_the_pace_of_connection(
        (code, year) in place(),
        (a, b) in (0.3..3.0_f64, 0.3..3.0_f64),
    ) {
        let question = ask(code, years(year, year));
        let path = format!("constraint/grid_pace/{code}");
        let of = |by: f64| changed("reference", &[(path.clone(), Change::Scale(by))], &question);
        let (less, more) = (of(a.min(b)), of(a.max(b)));
        let quantiles = |answer: &Answer<'_>| {
            parts(&answer.rows[0]).spare_power.quantiles(&PROBABILITIES)
        };
        for (less, more) in quantiles(&less).into_iter().zip(quantiles(&more)) {
            prop_assert!(more <= less + SLACK, "{less} {more}");
        }
    }

    #[test]
    fn quantiles_are_ordered_and_the_lesser_limit_is_the_lesser(
        (code, year) in place(),
        scenario in prop::sample::select(
            vec!["reference", "chips_catch_up", "high_growth", "low_growth", "stalled_grid"],
        ),
        rho in prop::sample::select(vec![0.0, 0.3]),
    ) {
        let path = "constraint/correlation/WORLD".to_owned();
        let question = ask(code, years(year, year));
        let answer = changed(scenario, &[(path, Change::Value(rho))], &question);
        for row in &answer.rows {
            lesser_is_lesser(row)?;
            for amount in amounts(row) {
                let quantiles = amount.quantiles(&PROBABILITIES);
                prop_assert!(quantiles.is_sorted(), "{quantiles:?}");
                prop_assert!(quantiles.iter().all(|value| value.is_finite() && *value >= 0.0));
            }
        }
    }

    #[test]
    fn power_given_whole_keeps_the_lesser_limit_the_lesser(
        (code, year) in place(),
        central in 1.0..300.0_f64,
        wide in 1.05..3.0_f64,
        rho in prop::sample::select(vec![0.0, 0.3]),
    ) {
        let band = Band { low: central / wide, central, high: central * wide };
        let (region, of) = (region(code), Year::new(year).unwrap());
        let ai_power = vec![Lumped { region, year: of, band }];
        let question = Question { ai_power, ..ask(code, years(year, year)) };
        let path = "constraint/correlation/WORLD".to_owned();
        let answer = changed("reference", &[(path, Change::Value(rho))], &question);
        let row = &answer.rows[0];
        lesser_is_lesser(row)?;
        let closed = row.closed.probability_power_binds();
        prop_assert!((row.probability_power_binds - closed).abs() < f64::EPSILON);
        prop_assert_eq!(answer.draws, if rho > 0.0 { 512 } else { 0 });
        if rho > 0.0 {
            return Ok(());
        }
        for p in PROBABILITIES {
            let value = row.achievable.quantiles(&[p])[0];
            prop_assert!((row.achievable.at_least(value) - (1.0 - p)).abs() < 1e-9, "{p}");
        }
    }
}

#[test]
fn the_same_seed_draws_the_same_and_another_does_not() {
    let question = |seed| Question {
        regions: vec![region("US"), region("CN")],
        plan: Plan::new(seed, 512).unwrap(),
        compare: Some((region("CN"), region("US"))),
        ..ask("US", years(2026, 2030))
    };
    let told = |seed| {
        let answer = constraint::project(&outlook("reference"), &question(seed)).unwrap();
        let quantiles: Vec<u64> = answer
            .rows
            .iter()
            .flat_map(amounts)
            .flat_map(|amount| amount.quantiles(&PROBABILITIES))
            .map(f64::to_bits)
            .collect();
        (quantiles, format!("{:?} {:?}", answer.any_year, answer.comparisons))
    };
    assert_eq!(told(1), told(1));
    assert_ne!(told(1), told(2));
}

#[test]
fn a_change_is_told_and_draws_nothing_anew() {
    let question = ask("US", years(2028, 2028));
    let same = changed(
        "reference",
        &[("constraint/grid_pace/US".to_owned(), Change::Scale(1.0))],
        &question,
    );
    let base = same.base.as_ref().unwrap();
    let less = same.rows[0].achievable.less(&base.rows[0].achievable, question.plan, &CATALOG);
    assert!(PROBABILITIES.iter().all(|&p| less.quantile(p).abs() < f64::MIN_POSITIVE));
    assert_eq!(format!("{:?}", same.rows[0].basis), "Overridden");
    assert_eq!(format!("{:?}", base.rows[0].basis), "Derived");

    let more = changed(
        "reference",
        &[("constraint/grid_pace/US".to_owned(), Change::Scale(1.5))],
        &question,
    );
    let gained = more.rows[0].achievable.less(
        &more.base.as_ref().unwrap().rows[0].achievable,
        question.plan,
        &CATALOG,
    );
    assert!(gained.quantile(0.001) >= 0.0 && gained.quantile(0.9) > 0.0, "never less, often more");
}

#[test]
fn money_behind_both_sides_moves_the_odds() {
    let question = Question { plan: Plan::default(), ..ask("US", years(2028, 2028)) };
    let path = "constraint/correlation/WORLD".to_owned();
    let tied = changed("reference", &[(path, Change::Value(0.3))], &question);
    let (tied, free) = (&tied.rows[0], &tied.base.as_ref().unwrap().rows[0]);
    // About as far as the closed form goes: from 0.755 to 0.790.
    let moved = tied.probability_power_binds - free.probability_power_binds;
    assert!((0.015..0.06).contains(&moved), "{moved}");
    let (a, b) =
        (tied.chips_limited.quantiles(&[0.1, 0.9]), free.chips_limited.quantiles(&[0.1, 0.9]));
    for (a, b) in a.iter().zip(&b) {
        assert!((a / b - 1.0).abs() < 0.06, "chips alone stay as they are: {a} {b}");
    }
}

#[test]
fn scenarios_act_on_what_they_name() {
    let of = |scenario: &str| {
        let question = ask("US", years(2028, 2028));
        constraint::project(&outlook(scenario), &question).unwrap().rows.remove(0)
    };
    let (reference, high, low, stalled) =
        (of("reference"), of("high_growth"), of("low_growth"), of("stalled_grid"));
    let chips = |row: &Row<'_>| row.closed.chips_limited.median();
    let power = |row: &Row<'_>| row.closed.power_limited.median();
    assert!(chips(&low) < chips(&reference) && chips(&reference) < chips(&high));
    assert!((power(&high) - power(&reference)).abs() < SLACK, "power is no growth of chips");
    assert!(power(&stalled) < power(&reference));
    assert!((chips(&stalled) - chips(&reference)).abs() < SLACK);
}

#[test]
fn past_the_last_ramp_all_of_it_is_in_service() {
    let answer = constraint::project(&outlook("reference"), &ask("US", years(2025, 2035))).unwrap();
    let onsite: Vec<f64> = answer.rows.iter().map(|row| parts(row).onsite.median()).collect();
    assert!(onsite[0].abs() < SLACK, "nothing before its first year");
    assert!(onsite[..6].is_sorted_by(|a, b| a < b), "{onsite:?}");
    assert!(onsite[5..].windows(2).all(|pair| (pair[0] - pair[1]).abs() < SLACK), "{onsite:?}");
    let is_beyond = |warning: &Warning| warning.reason == "BEYOND_TESTED_RANGE";
    assert!(answer.warnings.iter().any(is_beyond));
    let sooner = constraint::project(&outlook("reference"), &ask("US", years(2025, 2030))).unwrap();
    assert!(!sooner.warnings.iter().any(is_beyond), "{:?}", sooner.warnings);
}

#[test]
fn totals_that_cannot_both_be_true_are_warned_of() {
    // 84 GW x 0.55 x 8.76 + 130 TWh = 535 TWh, 1.26 times IEA's 426.
    let answer = constraint::project(&outlook("reference"), &ask("US", years(2030, 2030))).unwrap();
    let told = answer.warnings.iter().map(|warning| warning.message.as_str());
    let told: Vec<_> = told.filter(|told| told.contains("anchors/iea-2025-04-10-us")).collect();
    assert!(matches!(told[..], [told] if told.contains("1.26 times the 426 TWh")), "{told:?}");
}

#[test]
fn confidence_is_that_of_the_least_trusted_wide_driver() {
    let of = |code: &str, year: i32| {
        let answer = constraint::project(&outlook("reference"), &ask(code, years(year, year)));
        let row = answer.unwrap().rows.remove(0);
        (row.confidence, row.weakest)
    };
    assert_eq!(of("US", 2028), (0.4, "constraint/chips_growth/US".to_owned()));
    assert_eq!(of("CN", 2030), (0.3, "constraint/grid_pace/CN".to_owned()));
}

#[test]
fn what_cannot_be_answered_says_why() {
    let error = |scenario: &str, code: &str, years: YearRange| {
        constraint::project(&outlook(scenario), &ask(code, years)).unwrap_err()
    };
    for (scenario, code) in
        [("reference", "DE"), ("reference", "WORLD"), ("reference", "US-VA"), ("article", "US")]
    {
        let error = error(scenario, code, years(2026, 2030));
        assert!(matches!(error, ModelError::NoBaseFigure { .. }), "{scenario} {code}: {error}");
    }
    let known = error("reference", "DE", years(2026, 2026)).to_string();
    assert!(known.contains("CN, US") || known.contains("US, CN"), "{known}");
    for range in [years(2024, 2026), years(2030, 2036)] {
        let error = error("reference", "US", range);
        assert!(matches!(error, ModelError::YearOutOfRange { .. }), "{error}");
    }
}

#[test]
fn some_year_is_at_least_as_likely_as_each() {
    let range = years(2026, 2030);
    let plan = Plan::default();
    let outlook = outlook("reference");
    let over = constraint::over_years(&outlook, region("US"), range, plan).unwrap();
    let (some, every) = (over.lowest.at_most(1.0), over.highest.at_most(1.0));
    let question = Question { plan, ..ask("US", range) };
    let answer = constraint::project(&outlook, &question).unwrap();
    assert!((answer.any_year[0].1 - some).abs() < SLACK);
    for row in &answer.rows {
        let power_binds = row.probability_power_binds;
        assert!((every..=some).contains(&power_binds), "{every} {power_binds} {some}");
        let only = parts(row).probability_only_through_generation;
        assert!((over.always_through_generation..=over.only_through_generation).contains(&only));
        assert!(only <= power_binds);
    }
    assert!(over.only_through_generation < 0.05, "delivery, not generation: {over:?}");
    let weakest = over.grounds.weakest.unwrap();
    assert!(over.grounds.parameters.iter().all(|of| of.parameter != weakest.parameter
        || of.confidence.to_bits() == weakest.confidence.to_bits()));
}
