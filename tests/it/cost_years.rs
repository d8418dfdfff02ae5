//! CompareCosts year by year, and what its order hangs on, through the real client.

use energycompute::wire::pb;
use tonic::Code;

use crate::client::{analyze, compare, told};

fn central(amount: Option<&pb::Amount>) -> f64 {
    amount.unwrap().central
}

fn close(got: f64, want: f64, tolerance: f64) {
    assert!((got / want - 1.0).abs() <= tolerance, "got {got}, want {want}");
}

fn two_sites(rest: &str) -> String {
    format!(
        r#"{{"sites":[{{"id":"va","site":"us-virginia","accelerator":"nvidia-gb200-nvl72"}},{{"id":"hub","site":"cn-hub-west-subsidised"}}],"workload":{{"itLoadMw":80}}{rest}}}"#
    )
}

#[tokio::test]
async fn there_is_a_row_for_each_year_and_site() {
    let reply =
        compare(&two_sites(r#","years":{"firstYear":2026,"lastYear":2030}"#)).await.unwrap();
    let rows: Vec<(i32, &str)> =
        reply.sites.iter().map(|site| (site.year(), site.id.as_str())).collect();
    let expected: Vec<(i32, &str)> =
        (2026..=2030).flat_map(|year| [(year, "va"), (year, "hub")]).collect();
    assert_eq!(rows, expected);
    // 1.26 (US) and 1.15 (CN) times as much for the same power each year from 2025 on.
    let one = compare(&two_sites("")).await.unwrap();
    for (place, factor) in [(0, 1.26_f64), (1, 1.15)] {
        let now = central(one.sites[place].delivered_exaflop_hours.as_ref());
        for (row, years) in (place..10).step_by(2).zip(1..) {
            let then = central(reply.sites[row].delivered_exaflop_hours.as_ref());
            close(then, now * libm::pow(factor, f64::from(years)), 1e-12);
        }
    }
    // The subsidised price has too short a history to be projected: it stays, and says so.
    assert!(reply.sites[1..].iter().step_by(2).all(|hub| {
        let cost = central(hub.electricity_cost_usd.as_ref());
        (cost / central(hub.energy_mwh.as_ref()) - 56.0).abs() < 1e-9
    }));
    assert!(reply.run.unwrap().warnings.iter().any(|warning| warning.reason == "TOO_FEW_RECORDS"));
    assert_eq!(reply.overtakings.len(), 1);
    assert_eq!((reply.overtakings[0].cheaper_at_first, reply.overtakings[0].year), (false, None));
    assert!(
        reply.summary.contains("hub is not cheaper than va in every year"),
        "{}",
        reply.summary
    );
}

#[tokio::test]
async fn a_better_fleet_overtakes_a_cheaper_kilowatt_hour() {
    // Level in 2025 but for the factor on energy; the US fleet gains 1.26 / 1.15 a year on the
    // Chinese one: ln 1.5 / ln (1.26 / 1.15) = 4.4 years.
    let json = r#"{"sites":[
        {"id":"cn","region":"CN","electricityPriceUsdPerMwh":60,"pue":1.2,"accelerator":"nvidia-h100-sxm","mfu":0.4},
        {"id":"us","region":"US","electricityPriceUsdPerMwh":60,"pue":1.2,"accelerator":"nvidia-h100-sxm","mfu":0.4,"energyPerFlopScale":1.5}
    ],"workload":{"itLoadMw":80},"includeCapital":false,"years":{"firstYear":2025,"lastYear":2035}}"#;
    let reply = compare(json).await.unwrap();
    let turn = &reply.overtakings[0];
    assert_eq!(
        (turn.site_id.as_str(), turn.cheaper_at_first, turn.year),
        ("us", false, Some(2030))
    );
    assert!(reply.summary.ends_with("us becomes cheaper than cn in 2030."), "{}", reply.summary);
    // Where both fleets improve alike, the order stays.
    let alike = compare(&json.replace(r#""region":"CN""#, r#""region":"US""#)).await.unwrap();
    assert_eq!(alike.overtakings[0].year, None);
}

#[tokio::test]
async fn years_before_the_money_and_too_many_draws_are_refused() {
    let early = r#","years":{"firstYear":2024,"lastYear":2026}"#;
    let status = compare(&two_sites(early)).await.unwrap_err();
    assert_eq!(status.code(), Code::OutOfRange);
    assert_eq!(told(&status).violations, ["years.first_year: YEAR_OUT_OF_RANGE"]);
    let many = r#","years":{"firstYear":2026,"lastYear":2060},"options":{"sampleCount":131072}"#;
    let status = compare(&two_sites(many)).await.unwrap_err();
    assert_eq!(told(&status).violations, ["options.sample_count: TOO_MANY_DRAWS"]);
}

#[tokio::test]
async fn what_makes_another_site_the_cheapest_does_so_when_fed_back() {
    let ask = |im: &str| {
        format!(
            r#"{{"sites":[{{"id":"tx","site":"us-texas"}},{{"id":"no","site":"no-wholesale-plus"{im}}}],"workload":{{"workload":"llama-3.1-405b"}}}}"#
        )
    };
    let reply = analyze(&format!(r#"{{"compare":{}}}"#, ask(""))).await.unwrap();
    let lead = reply.cost_lead.unwrap();
    assert_eq!((lead.cheapest_site_id.as_str(), lead.rival_site_id.as_str()), ("no", "tx"));
    assert!(lead.ratio >= 1.0);
    let swings: Vec<f64> = reply.drivers.iter().map(|driver| driver.swing).collect();
    assert!(swings.is_sorted_by(|a, b| a >= b), "{swings:?}");
    let driver = &reply.drivers[0];
    assert_eq!(driver.parameter, "sites/no-wholesale-plus/electricity_price");
    assert_eq!(reply.flipping_parameter, driver.parameter);
    assert_eq!(driver.cheapest_site_id_at_low, "no");
    assert_eq!(driver.cheapest_site_id_at_high, "tx");
    assert!(driver.sources.iter().all(|source| reply.sources.contains_key(source)));
    let price = format!(r#","electricityPriceUsdPerMwh":{}"#, driver.flips_at.unwrap());
    let level = compare(&ask(&price)).await.unwrap();
    let cost = |place: usize| central(level.sites[place].cost_per_exaflop_hour_usd.as_ref());
    close(cost(0), cost(1), 1e-9);
}

#[tokio::test]
async fn the_order_of_several_years_is_varied_one_year_at_a_time() {
    let years = two_sites(r#","years":{"firstYear":2026,"lastYear":2030}"#);
    let status = analyze(&format!(r#"{{"compare":{years}}}"#)).await.unwrap_err();
    assert_eq!(told(&status).violations, ["compare.years.last_year: ONE_ROW_NEEDED"]);
    let year = two_sites(r#","years":{"firstYear":2030,"lastYear":2030}"#);
    let reply = analyze(&format!(r#"{{"compare":{year}}}"#)).await.unwrap();
    assert_eq!(reply.cost_lead.unwrap().year, Some(2030));
    let fleet = "constraint/fleet_improvement/CN";
    assert!(reply.drivers.iter().any(|driver| driver.parameter == fleet));
}
