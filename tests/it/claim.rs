//! CheckClaim through the real client.

use energycompute::wire::pb;

use crate::client::check;

fn structured(left: &str, comparator: &str, right: &str, rest: &str) -> String {
    format!(
        r#"{{"structured":{{"left":{left},"comparator":"COMPARATOR_{comparator}","right":{right}{rest}}}}}"#
    )
}

fn left(regions: &str, metric: &str, rest: &str) -> String {
    format!(r#"{{"regions":{{"include":{regions}}},"metricReadings":["METRIC_{metric}"]{rest}}}"#)
}

#[tokio::test]
async fn the_headline_claim_is_disputed_between_capacity_and_output() {
    let reply = check(r#"{"claim":"claims/cn-us-generation-capacity-ratio-2026"}"#).await.unwrap();
    assert_eq!(reply.verdict(), pb::Verdict::Disputed);
    let told: Vec<(&str, pb::Verdict)> = reply
        .readings
        .iter()
        .map(|reading| (reading.interpretation.as_str(), reading.verdict()))
        .collect();
    let expected = [
        ("common", pb::Verdict::Supported),
        ("national", pb::Verdict::Supported),
        ("gross", pb::Verdict::Refuted),
    ];
    assert_eq!(told, expected);
    let output = &reply.readings[2];
    assert!(output.probability.unwrap() < 0.05);
    assert!(
        output.break_evens.iter().any(|turn| turn.parameter == "growth/CN/electricity_generation")
    );
    assert_eq!(reply.source_fidelity(), pb::SourceFidelity::Differs);
    assert!(reply.evidence.iter().all(|evidence| reply.sources.contains_key(&evidence.source)));
}

#[tokio::test]
async fn the_misprint_is_refuted_and_its_value_named() {
    let reply = check(r#"{"claim":"claims/cn-ai-compute-2025-06"}"#).await.unwrap();
    assert_eq!(reply.verdict(), pb::Verdict::Refuted);
    let slip = reply.magnitude_warning.unwrap();
    assert!((slip.suggested - 788.0).abs() < 1e-9);
    assert!(slip.message.contains("788"), "{}", slip.message);
    assert!(reply.evidence.iter().any(|evidence| evidence.stance() == pb::Stance::Contradicts));
}

#[tokio::test]
async fn what_no_metric_measures_is_not_checkable_and_shows_its_figures() {
    let reply = check(r#"{"claim":"claims/cn-uhv-sole-nation"}"#).await.unwrap();
    assert_eq!(reply.verdict(), pb::Verdict::NotCheckable);
    assert_eq!(reply.probability, None);
    assert!(!reply.evidence.is_empty());
}

#[tokio::test]
async fn a_missing_figure_is_an_answer() {
    let json = structured(
        &left(r#"["DE"]"#, "PEAK_DEMAND", r#","year":2030"#),
        "AT_LEAST",
        r#"{"quantity":{"value":80}}"#,
        "",
    );
    let reply = check(&json).await.unwrap();
    assert_eq!(reply.verdict(), pb::Verdict::NotEnoughInfo);
    assert!(reply.explanation.contains("peak_demand"), "{}", reply.explanation);
}

#[tokio::test]
async fn some_sites_pay_half_and_the_average_does_not() {
    let ratio = r#"{"ratio":{"value":0.5,"of":{"regions":{"include":["US"]}}}}"#;
    let some = structured(
        &left(r#"["CN"]"#, "ELECTRICITY_PRICE", ""),
        "LESS_THAN",
        ratio,
        r#","quantifier":"QUANTIFIER_SOME""#,
    );
    let reply = check(&some).await.unwrap();
    assert!(matches!(reply.verdict(), pb::Verdict::Likely | pb::Verdict::Supported), "{reply:?}");
    assert_eq!(reply.readings.last().unwrap().verdict(), pb::Verdict::Refuted);
    assert!(reply.run.unwrap().sample_count > 0, "a two-piece band is drawn");

    let average = structured(
        &left(r#"["CN"]"#, "ELECTRICITY_PRICE", ""),
        "LESS_THAN",
        ratio,
        r#","quantifier":"QUANTIFIER_AVERAGE""#,
    );
    assert_eq!(check(&average).await.unwrap().verdict(), pb::Verdict::Refuted);
}

/// Left side, comparator, right side, other fields, acceptable verdicts.
type Row = (String, &'static str, &'static str, &'static str, &'static [pb::Verdict]);

#[expect(clippy::too_many_lines, reason = "a table")]
#[tokio::test]
async fn every_form_of_claim_is_judged() {
    use pb::Verdict::{Likely, Refuted, Supported, TossUp};
    const GENERATION: &str = "ELECTRICITY_GENERATION";
    let of_year = |regions, year: i32| left(regions, GENERATION, &format!(r#","year":{year}"#));
    let rows: [Row; 13] = [
        // 10,583 of 31,772 TWh is 33.3 %
        (
            of_year(r#"["CN"]"#, 2025),
            "EQUAL",
            r#"{"shareOf":{"oneIn":3,"regions":{"include":["WORLD"]}}}"#,
            "",
            &[Supported],
        ),
        (
            of_year(r#"["CN"]"#, 2025),
            "MORE_THAN",
            r#"{"shareOf":{"value":0.5,"regions":{"include":["WORLD"]}}}"#,
            "",
            &[Refuted],
        ),
        // 10,583 against 31,772 - 10,583 = 21,189 TWh
        (
            of_year(r#"["CN"]"#, 2025),
            "LESS_THAN",
            r#"{"ratio":{"value":1,"of":{"regions":{"include":["WORLD"],"exclude":["CN"]}}}}"#,
            "",
            &[Supported],
        ),
        // 10,583.4 - 10,086.9 = 496.5 TWh
        (
            of_year(r#"["CN"]"#, 2025),
            "APPROXIMATELY",
            r#"{"change":{"quantity":{"value":500},"fromYear":2024}}"#,
            "",
            &[Supported],
        ),
        // 10,583 - 4,520 = 6,063 TWh, with 1 % of 10,583 and of 4,520 for its error
        (
            of_year(r#"["CN"]"#, 2025),
            "MORE_THAN",
            r#"{"change":{"quantity":{"value":6000},"fromRegion":"US"}}"#,
            "",
            &[Likely],
        ),
        // 10,583 over 3,996 TWh of 2010 is 2.5 times
        (
            of_year(r#"["CN"]"#, 2025),
            "AT_LEAST",
            r#"{"growth":{"ratio":2,"fromYear":2010}}"#,
            "",
            &[Supported],
        ),
        (
            of_year(r#"["CN"]"#, 2025),
            "AT_LEAST",
            r#"{"growth":{"ratio":1.1,"fromYear":2010,"annual":true}}"#,
            "",
            &[Refuted],
        ),
        (
            of_year(r#"["CN"]"#, 2025),
            "BETWEEN",
            r#"{"range":{"low":10000,"high":11000,"kind":"RANGE_KIND_QUANTITY"}}"#,
            "",
            &[Supported],
        ),
        (
            of_year(r#"["CN"]"#, 2025),
            "EQUAL",
            r#"{"rank":{"n":1,"order":"RANK_ORDER_HIGHEST"}}"#,
            "",
            &[Supported],
        ),
        (
            of_year(r#"["US"]"#, 2025),
            "EQUAL",
            r#"{"rank":{"n":1,"order":"RANK_ORDER_HIGHEST"}}"#,
            "",
            &[Refuted],
        ),
        // 4,520 + 2,800 or so is below 10,583
        (
            of_year(r#"["US","EU27"]"#, 2025),
            "LESS_THAN",
            r#"{"ratio":{"value":1,"of":{"regions":{"include":["CN"]}}}}"#,
            "",
            &[Supported],
        ),
        (
            of_year(r#"["CN"]"#, 2025),
            "LESS_THAN",
            r#"{"quantity":{"value":10,"unit":"UNIT_PWH"}}"#,
            r#","negated":true"#,
            &[Supported],
        ),
        (
            left(r#"["CN"]"#, GENERATION, r#","yearRange":{"firstYear":2026,"lastYear":2030}"#),
            "MORE_THAN",
            r#"{"quantity":{"value":11000}}"#,
            "",
            &[Likely, TossUp],
        ),
    ];
    for (left, comparator, right, rest, acceptable) in rows {
        let json = structured(&left, comparator, right, rest);
        let reply = check(&json).await.unwrap();
        assert!(
            acceptable.contains(&reply.verdict()),
            "{json}: {:?} {:?}",
            reply.verdict(),
            reply.readings
        );
        assert!(!reply.statement.is_empty());
    }
}

#[tokio::test]
async fn a_place_in_a_ranking_is_bounded_on_one_side_but_for_equal() {
    let left = left(r#"["CN"]"#, "ELECTRICITY_GENERATION", r#","year":2025"#);
    for (comparator, n, verdict, low, high) in [
        ("AT_LEAST", 2, pb::Verdict::Supported, None, Some(2.0)),
        ("MORE_THAN", 2, pb::Verdict::Supported, None, Some(1.5)),
        // Nothing comes before the first.
        ("MORE_THAN", 1, pb::Verdict::Refuted, None, Some(0.5)),
        ("AT_MOST", 1, pb::Verdict::Supported, Some(1.0), None),
        ("LESS_THAN", 1, pb::Verdict::Refuted, Some(1.5), None),
        ("EQUAL", 1, pb::Verdict::Supported, Some(0.5), Some(1.5)),
    ] {
        let right = format!(r#"{{"rank":{{"n":{n},"order":"RANK_ORDER_HIGHEST"}}}}"#);
        let json = structured(&left, comparator, &right, "");
        let reply = check(&json).await.unwrap();
        let first = &reply.readings[0];
        assert_eq!((first.accepted_low, first.accepted_high), (low, high), "{json}");
        assert_eq!(reply.verdict(), verdict, "{json}");
    }
}

#[tokio::test]
async fn a_denied_claim_has_one_minus_the_probability() {
    let of = |negated: bool| {
        let rest = format!(r#","negated":{negated}"#);
        let left = left(r#"["CN"]"#, "ELECTRICITY_GENERATION", r#","year":2030"#);
        structured(&left, "AT_LEAST", r#"{"quantity":{"value":13000}}"#, &rest)
    };
    let (plain, denied) = (check(&of(false)).await.unwrap(), check(&of(true)).await.unwrap());
    assert!((plain.probability.unwrap() + denied.probability.unwrap() - 1.0).abs() < 1e-12);
}

#[tokio::test]
async fn a_currency_is_converted_by_the_dated_table() {
    // 88 USD/MWh at 7.189 CNY per USD is 0.633 CNY/kWh
    let right = r#"{"quantity":{"value":0.63,"unit":"UNIT_CNY_PER_KWH"}}"#;
    let json =
        structured(&left(r#"["CN"]"#, "ELECTRICITY_PRICE", r#","year":2024"#), "EQUAL", right, "");
    assert_eq!(check(&json).await.unwrap().verdict(), pb::Verdict::Supported);
}

#[tokio::test]
async fn a_callers_tolerance_replaces_the_default() {
    let claim = |tolerance: &str| {
        let left = left(r#"["CN"]"#, "ELECTRICITY_GENERATION", r#","year":2025"#);
        let claim = structured(&left, "EQUAL", r#"{"quantity":{"value":10000}}"#, "");
        claim.replacen('{', &format!("{{{tolerance}"), 1)
    };
    // 10,583 is 5.8 % above 10,000
    assert_eq!(check(&claim("")).await.unwrap().verdict(), pb::Verdict::Unlikely);
    assert_eq!(
        check(&claim(r#""relativeTolerance":0.08,"#)).await.unwrap().verdict(),
        pb::Verdict::Supported
    );
}

#[tokio::test]
async fn the_article_alone_cannot_judge_what_it_does_not_state() {
    let json = r#"{"claim":"claims/cn-us-generation-capacity-ratio-2026","options":{"scenario":"article"}}"#;
    let reply = check(json).await.unwrap();
    assert_eq!(reply.verdict(), pb::Verdict::NotEnoughInfo);
    let racks = check(r#"{"claim":"claims/cn-racks-2025-06","options":{"scenario":"article"}}"#)
        .await
        .unwrap();
    assert_eq!(racks.verdict(), pb::Verdict::Supported);
    assert!(racks.evidence.iter().all(|evidence| evidence.source == "article-2026-01-09"));
}

#[tokio::test]
async fn a_sum_over_regions_agrees_with_its_parts() {
    let quantity = r#"{"quantity":{"value":10000,"unit":"UNIT_TWH"}}"#;
    for year in [2024, 2030] {
        let mut medians = Vec::new();
        let mut widths = Vec::new();
        for regions in [
            r#"{"include":["CN"]}"#,
            r#"{"include":["US"]}"#,
            r#"{"include":["CN","US"]}"#,
            r#"{"include":["WORLD"]}"#,
            r#"{"include":["WORLD"],"exclude":["CN"]}"#,
        ] {
            let left = format!(
                r#"{{"regions":{regions},"metricReadings":["METRIC_ELECTRICITY_GENERATION"],"year":{year}}}"#
            );
            let reply = check(&structured(&left, "AT_LEAST", quantity, "")).await.unwrap();
            let known = reply.readings[0].distribution.clone().unwrap();
            assert_eq!(known.unit(), pb::Unit::Twh);
            let ends = (known.quantiles.first().unwrap(), known.quantiles.last().unwrap());
            medians.push(known.median);
            widths.push(ends.1.value - ends.0.value);
        }
        let [cn, us, both, world, rest] = medians[..] else { panic!("five sums") };
        let close = |a: f64, b: f64| (a / b - 1.0).abs() < 0.005;
        assert!(close(both, cn + us), "{year}: {both} is not {cn} + {us}");
        assert!(close(rest, world - cn), "{year}: {rest} is not {world} - {cn}");
        // Errors that are not all shared partly cancel.
        assert!(widths[2] <= widths[0] + widths[1], "{year}: {widths:?}");
    }
}
