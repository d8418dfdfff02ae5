//! Whole documents, all but for the transport: how many bytes of English a second.
#![allow(missing_docs, reason = "criterion's macros write functions without any")]
#![expect(clippy::unwrap_used, reason = "a failed call is a failed bench")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use energycompute::language::Lexicon;
use energycompute::model::budget::Budget;
use energycompute::seed;
use energycompute::wire::{self, pb};
use prost::Message;

/// Sentences of which most hold a claim.
const CLAIMS: &str = include_str!("../tests/data/sentences.txt");

/// Prose about the same matters without one.
const PROSE: &str = "The ministry did not comment on the report, which had been expected for some \
    weeks. Grid planners say that the pace of building is only part of the story, and that what \
    happens at the edge of the network matters as much. Analysts disagree about what comes next. \
    \"Nobody knows how long this will last,\" one of them said, \"and those who claim to are \
    selling something.\"\n\n";

/// About 256 KiB: prose with a sentence that holds a claim in every so many of its parts.
fn text(every: usize) -> String {
    let mut text = String::new();
    for (place, claim) in CLAIMS.lines().cycle().enumerate() {
        if text.len() > 1 << 18 {
            break;
        }
        text.push_str(if place % every == 0 { claim } else { PROSE });
        text.push(' ');
    }
    text
}

fn documents(criterion: &mut Criterion) {
    let catalog = seed::embedded().unwrap();
    let lexicon = Lexicon::new(&catalog);
    let mut group = criterion.benchmark_group("CheckDocument");
    for (name, every) in [("a claim in every sentence", 1), ("news-like", 8), ("prose", 100_000)] {
        let text = text(every);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.sample_size(10);
        group.bench_function(name, |bench| {
            bench.iter(|| {
                let request = pb::CheckDocumentRequest { text: text.clone(), ..Default::default() };
                let mut document = wire::document::parse(&catalog, request).unwrap();
                let mut bytes = 0;
                while let Some(parts) = document.next(&catalog, &lexicon, Budget::ENDLESS) {
                    bytes += parts.iter().map(Message::encoded_len).sum::<usize>();
                }
                bytes
            });
        });
    }
    group.finish();
}

criterion_group!(benches, documents);
criterion_main!(benches);
