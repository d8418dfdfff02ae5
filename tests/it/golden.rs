//! The independent reference numbers of the projection classes, to 1e-6.

use energycompute::model::distribution::{Law, Scale, t4_cdf, t4_quantile};
use energycompute::model::metric::Class;
use energycompute::model::projection::{State, add_block, combine, shift_growth, total};
use serde_json::Value;

/// Relative tolerance of closed forms.
const TOLERANCE: f64 = 1e-6;

pub(crate) fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("golden files are JSON")
}

pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().expect("golden values are numbers")
}

pub(crate) fn close(what: &str, got: f64, want: f64, tolerance: f64) {
    let scale = want.abs().max(1e-3);
    assert!((got - want).abs() <= tolerance * scale, "{what}: got {got}, want {want}");
}

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().expect("an object").iter()
}

fn class(name: &str) -> Class {
    match name {
        "generation" => Class::GenerationLike,
        "young" => Class::YoungTechnology,
        other => Class::from_name(other).expect("a known class"),
    }
}

fn values(case: &Value) -> Vec<f64> {
    each(&case["values"]).map(number).collect()
}

/// Compares a law with what is listed of it.
fn law_matches(what: &str, law: &Law, want: &Value) {
    close(&format!("{what} mu"), law.mu(), number(&want["mu"]), TOLERANCE);
    close(&format!("{what} sigma"), law.sigma(), number(&want["sigma"]), TOLERANCE);
    close(&format!("{what} median"), law.median(), number(&want["median"]), TOLERANCE);
    if let Some(mean) = want.get("mean_matched") {
        close(&format!("{what} mean"), law.moment_matched_mean(), number(mean), TOLERANCE);
    }
    for (p, value) in entries(&want["quantiles"]) {
        let p: f64 = p.parse().expect("a probability");
        close(&format!("{what} q{p}"), law.quantile(p), number(value), TOLERANCE);
    }
}

struct Golden {
    all: Value,
}

impl Golden {
    fn new() -> Self {
        Self { all: read(include_str!("../golden/projection.json")) }
    }

    /// The generation state of a country.
    fn state(&self, country: &Value) -> State {
        let case = each(&self.all["forecast"])
            .find(|case| case["country_iso"] == *country && case["class"] == "generation")
            .expect("the country has a history");
        State::fit(Class::GenerationLike, &values(case)).expect("a legal history")
    }

    fn horizon(case: &Value) -> i32 {
        case["horizon"].as_i64().and_then(|h| i32::try_from(h).ok()).expect("a horizon")
    }
}

#[test]
fn t4_matches_its_table() {
    let golden = Golden::new();
    for (t, want) in entries(&golden.all["t4"]["cdf"]) {
        close("cdf", t4_cdf(t.parse().unwrap()), number(want), TOLERANCE);
    }
    for (p, want) in entries(&golden.all["t4"]["quantile"]) {
        close("quantile", t4_quantile(p.parse().unwrap()), number(want), TOLERANCE);
    }
}

#[test]
fn states_and_forecasts_match() {
    let golden = Golden::new();
    for case in each(&golden.all["forecast"]) {
        let what = format!("{} {}", case["country_iso"], case["metric"]);
        let state = State::fit(class(case["class"].as_str().unwrap()), &values(case)).unwrap();
        close(&what, state.drift(), number(&case["state"]["d"]), TOLERANCE);
        close(&what, state.width(), number(&case["state"]["s"]), TOLERANCE);
        for (h, want) in entries(&case["horizon"]) {
            law_matches(&what, &state.ahead(h.parse().unwrap()), want);
        }
    }
}

#[test]
fn probabilities_of_claims_match() {
    let golden = Golden::new();
    for case in each(&golden.all["claim"]) {
        let law = golden.state(&case["country_iso"]).ahead(Golden::horizon(case));
        let threshold = number(&case["threshold"]);
        close("claim", law.at_least(threshold), number(&case["p_true"]), TOLERANCE);
    }
}

#[test]
fn ratios_match() {
    let golden = Golden::new();
    for case in each(&golden.all["ratio"]) {
        let h = Golden::horizon(case);
        let (a, b) = (golden.state(&case["num"]).ahead(h), golden.state(&case["den"]).ahead(h));
        let law = a.over(&b, number(&case["rho"])).expect("both on logs");
        law_matches("ratio", &law, case);
        close("P(>= 2)", law.at_least(2.0), number(&case["p_ge_2"]), TOLERANCE);
        close("P(>= 3)", law.at_least(3.0), number(&case["p_ge_3"]), TOLERANCE);
        let between = number(&case["p_between_1.75_and_2.25"]);
        close("P(1.75-2.25)", law.between(1.75, 2.25), between, TOLERANCE);
    }
}

#[test]
fn published_forecasts_combine_as_listed() {
    let golden = Golden::new();
    for case in each(&golden.all["combine"]) {
        let model = golden.state(&case["country_iso"]).ahead(Golden::horizon(case));
        let anchor =
            Law::around(Scale::Log, number(&case["anchor"]), number(&case["anchor_sigma"]));
        let (law, weight) = combine(&model, &anchor);
        close("weight", weight, number(&case["weight_anchor"]), TOLERANCE);
        law_matches("combination", &law, case);
    }
}

#[test]
fn growth_shifts_and_blocks_match() {
    let golden = Golden::new();
    for case in each(&golden.all["scenario"]) {
        let h = Golden::horizon(case);
        let model = golden.state(&case["country_iso"]).ahead(h);
        let shifted = shift_growth(&model, number(&case["growth_shift_per_year"]), h);
        law_matches("scenario", &add_block(&shifted, number(&case["added_twh"])), case);
    }
}

#[test]
fn bands_and_products_match() {
    let golden = Golden::new();
    let band = |pair: &Value| Law::from_bounds(number(&pair[0]), number(&pair[1]));
    let single = &golden.all["derived"][0];
    law_matches("band", &Law::from_bounds(number(&single["lo"]), number(&single["hi"])), single);

    // TWh a year times 1e12 over 8,760 h is W; times the other factors, FLOP/s.
    let product = &golden.all["derived"][1];
    let energy = Law::from_bounds(number(&single["lo"]), number(&single["hi"]));
    let power = energy.scaled(1e12 / 8760.0);
    let law = entries(&product["inputs_80_band"])
        .fold(power, |law, (_, factor)| law.times(&band(factor)).expect("on logs"));
    law_matches("product", &law, product);
}

#[test]
fn capacity_from_parts_matches() {
    let golden = read(include_str!("../golden/capacity_parts.json"));
    for case in each(&golden["cases"]) {
        let fit = |class, part: &Value| State::fit(class, &values(part)).unwrap();
        let states = [
            fit(Class::YoungTechnology, &case["solar"]),
            fit(Class::YoungTechnology, &case["wind"]),
            fit(Class::GenerationLike, &case["rest"]),
        ];
        for (h, want) in entries(&case["horizon"]) {
            let parts = states.map(|state| state.ahead(h.parse().unwrap()));
            for (part, median) in parts.iter().zip(each(&want["parts_median"])) {
                close("part", part.median(), number(median), TOLERANCE);
            }
            law_matches("total", &total(&parts), want);
        }
    }
}

#[test]
fn shares_on_log_odds_match() {
    let golden = read(include_str!("../golden/share.json"));
    for case in each(&golden["cases"]) {
        let state = State::fit(Class::Share, &values(case)).unwrap();
        close("drift", state.drift(), number(&case["state"]["d"]), TOLERANCE);
        close("scale", state.width(), number(&case["state"]["s"]), TOLERANCE);
        for (h, want) in entries(&case["horizon"]) {
            law_matches("share", &state.ahead(h.parse().unwrap()), want);
        }
    }
}
