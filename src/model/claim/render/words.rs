//! The words of a claim's sentence: names, numbers, times.

use crate::model::catalog::{Catalog, RegionId, WORLD};
use crate::model::claim::structured::{Comparator, RegionSet, When};
use crate::model::metric::Metric;

/// Names as the catalog has them.
pub(super) struct Words<'c> {
    pub(super) catalog: &'c Catalog,
}

impl Words<'_> {
    pub(super) fn metric(&self, metric: Option<Metric>) -> String {
        let known = metric.and_then(|metric| self.catalog.metric(metric));
        known.map_or_else(String::new, |info| uncapitalized(&info.display_name))
    }

    pub(super) fn region(&self, id: RegionId) -> String {
        let region = self.catalog.region(id);
        if region.code == WORLD {
            return "the world".to_owned();
        }
        let name = &region.display_name;
        let is_plural_or_union =
            ["United ", "European Union"].iter().any(|of| name.starts_with(of));
        if is_plural_or_union { format!("the {name}") } else { name.clone() }
    }

    /// Example: `China and India`, `the world without China`.
    pub(super) fn set(&self, regions: &RegionSet) -> String {
        let names = |ids: &[RegionId]| match ids {
            [one] => self.region(*one),
            _ => ids.iter().map(|&id| self.region(id)).collect::<Vec<_>>().join(" and "),
        };
        let all = names(&regions.include);
        if regions.exclude.is_empty() {
            all
        } else {
            format!("{all} without {}", names(&regions.exclude))
        }
    }
}

/// Example: ` in June 2025`.
pub(super) fn when(when: When) -> String {
    match when {
        When::Latest => String::new(),
        When::Year { year, month: None } => format!(" in {year}"),
        When::Year { year, month: Some(month) } => match MONTHS.get(usize::from(month) - 1) {
            Some(name) => format!(" in {name} {year}"),
            None => format!(" in {year}"),
        },
        When::Range(range) => format!(" from {} to {}", range.first(), range.last()),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What stands before the number; a plain number is one within a few percent.
pub(super) const fn how(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::AtLeast => "at least ",
        Comparator::MoreThan => "more than ",
        Comparator::AtMost => "at most ",
        Comparator::LessThan => "less than ",
        Comparator::Approximately => "about ",
        Comparator::Equal => "",
        Comparator::Between => "between ",
    }
}

/// Digits that a number is told to.
const DIGITS: usize = 12;

/// A number without the noise of its last binary digits.
pub(super) fn number(value: f64) -> String {
    let told = value.to_string();
    let digits = told.bytes().filter(u8::is_ascii_digit).count();
    // Few digits are all there are; integers may end in zeros, which count as well.
    if digits <= DIGITS {
        return told;
    }
    let rounded: f64 = format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value);
    rounded.to_string()
}

pub(super) fn percent(fraction: f64) -> String {
    format!("{} %", number(fraction * 100.0))
}

pub(super) fn percent_between(low: f64, high: f64) -> String {
    format!("{} and {} %", number(low * 100.0), number(high * 100.0))
}

pub(super) fn ordinal(n: usize) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// A name within a sentence: abbreviations keep their capitals.
fn uncapitalized(name: &str) -> String {
    let mut letters = name.chars();
    let Some(first) = letters.next() else { return String::new() };
    let rest = letters.as_str();
    if rest.starts_with(char::is_uppercase) {
        return name.to_owned();
    }
    first.to_lowercase().to_string() + rest
}

pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.map_or_else(String::new, |first| first.to_string() + letters.as_str())
}
