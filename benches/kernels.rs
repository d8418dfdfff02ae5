//! What calls are made of, each alone: a projection, a claim, the reading of a sentence, and draws.
#![allow(missing_docs, reason = "criterion's macros write functions without any")]
#![expect(clippy::unwrap_used, reason = "a failed call is a failed bench")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use energycompute::language::{self, Lexicon};
use energycompute::model::distribution::Law;
use energycompute::model::estimate::{Outlook, REFERENCE};
use energycompute::model::metric::Metric;
use energycompute::model::number::Column;
use energycompute::model::sampling::{Draws, Plan, Points};
use energycompute::model::year::Year;
use energycompute::seed;
use mimalloc::MiMalloc;

/// As in the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// As `numpy.quantile` is asked for where the two are compared.
const QUANTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

fn projection(criterion: &mut Criterion) {
    let catalog = seed::embedded().unwrap();
    let scenario = catalog.tables().scenarios.get(REFERENCE).unwrap();
    let outlook = Outlook::new(&catalog, scenario);
    let (china, year) = (catalog.find_region("CN").unwrap(), Year::new(2030).unwrap());
    criterion.bench_function("projection: one region, metric and year", |bench| {
        bench.iter(|| outlook.estimate(china, Metric::ElectricityGeneration, year, None));
    });
}

fn sentence(criterion: &mut Criterion) {
    let catalog = seed::embedded().unwrap();
    let lexicon = Lexicon::new(&catalog);
    let text = "China will generate at least 11,000 TWh of electricity in 2028.";
    criterion.bench_function("parser: a sentence", |bench| {
        bench.iter(|| language::read(&lexicon, &catalog, black_box(text), None));
    });
}

/// A ratio of two quantities with five quantiles: draws a second.
fn ratio(criterion: &mut Criterion) {
    let (over, under) = (Law::log(1.0, 0.4), Law::log(0.2, 0.3));
    let mut group = criterion.benchmark_group("sampling: a ratio");
    for count in [4_096, 131_072] {
        // Draws of the usual seed would be kept.
        let plan = Plan::new(1, count).unwrap();
        let points = Points::default();
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(format!("{count} draws"), |bench| {
            bench.iter(|| {
                let draws = Draws::new(plan, vec!["over".to_owned(), "under".to_owned()]);
                let column = |name, law: &Law| -> Column { draws.column(name, law, &points) };
                let ratio = column("over", black_box(&over)) / column("under", &under);
                ratio.quantiles(&QUANTILES)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, projection, sentence, ratio);
criterion_main!(benches);
