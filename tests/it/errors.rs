//! Bad input: the right code, one `ErrorInfo`, every violation with its field;
//! and the next call is answered.

use tokio_stream::StreamExt as _;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::client::{check, compare, project, projection, request, told};
use energycompute::wire::pb;

/// Code, reason and violations of each malformed request.
type Row = (&'static str, Code, &'static str, &'static [&'static str]);

const CAPACITY: [Row; 16] = [
    (
        "{}",
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["regions: REQUIRED", "metrics: REQUIRED", "first_year: REQUIRED", "last_year: REQUIRED"],
    ),
    (
        r#"{"regions":["XX"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":2025,"lastYear":2026}"#,
        Code::InvalidArgument,
        "UNKNOWN_REGION",
        &["regions[0]: UNKNOWN_REGION"],
    ),
    (
        r#"{"regions":["CN","cn"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":2025,"lastYear":2026}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["regions[1]: DUPLICATE"],
    ),
    (
        r#"{"regions":["CN"],"metrics":["METRIC_UNSPECIFIED"],"firstYear":2025,"lastYear":2026}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["metrics[0]: REQUIRED"],
    ),
    (
        r#"{"regions":["CN"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":2025,"lastYear":2147483647}"#,
        Code::OutOfRange,
        "YEAR_OUT_OF_RANGE",
        &["last_year: YEAR_OUT_OF_RANGE"],
    ),
    (
        r#"{"regions":["CN"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":-2147483648,"lastYear":2026}"#,
        Code::OutOfRange,
        "YEAR_OUT_OF_RANGE",
        &["first_year: YEAR_OUT_OF_RANGE"],
    ),
    (
        r#"{"regions":["CN"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":2030,"lastYear":2026}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["last_year: YEARS_OUT_OF_ORDER"],
    ),
    (
        r#"{"regions":["CN"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":2025,"lastYear":2026,"threshold":{"value":"NaN"}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["threshold: NOT_FINITE"],
    ),
    (
        r#"{"regions":["CN"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":2025,"lastYear":2026,"threshold":{"value":1e308}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["threshold: OUT_OF_RANGE"],
    ),
    (
        r#"{"regions":["CN"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":2025,"lastYear":2026,"threshold":{"value":3,"unit":"UNIT_TWH"}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["threshold: UNIT_DOES_NOT_FIT"],
    ),
    (
        r#"{"regions":["CN"],"metrics":["METRIC_PEAK_DEMAND","METRIC_PUE"],"firstYear":2025,"lastYear":2026,"threshold":{"value":3}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["threshold: ONE_METRIC_NEEDED"],
    ),
    (
        r#"{"regions":["CN"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":2025,"lastYear":2026,"options":{"scenario":"nope","sampleCount":1000,"quantiles":[0,"Infinity"]}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &[
            "options.scenario: UNKNOWN_SCENARIO",
            "options.sample_count: SAMPLE_COUNT_NOT_ALLOWED",
            "options.quantiles[0]: OUT_OF_RANGE",
            "options.quantiles[1]: NOT_FINITE",
        ],
    ),
    (
        r#"{"regions":["CN"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":2025,"lastYear":2026,"options":{"overrides":[{"parameter":"growth/CN/peak_demnd","add":0.01},{"parameter":"growth/CN/peak_demand","scale":2},{"parameter":"assumptions/pue/CN"},{"parameter":"assumptions/pue/CN","value":0.5},{"parameter":"assumptions/pue/US","value":1.3},{"parameter":"assumptions/pue/US","add":0.1},{"parameter":"assumptions/capital_recovery_factor_it/US","value":0.3}]}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &[
            "options.overrides[0].parameter: UNKNOWN_PARAMETER",
            "options.overrides[1].parameter: NEEDS_ADD",
            "options.overrides[2].change: REQUIRED",
            "options.overrides[3].parameter: OUT_OF_RANGE",
            "options.overrides[5].parameter: DUPLICATE",
            "options.overrides[6].parameter: COMPARISON_ONLY",
        ],
    ),
    (
        r#"{"regions":["DE"],"metrics":["METRIC_PEAK_DEMAND"],"firstYear":2025,"lastYear":2026}"#,
        Code::FailedPrecondition,
        "NO_BASE_FIGURE",
        &[],
    ),
    (
        r#"{"regions":["CN"],"metrics":["METRIC_COAL_GENERATION"],"firstYear":2030,"lastYear":2031}"#,
        Code::FailedPrecondition,
        "NOT_PROJECTABLE",
        &[],
    ),
    (
        r#"{"regions":["CN"],"metrics":["METRIC_SOLAR_CAPACITY"],"firstYear":2030,"lastYear":2050}"#,
        Code::OutOfRange,
        "YEAR_OUT_OF_RANGE",
        &[],
    ),
];

const COSTS: [Row; 13] = [
    ("{}", Code::InvalidArgument, "INVALID_REQUEST", &["sites: REQUIRED", "workload: REQUIRED"]),
    (
        r#"{"sites":[{"id":"a","site":"us-virginia"}],"workload":{"itLoadMw":80}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["sites: TOO_FEW"],
    ),
    (
        r#"{"sites":[{"id":"a","site":"us-virginia"},{"id":"a","site":"us-texas"}],"workload":{"itLoadMw":80}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["sites[1].id: DUPLICATE"],
    ),
    (
        r#"{"sites":[{"id":"a","site":"us-virginia","pue":0.9,"duty":1.2,"mfu":0},{"id":"b","site":"us-texas","electricityPriceUsdPerMwh":-1}],"workload":{"itLoadMw":-1}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &[
            "sites[0].pue: PUE_BELOW_ONE",
            "sites[0].duty: OUT_OF_RANGE",
            "sites[0].mfu: OUT_OF_RANGE",
            "sites[1].electricity_price_usd_per_mwh: OUT_OF_RANGE",
            "workload.it_load_mw: OUT_OF_RANGE",
        ],
    ),
    (
        r#"{"sites":[{"id":"a","site":"us-virginia","duty":0,"mfu":1.1},{"id":"a","site":"us-texas","pue":"NaN"}],"workload":{"itLoadMw":80},"baselineSiteId":"c"}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &[
            "sites[0].duty: OUT_OF_RANGE",
            "sites[0].mfu: OUT_OF_RANGE",
            "sites[1].id: DUPLICATE",
            "sites[1].pue: NOT_FINITE",
            "baseline_site_id: UNKNOWN_SITE",
        ],
    ),
    (
        r#"{"sites":[{"id":"a","site":"us-virginia"},{"id":"b","site":"us-texas"}],"workload":{"itLoadMw":1e308}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["workload.it_load_mw: OUT_OF_RANGE"],
    ),
    (
        r#"{"sites":[{"id":"a","site":"us-virginia"},{"id":"b","site":"us-texas"}],"workload":{"itLoadMw":"NaN"}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["workload.it_load_mw: NOT_FINITE"],
    ),
    (
        r#"{"sites":[{"id":"a","site":"us-virginia","accelerator":"nvidia-h100"},{"id":"b","site":"us-texas"}],"workload":{"itLoadMw":80}}"#,
        Code::InvalidArgument,
        "UNKNOWN_ACCELERATOR",
        &["sites[0].accelerator: UNKNOWN_ACCELERATOR"],
    ),
    (
        r#"{"sites":[{"id":"a","site":"virginia"},{"id":"b","site":"us-texas"}],"workload":{"itLoadMw":80}}"#,
        Code::InvalidArgument,
        "UNKNOWN_SITE",
        &["sites[0].site: UNKNOWN_SITE"],
    ),
    (
        r#"{"sites":[{"id":"a","site":"us-virginia"},{"id":"b","site":"us-texas"}],"workload":{"itLoadMw":80},"baselineSiteId":"c"}"#,
        Code::InvalidArgument,
        "UNKNOWN_SITE",
        &["baseline_site_id: UNKNOWN_SITE"],
    ),
    (
        r#"{"sites":[{"id":"a","region":"CN"},{"id":"b","site":"us-texas"}],"workload":{"itLoadMw":80}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["sites[0].electricity_price_usd_per_mwh: REQUIRED"],
    ),
    (
        r#"{"sites":[{"id":"a","site":"gb-industrial"},{"id":"b","site":"us-texas"}],"workload":{"itLoadMw":80},"carbonPriceUsdPerTonne":50}"#,
        Code::FailedPrecondition,
        "NO_BASE_FIGURE",
        &[],
    ),
    (
        r#"{"sites":[{"id":"a","site":"us-virginia"},{"id":"b","site":"us-texas"}],"workload":{"itLoadMw":80},"options":{"scenario":"article"}}"#,
        Code::FailedPrecondition,
        "NO_BASE_FIGURE",
        &[],
    ),
];

const CLAIMS: [Row; 8] = [
    ("{}", Code::InvalidArgument, "INVALID_REQUEST", &["subject: REQUIRED"]),
    (r#"{"claim":"claims/cn-racks"}"#, Code::NotFound, "CLAIM_NOT_FOUND", &[]),
    (r#"{"text":""}"#, Code::InvalidArgument, "INVALID_REQUEST", &["text: REQUIRED"]),
    (
        r#"{"structured":{}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &[
            "structured.left: REQUIRED",
            "structured.comparator: REQUIRED",
            "structured.right: REQUIRED",
        ],
    ),
    (
        r#"{"structured":{"left":{"regions":{"include":["CN"]},"metricReadings":["METRIC_PEAK_DEMAND"]},"comparator":"COMPARATOR_AT_LEAST","right":{"quantity":{"value":"-Infinity"}}},"relativeTolerance":2}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["relative_tolerance: OUT_OF_RANGE", "structured.right.quantity.value: NOT_FINITE"],
    ),
    (
        r#"{"structured":{"left":{"regions":{"include":["CN"]},"metricReadings":["METRIC_PEAK_DEMAND"]},"comparator":"COMPARATOR_AT_LEAST","right":{"quantity":{"value":3,"unit":"UNIT_EB"}}}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["structured.right.quantity.unit: UNIT_DOES_NOT_FIT"],
    ),
    (
        r#"{"structured":{"left":{"regions":{"include":["CN"]},"metricReadings":["METRIC_PEAK_DEMAND"]},"comparator":"COMPARATOR_BETWEEN","right":{"quantity":{"value":3}}}}"#,
        Code::InvalidArgument,
        "INVALID_REQUEST",
        &["structured.comparator: CONFLICTING_FIELDS"],
    ),
    (
        r#"{"claim":"claims/cn-racks-2025-06","options":{"scenario":"atricle"}}"#,
        Code::InvalidArgument,
        "UNKNOWN_SCENARIO",
        &["options.scenario: UNKNOWN_SCENARIO"],
    ),
];

fn holds(json: &str, status: &Status, row: &Row) {
    let told = told(status);
    assert_eq!((told.code, told.reason.as_str()), (row.1, row.2), "{json}: {status}");
    assert_eq!(told.violations.len(), row.3.len(), "{json}: {:?}", told.violations);
    for want in row.3 {
        let is_told = |got: &String| got == want || got.starts_with(&format!("{want}: "));
        assert!(told.violations.iter().any(is_told), "{json}: no {want} in {:?}", told.violations);
    }
}

#[tokio::test]
async fn malformed_capacity_requests_are_refused_whole() {
    for row in CAPACITY {
        holds(row.0, &project(row.0).await.unwrap_err(), &row);
    }
}

#[tokio::test]
async fn malformed_cost_requests_are_refused_whole() {
    for row in COSTS {
        holds(row.0, &compare(row.0).await.unwrap_err(), &row);
    }
}

#[tokio::test]
async fn malformed_claims_are_refused_whole() {
    for row in CLAIMS {
        holds(row.0, &check(row.0).await.unwrap_err(), &row);
    }
}

#[tokio::test]
async fn the_unknown_comes_with_the_nearest_names() {
    let json = r#"{"sites":[{"id":"a","site":"us-virginia","accelerator":"nvidia-h100"},{"id":"b","site":"us-texas"}],"workload":{"itLoadMw":80}}"#;
    let status = compare(json).await.unwrap_err();
    assert!(status.message().contains("nvidia-h100-sxm"), "{status}");
    let status = check(r#"{"claim":"claims/cn-racks"}"#).await.unwrap_err();
    assert!(status.message().contains("claims/cn-racks-2025-06"), "{status}");
    assert!(told(&status).details.resource_info().is_some());
}

#[tokio::test]
async fn an_unknown_enum_value_is_refused() {
    // JSON has no way to say it; a newer client's bytes have.
    let newer = pb::ProjectCapacityRequest {
        regions: vec!["CN".to_owned()],
        metrics: vec![99],
        first_year: 2025,
        last_year: 2026,
        ..Default::default()
    };
    let status = projection().project_capacity(newer).await.unwrap_err();
    assert_eq!(told(&status).violations, ["metrics[0]: UNKNOWN_ENUM_VALUE"]);
}

#[tokio::test]
async fn ten_thousand_regions_are_refused_and_the_connection_lives_on() {
    let mut client = projection();
    let request_of = |regions: Vec<String>| pb::ProjectCapacityRequest {
        regions,
        metrics: vec![pb::Metric::ElectricityGeneration.into()],
        first_year: 2025,
        last_year: 2026,
        ..Default::default()
    };
    let many = request_of(vec!["CN".to_owned(); 10_000]);
    let status = client.project_capacity(many).await.unwrap_err();
    assert_eq!(told(&status).violations, ["regions: TOO_MANY"]);
    let good = client.project_capacity(request_of(vec!["CN".to_owned()])).await.unwrap();
    assert_eq!(good.into_inner().rows.len(), 2);
}

#[tokio::test]
async fn more_than_ten_thousand_rows_are_refused_with_the_count() {
    let codes = [
        "CN", "US", "IN", "JP", "KR", "DE", "FR", "GB", "CA", "BR", "AU", "SA", "AE", "TW", "SG",
        "MY",
    ];
    let metrics = [
        "ELECTRICITY_GENERATION",
        "ELECTRICITY_DEMAND",
        "SOLAR_GENERATION",
        "WIND_GENERATION",
        "COAL_GENERATION",
        "GAS_GENERATION",
        "NUCLEAR_GENERATION",
        "HYDRO_GENERATION",
        "PUE",
        "PEAK_DEMAND",
    ];
    let json = serde_json::json!({
        "regions": codes,
        "metrics": metrics.map(|name| format!("METRIC_{name}")),
        "firstYear": 1985,
        "lastYear": 2060,
    });
    let asked: pb::ProjectCapacityRequest = request(&json.to_string());
    let status = projection().project_capacity(asked).await.unwrap_err();
    // 16 regions, 10 metrics, 76 years
    assert!(status.message().contains("12160"), "{status}");
    assert_eq!(told(&status).violations, ["regions: TOO_MANY_ROWS"]);
}

#[tokio::test]
async fn a_call_that_is_not_answered_in_time_says_so() {
    let timeout = |request: &mut tonic::Request<pb::CompareCostsRequest>, wait: &str| {
        request.metadata_mut().insert("grpc-timeout", wait.parse().unwrap());
    };
    // Millions of draws take longer than that anywhere.
    let mut request = tonic::Request::new(crate::serve::heaviest());
    timeout(&mut request, "1m");
    let late = crate::client::projection().compare_costs(request).await.unwrap_err();
    assert_eq!(late.code(), Code::DeadlineExceeded);
    assert_eq!(late.get_details_error_info().unwrap().reason, "DEADLINE_EXCEEDED");

    let text = "China generated 10,583 TWh of electricity in 2025. ".repeat(20_000);
    let request = pb::CheckDocumentRequest { text, ..Default::default() };
    let mut request = tonic::Request::new(request);
    request.metadata_mut().insert("grpc-timeout", "30m".parse().unwrap());
    let ended = match crate::client::projection().check_document(request).await {
        Err(refused) => refused,
        // Never a stream that ends as if all had been told.
        Ok(parts) => parts.into_inner().collect::<Result<Vec<_>, _>>().await.unwrap_err(),
    };
    assert_eq!(ended.code(), Code::DeadlineExceeded);
}
