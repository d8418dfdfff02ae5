//! Claims and findings in words.

use std::fmt::Write as _;

use super::overall::MagnitudeWarning;
use super::reading::Reading;
use super::structured::{
    ChangeFrom, Comparator, Object, RangeOf, RankOrder, Referent, RegionSet, ShareSize, Statement,
    StructuredClaim, When,
};
use super::verdict::Verdict;
use crate::model::catalog::{Catalog, RegionId, WORLD};
use crate::model::metric::Metric;
use crate::model::unit::Unit;

/// A structured claim as a sentence.
pub fn statement(catalog: &Catalog, claim: &StructuredClaim) -> String {
    let metric = claim.left.metrics.first().copied();
    let name = |metric: Option<Metric>| {
        metric
            .and_then(|metric| catalog.metric(metric))
            .map_or_else(String::new, |info| uncapitalized(&info.display_name))
    };
    let change = matches!(claim.left.of, Statement::Change { .. });
    let mut text = String::new();
    if claim.negated {
        text.push_str("It is not so that ");
    }
    text.push_str(if change { "the change in " } else { "" });
    let _ = write!(text, "{} of {}", name(metric), set(catalog, &claim.left.regions));
    match claim.left.when {
        When::Latest => {}
        When::Year { year, month: None } => {
            let _ = write!(text, " in {year}");
        }
        When::Year { year, month: Some(month) } => {
            let _ = write!(text, " in {year}-{month:02}");
        }
        When::Range(range) => {
            let _ = write!(text, " in {} to {}", range.first(), range.last());
        }
    }
    let unit = |unit: Option<Unit>| unit.or(metric.map(Metric::unit)).map_or("", Unit::symbol);
    let how = comparator(claim.comparator);
    let _ = match &claim.right {
        Object::Quantity { value, unit: own } => write!(text, " is {how} {value} {}", unit(*own)),
        Object::Ratio { value, of } if (value - 1.0).abs() < f64::EPSILON => {
            write!(text, " is {how} that of {}", referent(catalog, of, &name(of.metric)))
        }
        Object::Ratio { value, of } => {
            write!(text, " is {how} {value} times {}", referent(catalog, of, &name(of.metric)))
        }
        Object::ShareOf { size, regions, metric } => {
            let of = Referent { regions: Some(regions.clone()), metric: *metric, year: None };
            write!(text, " is {how} {} of {}", share(*size), referent(catalog, &of, &name(*metric)))
        }
        Object::Growth { ratio, from, annual } => {
            let from = from.map(|year| format!(" since {year}")).unwrap_or_default();
            let yearly = if *annual { " a year" } else { "" };
            write!(text, " is {how} {ratio} times its earlier value{yearly}{from}")
        }
        Object::Change { value, unit: own, from } => match from {
            ChangeFrom::Year(year) => {
                let since = year.map(|year| format!(" since {year}")).unwrap_or_default();
                write!(text, " changed by {how} {value} {}{since}", unit(*own))
            }
            ChangeFrom::Region(region) => {
                write!(
                    text,
                    " differs from that of {} by {how} {value} {}",
                    catalog.code(*region),
                    unit(*own)
                )
            }
        },
        Object::Range { low, high, of } => {
            let what = match of {
                RangeOf::Quantity(own) => unit(*own).to_owned(),
                RangeOf::Ratio(of) => format!("times {}", referent(catalog, of, &name(of.metric))),
                RangeOf::Share { regions, .. } => format!("of {}", set(catalog, regions)),
                RangeOf::Growth { .. } => "times its earlier value".to_owned(),
            };
            write!(text, " is between {low} and {high} {what}")
        }
        Object::OneIn(n) => write!(text, " is {how} one in {n}"),
        Object::Rank { n, order, .. } => {
            let end = match order {
                RankOrder::Highest => "highest",
                RankOrder::Lowest => "lowest",
            };
            write!(text, " is {how} number {n} from the {end}")
        }
    };
    capitalized(&text)
}

/// Why a verdict is what it is.
pub(super) fn explanation(
    verdict: Verdict,
    readings: &[Reading<'_>],
    magnitude: Option<&MagnitudeWarning>,
) -> String {
    let mut parts = Vec::new();
    if let Some(slip) = magnitude {
        parts.push(format!(
            "{} looks like {} {}: a slip by a power of ten",
            slip.stated,
            slip.suggested,
            slip.unit.symbol()
        ));
    }
    match verdict {
        Verdict::Disputed => {
            parts.push("readings of the claim land two or more verdicts apart".to_owned());
        }
        Verdict::NotEnoughInfo => {
            parts.extend(readings.iter().map(|reading| reading.note.clone()).take(1));
        }
        _ => {}
    }
    if readings.iter().any(|reading| !reading.counted && reading.probability.is_some()) {
        parts.push(
            "a record on one basis is not overruled by an older or projected value on another"
                .to_owned(),
        );
    }
    parts.join("; ")
}

const fn comparator(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::AtLeast => "at least",
        Comparator::MoreThan => "more than",
        Comparator::AtMost => "at most",
        Comparator::LessThan => "less than",
        Comparator::Approximately => "about",
        Comparator::Equal => "exactly",
        Comparator::Between => "between",
    }
}

fn share(size: ShareSize) -> String {
    match size {
        ShareSize::Fraction(fraction) => fraction.to_string(),
        ShareSize::OneIn(n) => format!("one in {n}"),
    }
}

fn referent(catalog: &Catalog, of: &Referent, metric: &str) -> String {
    let mut text =
        of.regions.as_ref().map_or_else(|| "its own".to_owned(), |regions| set(catalog, regions));
    if !metric.is_empty() {
        let _ = write!(text, " ({metric})");
    }
    if let Some(year) = of.year {
        let _ = write!(text, " in {year}");
    }
    text
}

fn region(catalog: &Catalog, id: RegionId) -> &str {
    let region = catalog.region(id);
    if region.code == WORLD { "the world" } else { &region.display_name }
}

fn set(catalog: &Catalog, regions: &RegionSet) -> String {
    let names = |ids: &[RegionId]| -> Vec<String> {
        ids.iter().map(|&id| region(catalog, id).to_owned()).collect()
    };
    let mut text = names(&regions.include).join(" and ");
    if !regions.exclude.is_empty() {
        let _ = write!(text, " without {}", names(&regions.exclude).join(" and "));
    }
    text
}

/// A name within a sentence: abbreviations keep their capitals.
fn uncapitalized(name: &str) -> String {
    let mut letters = name.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return name.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
