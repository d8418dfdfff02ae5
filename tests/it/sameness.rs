//! The same request gives the same bytes, every time and on every processor.

use prost::Message;
use sha2::{Digest, Sha256};

use crate::client::{check, compare, project};

/// The bytes of one reply of each kind, as a digest.
async fn digests() -> [String; 3] {
    let capacity = project(
        r#"{"regions":["CN","US","IN"],"metrics":["METRIC_INSTALLED_CAPACITY","METRIC_RENEWABLE_SHARE"],"firstYear":2015,"lastYear":2033}"#,
    );
    let cost = compare(
        r#"{"sites":[{"id":"va","site":"us-virginia"},{"id":"hub","site":"cn-hub-west-subsidised"},{"id":"de","site":"de-industrial"}],"workload":{"workload":"llama-3.1-405b"}}"#,
    );
    let claim = check(r#"{"claim":"claims/cn-us-dc-electricity-cost-ratio"}"#);
    let bytes = [
        capacity.await.unwrap().encode_to_vec(),
        cost.await.unwrap().encode_to_vec(),
        claim.await.unwrap().encode_to_vec(),
    ];
    bytes.map(|bytes| format!("{:x}", Sha256::digest(bytes)))
}

#[tokio::test]
async fn replies_are_the_committed_bytes() {
    // A change of catalog, model or contract changes these; nothing else may.
    insta::assert_snapshot!(digests().await.join("\n"));
}

#[tokio::test]
async fn replies_repeat() {
    assert_eq!(digests().await, digests().await);
}
