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

/// A comparison as a planner asks it first: no option set.
fn compare<'s>(
    sites: impl IntoIterator<Item = &'s str>,
    megawatts: i32,
) -> pb::CompareCostsRequest {
    let site =
        |name: &str| pb::Site { id: name.to_owned(), site: name.to_owned(), ..Default::default() };
    let load = pb::workload::Kind::ItLoadMw(megawatts.into());
    pb::CompareCostsRequest {
        sites: sites.into_iter().map(site).collect(),
        workload: Some(pb::Workload { kind: Some(load) }),
        ..Default::default()
    }
}

/// Five of the presets, any of them beside any other in the end.
fn any_five(catalog: &Catalog, count: i32) -> Vec<&str> {
    let mut rest: Vec<&str> =
        catalog.tables().sites.iter().map(|site| site.name.as_str()).collect();
    let mut from = usize::try_from(count).unwrap().wrapping_mul(2_654_435_761);
    let pick = |_| {
        let picked = rest.remove(from % rest.len());
        from /= rest.len() + 1;
        picked
    };
    (0..5).map(pick).collect()
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
    let mut count = 0;
    // No question is asked twice.
    let mut bench = |name: &str, question: &dyn Fn(i32) -> pb::CompareCostsRequest| {
        group.bench_function(name, |bench| {
            let request = || {
                count += 1;
                question(count).encode_to_vec()
            };
            bench.iter_batched(request, |bytes| answer(&catalog, &bytes), BatchSize::SmallInput);
        });
    };
    bench("another load", &|count| compare(SITES, count));
    bench("any presets, another load", &|count| compare(any_five(&catalog, count), count));
    bench("any presets, another load, one at a price of its own", &|count| {
        let mut question = compare(any_five(&catalog, count), count);
        question.sites[2].electricity_price_usd_per_mwh = Some(f64::from(count % 1_000) / 10.0);
        question
    });
    for draws in [256, 1_024, 4_096, 16_384] {
        // Of draws that nobody asked for before: nothing that is kept helps.
        bench(&format!("{draws} draws from another seed"), &|count| {
            let seed = Some(count.into());
            let options = pb::ModelOptions { sample_count: draws, seed, ..Default::default() };
            pb::CompareCostsRequest { options: Some(options), ..compare(SITES, 80) }
        });
    }
    group.finish();
}

criterion_group!(benches, five_sites);
criterion_main!(benches);
