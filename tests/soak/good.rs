//! Callers who ask what they should, and must be answered.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use energycompute::client::{Client, Endpoint, Error};
use energycompute::wire::pb;
use serde::de::DeserializeOwned;

use crate::Counts;

const PATIENCE: Duration = Duration::from_secs(30);

/// Calls on one connection, so that others are made as well.
const CALLS: usize = 2_000;

pub(crate) async fn cheap(endpoint: Endpoint, caller: usize, counts: Arc<Counts>) {
    let claim: pb::CheckClaimRequest = read(r#"{"claim":"claims/cn-racks-2025-06"}"#);
    let text: pb::CheckClaimRequest =
        read(r#"{"text":"China will have 400 GW of spare power by 2030."}"#);
    let years: pb::ProjectCapacityRequest = read(
        r#"{"regions":["CN","US"],"metrics":["METRIC_ELECTRICITY_GENERATION"],"firstYear":2026,"lastYear":2030}"#,
    );
    while !counts.is_over() {
        let mut client = Client::connect(&endpoint, PATIENCE).await.unwrap();
        for call in 0..CALLS {
            if counts.is_over() {
                return;
            }
            let answered = match (call + caller) % 3 {
                0 => client.check_claim(claim.clone()).await.map(drop),
                1 => client.check_claim(text.clone()).await.map(drop),
                _ => client.project_capacity(years.clone()).await.map(drop),
            };
            count(&counts, answered);
        }
    }
}

pub(crate) async fn heavy(endpoint: Endpoint, counts: Arc<Counts>) {
    let text =
        "China generates 10,000 TWh. The United States has 1,300 GW of capacity. ".repeat(20);
    let document = pb::CheckDocumentRequest { text, ..pb::CheckDocumentRequest::default() };
    let compute: pb::ProjectComputeRequest =
        read(r#"{"regions":["CN","US"],"firstYear":2026,"lastYear":2028}"#);
    while !counts.is_over() {
        let mut client = Client::connect(&endpoint, PATIENCE).await.unwrap();
        count(&counts, client.check_document(document.clone()).await.map(drop));
        count(&counts, client.project_compute(compute.clone()).await.map(drop));
    }
}

fn count(counts: &Counts, answered: Result<(), Error>) {
    match answered {
        Ok(()) => counts.good.fetch_add(1, Ordering::Relaxed),
        Err(error) => {
            eprintln!("a good call failed: {error}");
            counts.failed.fetch_add(1, Ordering::Relaxed)
        }
    };
}

fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}
