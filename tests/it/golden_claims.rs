//! The article's claims and structured ones against an independent reference,
//! on the embedded catalog.

use energycompute::model::catalog::Catalog;
use energycompute::model::claim::{
    self, Comparator, Finding, Matter, Modal, Object, Quantifier, Question, Reading, Referent,
    RegionSet, Statement, StructuredClaim, Subject, Verdict, When,
};
use energycompute::model::compare::Value;
use energycompute::model::estimate::Outlook;
use energycompute::model::metric::Metric;
use energycompute::model::sampling::Plan;
use energycompute::model::year::Year;
use energycompute::seed;
use serde_json::Value as Json;

use crate::golden::{close, number, read};

/// Absolute tolerance of probabilities in closed form, and relative one of other numbers.
const CLOSED: f64 = 1e-6;

/// Absolute tolerance of sampled probabilities at 4,096 draws.
const SAMPLED: f64 = 0.01;

fn golden() -> Json {
    read(include_str!("../golden/claims.json"))
}

fn check<'c>(catalog: &'c Catalog, matter: Matter<'c>) -> Finding<'c> {
    let scenario = catalog.tables().scenarios.get("reference").unwrap();
    let outlook = Outlook::new(catalog, scenario);
    claim::check(&outlook, &Question { matter, tolerance: None, plan: Plan::default(), said: None })
}

fn probability_matches(what: &str, reading: &Reading<'_>, want: &Json) {
    let got = reading.probability.unwrap_or_else(|| panic!("{what}: {}", reading.note));
    let tolerance = if want["sampled"] == true { SAMPLED } else { CLOSED };
    let expected = number(&want["probability"]);
    assert!((got - expected).abs() <= tolerance, "{what}: got P {got}, want {expected}");
}

fn reading_matches(what: &str, reading: &Reading<'_>, want: &Json) {
    probability_matches(what, reading, want);
    if want["sampled"] != true {
        assert_eq!(reading.verdict.name(), want["verdict"], "{what}");
    }
    let value = reading.value.as_ref().unwrap();
    // Of sampled values the reference tells the ratio of the central values, not the median.
    let tolerance = if want["sampled"] == true { 0.02 } else { CLOSED };
    close(
        &format!("{what} median"),
        value.median(),
        number(&want["median_of_compared"]),
        tolerance,
    );
    if let (Value::Closed(law), Some(sigma)) = (value, want.get("sigma")) {
        close(&format!("{what} sigma"), law.sigma(), number(sigma), CLOSED);
    }
    for (bound, name) in [(reading.low, "accept_low"), (reading.high, "accept_high")] {
        if let Some(expected) = want.get(name).filter(|bound| !bound.is_null()) {
            close(&format!("{what} {name}"), bound.unwrap(), number(expected), CLOSED);
        }
    }
    let Some(turn) = want.get("break_even") else { return };
    let of =
        |prefix: &str| reading.break_evens.iter().find(|turn| turn.parameter.starts_with(prefix));
    close(&format!("{what} turn"), of("right").unwrap().value, number(&turn["value"]), CLOSED);
    if let Some(added) = turn.get("growth_add_per_year") {
        let growth = of("growth/").unwrap_or_else(|| panic!("{what} has a growth break-even"));
        close(&format!("{what} growth"), growth.value, number(added), CLOSED);
        let total = number(&turn["growth_total_per_year"]);
        close(&format!("{what} total growth"), growth.total_growth.unwrap(), total, CLOSED);
    }
}

#[test]
fn every_claim_of_the_article_is_judged_as_by_the_reference() {
    let catalog = seed::embedded().unwrap();
    for want in golden()["article"].as_array().unwrap() {
        let name = want["claim"].as_str().unwrap();
        let found = check(&catalog, Matter::Named(catalog.tables().claims.get(name).unwrap()));
        assert_eq!(found.verdict.name(), want["verdict"], "{name}: {}", found.explanation);
        let acceptable = want["acceptable_verdicts"].as_array().unwrap();
        assert!(acceptable.contains(&Json::from(found.verdict.name())), "{name}");
        if let Some(fidelity) = want.get("source_fidelity") {
            let got = format!("{:?}", found.fidelity).to_uppercase();
            assert_eq!(got, *fidelity, "{name}");
        }
        for (key, reading) in want["readings"].as_object().unwrap() {
            let (metric, interpretation) = key.split_once('@').unwrap();
            let got = found
                .readings
                .iter()
                .find(|got| got.metric.name() == metric && got.interpretation == interpretation)
                .unwrap_or_else(|| panic!("{name} has no reading {key}: {:?}", found.readings));
            reading_matches(&format!("{name} {key}"), got, reading);
        }
        let slip = found.magnitude.as_ref().map(|slip| (slip.suggested, slip.power));
        match want.get("magnitude") {
            Some(expected) => {
                let (suggested, power) = slip.unwrap();
                close(name, suggested, number(&expected["suggested"]), CLOSED);
                assert_eq!(Some(i64::from(power)), expected["k"].as_i64(), "{name}");
            }
            None => assert_eq!(slip, None, "{name}"),
        }
    }
}

/// A claim on one region and metric.
fn structured(
    catalog: &Catalog,
    (region, metric, year): (&str, Metric, Option<i32>),
    comparator: Comparator,
    right: Object,
) -> StructuredClaim {
    let when =
        year.and_then(Year::new).map_or(When::Latest, |year| When::Year { year, month: None });
    StructuredClaim {
        left: Subject {
            regions: RegionSet::of(catalog.find_region(region).unwrap()),
            metrics: vec![metric],
            when,
            of: Statement::Level,
        },
        comparator,
        right,
        modal: Modal::Asserted,
        quantifier: Quantifier::All,
        negated: false,
        relative_tolerance: None,
    }
}

#[test]
fn structured_claims_are_judged_as_by_the_reference() {
    let catalog = seed::embedded().unwrap();
    let us = RegionSet::of(catalog.find_region("US").unwrap());
    let of_us = Referent { regions: Some(us), metric: None, year: None };
    let quantity = |value| Object::Quantity { value, unit: None };
    let generation = Metric::ElectricityGeneration;
    let growth = Object::Growth { ratio: 1.05, from: Year::new(2024), annual: false };
    let claims = [
        (
            "cn-generation-2030-over-12000",
            ("CN", generation, Some(2030)),
            Comparator::MoreThan,
            quantity(12000.0),
        ),
        (
            "cn-over-us-generation-2-4-2026",
            ("CN", generation, Some(2026)),
            Comparator::AtLeast,
            Object::Ratio { value: 2.4, of: of_us },
        ),
        (
            "cn-capacity-40000-gw",
            ("CN", Metric::InstalledCapacityOfficial, Some(2025)),
            Comparator::Equal,
            quantity(40000.0),
        ),
        ("cn-generation-grew-5-percent", ("CN", generation, Some(2025)), Comparator::Equal, growth),
        (
            "us-solar-share-free-year",
            ("US", Metric::RenewableShare, None),
            Comparator::LessThan,
            quantity(0.3),
        ),
    ];
    for want in golden()["structured"].as_array().unwrap() {
        let name = want["name"].as_str().unwrap();
        let (_, left, comparator, right) = claims.iter().find(|claim| claim.0 == name).unwrap();
        let claim = structured(&catalog, *left, *comparator, right.clone());
        let found = check(&catalog, Matter::Structured(claim));
        let expected = &want["expected"];
        assert_eq!(found.verdict.name(), expected["verdict"], "{name}");
        for (got, want) in found.readings.iter().zip(expected["readings"].as_array().unwrap()) {
            reading_matches(name, got, want);
        }
        let warned = expected["magnitude"]["warn"] == true;
        assert_eq!(found.magnitude.is_some(), warned, "{name}");
        if let Some(slip) = found.magnitude {
            close(name, slip.suggested, number(&expected["magnitude"]["suggested"]), CLOSED);
        }
    }
}

#[test]
fn projections_of_the_catalog_match_the_reference() {
    let catalog = seed::embedded().unwrap();
    let outlook = Outlook::new(&catalog, catalog.tables().scenarios.get("reference").unwrap());
    for want in golden()["projection"].as_array().unwrap() {
        let metric = Metric::from_name(want["metric"].as_str().unwrap()).unwrap();
        let region = catalog.find_region(want["region"].as_str().unwrap()).unwrap();
        let year = Year::new(i32::try_from(want["year"].as_i64().unwrap()).unwrap()).unwrap();
        let got = outlook.estimate(region, metric, year, None).unwrap();
        let what = format!("{} {metric} {year}", catalog.code(region));
        close(&what, got.law.median(), number(&want["median"]), CLOSED);
        close(&what, got.law.sigma(), number(&want["sigma"]), CLOSED);
        close(&what, got.law.quantile(0.1), number(&want["p10"]), CLOSED);
        close(&what, got.law.quantile(0.9), number(&want["p90"]), CLOSED);
    }
}

#[test]
fn verdict_bands_are_those_documented() {
    for (probability, verdict) in [
        (1.0, Verdict::Supported),
        (0.9, Verdict::Supported),
        (0.899, Verdict::Likely),
        (0.66, Verdict::Likely),
        (0.659, Verdict::TossUp),
        (0.33, Verdict::TossUp),
        (0.329, Verdict::Unlikely),
        (0.1, Verdict::Unlikely),
        (0.099, Verdict::Refuted),
        (0.0, Verdict::Refuted),
    ] {
        assert_eq!(Verdict::of(probability), verdict, "{probability}");
    }
}
