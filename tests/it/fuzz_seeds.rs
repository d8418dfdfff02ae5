//! What the fuzzers start from: requests of every method, whose answers keep what
//! the contract promises, and a small catalog that loads.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use energycompute::rpc::{Shared, methods};
use energycompute::seed;
use tonic::Code;

use crate::raw::{Asked, call, services};

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target)
}

#[test]
fn the_small_catalog_loads() {
    let loaded = seed::from_texts(|name| {
        let text = fs::read_to_string(folder("catalog").join(name))?;
        let (first, rest) = text.split_once('\n').unwrap_or_default();
        assert_eq!(first, name);
        Ok(rest.to_owned())
    });
    assert_eq!(loaded.map(|catalog| catalog.tables().claims.len()), Ok(3));
}

#[tokio::test]
async fn every_method_has_a_seed_that_is_answered() {
    let services = services(Shared::new(seed::embedded().unwrap()));
    let mut answered = BTreeSet::new();
    let mut faults = Vec::new();
    for entry in fs::read_dir(folder("wire")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let asked = Asked::read(&fs::read(&path).unwrap()).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(Asked::read(&asked.write()).unwrap(), asked, "{name}");
        let answer = call(services.clone(), &asked, Duration::from_mins(1)).await;
        assert!(!answer.is_late() && !answer.is_of_no_request(), "{name}");
        if answer.status.code() == Code::Ok {
            let service = asked.method.parent_service().full_name().to_owned();
            answered.insert(format!("{service}/{}", asked.method.name()));
        } else if !name.contains("unknown") && !name.contains("bad") {
            faults.push(format!("{name}: {}", answer.status.message()));
        }
        if let Err(why) = answer.keeps(&asked.method) {
            faults.push(format!("{name}: {why}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(&answered, methods());
}
