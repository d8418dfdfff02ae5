//! Any text, read and judged as a claim and as a document: nothing panics, spans
//! lie within the text, and a probability is one.
#![no_main]

use std::sync::LazyLock;

use energycompute::language::{self, Lexicon};
use energycompute::model::catalog::Catalog;
use energycompute::model::claim::{Matter, Question, check};
use energycompute::model::estimate::Outlook;
use energycompute::model::sampling::Plan;
use energycompute::seed;
use libfuzzer_sys::fuzz_target;

static KNOWN: LazyLock<(Catalog, Lexicon)> = LazyLock::new(|| {
    let catalog = seed::embedded().expect("the embedded catalog is sound");
    let lexicon = Lexicon::new(&catalog);
    (catalog, lexicon)
});

fuzz_target!(|text: &str| {
    let (catalog, lexicon) = &*KNOWN;
    for sentence in language::sentences(text) {
        assert!(text.get(sentence).is_some(), "a sentence lies within the text");
    }
    let reading = language::read(lexicon, catalog, text, None);
    assert_eq!(reading.claims.is_empty(), reading.reason.is_some());
    let scenario = catalog.tables().scenarios.get("reference").expect("the default scenario");
    let outlook = Outlook::new(catalog, scenario);
    for each in reading.claims {
        for span in [&each.span, &each.number] {
            assert!(text.get(span.clone()).is_some(), "{span:?} lies within the text");
        }
        let matter = Matter::Structured(each.claim);
        let question = Question { matter, tolerance: None, plan: Plan::default(), said: None };
        let found = check(&outlook, &question);
        assert!(found.probability.is_none_or(|p| (0.0..=1.0).contains(&p)), "{found:?}");
    }
});
