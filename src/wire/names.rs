//! Names that the catalog does not know, and those that may have been meant.

use super::check;
use super::kinds;
use super::violations::{Fault, Violations, cut, quoted};
use crate::model::catalog::{Catalog, RegionId};
use crate::model::metric::Metric;

/// Most names that are suggested.
const SUGGESTIONS: usize = 3;

/// Least likeness of a suggestion, from 0 to 1.
const LEAST_LIKENESS: f64 = 0.7;

/// Likeness of a name that holds what was asked for, or the other way round.
const HOLDS: f64 = 0.9;

/// Fewest characters that count as held.
const LEAST_HELD: usize = 3;

/// Candidates that are most like a name, best first, in any case of letters.
pub(super) fn nearest<'n>(
    name: &str,
    candidates: impl IntoIterator<Item = &'n str>,
) -> Vec<&'n str> {
    nearest_of(name, candidates.into_iter().map(|candidate| (candidate, candidate)))
}

/// As [`nearest`], of candidates that are known by several texts.
fn nearest_of<'n>(
    name: &str,
    candidates: impl Iterator<Item = (&'n str, &'n str)>,
) -> Vec<&'n str> {
    let wanted = folded(name);
    let mut alike: Vec<(f64, &str)> = candidates
        .map(|(text, candidate)| (likeness(&wanted, &folded(text)), candidate))
        .filter(|known| known.0 >= LEAST_LIKENESS)
        .collect();
    // By name where likeness is equal: the same request gets the same answer.
    alike.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let mut suggested = Vec::with_capacity(SUGGESTIONS);
    for (_, candidate) in alike {
        if !suggested.contains(&candidate) && suggested.len() < SUGGESTIONS {
            suggested.push(candidate);
        }
    }
    suggested
}

/// Texts are compared by their first characters only: a caller's may be megabytes.
fn folded(text: &str) -> String {
    cut(text).to_lowercase()
}

fn likeness(wanted: &str, known: &str) -> f64 {
    let shorter = wanted.chars().count().min(known.chars().count());
    let is_held = shorter >= LEAST_HELD && (known.contains(wanted) || wanted.contains(known));
    let alike = strsim::jaro_winkler(wanted, known);
    if is_held { alike.max(HOLDS) } else { alike }
}

/// A name of something that is not known, with the nearest candidates.
pub(super) fn unknown<'n>(
    kind: &str,
    name: &str,
    candidates: impl IntoIterator<Item = &'n str>,
) -> Fault {
    if name.is_empty() {
        return check::required();
    }
    not_known(kind, name, &nearest(name, candidates))
}

fn not_known(kind: &str, name: &str, nearest: &[&str]) -> Fault {
    let nearest = nearest.iter().map(|name| cut(name)).collect::<Vec<_>>().join(", ");
    let hint = if nearest.is_empty() { String::new() } else { format!("; nearest: {nearest}") };
    let message = format!("{} is not a known {kind}{hint}", quoted(name));
    let fault = Fault::new(reason(kind), message).with("name", cut(name));
    if nearest.is_empty() { fault } else { fault.with("nearest", nearest) }
}

fn reason(kind: &str) -> &'static str {
    match kind {
        "region" => "UNKNOWN_REGION",
        "site" | "site id" => "UNKNOWN_SITE",
        "accelerator" => "UNKNOWN_ACCELERATOR",
        "workload" => "UNKNOWN_WORKLOAD",
        "scenario" => "UNKNOWN_SCENARIO",
        "metric" => "UNKNOWN_METRIC",
        "parameter" => "UNKNOWN_PARAMETER",
        _ => "UNKNOWN_NAME",
    }
}

/// The region of a code, in any case of letters.
pub(super) fn region(catalog: &Catalog, code: &str) -> Result<RegionId, Fault> {
    if code.is_empty() {
        return Err(check::required());
    }
    catalog.find_region(code).ok_or_else(|| {
        // Codes are asked for, but "China" or "UK" shows which one was meant.
        let texts = catalog.tables().regions.iter().flat_map(|region| {
            let names = [&region.code, &region.display_name].into_iter().chain(&region.synonyms);
            names.map(|name| (name.as_str(), region.code.as_str()))
        });
        not_known("region", code, &nearest_of(code, texts))
    })
}

/// The field `regions` of a message: one to `most` of them, none twice.
pub(super) fn regions(
    catalog: &Catalog,
    codes: &[String],
    most: usize,
    violations: &mut Violations,
) -> Option<Vec<RegionId>> {
    violations.take("regions", check::count(codes.len(), 1..=most))?;
    distinct_regions(catalog, "regions", codes, violations)
}

/// Known regions, each named once.
pub(super) fn distinct_regions(
    catalog: &Catalog,
    list: &str,
    codes: &[String],
    violations: &mut Violations,
) -> Option<Vec<RegionId>> {
    let again = |code: &String, _| check::duplicate(code);
    violations.distinct(list, codes, |code| region(catalog, code), again)
}

/// A list of metrics: one to `most` of them, none twice.
pub(super) fn metrics(
    list: &str,
    numbers: &[i32],
    most: usize,
    violations: &mut Violations,
) -> Option<Vec<Metric>> {
    violations.take(list, check::count(numbers.len(), 1..=most))?;
    let again = |_: &i32, metric: Metric| check::duplicate(metric.name());
    violations.distinct(list, numbers, |&number| kinds::metric(number), again)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::sample;

    #[test]
    fn nearest_names_come_best_first_and_in_any_case() {
        let known =
            ["nvidia-h100-sxm", "nvidia-h200-sxm", "nvidia-h20", "amd-mi300x", "google-tpu-v4"];
        for (name, expected) in [
            ("NVIDIA-H100", &["nvidia-h100-sxm", "nvidia-h20", "nvidia-h200-sxm"][..]),
            ("mi300", &["amd-mi300x"]),
            ("h100", &["nvidia-h100-sxm"]),
            ("zzzz", &[]),
        ] {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
    }

    #[test]
    fn equally_near_names_come_in_order() {
        assert_eq!(nearest("abcx", ["abcz", "abcy", "abca", "abcb"]), ["abca", "abcb", "abcy"]);
    }

    #[test]
    fn a_region_is_known_by_code_and_suggested_by_name() {
        let catalog = sample::catalog();
        for (code, expected) in [
            ("cn", Ok("CN")),
            ("US-va", Ok("US-VA")),
            ("China", Err(("UNKNOWN_REGION", Some("CN")))),
            ("CHN", Err(("UNKNOWN_REGION", Some("CN")))),
            ("PRC", Err(("UNKNOWN_REGION", Some("CN")))),
            ("Qqqq", Err(("UNKNOWN_REGION", None))),
            ("", Err(("REQUIRED", None))),
        ] {
            let known = region(&catalog, code).map(|id| catalog.code(id));
            let known = known.map_err(|fault| (fault.reason, first_suggestion(&fault)));
            let expected = expected.map_err(|(reason, near)| (reason, near.map(str::to_owned)));
            assert_eq!(known, expected, "{code}");
        }
    }

    fn first_suggestion(fault: &Fault) -> Option<String> {
        let nearest = fault.facts.iter().find(|fact| fact.0 == "nearest")?;
        nearest.1.split(", ").next().map(str::to_owned)
    }

    #[test]
    fn a_huge_name_is_neither_compared_nor_told_in_full() {
        let fault = unknown("site", &"x".repeat(4 << 20), ["cn-north"]);
        assert_eq!(fault.reason, "UNKNOWN_SITE");
        assert!(fault.message.len() < 200, "{}", fault.message.len());
    }
}
