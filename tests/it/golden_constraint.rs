//! Limits of compute against an independent reference: closed forms to 1e-6,
//! sampled values within their tolerance.

use energycompute::model::catalog::{Band, Catalog, RegionId};
use energycompute::model::constraint::{
    self, Agreement, Amount, Answer, Binding, Closed, Lumped, Question, Row,
};
use energycompute::model::distribution::Law;
use energycompute::model::estimate::Outlook;
use energycompute::model::overrides::{Change, Overrides};
use energycompute::model::sampling::Plan;
use energycompute::model::year::{Year, YearRange};
use energycompute::seed;
use serde_json::Value as Json;
use std::sync::LazyLock;

use crate::golden::{close, number, read};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| seed::embedded().unwrap());
static GOLDEN: LazyLock<Json> = LazyLock::new(|| read(include_str!("../golden/constraint.json")));

const POINT: f64 = 1e-6;

fn outlook(scenario: &str) -> Outlook<'static> {
    Outlook::new(&CATALOG, CATALOG.tables().scenarios.get(scenario).unwrap())
}

fn region(code: &Json) -> RegionId {
    CATALOG.find_region(code.as_str().unwrap()).unwrap()
}

fn year(value: &Json) -> Year {
    Year::new(i32::try_from(value.as_i64().unwrap()).unwrap()).unwrap()
}

fn each(value: &Json) -> impl Iterator<Item = &Json> {
    value.as_array().unwrap().iter()
}

fn ask(region: RegionId, years: YearRange) -> Question {
    Question {
        regions: vec![region],
        years,
        ai_power: Vec::new(),
        compare: None,
        plan: Plan::default(),
        is_full: false,
    }
}

fn first_row<'c>(outlook: &Outlook<'c>, question: &Question) -> Row<'c> {
    constraint::project(outlook, question).unwrap().rows.into_iter().next().unwrap()
}

/// The row of a golden entry, and what to call it.
fn row_of<'c>(outlook: &Outlook<'c>, want: &Json) -> (String, Row<'c>) {
    let question = Question {
        is_full: true,
        ..ask(region(&want["region"]), YearRange::only(year(&want["year"])))
    };
    let what = format!("{} {} {}", outlook.scenario(), want["region"], want["year"]);
    (what, first_row(outlook, &question))
}

fn law_matches(what: &str, law: &Law, want: &Json) {
    close(&format!("{what} mu"), law.mu(), number(&want["mu"]), POINT);
    close(&format!("{what} sigma"), law.sigma(), number(&want["sigma"]), POINT);
    for p in ["0.1", "0.5", "0.9"] {
        let got = law.quantile(p.parse().unwrap());
        close(&format!("{what} {p}"), got, number(&want[p]), POINT);
    }
}

fn median_matches(what: &str, law: &Law, want: &Json) {
    close(&format!("{what} median"), law.median(), number(&want["median"]), POINT);
    close(&format!("{what} sigma"), law.sigma(), number(&want["sigma"]), POINT);
}

fn quantiles_match(what: &str, amount: &Amount, want: &Json, is_close: impl Fn(f64, f64) -> bool) {
    let got = amount.quantiles(&[0.1, 0.5, 0.9]);
    for (got, p) in got.into_iter().zip(["0.1", "0.5", "0.9"]) {
        let want = number(&want[p]);
        assert!(is_close(got, want), "{what} {p}: got {got}, want {want}");
    }
}

fn exactly(got: f64, want: f64) -> bool {
    (got - want).abs() <= POINT * want.abs()
}

fn closed_matches(what: &str, closed: &Closed, want: &Json) {
    law_matches(&format!("{what} chips"), &closed.chips_limited, &want["chips_limited"]);
    law_matches(&format!("{what} power"), &closed.power_limited, &want["power_limited"]);
    law_matches(&format!("{what} ratio"), &closed.power_to_chips, &want["power_to_chips"]);
    median_matches(&format!("{what} GW"), &closed.ai_power, &want["ai_power_gw"]);
    median_matches(&format!("{what} W"), &closed.facility, &want["facility_w_per_tflop"]);
    let lesser = format!("{what} achievable");
    quantiles_match(&lesser, &closed.achievable(), &want["achievable_independent"], exactly);
    let parts = closed.medians.parts.as_ref().unwrap();
    let (spare, extra) = closed.medians.spare(parts);
    let of_power = &want["ai_power_gw"]["parts"];
    for (name, got, want) in [
        ("P", closed.probability_power_binds(), &want["probability_power_binds"]),
        ("running", parts.running, &of_power["running"]),
        ("grid", parts.grid, &of_power["grid"]),
        ("onsite", parts.onsite, &of_power["onsite"]),
        ("conversion", parts.conversion, &of_power["conversion"]),
        ("headroom", parts.room, &want["headroom_gw"]),
        ("wanted", parts.connectable, &want["grid_wanted_gw"]),
        ("cap", parts.carried, &want["grid_cap_gw"]),
        ("spare", spare, &want["spare_power_gw"]),
        ("extra", extra, &want["extra_eflops_if_spare_used"]),
        ("idle", closed.medians.idle_power(), &want["idle_ai_power_gw"]),
        ("unpowered", closed.medians.unpowered(), &want["unpowered_eflops"]),
    ] {
        close(&format!("{what} {name}"), got, number(want), POINT);
    }
    let binding =
        if closed.probability_power_binds() >= 0.5 { Binding::Power } else { Binding::Chips };
    assert_eq!(format!("{binding:?}").to_uppercase(), want["binding"], "{what}");
}

#[test]
fn every_closed_form_matches_the_reference() {
    for want in each(&GOLDEN["rows"]) {
        let outlook = outlook(want["scenario"].as_str().unwrap());
        let (what, row) = row_of(&outlook, want);
        closed_matches(&what, &row.closed, want);
    }
}

#[test]
fn one_region_above_another_matches_the_quadrature() {
    for want in each(&GOLDEN["quadrature"]) {
        let outlook = outlook(want["scenario"].as_str().unwrap());
        let of = |code: &str| {
            let asked =
                ask(CATALOG.find_region(code).unwrap(), YearRange::only(year(&want["year"])));
            first_row(&outlook, &asked).closed
        };
        let (china, states) = (of("CN"), of("US"));
        // Drawn with what the regions share, and from parts: a little off the closed form.
        let [a, b] = ["CN", "US"].map(|code| CATALOG.find_region(code).unwrap());
        let asked = ask(b, YearRange::only(year(&want["year"])));
        let question = Question { compare: Some((a, b)), ..asked };
        let drawn = constraint::project(&outlook, &question).unwrap().comparisons;
        let [(_, drawn)] = drawn[..] else { panic!("one year") };
        let quadrature = number(&want["probability_CN_achievable_above_US"]);
        assert!((drawn - quadrature).abs() < 0.005, "drawn {drawn}, want {quadrature}");
        let above = |a: &Law, b: &Law| Amount::Closed(*a).exceeds(&Amount::Closed(*b));
        let two = &want["probability_power_binds_two_independent_t4"];
        for (what, got, want) in [
            (
                "achievable",
                china.achievable().exceeds(&states.achievable()),
                &want["probability_CN_achievable_above_US"],
            ),
            ("US binds", above(&states.chips_limited, &states.power_limited), &two["US"]),
            ("CN binds", above(&china.chips_limited, &china.power_limited), &two["CN"]),
        ] {
            let want = number(want);
            assert!((got - want).abs() < 1e-4, "{what}: got {got}, want {want}");
        }
        for (what, law, want) in [
            (
                "chips",
                china.chips_limited.over(&states.chips_limited, 0.0),
                &want["probability_CN_chips_above_US_chips"],
            ),
            (
                "power",
                china.power_limited.over(&states.power_limited, 0.0),
                &want["probability_CN_power_limited_above_US_power_limited"],
            ),
        ] {
            close(what, law.unwrap().at_least(1.0), number(want), POINT);
        }
    }
}

fn sampled_row_matches(what: &str, row: &Row<'_>, want: &Json) {
    let parts = row.parts.as_ref().unwrap();
    for (name, got) in [
        ("probability_power_binds", row.probability_power_binds),
        ("probability_generation_caps_grid", parts.probability_generation_caps_grid),
        (
            "probability_power_binds_only_through_generation",
            parts.probability_only_through_generation,
        ),
    ] {
        let want = number(&want[name]);
        assert!((got - want).abs() <= 0.01, "{what} {name}: got {got}, want {want}");
    }
    let within = |got: f64, want: f64| (got - want).abs() <= 0.03 * want;
    quantiles_match(&format!("{what} achievable"), &row.achievable, &want["achievable"], within);
    let within = |got: f64, want: f64| (got - want).abs() <= (0.05 * want).max(3.0);
    quantiles_match(&format!("{what} spare"), &parts.spare_power, &want["spare_power_gw"], within);
}

#[test]
fn every_sampled_value_lies_within_its_tolerance() {
    let years = YearRange::new(Year::new(2026).unwrap(), Year::new(2030).unwrap()).unwrap();
    for (scenario, regions) in GOLDEN["sampled"].as_object().unwrap() {
        let outlook = outlook(scenario);
        for (code, want) in regions.as_object().unwrap() {
            let question = ask(CATALOG.find_region(code).unwrap(), years);
            let answer: Answer<'_> = constraint::project(&outlook, &question).unwrap();
            assert_eq!(answer.rows.len(), 5);
            for row in &answer.rows {
                let what = format!("{scenario} {code} {}", row.year);
                sampled_row_matches(&what, row, &want[row.year.to_string()]);
            }
            let [(_, got)] = answer.any_year[..] else { panic!("one region") };
            let want = number(&want["probability_power_binds_in_any_of_these_years"]);
            assert!((got - want).abs() <= 0.01, "{scenario} {code}: got {got}, want {want}");
        }
    }
}

#[test]
fn what_claims_are_judged_by_matches_the_reference() {
    let china = CATALOG.find_region("CN").unwrap();
    for scenario in ["reference", "chips_catch_up"] {
        let outlook = outlook(scenario);
        for want in each(&GOLDEN["claims"][scenario]["export_controls_lose_significance"]) {
            let got = constraint::cost_of_controls(&outlook, china, year(&want["year"])).unwrap();
            for (what, got, want) in [
                ("without", got.without, &want["without_controls_median"]),
                ("with", got.with, &want["with_controls_median"]),
                ("loss", got.median(), &want["median_loss"]),
                ("mu", got.kept.mu(), &want["mu"]),
                ("sigma", got.kept.sigma(), &want["sigma"]),
                ("below", got.below(0.25), &want["probability_loss_below_0.25"]),
            ] {
                close(&format!("{scenario} {what}"), got, number(want), POINT);
            }
        }
    }
    let want = &GOLDEN["claims"]["china_exceeds_us_2030_break_even"];
    let states = CATALOG.find_region("US").unwrap();
    let year = Year::new(2030).unwrap();
    let got = constraint::growth_to_exceed(&outlook("reference"), (china, states), year).unwrap();
    assert_eq!(got.parameter, want["parameter"]);
    close("growth", got.value.unwrap(), number(&want["value"]), POINT);
    close("current", got.current, number(&want["current"]), POINT);
    close("power", got.power_gw, number(&want["power_it_would_need_gw_at_chinese_fleet"]), POINT);
}

#[test]
fn every_override_matches_the_reference() {
    for want in each(&GOLDEN["overrides"]) {
        let outlook = outlook("reference");
        let mut overrides = Overrides::default();
        for change in each(&want["overrides"]) {
            let how = match (change["value"].as_f64(), change["scale"].as_f64()) {
                (Some(value), _) => Change::Value(value),
                (_, scale) => Change::Scale(scale.unwrap()),
            };
            overrides
                .set(&CATALOG, "reference", change["parameter"].as_str().unwrap(), how)
                .unwrap();
        }
        let question = ask(region(&want["region"]), YearRange::only(year(&want["year"])));
        let answer = constraint::project(&outlook.with(&overrides), &question).unwrap();
        let base = answer.base.unwrap();
        let what = want["overrides"].to_string();
        let p = |rows: &[Row<'_>]| rows[0].closed.probability_power_binds();
        close(&what, p(&answer.rows), number(&want["changed_probability"]), POINT);
        close(&what, p(&base.rows), number(&want["base_probability"]), POINT);
        let power = &answer.rows[0].closed.ai_power;
        close(&what, power.median(), number(&want["ai_power_gw"]["median"]), POINT);
        close(&what, power.sigma(), number(&want["ai_power_gw"]["sigma"]), POINT);
    }
}

#[test]
fn every_break_even_matches_and_levels_the_odds_when_fed_back() {
    for want in each(&GOLDEN["break_evens"]) {
        let outlook = outlook("reference");
        let (what, row) = row_of(&outlook, want);
        let items = want["items"].as_array().unwrap();
        assert_eq!(row.break_evens.len(), items.len(), "{what}: {:?}", row.break_evens);
        for item in items {
            let what = format!("{what} {}", item["parameter"]);
            let got = row.break_evens.iter().find(|of| item["parameter"] == of.parameter).unwrap();
            close(&what, got.value.unwrap(), number(&item["value"]), POINT);
            close(&what, got.current, number(&item["current"]), POINT);
            assert_eq!(Some(got.reachable), item["reachable"].as_bool(), "{what}");
            if !got.reachable {
                continue;
            }
            let mut overrides = Overrides::default();
            let change = Change::Value(got.value.unwrap());
            overrides.set(&CATALOG, "reference", &got.parameter, change).unwrap();
            let again = row_of(&outlook.with(&overrides), want).1.closed.probability_power_binds();
            close(&what, again, number(&item["fed_back_probability"]), 1e-9);
        }
    }
}

#[test]
fn every_driver_matches_the_reference() {
    for want in each(&GOLDEN["drivers"]) {
        let (what, row) = row_of(&outlook("reference"), want);
        let moves = |item: &&Json| number(&item["swing"]) > 0.0;
        let items: Vec<&Json> = each(&want["items"]).filter(moves).collect();
        let names: Vec<&str> = row.drivers.iter().map(|of| of.parameter.as_str()).collect();
        let wanted: Vec<&str> = items.iter().map(|of| of["parameter"].as_str().unwrap()).collect();
        assert_eq!(names, wanted, "{what}");
        for (got, item) in row.drivers.iter().zip(items) {
            let what = format!("{what} {}", got.parameter);
            close(&what, got.low, number(&item["low"]), POINT);
            close(&what, got.high, number(&item["high"]), POINT);
            close(&what, got.at_low, number(&item["probability_at_low"]), POINT);
            close(&what, got.at_high, number(&item["probability_at_high"]), POINT);
            close(&what, got.swing(), number(&item["swing"]), POINT);
            assert_eq!(Some(got.flips), item["flips"].as_bool(), "{what}");
        }
    }
}

#[test]
fn power_given_whole_has_a_closed_form() {
    for want in each(&GOLDEN["lumped"]) {
        let band: Vec<f64> = each(&want["ai_power_gw"]).map(number).collect();
        let [low, central, high] = band[..] else { panic!("a band") };
        let (region, year) = (region(&want["region"]), year(&want["year"]));
        let lumped = Lumped { region, year, band: Band { low, central, high } };
        let question = Question { ai_power: vec![lumped], ..ask(region, YearRange::only(year)) };
        let answer = constraint::project(&outlook("reference"), &question).unwrap();
        assert_eq!(answer.draws, 0);
        let row = &answer.rows[0];
        let Amount::Closed(power) = &row.power_limited else { panic!("not closed") };
        law_matches("lumped", power, &want["power_limited"]);
        close(
            "lumped",
            row.probability_power_binds,
            number(&want["probability_power_binds"]),
            POINT,
        );
        quantiles_match("lumped", &row.achievable, &want["achievable_independent"], exactly);
    }
}

#[test]
fn published_totals_stand_as_in_the_reference() {
    let years = YearRange::new(Year::new(2025).unwrap(), Year::new(2030).unwrap()).unwrap();
    let regions = ["US", "CN"].map(|code| CATALOG.find_region(code).unwrap()).to_vec();
    let question = Question { regions, ..ask(region(&Json::from("US")), years) };
    let answer = constraint::project(&outlook("reference"), &question).unwrap();
    for want in each(&GOLDEN["consistency"]) {
        let found = answer.consistency.iter().find(|of| {
            of.region == region(&want["region"])
                && of.year == year(&want["year"])
                && (of.published_twh - number(&want["published_twh"])).abs() < 1e-9
        });
        let what = want["published"].as_str().unwrap();
        let got = found.unwrap_or_else(|| panic!("{what} is missing"));
        close(what, got.ai_power_gw, number(&want["model_ai_gw"]), POINT);
        let (all, others) =
            (number(&want["model_ai_twh"]), number(&want["non_ai_twh_held_at_2025"]));
        close(what, got.model_twh, all + others, POINT);
        close(what, got.ratio, number(&want["ratio"]), POINT);
        let flag = match got.agreement {
            Agreement::Consistent => "consistent",
            Agreement::High => "INCONSISTENT_HIGH",
            Agreement::Low => "INCONSISTENT_LOW",
        };
        assert_eq!(want["flag"], flag, "{what}");
    }
}

#[test]
fn spare_power_feeds_what_supportable_compute_says() {
    let [supportable, recorded] = each(&GOLDEN["identities"]).collect::<Vec<_>>()[..] else {
        panic!("two identities")
    };
    let want = serde_json::json!({ "region": "US", "year": 2028 });
    let row = row_of(&outlook("reference"), &want).1;
    let fed = 40.0 * 1e3 / row.closed.facility.median();
    close("supportable", fed, number(&supportable["supportable_installed_eflops"]), POINT);

    // The growth of 2022-2025 carried on, and the power that it would take.
    let mut overrides = Overrides::default();
    for (name, value) in [("chips_stock", 14_840.0), ("chips_growth", 3.3), ("chips_damping", 0.9)]
    {
        let path = format!("constraint/{name}/US");
        overrides.set(&CATALOG, "reference", &path, Change::Value(value)).unwrap();
    }
    let want = serde_json::json!({ "region": "US", "year": 2030 });
    let row = row_of(&outlook("reference").with(&overrides), &want).1;
    let chips = row.closed.chips_limited.median();
    close("recorded growth", chips, number(&recorded["eflops"]), POINT);
    let power = chips * row.closed.facility.median() / 1e3;
    close("its power", power, number(&recorded["facility_gw"]), POINT);
}
