//! Who asks the same again is told the same, without its being worked out anew.

use std::fs;

use energycompute::rpc::Shared;
use energycompute::seed;
use energycompute::server::Terms;
use energycompute::wire::pb;
use energycompute::wire::pb::projection_service_client::ProjectionServiceClient;
use tonic::transport::Channel;

use crate::client::request;
use crate::serve::{Running, page, projection, start_live, start_with};
use crate::support::copy_of_data;

/// The number of one line of the page of metrics.
async fn counted(running: &Running, name: &str) -> u64 {
    let page = page(running, "/metrics").await;
    let line = page.lines().find_map(|line| line.strip_prefix(name));
    line.unwrap_or_else(|| panic!("no {name} in\n{page}")).trim().parse().unwrap()
}

/// Replies of every kind that is kept.
async fn ask(
    client: &mut ProjectionServiceClient<Channel>,
) -> (
    pb::ProjectCapacityResponse,
    pb::ProjectComputeResponse,
    pb::CompareCostsResponse,
    pb::CheckClaimResponse,
    pb::BatchCheckClaimsResponse,
    pb::AnalyzeSensitivityResponse,
) {
    macro_rules! told {
        ($method:ident, $kind:ident, $json:literal) => {{
            let asked: pb::$kind = request($json);
            client.$method(asked).await.unwrap().into_inner()
        }};
    }
    // The batch is written by hand, for it has no JSON.
    let claim: pb::CheckClaimRequest = request(r#"{"claim":"claims/cn-racks-2025-06"}"#);
    let batch = pb::BatchCheckClaimsRequest { requests: vec![claim; 2] };
    (
        told!(
            project_capacity,
            ProjectCapacityRequest,
            r#"{"regions":["CN"],"metrics":["METRIC_INSTALLED_CAPACITY"],"firstYear":2026,"lastYear":2030}"#
        ),
        told!(
            project_compute,
            ProjectComputeRequest,
            r#"{"regions":["US"],"firstYear":2026,"lastYear":2026}"#
        ),
        told!(
            compare_costs,
            CompareCostsRequest,
            r#"{"sites":[{"id":"a","site":"us-virginia"},{"id":"b","site":"de-industrial"}],"workload":{"itLoadMw":80}}"#
        ),
        told!(check_claim, CheckClaimRequest, r#"{"claim":"claims/cn-racks-2025-06"}"#),
        client.batch_check_claims(batch).await.unwrap().into_inner(),
        told!(
            analyze_sensitivity,
            AnalyzeSensitivityRequest,
            r#"{"project":{"regions":["CN"],"metrics":["METRIC_INSTALLED_CAPACITY"],"firstYear":2028,"lastYear":2028}}"#
        ),
    )
}

#[tokio::test]
async fn the_same_question_has_the_same_answer_and_its_claims_are_counted_again() {
    const SUPPORTED: &str = "energycompute_claims_total{verdict=\"supported\"}";
    const REPEATED: &str = "energycompute_answers_repeated_total";
    let running = start_with(Terms::default()).await;
    let mut client = projection(&running).await;
    let first = ask(&mut client).await;
    assert_eq!((counted(&running, REPEATED).await, counted(&running, SUPPORTED).await), (0, 3));
    assert!(counted(&running, "energycompute_answers_kept_bytes").await > 0);
    assert_eq!(ask(&mut client).await, first);
    assert_eq!((counted(&running, REPEATED).await, counted(&running, SUPPORTED).await), (6, 6));

    // A refusal is not an answer.
    for _again in 0..2 {
        client.check_claim(pb::CheckClaimRequest::default()).await.unwrap_err();
    }
    assert_eq!(counted(&running, REPEATED).await, 6);
    running.end().await;
}

#[tokio::test]
async fn another_catalog_has_answers_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    copy_of_data(folder.path());
    let regions = folder.path().join("regions.csv");
    let known = fs::read_to_string(&regions).unwrap();
    fs::write(&regions, known.replacen(",European Union,", ",The European Union,", 1)).unwrap();

    let shared = Shared::new(seed::embedded().unwrap());
    let running = start_live(shared.clone().into(), Terms::default()).await;
    let mut client = projection(&running).await;
    let mut digest = async || {
        let asked: pb::CheckClaimRequest = request(r#"{"claim":"claims/cn-racks-2025-06"}"#);
        client.check_claim(asked).await.unwrap().into_inner().run.unwrap().catalog_digest
    };
    let first = digest().await;
    assert_eq!(digest().await, first);
    shared.store(seed::from_dir(folder.path()).unwrap());
    assert_eq!(digest().await, shared.load().digest());
    assert_ne!(digest().await, first);
    running.end().await;
}
