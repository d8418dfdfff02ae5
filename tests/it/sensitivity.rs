//! AnalyzeSensitivity through the real client.

use crate::client::{analyze, check, project, told};

fn ask(region: &str, metric: &str, year: i32, rest: &str) -> String {
    format!(
        r#"{{"project":{{"regions":["{region}"],"metrics":["METRIC_{metric}"],"firstYear":{year},"lastYear":{year}{rest}}}}}"#
    )
}

#[tokio::test]
async fn drivers_come_by_falling_swing_and_solar_leads_chinese_capacity() {
    let reply = analyze(&ask("CN", "INSTALLED_CAPACITY", 2030, "")).await.unwrap();
    let swings: Vec<f64> = reply.drivers.iter().map(|driver| driver.swing).collect();
    assert!(swings.windows(2).all(|pair| pair[0] >= pair[1]), "{swings:?}");
    let parts: Vec<&str> = reply.drivers.iter().map(|driver| driver.parameter.as_str()).collect();
    for part in
        ["growth/CN/installed_capacity", "growth/CN/solar_capacity", "growth/CN/wind_capacity"]
    {
        assert!(parts.contains(&part), "{parts:?}");
    }
    for driver in &reply.drivers {
        assert!(driver.low < driver.central && driver.central < driver.high, "{driver:?}");
        assert!((driver.swing - (driver.answer_at_high - driver.answer_at_low).abs()).abs() < 1e-9);
    }
}

#[tokio::test]
async fn the_value_that_flips_the_threshold_does_so_when_fed_back() {
    let threshold = r#","threshold":{"value":12500}"#;
    let reply = analyze(&ask("CN", "ELECTRICITY_GENERATION", 2030, threshold)).await.unwrap();
    let driver = &reply.drivers[0];
    assert!(driver.flips);
    assert_eq!(reply.flipping_parameter, "growth/CN/electricity_generation");
    let fed_back = format!(
        r#"{{"regions":["CN"],"metrics":["METRIC_ELECTRICITY_GENERATION"],"firstYear":2030,"lastYear":2030,"options":{{"overrides":[{{"parameter":"{}","add":{}}}]}}}}"#,
        driver.parameter,
        driver.flips_at.unwrap()
    );
    let row = project(&fed_back).await.unwrap().rows.remove(0);
    let median = row.distribution.unwrap().median;
    assert!((median / 12_500.0 - 1.0).abs() < 1e-9, "{median}");
}

#[tokio::test]
async fn assumptions_are_varied_and_a_low_load_factor_makes_a_high_peak() {
    let reply = analyze(&ask("US", "DATA_CENTER_LOAD", 2024, "")).await.unwrap();
    let driver = &reply.drivers[0];
    assert_eq!(driver.parameter, "assumptions/dc_load_factor/WORLD");
    // 183 TWh over 8.76 and over 0.45 or 0.6
    assert!((driver.answer_at_low - 183.0 / 8.76 / 0.45).abs() < 1e-6, "{driver:?}");
    assert!((driver.answer_at_high - 183.0 / 8.76 / 0.6).abs() < 1e-6, "{driver:?}");
}

#[tokio::test]
async fn what_the_caller_has_fixed_is_not_varied() {
    let fixed = r#","computeInputs":{"aiShare":0.5},"options":{"overrides":[{"parameter":"assumptions/pue/CN","value":1.3}]}"#;
    let reply = analyze(&ask("CN", "SUPPORTABLE_COMPUTE", 2030, fixed)).await.unwrap();
    assert!(reply.drivers.iter().all(|driver| driver.parameter != "assumptions/pue/CN"));
    let free = r#","computeInputs":{"aiShare":0.5}"#;
    let reply = analyze(&ask("CN", "SUPPORTABLE_COMPUTE", 2030, free)).await.unwrap();
    assert!(reply.drivers.iter().any(|driver| driver.parameter == "assumptions/pue/CN"));
}

#[tokio::test]
async fn one_row_at_a_time() {
    let status = analyze("{}").await.unwrap_err();
    assert_eq!(told(&status).violations, ["question: REQUIRED"]);
    let json = r#"{"project":{"regions":["CN","US"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":2026,"lastYear":2030}}"#;
    let status = analyze(json).await.unwrap_err();
    assert_eq!(
        told(&status).violations,
        ["project.regions: ONE_ROW_NEEDED", "project.last_year: ONE_ROW_NEEDED"]
    );
    let json = r#"{"project":{"regions":["XX"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":2030,"lastYear":2030}}"#;
    assert_eq!(
        told(&analyze(json).await.unwrap_err()).violations,
        ["project.regions[0]: UNKNOWN_REGION"]
    );
}

#[tokio::test]
async fn a_verdict_hangs_on_the_growth_of_what_it_is_about() {
    let question = r#"{"check":{"text":"China will generate more than 12,500 TWh in 2028."}}"#;
    let reply = analyze(question).await.unwrap();
    let claim = reply.claim.unwrap();
    let driver = &reply.drivers[0];
    assert_eq!(driver.parameter, "growth/CN/electricity_generation");
    assert!(driver.answer_at_low < claim.probability.unwrap());
    assert!(driver.answer_at_high > claim.probability.unwrap());
    assert!(driver.verdict_at_low() > driver.verdict_at_high(), "refuted comes last");
    assert_eq!(reply.flipping_parameter, driver.parameter);
    // Fed back as an override, the value makes the claim as likely as not.
    let fed_back = format!(
        r#"{{"text":"China will generate more than 12,500 TWh in 2028.","options":{{"overrides":[{{"parameter":"{}","add":{}}}]}}}}"#,
        driver.parameter,
        driver.flips_at.unwrap()
    );
    let probability = check(&fed_back).await.unwrap().probability.unwrap();
    assert!((probability - 0.5).abs() < 1e-6, "{probability}");
}

#[tokio::test]
async fn a_claim_on_the_record_or_none_at_all_hangs_on_nothing() {
    for text in ["China generated 10,000 TWh in 2024.", "China will win the AI race."] {
        let question = format!(r#"{{"check":{{"text":"{text}"}}}}"#);
        let reply = analyze(&question).await.unwrap();
        assert!(reply.drivers.is_empty() && reply.flipping_parameter.is_empty(), "{text}");
        assert!(reply.claim.is_some());
    }
}

#[tokio::test]
async fn faults_of_a_claim_are_named_within_the_question() {
    let faulty = r#"{"check":{"text":"","relativeTolerance":7}}"#;
    let status = analyze(faulty).await.unwrap_err();
    let violations = told(&status).violations;
    assert_eq!(violations, ["check.relative_tolerance: OUT_OF_RANGE", "check.text: REQUIRED"]);
    let unknown = analyze(r#"{"check":{"claim":"claims/none-such"}}"#).await.unwrap_err();
    assert_eq!(told(&unknown).reason, "CLAIM_NOT_FOUND");
}
