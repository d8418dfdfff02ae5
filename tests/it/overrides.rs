//! A caller's own assumptions: base, changed value and difference.

use energycompute::wire::pb;

use crate::client::{check, compare, project};

fn ask(metric: &str, years: (i32, i32), overrides: &str) -> String {
    let (first, last) = years;
    format!(
        r#"{{"regions":["US"],"metrics":["METRIC_{metric}"],"firstYear":{first},"lastYear":{last},"options":{{"overrides":[{overrides}]}}}}"#
    )
}

fn grown(yearly: f64, years: i32) -> f64 {
    (0..years).fold(1.0, |grown, _| grown * yearly)
}

fn medians(row: &pb::CapacityRow) -> (f64, f64, f64) {
    let median = |known: Option<&pb::Distribution>| known.unwrap().median;
    (median(row.base.as_ref()), median(row.distribution.as_ref()), median(row.difference.as_ref()))
}

#[tokio::test]
async fn growth_is_added_from_the_last_record_on() {
    let growth = r#"{"parameter":"growth/US/electricity_generation","add":0.01}"#;
    let reply = project(&ask("ELECTRICITY_GENERATION", (2025, 2035), growth)).await.unwrap();
    let [recorded, projected @ ..] = reply.rows.as_slice() else { panic!("no rows") };
    assert_eq!(recorded.basis(), pb::Basis::Reported, "a record does not grow");
    for row in projected {
        let (base, changed, added) = medians(row);
        // 1.01 to the power of the years since 2025
        let expected = base * grown(1.01, row.year - 2025);
        assert!((changed / expected - 1.0).abs() < 1e-9, "{} {changed} {expected}", row.year);
        assert!((added / (changed - base) - 1.0).abs() < 1e-3, "{added}");
        assert_eq!(row.basis(), pb::Basis::Overridden);
    }
}

#[tokio::test]
async fn an_override_equal_to_the_default_changes_nothing_at_all() {
    let nothing = r#"{"parameter":"growth/US/electricity_generation","add":0}"#;
    let reply = project(&ask("ELECTRICITY_GENERATION", (2026, 2030), nothing)).await.unwrap();
    for row in &reply.rows {
        let added = row.difference.as_ref().unwrap();
        assert!(
            added.quantiles.iter().all(|quantile| quantile.value.abs() < f64::MIN_POSITIVE),
            "{added:?}"
        );
    }
    let same = r#"{"parameter":"assumptions/dc_load_factor/WORLD","scale":1}"#;
    let reply = project(&ask("DATA_CENTER_LOAD", (2024, 2024), same)).await.unwrap();
    let added = reply.rows[0].difference.as_ref().unwrap();
    assert!(
        added.quantiles.iter().all(|quantile| quantile.value.abs() < f64::MIN_POSITIVE),
        "{added:?}"
    );
}

#[tokio::test]
async fn a_block_is_added_to_what_is_projected() {
    let block = r#"{"parameter":"block/US/electricity_demand","add":200}"#;
    let reply = project(&ask("ELECTRICITY_DEMAND", (2030, 2030), block)).await.unwrap();
    let (base, changed, added) = medians(&reply.rows[0]);
    assert!((changed - base - 200.0).abs() < 1e-6, "{changed} {base}");
    // The width in absolute terms stays, to first order: so does nearly all of the difference.
    assert!((added / 200.0 - 1.0).abs() < 0.01, "{added}");
    let share = r#"{"parameter":"block/US/renewable_share","add":0.1}"#;
    assert!(
        project(&ask("RENEWABLE_SHARE", (2030, 2030), share)).await.is_err(),
        "a share has no blocks"
    );
}

#[tokio::test]
async fn the_growth_of_a_part_moves_the_total() {
    let growth = r#"{"parameter":"growth/US/solar_capacity","add":0.05}"#;
    let reply = project(&ask("INSTALLED_CAPACITY", (2030, 2030), growth)).await.unwrap();
    let (base, changed, _) = medians(&reply.rows[0]);
    let solar = reply.rows[0].parts[0].distribution.as_ref().unwrap().median;
    // Six years at 5 points more, on solar alone
    let before = solar / grown(1.05, 6);
    assert!(((changed - base) / (solar - before) - 1.0).abs() < 1e-9);
}

#[tokio::test]
async fn an_assumption_replaced_is_exact_and_told_as_overridden() {
    let factor = r#"{"parameter":"assumptions/dc_load_factor/WORLD","value":0.6}"#;
    let reply = project(&ask("DATA_CENTER_LOAD", (2024, 2024), factor)).await.unwrap();
    let row = &reply.rows[0];
    // 183 TWh over 8.76 and 0.6
    assert!((medians(row).1 - 183.0 / 8.76 / 0.6).abs() < 1e-9);
    let told = row
        .figures
        .iter()
        .find(|figure| figure.figure == "assumptions/dc_load_factor/WORLD")
        .unwrap();
    assert_eq!(told.basis(), pb::Basis::Overridden);
    let listed = &reply.run.as_ref().unwrap().assumptions[0];
    assert_eq!((listed.value, listed.basis()), (0.6, pb::Basis::Overridden));
}

#[tokio::test]
async fn the_order_of_overrides_does_not_matter() {
    let (a, b) = (
        r#"{"parameter":"growth/US/solar_capacity","add":0.05}"#,
        r#"{"parameter":"growth/US/installed_capacity","add":-0.01}"#,
    );
    let of = async |first: &str, second: &str| {
        project(&ask("INSTALLED_CAPACITY", (2030, 2030), &format!("{first},{second}")))
            .await
            .unwrap()
    };
    assert_eq!(of(a, b).await, of(b, a).await);
}

#[tokio::test]
async fn costs_move_with_an_assumption_and_the_other_draws_stay() {
    let with = |overrides: &str| {
        format!(
            r#"{{"sites":[{{"id":"va","site":"us-virginia"}},{{"id":"hub","site":"cn-hub-west-subsidised"}}],"workload":{{"itLoadMw":80}},"options":{{"overrides":[{overrides}]}}}}"#
        )
    };
    let plain = compare(&with("")).await.unwrap();
    let changed =
        compare(&with(r#"{"parameter":"assumptions/wacc_it/CN","value":0.12}"#)).await.unwrap();
    let cost = |reply: &pb::CompareCostsResponse, site: usize| {
        reply.sites[site].cost_per_exaflop_hour_usd.clone().unwrap()
    };
    assert_eq!(cost(&changed, 1).base, cost(&plain, 1).distribution);
    assert!(cost(&changed, 1).difference.unwrap().median > 0.0);
    let untouched = cost(&changed, 0).difference.unwrap();
    assert!(
        untouched.quantiles.iter().all(|quantile| quantile.value.abs() < f64::MIN_POSITIVE),
        "{untouched:?}"
    );
}

#[tokio::test]
async fn a_claim_tells_what_it_was_before() {
    let json = r#"{"claim":"claims/cn-us-generation-capacity-ratio-2026","options":{"overrides":[{"parameter":"growth/CN/electricity_generation","add":0.12}]}}"#;
    let reply = check(json).await.unwrap();
    assert_eq!(reply.base_verdict(), pb::Verdict::Disputed);
    assert_ne!(reply.verdict(), pb::Verdict::Disputed, "output would be three times too");
    let output = reply.readings.last().unwrap();
    assert!(output.base_probability.unwrap() < 0.05);
    assert!(output.probability.unwrap() > 0.5);
}
