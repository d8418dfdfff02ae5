//! ProjectSeries through the real client: numbers of an independent
//! implementation, and every way to ask wrongly.

use energycompute::wire::pb;
use prost::Message;
use serde_json::{Value, json};
use tonic::Code;

use crate::client::{projection, series, told};

fn close(what: &str, got: f64, want: f64) {
    assert!((got / want - 1.0).abs() <= 1e-6, "{what}: got {got}, want {want}");
}

/// Asks a golden case over the wire and compares its state and every row it knows.
async fn matches(case: &Value, class: &str) {
    let horizons = case["horizon"].as_object().unwrap();
    let last = horizons.keys().map(|h| h.parse::<i32>().unwrap()).max().unwrap();
    let known: Vec<&String> = horizons["1"]["quantiles"].as_object().unwrap().keys().collect();
    let quantiles: Vec<f64> = known.iter().map(|p| p.parse().unwrap()).collect();
    let asked = json!({
        "firstYear": case["first_year"], "values": case["values"], "horizonYears": last,
        "class": class, "quantiles": quantiles,
    });
    let reply = series(&asked.to_string()).await.unwrap();

    let state = reply.state.unwrap();
    close("drift", state.drift_per_year, case["state"]["d"].as_f64().unwrap());
    close("scale", state.scale_per_year, case["state"]["s"].as_f64().unwrap());
    let count = i32::try_from(case["values"].as_array().unwrap().len()).unwrap();
    let first = i32::try_from(case["first_year"].as_i64().unwrap()).unwrap();
    assert_eq!(state.last_year, first + count - 1);
    let years: Vec<i32> = reply.rows.iter().map(|row| row.year).collect();
    assert_eq!(years, (1..=last).map(|h| state.last_year + h).collect::<Vec<i32>>());

    for (h, want) in horizons {
        let row = &reply.rows[h.parse::<usize>().unwrap() - 1];
        assert_eq!(row.basis(), pb::Basis::Projected);
        assert_eq!(row.probability_at_least, None);
        let got = row.distribution.as_ref().unwrap();
        assert_eq!(got.unit(), pb::Unit::Unspecified);
        close(h, got.median, want["median"].as_f64().unwrap());
        for quantile in &got.quantiles {
            let p = quantile.probability.to_string();
            close(&format!("{h} {p}"), quantile.value, want["quantiles"][&p].as_f64().unwrap());
        }
    }
}

fn golden(text: &str, cases: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(text).unwrap();
    all[cases].as_array().unwrap().clone()
}

#[tokio::test]
async fn series_go_on_as_an_independent_implementation_says() {
    let cases = golden(include_str!("../golden/projection.json"), "forecast");
    let china = |case: &&Value| case["country_iso"] == "CHN" && case["metric"] == "generation";
    matches(cases.iter().find(china).unwrap(), "PROJECTION_CLASS_GENERATION_LIKE").await;
    for case in &cases {
        let class = match case["class"].as_str().unwrap() {
            "generation" => "PROJECTION_CLASS_GENERATION_LIKE",
            "carbon_intensity" => "PROJECTION_CLASS_CARBON_INTENSITY",
            "young" => "PROJECTION_CLASS_YOUNG_TECHNOLOGY",
            other => panic!("{other}"),
        };
        matches(case, class).await;
    }
}

#[tokio::test]
async fn shares_go_on_as_an_independent_implementation_says() {
    for case in golden(include_str!("../golden/share.json"), "cases") {
        matches(&case, "PROJECTION_CLASS_SHARE").await;
    }
}

fn asked(values: &str, class: &str, horizon: i32, rest: &str) -> String {
    format!(
        r#"{{"firstYear":2020,"values":{values},"class":"PROJECTION_CLASS_{class}","horizonYears":{horizon}{rest}}}"#
    )
}

#[tokio::test]
async fn a_threshold_at_the_median_is_even_and_probabilities_fall_with_it() {
    let values = "[100,104,107,113]";
    let reply = series(&asked(values, "GENERATION_LIKE", 3, "")).await.unwrap();
    let median = reply.rows[2].distribution.as_ref().unwrap().median;
    let mut last = 1.0;
    for (threshold, low, high) in
        [(0.0, 1.0, 1.0), (median * 0.9, 0.5, 1.0), (median, 0.5, 0.5), (1e18, 0.0, 1e-9)]
    {
        let rest = format!(r#","threshold":{threshold}"#);
        let reply = series(&asked(values, "GENERATION_LIKE", 3, &rest)).await.unwrap();
        let probability = reply.rows[2].probability_at_least.unwrap();
        let is_within = probability >= low - 1e-9 && probability <= high + 1e-9;
        assert!(is_within && probability <= last, "{threshold}: {probability}");
        last = probability;
    }
    let whole = asked("[0.4,0.5]", "SHARE", 5, r#","threshold":1"#);
    assert_eq!(series(&whole).await.unwrap().rows[4].probability_at_least, Some(0.0));
}

#[tokio::test]
async fn one_value_is_a_series() {
    let reply = series(&asked("[42]", "GENERATION_LIKE", 1, "")).await.unwrap();
    let known = reply.rows[0].distribution.clone().unwrap();
    // The drift and width of the class: 42 exp(0.02 * 0.97)
    close("median", known.median, 42.0 * libm::exp(0.0194));
    assert!(known.quantiles[0].value < known.median && known.median < known.quantiles[2].value);
}

#[tokio::test]
async fn years_past_the_tested_range_are_told_and_nothing_of_the_catalog_is() {
    for (class, horizon, expected) in [
        ("GENERATION_LIKE", 10, 0),
        ("GENERATION_LIKE", 11, 1),
        ("SHARE", 35, 1),
        ("YOUNG_TECHNOLOGY", 5, 0),
        ("YOUNG_TECHNOLOGY", 6, 1),
    ] {
        let reply = series(&asked("[0.1,0.2,0.3]", class, horizon, "")).await.unwrap();
        let run = reply.run.unwrap();
        let is_told = |warning: &&pb::Warning| warning.reason == "BEYOND_TESTED_RANGE";
        assert_eq!(run.warnings.iter().filter(is_told).count(), expected, "{class} {horizon}");
        assert_eq!(run.model_version, env!("CARGO_PKG_VERSION"));
        assert!(run.catalog_digest.is_empty() && run.scenario.is_empty());
    }
}

#[tokio::test]
async fn the_same_series_gives_the_same_bytes() {
    let request = asked("[0.31,0.33,0.38]", "SHARE", 35, r#","quantiles":[0.9,0.05,0.9,0.5]"#);
    let (one, other) = (series(&request).await.unwrap(), series(&request).await.unwrap());
    assert_eq!(one.encode_to_vec(), other.encode_to_vec());
    let told = one.rows[0].distribution.clone().unwrap().quantiles;
    assert_eq!(told.iter().map(|q| q.probability).collect::<Vec<_>>(), [0.05, 0.5, 0.9]);
}

#[tokio::test]
async fn wild_values_are_answered_with_finite_numbers_or_refused() {
    for class in ["GENERATION_LIKE", "CARBON_INTENSITY", "YOUNG_TECHNOLOGY"] {
        let wild: Vec<String> = ["1e18", "5e-324"].iter().map(ToString::to_string).collect();
        for values in [wild.join(","), vec![wild.join(","); 15].join(",")] {
            match series(&asked(&format!("[{values}]"), class, 10, "")).await {
                Ok(reply) => {
                    for known in reply.rows.iter().flat_map(|row| &row.distribution) {
                        let all = known.quantiles.iter().map(|q| q.value);
                        assert!(all.chain([known.median]).all(f64::is_finite), "{class}");
                    }
                }
                Err(status) => {
                    let told = told(&status);
                    assert_eq!(
                        (told.code, told.reason.as_str()),
                        (Code::OutOfRange, "RESULT_NOT_FINITE")
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn malformed_series_are_refused_whole() {
    let many = format!("[{}]", vec!["1"; 201].join(","));
    let quantiles = format!(r#","quantiles":[{}]"#, vec!["0.5"; 26].join(","));
    let invalid = (Code::InvalidArgument, "INVALID_REQUEST");
    let years = (Code::OutOfRange, "YEAR_OUT_OF_RANGE");
    let first =
        |year: i32| asked("[1,2]", "GENERATION_LIKE", 5, "").replace("2020", &year.to_string());
    for (json, (code, reason), violations) in [
        (
            "{}".to_owned(),
            invalid,
            &[
                "first_year: REQUIRED",
                "class: REQUIRED",
                "values: REQUIRED",
                "horizon_years: REQUIRED",
            ][..],
        ),
        (
            asked(
                r#"[1,0,-3,"NaN","Infinity",1e19]"#,
                "PRICE",
                36,
                r#","threshold":-1,"quantiles":[0.5,1]"#,
            ),
            invalid,
            &[
                "class: CLASS_NOT_ALLOWED",
                "values[1]: OUT_OF_RANGE",
                "values[2]: OUT_OF_RANGE",
                "values[3]: NOT_FINITE",
                "values[4]: NOT_FINITE",
                "values[5]: OUT_OF_RANGE",
                "horizon_years: OUT_OF_RANGE",
                "threshold: OUT_OF_RANGE",
                "quantiles[1]: OUT_OF_RANGE",
            ],
        ),
        (
            asked("[0.2,1,1.2]", "SHARE", 5, r#","threshold":38"#),
            invalid,
            &["values[1]: OUT_OF_RANGE", "values[2]: OUT_OF_RANGE", "threshold: OUT_OF_RANGE"],
        ),
        (
            asked(&many, "GENERATION_LIKE", -1, &quantiles),
            invalid,
            &["values: TOO_MANY", "horizon_years: OUT_OF_RANGE", "quantiles: TOO_MANY"],
        ),
        (
            asked("[1,2]", "GENERATION_LIKE", 5, r#","threshold":"NaN""#),
            invalid,
            &["threshold: NOT_FINITE"],
        ),
        (first(1899), years, &["first_year: YEAR_OUT_OF_RANGE"]),
        (first(2061), years, &["first_year: YEAR_OUT_OF_RANGE"]),
        (first(2060), years, &["values: YEAR_OUT_OF_RANGE"]),
        (asked("[1,2]", "YOUNG_TECHNOLOGY", 11, ""), years, &["horizon_years: YEAR_OUT_OF_RANGE"]),
        (
            asked("[1,0]", "YOUNG_TECHNOLOGY", 11, ""),
            invalid,
            &["values[1]: OUT_OF_RANGE", "horizon_years: YEAR_OUT_OF_RANGE"],
        ),
    ] {
        let told = told(&series(&json).await.unwrap_err());
        assert_eq!((told.code, told.reason.as_str()), (code, reason), "{json}");
        assert_eq!(told.violations, violations, "{json}");
    }
    for class in ["AI_COMPUTE", "ANCHOR_ONLY", "NONE"] {
        let status = series(&asked("[1,2]", class, 5, "")).await.unwrap_err();
        assert_eq!(told(&status).violations, ["class: CLASS_NOT_ALLOWED"]);
        assert!(status.message().contains("PROJECTION_CLASS_SHARE"), "{status}");
    }
    // JSON has no way to say an unknown class; a newer client's bytes have.
    let newer = pb::ProjectSeriesRequest {
        first_year: 2020,
        values: vec![1.0],
        class: 99,
        horizon_years: 1,
        ..Default::default()
    };
    let status = projection().project_series(newer).await.unwrap_err();
    assert_eq!(told(&status).violations, ["class: UNKNOWN_ENUM_VALUE"]);
}
