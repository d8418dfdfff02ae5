//! The import rule: who may name whom, read from the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with the layers of this crate that it may name.
const LAYERS: [(&str, &[&str]); 10] = [
    ("main", &["cli"]),
    ("cli", &["client", "server", "seed", "telemetry", "wire", "model"]),
    ("client", &["rpc", "wire"]),
    ("server", &["rpc", "seed", "telemetry"]),
    ("telemetry", &[]),
    ("rpc", &["telemetry", "wire", "language", "model"]),
    ("wire", &["language", "model"]),
    ("language", &["model"]),
    ("seed", &["model"]),
    ("model", &[]),
];

/// Crates of transports and formats, with the layers that may name them.
const CRATES: [(&str, &[&str]); 11] = [
    ("tonic", &["rpc", "server", "client"]),
    ("tonic_health", &["server", "client"]),
    ("hyper", &["server", "client"]),
    ("hyper_util", &["server", "client"]),
    ("http_body", &["server"]),
    ("tokio_rustls", &["server"]),
    ("tokio", &["server", "rpc", "client", "cli"]),
    ("prost", &["wire"]),
    ("serde", &["seed", "wire", "cli"]),
    ("serde_json", &["wire", "cli"]),
    ("anyhow", &["cli"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The layer of a file: the first part of its path below `src`.
fn layer(root: &Path, file: &Path) -> String {
    let below = file.strip_prefix(root).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// Identifiers that a path starts with, outside comments: `a` of `a::b`, and
/// what follows `crate::` or the crate's own name.
fn named(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let words: Vec<&str> = line
            .split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':'))
            .collect();
        for path in words.iter().filter(|word| word.contains("::")) {
            let mut parts = path.split("::").filter(|part| !part.is_empty());
            match (parts.next(), parts.next()) {
                (Some("crate" | "energycompute"), Some(inner)) => {
                    found.push(format!("crate::{inner}"));
                }
                (Some(first), _) => found.push(first.to_owned()),
                (None, _) => {}
            }
        }
    }
    found
}

#[test]
fn no_layer_names_another_it_may_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for file in sources(&root) {
        let layer = layer(&root, &file);
        if layer == "lib" {
            continue; // declares the layers
        }
        let allowed = LAYERS.iter().find(|known| known.0 == layer);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{} is in no layer", file.display()));
        for name in named(&fs::read_to_string(&file).unwrap()) {
            let is_wrong = match name.strip_prefix("crate::") {
                Some(inner) => inner != layer && !allowed.contains(&inner),
                None => CRATES.iter().any(|(external, layers)| {
                    *external == name && !layers.contains(&layer.as_str())
                }),
            };
            if is_wrong {
                faults.push(format!("{} names {name}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn generated_code_is_included_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let includes = |file: &PathBuf| fs::read_to_string(file).unwrap().contains("include!(concat!");
    let found: Vec<PathBuf> = sources(&root).into_iter().filter(includes).collect();
    assert_eq!(found, [root.join("wire/pb.rs")]);
}
