//! Cost comparisons against an independent reference: central values and
//! break-evens to 1e-6, sampled values within their tolerance.

use energycompute::model::catalog::Catalog;
use energycompute::model::cost::{self, Answer, Chip, Measure, Question, SiteSpec, Variable, Work};
use energycompute::model::estimate::Outlook;
use energycompute::model::sampling::Plan;
use energycompute::model::year::{Year, YearRange};
use energycompute::seed;
use serde_json::Value as Json;

use crate::golden::{close, number, read};

const POINT: f64 = 1e-6;

fn optional(value: &Json) -> Option<f64> {
    value.as_f64()
}

fn site<'c>(catalog: &'c Catalog, site: &Json) -> SiteSpec<'c> {
    let tables = catalog.tables();
    let preset = site["site"].as_str().map(|name| tables.sites.get(name).unwrap());
    let region = site["region"].as_str().and_then(|code| catalog.find_region(code));
    let chip = site["accelerator"].as_str().map(|name| tables.accelerators.get(name).unwrap());
    SiteSpec {
        id: site["id"].as_str().unwrap().to_owned(),
        preset,
        region: region.or_else(|| preset.map(|preset| preset.region)).unwrap(),
        price: optional(&site["electricity_price_usd_per_mwh"]),
        pue: optional(&site["pue"]),
        carbon_lifecycle: optional(&site["carbon_lifecycle_g_per_kwh"]),
        carbon_direct: optional(&site["carbon_direct_g_per_kwh"]),
        chip: chip.map(Chip::Listed),
        duty: optional(&site["duty"]),
        mfu: optional(&site["mfu"]),
        energy_scale: optional(&site["energy_per_flop_scale"]),
    }
}

fn question<'c>(catalog: &'c Catalog, request: &Json) -> Question<'c> {
    let sites: Vec<SiteSpec<'c>> =
        request["sites"].as_array().unwrap().iter().map(|each| site(catalog, each)).collect();
    let workload = &request["workload"];
    let work = if let Some(load) = optional(&workload["it_load_mw"]) {
        Work::ItLoad(load)
    } else if let Some(count) = optional(&workload["accelerator_count"]) {
        Work::Accelerators(count)
    } else if let Some(name) = workload["workload"].as_str() {
        Work::Named(catalog.tables().workloads.get(name).unwrap())
    } else {
        Work::Training(number(&workload["training_flop"]), optional(&workload["accelerators"]))
    };
    Question {
        sites,
        work,
        hours: optional(&request["hours"]).unwrap_or(8_760.0),
        years: request["year"].as_i64().map(|year| {
            let year = Year::new(i32::try_from(year).unwrap()).unwrap();
            YearRange::new(year, year).unwrap()
        }),
        baseline: 0,
        carbon_price: optional(&request["carbon_price_usd_per_tonne"]).unwrap_or(0.0),
        include_capital: request["include_capital"] != false,
        plan: Plan::default(),
    }
}

fn measure(name: &str) -> Option<Measure> {
    Some(match name {
        "accelerators" => Measure::Accelerators,
        "hours" => Measure::Hours,
        "it_energy_mwh" => Measure::ItEnergy,
        "energy_mwh" => Measure::Energy,
        "electricity_cost_usd" => Measure::Electricity,
        "lifecycle_emissions_tonnes" => Measure::Lifecycle,
        "direct_emissions_tonnes" => Measure::Direct,
        "carbon_cost_usd" => Measure::Carbon,
        "capital_cost_usd" => Measure::Capital,
        "operation_cost_usd" => Measure::Operation,
        "total_cost_usd" => Measure::Total,
        "delivered_exaflop_hours" => Measure::Delivered,
        "cost_per_exaflop_hour_usd" => Measure::CostOfCompute,
        "electricity_cost_per_exaflop_hour_usd" => Measure::ElectricityOfCompute,
        "electricity_share_of_total" => Measure::ElectricityShare,
        _ => return None,
    })
}

fn variable(name: &str) -> Variable {
    match name {
        "electricity_price_usd_per_mwh" => Variable::ElectricityPrice,
        "pue" => Variable::Pue,
        "energy_per_flop_scale" => Variable::EnergyPerFlop,
        "accelerator_price_usd" => Variable::AcceleratorPrice,
        "duty" => Variable::Duty,
        "carbon_price_usd_per_tonne" => Variable::CarbonPrice,
        other => panic!("unknown variable {other}"),
    }
}

fn points_match(name: &str, asked: &Question<'_>, answer: &Answer<'_>, want: &Json) {
    for (spec, site) in asked.sites.iter().zip(&answer.sites) {
        let want = &want["sites"][&spec.id];
        for (key, value) in want.as_object().unwrap() {
            let got = measure(key).and_then(|measure| site.central.get(measure));
            if let (Some(got), Some(want)) = (got, value.as_f64()) {
                close(&format!("{name} {} {key}", spec.id), got, want, POINT);
            }
        }
    }
    assert_eq!(asked.sites[answer.cheapest].id, want["cheapest"], "{name}");
}

fn break_evens_match(name: &str, asked: &Question<'_>, answer: &Answer<'_>, want: &Json) {
    let want = want["break_evens"].as_array().unwrap();
    assert_eq!(answer.break_evens.len(), want.len(), "{name}: {:?}", answer.break_evens);
    for want in want {
        let what = format!("{name} {} {}", want["site"], want["variable"]);
        let wanted = variable(want["variable"].as_str().unwrap());
        let got = answer
            .break_evens
            .iter()
            .find(|turn| turn.variable == wanted && asked.sites[turn.site].id == want["site"]);
        let got = got.unwrap_or_else(|| panic!("{what} is missing"));
        assert_eq!(got.value.is_some(), !want["value"].is_null(), "{what}: {got:?}");
        assert_eq!(Some(got.reachable), want["reachable"].as_bool(), "{what}: {got:?}");
        close(&what, got.current, number(&want["current"]), POINT);
        if let (Some(value), Some(expected)) = (got.value, want["value"].as_f64()) {
            close(&what, value, expected, POINT);
        }
    }
}

fn samples_match(name: &str, asked: &Question<'_>, answer: &Answer<'_>, want: &Json) {
    for (place, spec) in asked.sites.iter().enumerate() {
        let want = &want["sites"][&spec.id];
        let got = answer.sites[place].probability_cheapest;
        let expected = number(&want["probability_cheapest"]["value"]);
        assert!((got - expected).abs() <= 0.025, "{name} {} P: {got}, {expected}", spec.id);
        for (key, quantiles) in want["quantiles"].as_object().unwrap() {
            let drawn = measure(key).and_then(|measure| answer.sampled.get(place, measure));
            let drawn = drawn.unwrap_or_else(|| panic!("{name} {} has no {key}", spec.id));
            let got = drawn.quantiles(&[0.1, 0.5, 0.9]);
            for (got, (label, tolerance)) in
                got.into_iter().zip([("p10", 0.03), ("p50", 0.015), ("p90", 0.03)])
            {
                let what = format!("{name} {} {key} {label}", spec.id);
                close(&what, got, number(&quantiles[label]), tolerance);
            }
        }
    }
}

#[test]
fn every_comparison_matches_the_reference() {
    let catalog = seed::embedded().unwrap();
    let outlook = Outlook::new(&catalog, catalog.tables().scenarios.get("reference").unwrap());
    let golden = read(include_str!("../golden/costs.json"));
    for case in golden["cases"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let asked = question(&catalog, &case["request"]);
        let [year] = asked.periods()[..] else { panic!("{name}: one period") };
        let answer =
            cost::compare(&outlook, &asked, year).unwrap_or_else(|error| panic!("{name}: {error}"));
        points_match(name, &asked, &answer, &case["point"]);
        break_evens_match(name, &asked, &answer, &case["point"]);
        samples_match(name, &asked, &answer, &case["sampled"]);
    }
}
