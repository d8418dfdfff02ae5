//! Whatever is accepted is answered with finite numbers, in order and within
//! their range; whatever is not is refused, never a panic.

use energycompute::wire::pb;
use proptest::prelude::*;
use prost::Message;
use prost_reflect::DynamicMessage;
use tokio::runtime::Runtime;

use crate::client::{Projection, projection};
use crate::promises::{self, POOL};

/// Numbers as hostile callers send them, and ordinary ones.
fn number() -> impl Strategy<Value = f64> {
    let hostile = prop_oneof![
        Just(0.0),
        Just(-0.0),
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(f64::NEG_INFINITY),
        Just(1e308),
        Just(5e-324),
        Just(-1.0),
    ];
    prop_oneof![1 => hostile, 6 => 0.0..1.0_f64, 6 => 1.0..3.0_f64, 3 => 1.0..1e6_f64]
}

fn year() -> impl Strategy<Value = i32> {
    prop_oneof![1 => Just(i32::MIN), 1 => Just(i32::MAX), 1 => Just(0), 20 => 1980..2062_i32]
}

fn region() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => Just("CN"),
        6 => Just("us"),
        6 => Just("WORLD"),
        1 => Just("IN"),
        1 => Just("IS"),
        1 => Just("CN-HUB-WEST"),
        1 => Just("XX"),
        1 => Just(""),
    ]
    .prop_map(str::to_owned)
}

fn change() -> impl Strategy<Value = pb::Override> {
    use pb::r#override::Change;
    let parameter = prop_oneof![
        Just("growth/CN/installed_capacity"),
        Just("growth/US/solar_capacity"),
        Just("assumptions/pue/CN"),
        Just("assumptions/dc_load_factor/WORLD"),
        Just("constraint/chips_growth/CN"),
        Just("figures/cn-spare-capacity-2030"),
        Just("nothing"),
    ];
    let change = prop_oneof![
        number().prop_map(Change::Value),
        number().prop_map(Change::Scale),
        number().prop_map(Change::Add),
    ];
    (parameter, change).prop_map(|(parameter, change)| pb::Override {
        parameter: parameter.to_owned(),
        change: Some(change),
    })
}

fn options() -> impl Strategy<Value = pb::ModelOptions> {
    let overrides = prop_oneof![3 => Just(Vec::new()), 2 => prop::collection::vec(change(), 1..3)];
    let quantiles =
        prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(0.0..1.0_f64, 1..4)];
    let scenario =
        prop_oneof![6 => Just(""), 1 => Just("article"), 1 => Just("high_growth"), 1 => Just("x")];
    (overrides, quantiles, scenario).prop_map(|(overrides, quantiles, scenario)| pb::ModelOptions {
        overrides,
        quantiles,
        scenario: scenario.to_owned(),
        sample_count: 256,
        ..Default::default()
    })
}

/// Whether a reply is as the contract promises.
fn holds(kind: &str, reply: &impl Message) -> Result<(), TestCaseError> {
    let kind = POOL.get_message_by_name(&format!("energycompute.v1.{kind}")).unwrap();
    let reply = DynamicMessage::decode(kind, reply.encode_to_vec().as_slice()).unwrap();
    promises::kept(&reply).map_err(TestCaseError::fail)
}

/// Runs a call to its end, on a runtime of its own.
fn call<T>(ask: impl AsyncFnOnce(Projection) -> T) -> T {
    Runtime::new().unwrap().block_on(ask(projection()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn projections(
        regions in prop::collection::vec(region(), 1..3),
        metrics in prop_oneof![8 => prop::collection::vec(1..27_i32, 1..2), 1 => prop::collection::vec(-1..28_i32, 0..3)],
        first_year in year(),
        span in 0..12_i32,
        threshold in prop::option::of(number()),
        options in options(),
        share in prop::option::of(number()),
    ) {
        let asks_compute = metrics.contains(&pb::Metric::SupportableCompute.into());
        let request = pb::ProjectCapacityRequest {
            regions,
            metrics,
            first_year,
            last_year: first_year.saturating_add(span),
            threshold: threshold.map(|value| pb::Quantity { value, unit: 0 }),
            compute_inputs: share.filter(|_| asks_compute).map(|share| pb::ComputeInputs { ai_share: Some(share), ..Default::default() }),
            options: Some(options),
            ..Default::default()
        };
        if let Ok(reply) = call(async |mut client| client.project_capacity(request).await) {
            holds("ProjectCapacityResponse", reply.get_ref())?;
        }
    }

    #[test]
    fn claims(region in region(), metric in -1..28_i32, year in year(), value in number(), ratio: bool, options in options()) {
        use pb::claim_object::Kind;
        let include = |code: &str| Some(pb::RegionSet { include: vec![code.to_owned()], exclude: Vec::new() });
        let kind = if ratio {
            let of = pb::Referent { regions: include("US"), ..Default::default() };
            Kind::Ratio(pb::RatioOf { value, of: Some(of) })
        } else {
            Kind::Quantity(pb::Quantity { value, unit: 0 })
        };
        let claim = pb::StructuredClaim {
            left: Some(pb::ClaimSubject {
                regions: include(&region),
                metric_readings: vec![metric],
                year: Some(year),
                ..Default::default()
            }),
            comparator: pb::Comparator::Approximately.into(),
            right: Some(pb::ClaimObject { kind: Some(kind) }),
            ..Default::default()
        };
        let request = pb::CheckClaimRequest {
            subject: Some(pb::check_claim_request::Subject::Structured(claim)),
            options: Some(options),
            ..Default::default()
        };
        if let Ok(reply) = call(async |mut client| client.check_claim(request).await) {
            holds("CheckClaimResponse", reply.get_ref())?;
        }
    }

    #[test]
    fn costs(price in number(), pue in 0.9..3.1_f64, scale in number(), load in number(), carbon in number(), is_second: bool, options in options()) {
        let site = |id: &str, site: &str| pb::Site { id: id.to_owned(), site: site.to_owned(), ..Default::default() };
        let own = pb::Site {
            electricity_price_usd_per_mwh: Some(price),
            pue: Some(pue),
            energy_per_flop_scale: Some(scale),
            ..site("a", "us-virginia")
        };
        let request = pb::CompareCostsRequest {
            sites: vec![own, site("b", "cn-hub-west-subsidised")],
            workload: Some(pb::Workload { kind: Some(pb::workload::Kind::ItLoadMw(load)) }),
            baseline_site_id: if is_second { "b" } else { "a" }.to_owned(),
            carbon_price_usd_per_tonne: Some(carbon),
            options: Some(options),
            ..Default::default()
        };
        if let Ok(reply) = call(async |mut client| client.compare_costs(request).await) {
            holds("CompareCostsResponse", reply.get_ref())?;
        }
    }

    #[test]
    fn series(values in prop_oneof![3 => prop::collection::vec(1e-3..1e6_f64, 1..40), 1 => prop::collection::vec(number(), 0..40)], class in 0..6_i32, horizon_years in -1..40_i32, threshold in prop::option::of(number())) {
        let request = pb::ProjectSeriesRequest {
            first_year: 2000,
            values,
            class,
            horizon_years,
            threshold,
            ..Default::default()
        };
        if let Ok(reply) = call(async |mut client| client.project_series(request).await) {
            holds("ProjectSeriesResponse", reply.get_ref())?;
        }
    }
}
