//! The words of a claim's sentence: names, numbers, times.

use crate::model::catalog::{Catalog, RegionId, WORLD};
use crate::model::claim::structured::{Comparator, RegionSet, When};
use crate::model::metric::Metric;
use crate::model::number::is_whole;

/// Names as the catalog has them.
pub(super) struct Words<'c> {
    pub(super) catalog: &'c Catalog,
}

impl Words<'_> {
    pub(super) fn metric(&self, metric: Option<Metric>, told: &mut String) {
        let known = metric.and_then(|metric| self.catalog.metric(metric));
        if let Some(info) = known {
            write_uncapitalized(&info.display_name, told);
        }
    }

    pub(super) fn region(&self, id: RegionId, told: &mut String) {
        let region = self.catalog.region(id);
        let name = &region.display_name;
        if region.code == WORLD {
            told.push_str("the world");
            return;
        }
        let is_plural_or_union =
            ["United ", "European Union"].iter().any(|of| name.starts_with(of));
        if is_plural_or_union {
            told.push_str("the ");
        }
        told.push_str(name);
    }

    /// Example: `China and India`, `the world without China`.
    pub(super) fn set(&self, regions: &RegionSet, told: &mut String) {
        self.all(&regions.include, told);
        if !regions.exclude.is_empty() {
            told.push_str(" without ");
            self.all(&regions.exclude, told);
        }
    }

    fn all(&self, ids: &[RegionId], told: &mut String) {
        for (place, &id) in ids.iter().enumerate() {
            if place > 0 {
                told.push_str(" and ");
            }
            self.region(id, told);
        }
    }
}

/// Example: ` in June 2025`.
pub(super) fn when(when: When, told: &mut String) {
    match when {
        When::Latest => {}
        When::Year { year, month } => {
            told.push_str(" in ");
            if let Some(name) = month.and_then(|month| MONTHS.get(usize::from(month) - 1)) {
                told.push_str(name);
                told.push(' ');
            }
            year.write_to(told);
        }
        When::Range(range) => {
            told.push_str(" from ");
            range.first().write_to(told);
            told.push_str(" to ");
            range.last().write_to(told);
        }
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
    if let Some(whole) = few_digits(value) {
        return whole.to_string();
    }
    let told = value.to_string();
    let digits = told.bytes().filter(u8::is_ascii_digit).count();
    // Few digits are all there are; integers may end in zeros, which count as well.
    if digits <= DIGITS {
        return told;
    }
    let rounded: f64 = format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value);
    rounded.to_string()
}

/// A whole number of few digits: it is written in a quarter of the time.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, not below zero and far below 2^53"
)]
fn few_digits(value: f64) -> Option<u64> {
    let is_few = value.is_sign_positive() && value < 1e12 && is_whole(value);
    is_few.then_some(value as u64)
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
fn write_uncapitalized(name: &str, told: &mut String) {
    let mut letters = name.chars();
    let Some(first) = letters.next() else { return };
    let rest = letters.as_str();
    if rest.starts_with(char::is_uppercase) {
        told.push_str(name);
    } else {
        told.extend(first.to_lowercase());
        told.push_str(rest);
    }
}
