//! CompareCosts, the whole call but for the transport: bytes in, bytes out.
#![allow(missing_docs, reason = "criterion's macros write functions without any")]
#![expect(clippy::unwrap_used, reason = "a failed call is a failed bench")]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use energycompute::model::budget::Budget;
use energycompute::model::catalog::Catalog;
use energycompute::model::cost;
use energycompute::seed;
use energycompute::wire::encode::Encoded;
use energycompute::wire::{self, pb};
use mimalloc::MiMalloc;
use prost::Message;

/// As in the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Presets with carbon intensities and accelerators of their own.
const SITES: [&str; 5] = [
    "us-virginia",
    "cn-hub-west-subsidised",
    "de-industrial",
    "gb-industrial",
    "no-wholesale-plus",
];

/// Five sites and a load, MW.
fn request(draws: i32, seed: i64, load: f64) -> Vec<u8> {
    let site = |name: &&str| pb::Site {
        id: (*name).to_owned(),
        site: (*name).to_owned(),
        ..Default::default()
    };
    let load = pb::workload::Kind::ItLoadMw(load);
    let options = pb::ModelOptions { sample_count: draws, seed: Some(seed), ..Default::default() };
    let request = pb::CompareCostsRequest {
        sites: SITES.iter().map(site).collect(),
        workload: Some(pb::Workload { kind: Some(load) }),
        options: Some(options),
        ..Default::default()
    };
    request.encode_to_vec()
}

fn answer(catalog: &Catalog, bytes: &[u8]) -> Encoded<pb::CompareCostsResponse> {
    let request = pb::CompareCostsRequest::decode(bytes).unwrap();
    let asked = wire::cost::parse(catalog, request).unwrap();
    let outlook = asked.options.outlook(catalog);
    let mut reply = wire::cost::Reply::new(catalog, &asked);
    for year in asked.question.periods() {
        reply.tell(&cost::compare(&outlook, &asked.question, year).unwrap(), Budget::ENDLESS);
    }
    Encoded::of(&reply.finish())
}

fn five_sites(criterion: &mut Criterion) {
    let catalog = seed::embedded().unwrap();
    let mut group = criterion.benchmark_group("CompareCosts, 5 sites");
    let mut count = 0_i32;
    let mut next = || {
        count += 1;
        count
    };
    for draws in [256, 1_024, 4_096, 16_384] {
        // A seed that nobody asked for before: nothing that is kept helps.
        group.bench_function(format!("{draws} draws"), |bench| {
            let request = || request(draws, next().into(), 80.0);
            bench.iter_batched(request, |bytes| answer(&catalog, &bytes), BatchSize::SmallInput);
        });
    }
    group.bench_function("4096 draws, of which another load was asked before", |bench| {
        let request = || request(4_096, 0, f64::from(next()));
        bench.iter_batched(request, |bytes| answer(&catalog, &bytes), BatchSize::SmallInput);
    });
    group.finish();
}

criterion_group!(benches, five_sites);
criterion_main!(benches);
