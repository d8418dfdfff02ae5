//! How a program of your own asks the service: a deadline for every call, and another try
//! where the service is away or refuses for load. Reading is all that calls do, so that
//! trying again is always right.
//!
//! `cargo run --example caller -- 127.0.0.1:50051`

use std::time::Duration;

use energycompute::client::{Client, Endpoint, Error};
use energycompute::wire::pb;

const DEADLINE: Duration = Duration::from_secs(5);
const TRIES: u32 = 4;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:50051".to_owned());
    let endpoint: Endpoint = address.parse()?;
    let question = pb::ProjectCapacityRequest {
        regions: vec!["CN".to_owned()],
        metrics: vec![pb::Metric::InstalledCapacity.into()],
        first_year: 2026,
        last_year: 2030,
        relative_to_region: "US".to_owned(),
        ..Default::default()
    };
    let answer = ask(&endpoint, question).await.map_err(|error| error.message)?;
    for row in &answer.rows {
        if let Some(known) = &row.distribution {
            let ends = (known.quantiles.first(), known.quantiles.last());
            if let (Some(low), Some(high)) = ends {
                println!("{} {} {} {}", row.year, low.value, known.median, high.value);
            }
        }
    }
    Ok(())
}

async fn ask(
    endpoint: &Endpoint,
    question: pb::ProjectCapacityRequest,
) -> Result<pb::ProjectCapacityResponse, Error> {
    let mut pause = Duration::from_millis(100);
    for _ in 1..TRIES {
        match once(endpoint, question.clone()).await {
            Err(error) if matches!(error.code, "UNAVAILABLE" | "RESOURCE_EXHAUSTED") => {}
            other => return other,
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
    once(endpoint, question).await
}

async fn once(
    endpoint: &Endpoint,
    question: pb::ProjectCapacityRequest,
) -> Result<pb::ProjectCapacityResponse, Error> {
    Client::connect(endpoint, DEADLINE).await?.project_capacity(question).await
}
