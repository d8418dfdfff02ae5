//! Any text in the place of the files of a catalog: it loads or tells its faults,
//! and what has loaded answers a few questions as the contract promises.
//!
//! An input is the text of one or more files, each after a line with its name;
//! the others are those of `seeds/catalog`, a small catalog that loads.
#![no_main]

#[path = "../../tests/it/promises.rs"]
mod promises;
#[allow(dead_code, reason = "the tests and the other target use what this one does not")]
#[path = "../../tests/it/raw.rs"]
mod raw;

#[path = "catalog/cells.rs"]
mod cells;
#[allow(dead_code, reason = "the other target uses what this one does not")]
#[path = "random.rs"]
mod random;

use std::collections::BTreeMap;
use std::io;
use std::sync::LazyLock;
use std::time::Duration;

use energycompute::rpc::Shared;
use energycompute::seed;
use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target, fuzzer_mutate};
use tokio::runtime::{Builder, Runtime};

use self::raw::{Asked, call, services};

/// How long an answer may take; what is later is not judged.
const PATIENCE: Duration = Duration::from_secs(5);

macro_rules! seeds {
    ($($name:literal),* $(,)?) => { [$(include_str!(concat!("../seeds/catalog/", $name))),*] };
}

/// The small catalog: the text of each file after its name.
const SMALL: [&str; 18] = seeds![
    "accelerators.csv",
    "anchors.csv",
    "assumptions.csv",
    "catalog.toml",
    "claims.csv",
    "exchange_rates.csv",
    "figures.csv",
    "metrics.csv",
    "price_index.csv",
    "readings.csv",
    "regions.csv",
    "scenarios.toml",
    "series.csv",
    "sites.csv",
    "skill.csv",
    "sources.csv",
    "synonyms.csv",
    "workloads.csv",
];

/// Questions to whatever has loaded.
const QUESTIONS: [&str; 10] = [
    r#"{"method":"CatalogService/GetModelInfo","request":{}}"#,
    r#"{"method":"CatalogService/ListFigures","request":{}}"#,
    r#"{"method":"CatalogService/ListAssumptions","request":{"pageSize":200}}"#,
    r#"{"method":"CatalogService/ListSites","request":{}}"#,
    r#"{"method":"ProjectionService/ProjectCapacity","request":{"regions":["CN"],"metrics":["METRIC_INSTALLED_CAPACITY","METRIC_LOW_CARBON_SHARE","METRIC_AI_COMPUTE"],"firstYear":2025,"lastYear":2028}}"#,
    r#"{"method":"ProjectionService/ProjectCapacity","request":{"regions":["US"],"metrics":["METRIC_ELECTRICITY_PRICE"],"firstYear":2024,"lastYear":2030,"relativeToRegion":"CN","options":{"scenario":"low_growth","sampleCount":256}}}"#,
    r#"{"method":"ProjectionService/CheckClaim","request":{"claim":"claims/cn-us-generation-capacity-ratio-2026","options":{"sampleCount":256}}}"#,
    r#"{"method":"ProjectionService/CheckClaim","request":{"text":"China generated a third of the world's electricity in 2024.","options":{"sampleCount":256}}}"#,
    r#"{"method":"ProjectionService/CompareCosts","request":{"sites":[{"id":"a","site":"us-virginia"},{"id":"b","site":"cn-hub-west-subsidised"}],"workload":{"itLoadMw":80},"options":{"sampleCount":256}}}"#,
    r#"{"method":"ProjectionService/ProjectCompute","request":{"regions":["US"],"firstYear":2028,"lastYear":2028,"options":{"sampleCount":256,"scenario":"stalled_grid"}}}"#,
];

static FILES: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| SMALL.iter().flat_map(|seed| sections(seed)).collect());

static ASKED: LazyLock<Vec<Asked>> = LazyLock::new(|| {
    QUESTIONS.iter().map(|text| Asked::read(text.as_bytes()).expect("is a request")).collect()
});

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_time().build().expect("a runtime"));

/// The texts of an input by the names that stand before them.
fn sections(input: &str) -> BTreeMap<&str, &str> {
    let names: Vec<&str> = SMALL.iter().filter_map(|seed| seed.lines().next()).collect();
    let mut found = BTreeMap::new();
    let mut open: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in input.split_inclusive('\n') {
        if let Some(&name) = names.iter().find(|&&name| line.trim_end() == name) {
            if let Some((name, start)) = open {
                found.insert(name, &input[start..at]);
            }
            open = Some((name, at + line.len()));
        }
        at += line.len();
    }
    if let Some((name, start)) = open {
        found.insert(name, &input[start..]);
    }
    found
}

fuzz_target!(|input: &[u8]| -> Corpus {
    let Ok(input) = std::str::from_utf8(input) else { return Corpus::Reject };
    let given = sections(input);
    if given.is_empty() {
        return Corpus::Reject;
    }
    let loaded = seed::from_texts(|name| {
        let text = given.get(name).or_else(|| FILES.get(name));
        text.map(|&text| text.to_owned()).ok_or_else(|| io::ErrorKind::NotFound.into())
    });
    let catalog = match loaded {
        Ok(catalog) => catalog,
        Err(faults) => {
            assert!(faults.len() > 0);
            let own =
                |fault: &seed::Fault| FILES.contains_key(fault.file) && !fault.message.is_empty();
            assert!(faults.iter().all(own), "{faults}");
            return Corpus::Keep;
        }
    };
    let services = services(Shared::new(catalog));
    for asked in ASKED.iter() {
        let answer = RUNTIME.block_on(call(services.clone(), asked, PATIENCE));
        if let Err(why) = answer.keeps(&asked.method) {
            panic!("{}: {why}\n{input}", asked.method.full_name());
        }
    }
    Corpus::Keep
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = random::Random::new(seed);
    let text = std::str::from_utf8(&data[..size]).ok().filter(|_| random.below(4) > 0);
    match text.map(|text| cells::changed(text, &SMALL, &mut random)) {
        Some(changed) if changed.len() <= max_size => {
            data[..changed.len()].copy_from_slice(changed.as_bytes());
            changed.len()
        }
        _ => fuzzer_mutate(data, size, max_size),
    }
});
