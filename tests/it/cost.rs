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
async fn the_order_of_sites_changes_nothing_but_the_order() {
    let forward = compare(GB200_AGAINST_910C).await.unwrap();
    let swapped = r#"{"sites":[{"id":"hub","site":"cn-hub-west-subsidised"},{"id":"va","site":"us-virginia","accelerator":"nvidia-gb200-nvl72"}],"workload":{"itLoadMw":80},"baselineSiteId":"va"}"#;
    let backward = compare(swapped).await.unwrap();
    assert_eq!(forward.sites[0], backward.sites[1]);
    assert_eq!(forward.sites[1], backward.sites[0]);
    assert_eq!(forward.break_evens, backward.break_evens);
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

#[tokio::test]
async fn a_training_run_as_it_was_meets_the_hours_and_energy_published() {
    let reply = compare(
        r#"{"sites":[{"id":"was","site":"us-average-industrial","accelerator":"nvidia-h100-sxm"},{"id":"tx","site":"us-texas"},{"id":"hub","site":"cn-hub-west-subsidised"}],"workload":{"workload":"llama-3.1-405b"}}"#,
    )
    .await
    .unwrap();
    let was = &reply.sites[0];
    // The model card: 30.84 million GPU-hours at 700 W are 21.588 GWh.
    close(central(was.accelerator_hours.as_ref()), 30.84e6, 0.002);
    close(central(was.accelerator_energy_mwh.as_ref()), 21_588.0, 0.002);
    for site in &reply.sites {
        let energy = |amount: &Option<pb::Amount>| central(amount.as_ref());
        let it = energy(&site.it_energy_mwh);
        let alone = energy(&site.accelerator_energy_mwh);
        close(alone + energy(&site.server_energy_mwh), it, 1e-12);
        close(it + energy(&site.overhead_energy_mwh), energy(&site.energy_mwh), 1e-12);
        for amount in [
            &site.hours,
            &site.energy_mwh,
            &site.electricity_cost_usd,
            &site.total_cost_usd,
            &site.lifecycle_emissions_tonnes,
        ] {
            let amount = amount.as_ref().unwrap();
            assert_eq!(amount.basis(), pb::Basis::Derived);
            assert_eq!(amount.distribution.as_ref().unwrap().quantiles.len(), 3);
        }
    }
    // Another accelerator, the same work: 989 over 2,500 TFLOP/s of the hours.
    let hours = |place: usize| central(reply.sites[place].hours.as_ref());
    close(hours(1) / hours(0), 989.0 / 2_500.0, 1e-3);
}

#[tokio::test]
async fn electricity_is_a_small_part_where_it_is_cheap_and_less_so_where_it_is_dear() {
    for (presets, low, high) in [
        // About 3 to 10 %: Inner Mongolia's 35 USD/MWh are 2.7 % at a duty of 0.7.
        (&["us-virginia", "us-texas", "us-average-industrial"][..], 0.03, 0.10),
        (
            &["cn-hub-west-subsidised", "cn-average-industrial", "cn-inner-mongolia-direct"],
            0.027,
            0.10,
        ),
        (&["de-industrial", "us-texas"], 0.11, 0.14),
        (&["gb-industrial", "us-texas"], 0.17, 0.22),
    ] {
        for duty in [0.7, 1.0] {
            let site = |name: &&str| format!(r#"{{"id":"{name}","site":"{name}","duty":{duty}}}"#);
            let sites = presets.iter().map(site).collect::<Vec<_>>().join(",");
            let json = format!(r#"{{"sites":[{sites}],"workload":{{"itLoadMw":80}}}}"#);
            let reply = compare(&json).await.unwrap();
            let asked = reply.sites.iter().filter(|site| low < 0.1 || !site.id.starts_with("us"));
            for site in asked {
                let share = central(site.electricity_share_of_total.as_ref());
                assert!((low..high).contains(&share), "{} at duty {duty}: {share}", site.id);
            }
            assert!(reply.summary.contains("of the total"), "{}", reply.summary);
        }
    }
}
