//! CompareCosts through the real client.

use energycompute::wire::pb;

use crate::client::compare;

const GB200_AGAINST_910C: &str = r#"{"sites":[{"id":"va","site":"us-virginia","accelerator":"nvidia-gb200-nvl72"},{"id":"hub","site":"cn-hub-west-subsidised"}],"workload":{"itLoadMw":80}}"#;

fn central(amount: Option<&pb::Amount>) -> f64 {
    amount.unwrap().central
}

fn close(got: f64, want: f64, tolerance: f64) {
    assert!((got / want - 1.0).abs() <= tolerance, "got {got}, want {want}");
}

#[tokio::test]
async fn a_cheaper_kilowatt_hour_can_be_dearer_per_unit_of_compute() {
    let reply = compare(GB200_AGAINST_910C).await.unwrap();
    let hub = &reply.sites[1];
    let per_flop = hub.electricity_cost_per_exaflop_hour_usd.as_ref().unwrap();
    // (1452 / 780) / (2014 / 2500) * 56 / 95.6
    close(
        per_flop.central_ratio_to_baseline.unwrap(),
        1452.0 / 780.0 / (2014.0 / 2500.0) * 56.0 / 95.6,
        1e-9,
    );
    let parity = &reply.electricity_parities[0];
    assert_eq!(parity.site_id, "hub");
    close(parity.price_ratio.unwrap(), 2014.0 / 2500.0 / (1452.0 / 780.0), 1e-9);
    close(parity.current_price_ratio.unwrap(), 56.0 / 95.6, 1e-9);
    assert!(reply.summary.contains("1.35 times"), "{}", reply.summary);
}

#[tokio::test]
async fn against_the_default_accelerator_the_hub_is_cheaper() {
    let json = GB200_AGAINST_910C.replace(r#","accelerator":"nvidia-gb200-nvl72""#, "");
    let reply = compare(&json.replace(r#""workload""#, r#""includeCapital":false,"workload""#))
        .await
        .unwrap();
    assert_eq!(reply.sites[0].accelerator, "nvidia-h100-sxm");
    assert_eq!(reply.cheapest_site_id, "hub");
    let per_flop = reply.sites[1].electricity_cost_per_exaflop_hour_usd.as_ref().unwrap();
    assert!(per_flop.central_ratio_to_baseline.unwrap() < 1.0);
}

/// A mean IT load of 80 MW for a year at two sites of the caller's own.
fn by_hand(scale: f64, second_pue: f64) -> String {
    format!(
        r#"{{"sites":[
            {{"id":"a","region":"US","electricityPriceUsdPerMwh":82.6,"pue":1.2,"carbonLifecycleGPerKwh":384,"carbonDirectGPerKwh":384,"accelerator":"nvidia-h100-sxm","mfu":0.4}},
            {{"id":"b","region":"CN","electricityPriceUsdPerMwh":41.3,"pue":{second_pue},"carbonLifecycleGPerKwh":560,"carbonDirectGPerKwh":560,"accelerator":"nvidia-h100-sxm","mfu":0.4,"energyPerFlopScale":{scale}}}
        ],"workload":{{"itLoadMw":80}},"includeCapital":false}}"#
    )
}

fn break_even(reply: &pb::CompareCostsResponse, variable: pb::CostVariable) -> f64 {
    reply.break_evens.iter().find(|turn| turn.variable() == variable).unwrap().value.unwrap()
}

#[tokio::test]
async fn the_sums_of_a_planner_come_out() {
    let reply = compare(&by_hand(1.0, 1.42)).await.unwrap();
    let [a, b] = reply.sites.as_slice() else { panic!("two sites") };
    // 80 MW * 8,760 h * 1.2 = 840,960 MWh; * 82.6 = 69.46 M USD; * 384 g = 322,929 t
    close(central(a.energy_mwh.as_ref()), 840_960.0, 1e-12);
    close(central(a.electricity_cost_usd.as_ref()), 69_463_296.0, 1e-12);
    close(central(a.lifecycle_emissions_tonnes.as_ref()), 322_928.64, 1e-12);
    // 80 * 8,760 * 1.42 = 995,136 MWh; * 41.3 = 41.10 M USD; * 560 g = 557,276 t
    close(central(b.energy_mwh.as_ref()), 995_136.0, 1e-12);
    close(central(b.electricity_cost_usd.as_ref()), 41_099_116.8, 1e-12);
    close(central(b.lifecycle_emissions_tonnes.as_ref()), 557_276.16, 1e-12);
    // 1.2 * 82.6 / (1.42 * 41.3)
    close(break_even(&reply, pb::CostVariable::EnergyPerFlopScale), 1.690_140_845, 1e-9);

    let dearer = compare(&by_hand(4.0, 1.42)).await.unwrap();
    let per_flop = dearer.sites[1].electricity_cost_per_exaflop_hour_usd.as_ref().unwrap();
    close(per_flop.central_ratio_to_baseline.unwrap(), 4.0 * 1.42 * 41.3 / (1.2 * 82.6), 1e-12);

    // At equal PUE: (82.6 - 41.3) / (0.560 - 0.384) USD per ton
    let equal = compare(&by_hand(1.0, 1.2)).await.unwrap();
    close(break_even(&equal, pb::CostVariable::CarbonPrice), 41.3 / 0.176, 1e-9);
}

#[tokio::test]
async fn a_break_even_fed_back_gives_parity() {
    let reply = compare(&by_hand(1.0, 1.42)).await.unwrap();
    let price = break_even(&reply, pb::CostVariable::ElectricityPrice);
    let fed_back = by_hand(1.0, 1.42).replace("41.3", &price.to_string());
    let level = compare(&fed_back).await.unwrap();
    let cost = |site: usize| central(level.sites[site].cost_per_exaflop_hour_usd.as_ref());
    close(cost(1), cost(0), 1e-9);
}

#[tokio::test]
async fn the_order_of_sites_changes_nothing_but_the_order() {
    let forward = compare(GB200_AGAINST_910C).await.unwrap();
    let swapped = r#"{"sites":[{"id":"hub","site":"cn-hub-west-subsidised"},{"id":"va","site":"us-virginia","accelerator":"nvidia-gb200-nvl72"}],"workload":{"itLoadMw":80},"baselineSiteId":"va"}"#;
    let backward = compare(swapped).await.unwrap();
    assert_eq!(forward.sites[0], backward.sites[1]);
    assert_eq!(forward.sites[1], backward.sites[0]);
    assert_eq!(forward.break_evens, backward.break_evens);
}

#[tokio::test]
async fn costs_are_linear_in_the_load_and_rise_with_price_and_pue() {
    let total = async |json: String| {
        central(compare(&json).await.unwrap().sites[1].total_cost_usd.as_ref())
    };
    let base = total(by_hand(1.0, 1.42)).await;
    let double = total(by_hand(1.0, 1.42).replace(r#""itLoadMw":80"#, r#""itLoadMw":160"#)).await;
    close(double, 2.0 * base, 1e-12);
    assert!(total(by_hand(1.0, 1.5)).await > base);
    assert!(total(by_hand(1.0, 1.42).replace("41.3", "42")).await > base);
}

#[tokio::test]
async fn every_input_has_a_basis_and_what_is_not_the_callers_a_source() {
    let reply = compare(GB200_AGAINST_910C).await.unwrap();
    for input in reply.sites.iter().flat_map(|site| &site.inputs) {
        assert_ne!(input.basis(), pb::Basis::Unspecified, "{}", input.name);
        let is_callers = input.basis() == pb::Basis::Overridden;
        assert!(is_callers || !input.sources.is_empty(), "{} has no source", input.parameter);
        for source in &input.sources {
            assert!(reply.sources.contains_key(source), "{source}");
        }
        if let (Some(low), Some(high)) = (input.low, input.high) {
            assert!(low <= input.value && input.value <= high, "{}", input.name);
        }
    }
    assert_eq!(reply.money_year, 2025);
}

#[tokio::test]
async fn bands_are_ordered_and_electricity_is_a_small_part_of_the_total() {
    let reply = compare(GB200_AGAINST_910C).await.unwrap();
    for site in &reply.sites {
        let share = site.electricity_share_of_total.as_ref().unwrap();
        assert!((0.03..0.12).contains(&share.central), "{}", share.central);
        let quantiles = &share.distribution.as_ref().unwrap().quantiles;
        assert!(quantiles.windows(2).all(|pair| pair[0].value <= pair[1].value));
    }
    let sum: f64 = reply.sites.iter().map(|site| site.probability_cheapest).sum();
    close(sum, 1.0, 1e-9);
}
