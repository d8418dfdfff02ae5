//! ProjectCapacity through the real client.

use energycompute::wire::pb;
use tonic::Code;

use crate::client::{check, project, told};

fn ask(region: &str, metric: &str, years: (i32, i32), rest: &str) -> String {
    let (first, last) = years;
    format!(
        r#"{{"regions":["{region}"],"metrics":["METRIC_{metric}"],"firstYear":{first},"lastYear":{last}{rest}}}"#
    )
}

fn median(row: &pb::CapacityRow) -> f64 {
    row.distribution.as_ref().unwrap().median
}

fn close(got: f64, want: f64, tolerance: f64) {
    assert!((got / want - 1.0).abs() <= tolerance, "got {got}, want {want}");
}

#[tokio::test]
async fn history_and_projection_follow_each_other() {
    let reply = project(&ask("cn", "ELECTRICITY_GENERATION", (2024, 2026), "")).await.unwrap();
    let kinds: Vec<(i32, pb::RowKind)> =
        reply.rows.iter().map(|row| (row.year, row.kind())).collect();
    let expected = [
        (2024, pb::RowKind::History),
        (2025, pb::RowKind::History),
        (2026, pb::RowKind::Projection),
    ];
    assert_eq!(kinds, expected);
    let records: Vec<f64> = reply.rows.iter().take(2).map(median).collect();
    assert_eq!(records, [10086.9, 10583.4], "a record comes out as it was stated");
    // CEC's outlook of 11,177 TWh is blended into the model's 11,135.3
    close(median(&reply.rows[2]), 11_168.486_496_1, 1e-6);
    assert_eq!(reply.rows[2].region, "CN");
}

#[tokio::test]
async fn every_number_has_a_basis_and_a_source() {
    let reply = project(&ask("CN", "INSTALLED_CAPACITY", (2020, 2034), "")).await.unwrap();
    assert_eq!(reply.rows.len(), 15);
    for row in &reply.rows {
        assert_ne!(row.basis(), pb::Basis::Unspecified, "{}", row.year);
        assert!(!row.figures.is_empty(), "{}", row.year);
        for figure in &row.figures {
            assert!(reply.sources.contains_key(&figure.source), "{}", figure.figure);
        }
    }
}

#[tokio::test]
async fn built_capacity_tells_its_parts() {
    let reply = project(&ask("CN", "INSTALLED_CAPACITY", (2026, 2026), "")).await.unwrap();
    let row = &reply.rows[0];
    let parts: Vec<&str> = row.parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(parts, ["solar", "wind", "rest"]);
    let sum: f64 = row.parts.iter().map(|part| part.distribution.as_ref().unwrap().median).sum();
    close(median(row), sum, 1e-12);
}

#[tokio::test]
async fn spare_capacity_is_the_published_figure_with_what_a_reserve_leaves() {
    let reply = project(&ask("CN", "SPARE_CAPACITY", (2030, 2030), "")).await.unwrap();
    let row = &reply.rows[0];
    assert_eq!(row.kind(), pb::RowKind::Anchor);
    close(median(row), 400.0, 1e-12);
    // An 80 % band of a quarter to either side: 320 to 500
    let band: Vec<f64> =
        row.distribution.as_ref().unwrap().quantiles.iter().map(|q| q.value).collect();
    close(band[0], 320.0, 1e-9);
    close(band[2], 500.0, 1e-9);
    // 400 less 14 % of a projected peak that CEC's outlook lifts from 1,827.5 to 1,854.6 GW
    let peak = project(&ask("CN", "PEAK_DEMAND", (2030, 2030), "")).await.unwrap();
    close(median(&peak.rows[0]), 1_854.576, 1e-6);
    close(row.after_planning_reserve_gw.unwrap(), 400.0 - 0.14 * median(&peak.rows[0]), 1e-9);
    assert_eq!(reply.sources[&row.figures[0].source].publisher, "Goldman Sachs");
    let named = |name: &str| row.figures.iter().any(|figure| figure.figure == name);
    assert!(named("figures/cn-spare-capacity-2030"), "the article's own figure stands beside it");
    assert!(named("assumptions/planning_reserve_margin/CN"));
    assert!(named("series/CN/peak_demand/2025"));
}

#[tokio::test]
async fn spare_capacity_follows_from_the_reserve_margin_where_nothing_is_published() {
    let reply = project(&ask("US", "SPARE_CAPACITY", (2025, 2025), "")).await.unwrap();
    let row = &reply.rows[0];
    assert_eq!(row.basis(), pb::Basis::Derived);
    close(median(row), 0.19 * 759.2, 1e-9);
    // 144.248 less 15 % of 759.2
    close(row.after_planning_reserve_gw.unwrap(), 30.368, 1e-6);
}

#[tokio::test]
async fn data_center_load_is_published_or_follows_from_electricity() {
    let world = project(&ask("WORLD", "DATA_CENTER_LOAD", (2025, 2025), "")).await.unwrap();
    close(median(&world.rows[0]), 104.0, 1e-12);
    let us = project(&ask("US", "DATA_CENTER_LOAD", (2024, 2024), "")).await.unwrap();
    // 183 TWh over 8.76 and over a load factor of 0.49
    close(median(&us.rows[0]), 42.633_491_752_9, 1e-9);
    assert_eq!(us.rows[0].basis(), pb::Basis::Derived);
    assert_eq!(us.run.unwrap().assumptions[0].parameter, "assumptions/dc_load_factor/WORLD");
}

#[tokio::test]
async fn rows_become_ratios_to_a_region() {
    let rest = r#","relativeToRegion":"US","threshold":{"value":3,"unit":"UNIT_RATIO"}"#;
    let reply = project(&ask("CN", "INSTALLED_CAPACITY", (2026, 2026), rest)).await.unwrap();
    let row = &reply.rows[0];
    assert_eq!(row.distribution.as_ref().unwrap().unit(), pb::Unit::Ratio);
    close(median(row), 2.978_803_955_5, 1e-6);
    assert!(row.probability_at_least.unwrap() < 0.5);
}

#[tokio::test]
async fn a_threshold_may_have_any_unit_of_the_dimension() {
    let rest = |threshold: &str| format!(r#","threshold":{threshold}"#);
    let mut probabilities = Vec::new();
    for threshold in [
        r#"{"value":11000}"#,
        r#"{"value":11000,"unit":"UNIT_TWH"}"#,
        r#"{"value":11,"unit":"UNIT_PWH"}"#,
        r#"{"value":11000000000000,"unit":"UNIT_KWH"}"#,
    ] {
        let json = ask("CN", "ELECTRICITY_GENERATION", (2026, 2026), &rest(threshold));
        probabilities.push(project(&json).await.unwrap().rows[0].probability_at_least.unwrap());
    }
    for probability in &probabilities {
        assert!((probability - probabilities[0]).abs() < 1e-9, "{probabilities:?}");
    }
}

#[tokio::test]
async fn years_without_a_value_are_left_out_with_a_warning() {
    let reply = project(&ask("CN", "ELECTRICITY_PRICE", (2019, 2024), "")).await.unwrap();
    let years: Vec<i32> = reply.rows.iter().map(|row| row.year).collect();
    assert_eq!(years, [2019, 2024]);
    assert!(reply.run.unwrap().warnings.iter().any(|warning| warning.reason == "NO_VALUE"));
}

#[tokio::test]
async fn years_past_the_tested_range_are_told() {
    let reply = project(&ask("DE", "ELECTRICITY_GENERATION", (2036, 2036), "")).await.unwrap();
    assert!(
        reply.run.unwrap().warnings.iter().any(|warning| warning.reason == "BEYOND_TESTED_RANGE")
    );
}

#[tokio::test]
async fn the_article_answers_only_what_it_states() {
    let article = r#","options":{"scenario":"article"}"#;
    let spare = project(&ask("CN", "SPARE_CAPACITY", (2030, 2030), article)).await.unwrap();
    close(median(&spare.rows[0]), 400.0, 1e-12);
    assert_eq!(spare.rows[0].figures[0].figure, "figures/cn-spare-capacity-2030");

    let ratio = r#","relativeToRegion":"US","options":{"scenario":"article"}"#;
    let reply = project(&ask("CN", "INSTALLED_CAPACITY", (2026, 2026), ratio)).await.unwrap();
    close(median(&reply.rows[0]), 3.0, 1e-12);

    for (metric, years) in
        [("ELECTRICITY_GENERATION", (2024, 2026)), ("SPARE_CAPACITY", (2029, 2029))]
    {
        let status = project(&ask("CN", metric, years, article)).await.unwrap_err();
        let told = told(&status);
        assert_eq!((told.code, told.reason.as_str()), (Code::FailedPrecondition, "NO_BASE_FIGURE"));
        assert!(status.message().contains("article"), "{status}");
    }
}

#[tokio::test]
async fn where_sources_disagree_the_better_one_counts_and_the_articles_is_shown_as_disputed() {
    let reply = project(&ask("CN", "AI_COMPUTE", (2025, 2025), "")).await.unwrap();
    close(median(&reply.rows[0]), 1_590.0, 1e-12);
    let article = reply.rows[0]
        .figures
        .iter()
        .find(|figure| figure.figure == "figures/cn-ai-compute-2025-06");
    assert!(article.unwrap().disputed);
}

#[tokio::test]
async fn ai_compute_starts_from_its_stock_and_fades() {
    let reply = project(&ask("WORLD", "AI_COMPUTE", (2025, 2030), "")).await.unwrap();
    close(median(&reply.rows[0]), 19_990.0, 1e-12);
    // 19,990 * 2.5^H with H = (1 - 0.8^5) / 0.2
    close(median(&reply.rows[5]), 435_038.734_860_409_4, 1e-9);
    assert_eq!(reply.rows[5].basis(), pb::Basis::Assumed);
}

#[tokio::test]
async fn every_metric_of_the_catalog_answers_for_some_region() {
    let listed = crate::client::listing()
        .list_metrics(pb::ListMetricsRequest { page_size: 200, ..Default::default() })
        .await
        .unwrap()
        .into_inner()
        .metrics;
    for info in listed {
        let metric = info.metric();
        let regions = ["CN", "US", "WORLD"];
        let mut answered = false;
        for region in regions {
            let request =
                ask(region, metric.as_str_name().trim_start_matches("METRIC_"), (2019, 2030), "");
            answered |= project(&request).await.is_ok();
        }
        assert!(answered, "{}", info.name);
    }
}

#[tokio::test]
async fn a_projection_and_a_claim_on_it_agree() {
    let rest = r#","threshold":{"value":12000}"#;
    let projected =
        project(&ask("CN", "ELECTRICITY_GENERATION", (2030, 2030), rest)).await.unwrap();
    let claim = r#"{"structured":{"left":{"regions":{"include":["CN"]},"metricReadings":["METRIC_ELECTRICITY_GENERATION"],"year":2030},"comparator":"COMPARATOR_AT_LEAST","right":{"quantity":{"value":12000}}}}"#;
    let checked = check(claim).await.unwrap();
    let probability = projected.rows[0].probability_at_least.unwrap();
    assert!((probability - checked.probability.unwrap()).abs() < 1e-12);
    assert_eq!(checked.verdict(), pb::Verdict::Supported);
}

#[tokio::test]
async fn every_answer_of_the_catalog_is_finite_and_ordered() {
    let regions = crate::client::listing()
        .list_regions(pb::ListRegionsRequest { page_size: 200, ..Default::default() })
        .await
        .unwrap()
        .into_inner()
        .regions;
    let mut answered = 0;
    for region in &regions {
        for number in 1..=25 {
            let metric = pb::Metric::try_from(number).unwrap().as_str_name();
            for years in [(1985, 2026), (2027, 2035), (2060, 2060)] {
                let rest = r#","options":{"quantiles":[0.001,0.5,0.999]}"#;
                let request = ask(&region.code, metric.trim_start_matches("METRIC_"), years, rest);
                let Ok(reply) = project(&request).await else { continue };
                for row in &reply.rows {
                    let known = row.distribution.as_ref().unwrap();
                    let values: Vec<f64> = known.quantiles.iter().map(|q| q.value).collect();
                    assert!(values.iter().all(|value| value.is_finite()), "{request}: {values:?}");
                    assert!(
                        values.windows(2).all(|pair| pair[0] <= pair[1]),
                        "{request}: {values:?}"
                    );
                    answered += 1;
                }
            }
        }
    }
    assert!(answered > 10_000, "{answered}");
}

fn band(known: Option<&pb::Distribution>) -> [f64; 3] {
    let values: Vec<f64> = known.unwrap().quantiles.iter().map(|q| q.value).collect();
    values.try_into().unwrap()
}

#[tokio::test]
async fn spare_power_feeds_so_much_compute() {
    let rest = r#","computeInputs":{"accelerator":"huawei-ascend-910c","aiShare":0.1}"#;
    let reply = project(&ask("CN", "SUPPORTABLE_COMPUTE", (2030, 2030), rest)).await.unwrap();
    let row = &reply.rows[0];
    // An independent sampling of 400 GW (320 to 500), PUE 1.25 to 1.5, duty and MFU as assumed
    for (got, want) in
        band(row.distribution.as_ref()).into_iter().zip([12_113.0, 15_435.0, 19_833.0])
    {
        close(got, want, 0.03);
    }
    for (got, want) in band(row.delivered.as_ref()).into_iter().zip([465.94, 1_560.7, 4_058.0]) {
        close(got, want, 0.03);
    }
    assert_eq!(row.basis(), pb::Basis::Derived);
    assert!(row.figures.iter().any(|figure| figure.figure == "assumptions/pue/CN"));
    assert!(
        row.figures
            .iter()
            .any(|figure| figure.figure.starts_with("accelerators/huawei-ascend-910c"))
    );

    // With every factor given only the spare power is uncertain: exact at the median
    let rest = r#","computeInputs":{"accelerator":"huawei-ascend-910c","pue":1.25,"duty":0.7,"mfu":0.15,"aiShare":0.1}"#;
    let reply = project(&ask("CN", "SUPPORTABLE_COMPUTE", (2030, 2030), rest)).await.unwrap();
    let row = &reply.rows[0];
    // 400e9 * 0.1 / (1.25 * 1452) = 22,038,567 accelerators; * 780e12 / 1e18 = 17,190 EFLOP/s
    close(row.accelerators.as_ref().unwrap().median, 22_038_567.493_1, 1e-6);
    close(median(row), 17_190.082_644_6, 1e-6);
    close(row.delivered.as_ref().unwrap().median, 1_804.958_677_69, 1e-6);
    close(band(row.distribution.as_ref())[0], 13_752.066_115_7, 1e-3);
    close(row.share_of_world.as_ref().unwrap().median, 0.039_513_912_8, 0.01);
}

#[tokio::test]
async fn supportable_compute_takes_a_chip_that_can_be_had_there() {
    for (region, year, chip) in
        [("CN", 2030, "huawei-ascend-910c"), ("US", 2025, "nvidia-gb200-nvl72")]
    {
        let rest = r#","computeInputs":{"aiShare":0.1}"#;
        let reply = project(&ask(region, "SUPPORTABLE_COMPUTE", (year, year), rest)).await.unwrap();
        let name = format!("accelerators/{chip}/all_in_it_w");
        assert!(reply.rows[0].figures.iter().any(|figure| figure.figure == name), "{region}");
    }
}

#[tokio::test]
async fn the_share_for_ai_is_the_callers_to_give() {
    for (rest, violation) in [
        ("", "compute_inputs.ai_share: REQUIRED"),
        (r#","computeInputs":{"aiShare":0}"#, "compute_inputs.ai_share: OUT_OF_RANGE"),
        (r#","computeInputs":{"aiShare":0.5,"pue":0.5}"#, "compute_inputs.pue: PUE_BELOW_ONE"),
        (
            r#","computeInputs":{"aiShare":0.5},"relativeToRegion":"US""#,
            "relative_to_region: CONFLICTING_FIELDS",
        ),
    ] {
        let status =
            project(&ask("CN", "SUPPORTABLE_COMPUTE", (2030, 2030), rest)).await.unwrap_err();
        assert_eq!(told(&status).violations, [violation]);
    }
    let status =
        project(&ask("CN", "PEAK_DEMAND", (2030, 2030), r#","computeInputs":{"aiShare":0.5}"#))
            .await;
    assert_eq!(told(&status.unwrap_err()).violations, ["compute_inputs: CONFLICTING_FIELDS"]);
}

#[tokio::test]
async fn scenarios_of_growth_stand_at_their_percentile() {
    let of = async |scenario: &str, metric: &str, year| {
        let rest = format!(r#","options":{{"scenario":"{scenario}"}}"#);
        project(&ask("CN", metric, (year, year), &rest)).await.unwrap().rows.remove(0)
    };
    for (scenario, place) in [("low_growth", 0), ("high_growth", 2)] {
        let reference = of("reference", "ELECTRICITY_GENERATION", 2030).await;
        let row = of(scenario, "ELECTRICITY_GENERATION", 2030).await;
        close(median(&row), band(reference.distribution.as_ref())[place], 1e-9);
        assert_eq!(row.basis(), pb::Basis::Assumed, "a supposition, not a projection");
        assert_eq!(of(scenario, "ELECTRICITY_GENERATION", 2025).await.basis(), pb::Basis::Reported);
    }
    // Each part at its own percentile: further than the total's
    let (low, high) = (
        of("low_growth", "INSTALLED_CAPACITY", 2030).await,
        of("high_growth", "INSTALLED_CAPACITY", 2030).await,
    );
    let reference = of("reference", "INSTALLED_CAPACITY", 2030).await;
    assert!(median(&low) < band(reference.distribution.as_ref())[0]);
    assert!(median(&high) > band(reference.distribution.as_ref())[2]);
    // 1,315 EFLOP/s grown at 1.7 and at the low end of its band, 1.42: H = (1 - 0.9^5) / 0.1
    let years = (1.0 - 0.9 * 0.9 * 0.9 * 0.9 * 0.9) / 0.1;
    let ratio = median(&of("low_growth", "AI_COMPUTE", 2030).await)
        / median(&of("reference", "AI_COMPUTE", 2030).await);
    close(libm::log(ratio), years * libm::log(1.42 / 1.7), 1e-6);
}
