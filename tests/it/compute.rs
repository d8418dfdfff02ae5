//! ProjectCompute, and what else answers by it, through the real client.

use energycompute::wire::pb;
use energycompute::wire::pb::{BindingLimit, ConsistencyFlag, Verdict};
use tonic::Code;

use crate::client::{Told, analyze, check, compute, told};

/// What 4,096 draws leave open of a probability.
const DRAWN: f64 = 0.02;

async fn rows(regions: &str, first: i32, last: i32, rest: &str) -> pb::ProjectComputeResponse {
    compute(&format!(r#"{{"regions":[{regions}],"firstYear":{first},"lastYear":{last}{rest}}}"#))
        .await
        .unwrap()
}

fn median(of: Option<&pb::Distribution>) -> f64 {
    of.unwrap().median
}

fn near(what: &str, got: f64, want: f64, tolerance: f64) {
    assert!((got - want).abs() <= tolerance, "{what}: {got}, not {want}");
}

fn names(told: &Told, field: &str) -> bool {
    told.violations.iter().any(|found| found.starts_with(&format!("{field}: ")))
}

#[tokio::test]
async fn power_binds_in_america_and_chips_in_china() {
    let reply = rows(r#""US","CN""#, 2026, 2030, "").await;
    let order: Vec<_> = reply.rows.iter().map(|row| (row.region.as_str(), row.year)).collect();
    let years = 2026..=2030;
    let expected = ["US", "CN"].map(|region| years.clone().map(move |year| (region, year)));
    assert_eq!(order, expected.into_iter().flatten().collect::<Vec<_>>());
    for (at, want) in
        [0.70, 0.74, 0.71, 0.67, 0.63, 0.03, 0.04, 0.05, 0.07, 0.09].iter().enumerate()
    {
        let row = &reply.rows[at];
        near(&format!("{} {}", row.region, row.year), row.probability_power_binds, *want, DRAWN);
        let binding = if *want > 0.5 { BindingLimit::Power } else { BindingLimit::Chips };
        assert_eq!(row.binding(), binding);
        for (quantile, of) in row.achievable.as_ref().unwrap().quantiles.iter().zip(0..) {
            for limit in [&row.chips_limited, &row.power_limited] {
                assert!(quantile.value <= limit.as_ref().unwrap().quantiles[of].value);
            }
        }
        assert!(row.parts.is_none() && row.drivers.is_empty(), "told in full only");
    }
    // 13 000 x 2.5 = 32 500 EFLOP/s of chips.
    near("chips", median(reply.rows[0].chips_limited.as_ref()) / 32_500.0, 1.0, 0.01);
    near("some year", reply.any_year_probability[0].probability, 0.79, DRAWN);
    let run = reply.run.unwrap();
    assert_eq!(run.sample_count, 4_096);
    assert!(run.assumptions.iter().any(|of| of.parameter == "constraint/chips_growth/US"));
    assert!(run.assumptions.iter().all(|of| reply.sources.contains_key(&of.source)));
}

#[tokio::test]
async fn power_that_is_given_is_answered_in_closed_form() {
    let given = r#","aiPowerGw":[{"region":"US","year":2028,"low":40,"central":50,"high":62.5}]"#;
    let reply = rows(r#""US""#, 2028, 2028, given).await;
    let row = &reply.rows[0];
    assert_eq!(reply.run.unwrap().sample_count, 0);
    assert!(row.spare_power_gw.is_none() && row.probability_generation_caps_grid.is_none());
    // 50 GW x 1000 / 0.6749 W per TFLOP/s (1.08 x 1.26^-3 x 1.25) = 74 090 EFLOP/s.
    let watts = 1.08 / (1.26 * 1.26 * 1.26) * 1.25;
    near("W", median(row.facility_w_per_tflop.as_ref()) / watts, 1.0, 1e-3);
    near("power", median(row.power_limited.as_ref()) / (5e4 / watts), 1.0, 1e-3);
}

#[tokio::test]
async fn a_full_view_tells_parts_drivers_and_what_would_turn_it() {
    let reply = rows(r#""US""#, 2028, 2028, r#","options":{"view":"VIEW_FULL"}"#).await;
    let row = &reply.rows[0];
    let parts = row.parts.as_ref().unwrap();
    let parts = [&parts.running, &parts.grid, &parts.onsite, &parts.conversion];
    let sum: f64 = parts.map(|part| median(part.as_ref())).iter().sum();
    near("sum of medians", sum / median(row.ai_power_gw.as_ref()), 1.0, 0.05);
    assert!(row.drivers.is_sorted_by(|a, b| a.swing >= b.swing));
    assert_eq!(row.drivers[0].parameter, "constraint/chips_growth/US");
    assert!(row.drivers[0].flips, "alone it flips 2028");
    let turn = |name: &str| row.break_evens.iter().find(|of| of.parameter.contains(name)).unwrap();
    near("chips_growth", turn("chips_growth").value.unwrap(), 2.20, 0.005);
    assert!(!turn("pue_ai").reachable, "0.91 is no PUE");
    // The value fed back leaves both limits level.
    let back = format!(
        r#","options":{{"overrides":[{{"parameter":"constraint/chips_growth/US","value":{}}}]}}"#,
        turn("chips_growth").value.unwrap()
    );
    let row = rows(r#""US""#, 2028, 2028, &back).await.rows.remove(0);
    // Level at the medians; the sum of parts is skewed.
    near("fed back", row.probability_power_binds, 0.5, 0.03);
    let base = row.base.unwrap();
    near("before", base.probability_power_binds, 0.71, DRAWN);
    assert!(base.probability_difference < -0.1);
    assert!(median(base.achievable_difference.as_ref()) < 0.0, "fewer chips give no more");
}

#[tokio::test]
async fn overrides_move_the_answer_the_way_they_should() {
    let of = |region: &str, parameter: &str, value: f64| {
        let rest = format!(
            r#","options":{{"overrides":[{{"parameter":"constraint/{parameter}","value":{value}}}]}}"#
        );
        let region = format!("\"{region}\"");
        async move { rows(&region, 2028, 2028, &rest).await.rows.remove(0) }
    };
    // Twice the increase of China's chips: 1.7 becomes 2.4 a year.
    let chips = of("CN", "chips_growth/CN", 2.4).await;
    let before = chips.base.as_ref().unwrap();
    assert!(chips.probability_power_binds > before.probability_power_binds + 0.05);
    assert!(median(chips.achievable.as_ref()) > median(before.achievable.as_ref()));
    let grid = of("US", "grid_pace/US", 20.0).await;
    let before = grid.base.as_ref().unwrap();
    assert!(grid.probability_power_binds < before.probability_power_binds - 0.05);
    let spare = median(grid.spare_power_gw.as_ref());
    let reply = rows(r#""US""#, 2028, 2028, "").await;
    assert!(
        spare < median(reply.rows[0].spare_power_gw.as_ref()),
        "what is connected is not spare"
    );
}

#[tokio::test]
async fn china_does_not_exceed_america_and_totals_that_contradict_are_named() {
    let compare = r#","compare":{"region":"CN","baselineRegion":"US"}"#;
    let reply = rows(r#""US""#, 2028, 2030, compare).await;
    assert_eq!(reply.comparisons.len(), 3);
    assert!(reply.comparisons.iter().all(|of| of.probability_exceeds < 0.01));
    let iea = "anchors/iea-2025-04-10-us-data-center-electricity-2030";
    let of = reply.consistency.iter().find(|of| of.published == iea).unwrap();
    assert_eq!(of.flag(), ConsistencyFlag::High);
    // 84 GW x 0.55 x 8.76 + 130 TWh = 535 TWh, over 426.
    near("ratio", of.ratio, 535.0 / 426.0, 0.01);
    let warnings = reply.run.unwrap().warnings;
    assert!(warnings.iter().any(|warning| warning.message.contains(iea)), "{warnings:?}");
}

#[tokio::test]
async fn what_cannot_be_answered_is_refused_by_its_field() {
    for (json, code, reason, field) in [
        ("{}", Code::InvalidArgument, "INVALID_REQUEST", "regions"),
        (
            r#"{"regions":["DE"],"firstYear":2026,"lastYear":2026}"#,
            Code::FailedPrecondition,
            "NO_BASE_FIGURE",
            "",
        ),
        (
            r#"{"regions":["US"],"firstYear":2026,"lastYear":2026,"options":{"scenario":"article"}}"#,
            Code::FailedPrecondition,
            "NO_BASE_FIGURE",
            "",
        ),
        (
            r#"{"regions":["US"],"firstYear":2030,"lastYear":2036}"#,
            Code::OutOfRange,
            "YEAR_OUT_OF_RANGE",
            "",
        ),
        (
            r#"{"regions":["XX"],"firstYear":2026,"lastYear":2026}"#,
            Code::InvalidArgument,
            "UNKNOWN_REGION",
            "regions[0]",
        ),
        (
            r#"{"regions":["US"],"firstYear":2026,"lastYear":2026,"aiPowerGw":[{"region":"US","year":2026,"low":9,"central":8,"high":10}]}"#,
            Code::InvalidArgument,
            "INVALID_REQUEST",
            "ai_power_gw[0].central",
        ),
        (
            r#"{"regions":["US"],"firstYear":2026,"lastYear":2026,"aiPowerGw":[{"region":"CN","year":2026,"low":8,"central":8,"high":8}]}"#,
            Code::InvalidArgument,
            "INVALID_REQUEST",
            "ai_power_gw[0].region",
        ),
        (
            r#"{"regions":["US"],"firstYear":2026,"lastYear":2026,"compare":{"region":"US","baselineRegion":"US"}}"#,
            Code::InvalidArgument,
            "INVALID_REQUEST",
            "compare.baseline_region",
        ),
        (
            r#"{"regions":["US"],"firstYear":2026,"lastYear":2034,"options":{"sampleCount":65536}}"#,
            Code::InvalidArgument,
            "INVALID_REQUEST",
            "options.sample_count",
        ),
    ] {
        let status = compute(json).await.unwrap_err();
        let told = told(&status);
        assert_eq!((status.code(), told.reason.as_str()), (code, reason), "{json}: {status}");
        if !field.is_empty() {
            assert!(names(&told, field), "{json}: {:?}", told.violations);
        }
    }
}

#[tokio::test]
async fn the_article_s_own_sentences_are_judged() {
    for (claim, verdict, readings) in [
        ("us-power-shortage-limits-ai", Verdict::Likely, &[0.79][..]),
        // Delivery, not generation.
        ("us-power-generation-critical-constraint", Verdict::Disputed, &[0.79, 0.02]),
        ("cn-export-controls-lose-force", Verdict::Refuted, &[0.06]),
    ] {
        let reply = check(&format!(r#"{{"claim":"claims/{claim}"}}"#)).await.unwrap();
        assert_eq!(reply.verdict(), verdict, "{claim}");
        assert_eq!(reply.readings.len(), readings.len());
        for (reading, want) in reply.readings.iter().zip(readings) {
            near(claim, reading.probability.unwrap(), *want, DRAWN);
            assert!(reading.note.contains("weakest input constraint/"), "{}", reading.note);
            assert!(reading.note.contains("not backtested"));
        }
        assert!(reply.run.unwrap().assumptions.len() > 5, "what it rests on is told");
        let article = format!(r#"{{"claim":"claims/{claim}","options":{{"scenario":"article"}}}}"#);
        let reply = check(&article).await.unwrap();
        assert_eq!(reply.verdict(), Verdict::NotEnoughInfo, "the article gives no limits");
    }
}

#[tokio::test]
async fn sentences_about_what_binds_and_who_leads_are_judged() {
    for (text, verdict, probability) in [
        ("Power will become the bottleneck for AI in the US.", Verdict::Likely, 0.79),
        ("Power is not the bottleneck for AI in China.", Verdict::Supported, 0.91),
        (
            "Chips, not power, are the binding constraint on AI in China in 2028.",
            Verdict::Supported,
            0.95,
        ),
        ("China will have more AI compute than America by 2028.", Verdict::Refuted, 0.0),
        (
            "Electricity is emerging as the bottleneck in the global AI race.",
            Verdict::NotCheckable,
            0.0,
        ),
    ] {
        let json = serde_json::json!({ "text": text }).to_string();
        let reply = check(&json).await.unwrap();
        assert_eq!(reply.verdict(), verdict, "{text}");
        near(text, reply.probability.unwrap_or_default(), probability, DRAWN);
    }
    let lead = check(r#"{"text":"China will have more AI compute than America by 2030."}"#).await;
    let reading = lead.unwrap().readings.pop().unwrap();
    let turn = reading.break_evens.iter().find(|of| of.parameter.starts_with("constraint/"));
    // What chips would have to grow by, instead of 1.7 times in the first year.
    near("growth", turn.unwrap().value, 3.401_902, 1e-5);
    assert!(reading.note.contains("266 GW"), "{}", reading.note);
}

#[tokio::test]
async fn a_limit_is_said_of_one_region_s_compute() {
    let claim = |left: &str, comparator: &str, right: &str| {
        format!(
            r#"{{"structured":{{"left":{left},"comparator":"COMPARATOR_{comparator}","right":{right}}}}}"#
        )
    };
    let us = r#"{"regions":{"include":["US"]},"metricReadings":["METRIC_AI_COMPUTE"],"year":2028}"#;
    let power = r#"{"limitedBy":"BINDING_LIMIT_POWER"}"#;
    let reply = check(&claim(us, "EQUAL", power)).await.unwrap();
    near("US 2028", reply.probability.unwrap(), 0.71, DRAWN);
    assert!(reply.readings[0].break_evens.iter().any(|of| of.parameter.contains("chips_growth")));
    let two = us.replace(r#""US""#, r#""US","CN""#);
    let other = us.replace("AI_COMPUTE", "PEAK_DEMAND");
    for (json, field) in [
        (claim(us, "MORE_THAN", power), "structured.comparator"),
        (claim(&two, "EQUAL", power), "structured.right.limited_by"),
        (claim(&other, "EQUAL", power), "structured.right.limited_by"),
        (
            claim(us, "EQUAL", r#"{"limitedBy":"BINDING_LIMIT_UNSPECIFIED"}"#),
            "structured.right.limited_by",
        ),
        (
            claim(us, "LESS_THAN", r#"{"lostToExportControls":1.5}"#),
            "structured.right.lost_to_export_controls",
        ),
    ] {
        let status = check(&json).await.unwrap_err();
        let told = told(&status);
        assert!(names(&told, field), "{json}: {:?}", told.violations);
    }
}

#[tokio::test]
async fn what_binds_and_a_verdict_on_it_hang_on_the_growth_of_chips() {
    let row = r#"{"compute":{"regions":["US"],"firstYear":2028,"lastYear":2028}}"#;
    let reply = analyze(row).await.unwrap();
    assert_eq!(reply.flipping_parameter, "constraint/chips_growth/US");
    let told = reply.compute_row.unwrap();
    assert!(told.drivers.is_empty() && told.probability_power_binds > 0.6);
    let first = &reply.drivers[0];
    assert!(first.answer_at_low < 0.5 && first.answer_at_high > 0.9, "{first:?}");
    let claim = r#"{"check":{"claim":"claims/us-power-shortage-limits-ai","options":{"sampleCount":1024}}}"#;
    let reply = analyze(claim).await.unwrap();
    assert_eq!(reply.drivers[0].parameter, "constraint/chips_growth/US");
    assert_eq!(reply.drivers[0].verdict_at_high(), Verdict::Supported);
    let two = r#"{"compute":{"regions":["US","CN"],"firstYear":2028,"lastYear":2029}}"#;
    let told = self::told(&analyze(two).await.unwrap_err());
    assert!(names(&told, "compute.regions") && names(&told, "compute.last_year"));
}
