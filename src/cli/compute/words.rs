//! What an answer says as sentences.

use std::ops::RangeInclusive;

use crate::cli::number;
use crate::wire::pb;

/// A break-even of a parameter in a year.
pub(super) type Even<'a> = (i32, &'a pb::ComputeBreakEven);

/// Example: `0.40`.
pub(super) fn confidence(confidence: f64) -> String {
    format!("{confidence:.2}")
}

/// `constraint/chips_growth/US` as `chips_growth/US`.
fn short(parameter: &str) -> &str {
    parameter.strip_prefix("constraint/").unwrap_or(parameter)
}

/// Example: `2026–2030`.
pub(super) fn years(years: &RangeInclusive<i32>) -> String {
    let (first, last) = (years.start(), years.end());
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// The years in which a region has the same weakest input, each such span a line.
pub(super) fn weakest(rows: &[pb::ComputeRow]) -> Vec<String> {
    let same = |one: &pb::ComputeRow, next: &pb::ComputeRow| {
        one.region == next.region
            && one.weakest_parameter == next.weakest_parameter
            && confidence(one.confidence) == confidence(next.confidence)
    };
    let told = |span: &[pb::ComputeRow]| {
        let (first, last) = (span.first()?, span.last()?);
        let years = years(&(first.year..=last.year));
        let (name, confidence) = (short(&first.weakest_parameter), confidence(first.confidence));
        let region = &first.region;
        Some(format!("{region} {years}: weakest input: {name}, confidence {confidence}"))
    };
    rows.chunk_by(same).filter_map(told).collect()
}

/// What would make the limits level by one parameter, over the years.
pub(super) fn break_even(evens: &[Even<'_>], unit: &str) -> String {
    let Some((_, first)) = evens.first() else { return String::new() };
    let name = short(&first.parameter);
    let now = number::with_label(&number::digits(first.current), unit);
    let is_one = evens.len() == 1;
    let of = |year: i32| if is_one { String::new() } else { format!(" in {year}") };
    let told = |is_reachable: bool| {
        let some = evens.iter().filter(|(_, even)| even.reachable == is_reachable);
        let values = some.filter_map(|(year, even)| {
            even.value.map(|value| format!("{}{}", number::digits(value), of(*year)))
        });
        values.collect::<Vec<_>>().join(", ")
    };
    let (reached, missed) = (told(true), told(false));
    let never = evens.iter().filter(|(_, even)| even.value.is_none());
    let never: Vec<_> = never.map(|(year, _)| of(*year)).collect();
    let mut parts = Vec::new();
    if !reached.is_empty() {
        parts.push(format!("chips and power would be level at {name} {reached} instead of {now}"));
    }
    if !missed.is_empty() {
        let name = if parts.is_empty() { format!("{name} ") } else { String::new() };
        let now = if parts.is_empty() { format!(" (now {now})") } else { String::new() };
        parts.push(format!("{name}would have to be {missed}, which is out of reach{now}"));
    }
    if !never.is_empty() {
        let now = if parts.is_empty() { format!(" (now {now})") } else { String::new() };
        parts.push(format!("no {name} makes them level{}{now}", never.join(",")));
    }
    parts.join("; ")
}

/// What a published total counts.
pub(super) const fn scope(scope: pb::ConsistencyScope) -> &'static str {
    match scope {
        pb::ConsistencyScope::DataCenters => "all data centers",
        pb::ConsistencyScope::AiServers => "AI servers",
        pb::ConsistencyScope::Unspecified => "",
    }
}

/// How the model stands to a published total.
pub(super) const fn flag(flag: pb::ConsistencyFlag) -> &'static str {
    match flag {
        pb::ConsistencyFlag::Consistent => "consistent",
        pb::ConsistencyFlag::High => "high",
        pb::ConsistencyFlag::Low => "low",
        pb::ConsistencyFlag::Unspecified => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{break_even, pb, weakest};

    fn even(value: Option<f64>, reachable: bool) -> pb::ComputeBreakEven {
        let parameter = "constraint/chips_growth/US".to_owned();
        pb::ComputeBreakEven { parameter, value, current: 2.5, reachable }
    }

    #[test]
    fn a_break_even_says_in_which_years_it_can_be_reached() {
        let (level, other) = (even(Some(2.197), true), even(Some(2.261), true));
        let (missed, never) = (even(Some(0.912), false), even(None, false));
        for (evens, expected) in [
            (
                &[(2028, &level)][..],
                "chips and power would be level at chips_growth/US 2.20 instead of 2.50 ratio",
            ),
            (
                &[(2027, &other), (2028, &level)],
                "chips and power would be level at chips_growth/US 2.26 in 2027, 2.20 in 2028 \
                 instead of 2.50 ratio",
            ),
            (
                &[(2028, &missed)],
                "chips_growth/US would have to be 0.912, which is out of reach (now 2.50 ratio)",
            ),
            (&[(2028, &never)], "no chips_growth/US makes them level (now 2.50 ratio)"),
            (
                &[(2027, &level), (2028, &missed), (2029, &never), (2030, &never)],
                "chips and power would be level at chips_growth/US 2.20 in 2027 instead of \
                 2.50 ratio; would have to be 0.912 in 2028, which is out of reach; no chips_growth/US \
                 makes them level in 2029, in 2030",
            ),
        ] {
            assert_eq!(break_even(evens, "ratio"), expected);
        }
    }

    #[test]
    fn a_weakest_input_is_told_once_for_the_years_that_share_it() {
        let row = |region: &str, year, weakest: &str| pb::ComputeRow {
            region: region.to_owned(),
            year,
            weakest_parameter: format!("constraint/{weakest}"),
            confidence: 0.4,
            ..Default::default()
        };
        let rows = [
            row("US", 2026, "chips_growth/US"),
            row("US", 2027, "chips_growth/US"),
            row("US", 2028, "grid_pace/US"),
            row("CN", 2026, "chips_growth/CN"),
        ];
        assert_eq!(
            weakest(&rows),
            [
                "US 2026–2027: weakest input: chips_growth/US, confidence 0.40",
                "US 2028: weakest input: grid_pace/US, confidence 0.40",
                "CN 2026: weakest input: chips_growth/CN, confidence 0.40",
            ]
        );
    }
}
