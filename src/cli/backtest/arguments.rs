//! What `backtest` takes: classes by name, years ahead, a day.

use std::collections::BTreeSet;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::model::metric::Class;
use crate::model::projection::parameters;
use crate::model::year::Date;

/// Most years ahead, as far as a question may reach.
const MOST_YEARS: i32 = 75;

/// A class that is projected from history, with clap's suggestions.
pub(super) fn class() -> impl TypedValueParser<Value = Class> {
    let projected = Class::ALL.into_iter().filter(|&class| parameters(class).is_some());
    PossibleValuesParser::new(projected.map(Class::name))
        .map(|name| Class::from_name(&name).unwrap_or(Class::GenerationLike))
}

/// The class that the name of a metric speaks of.
pub(super) fn class_of(metric: &str) -> Option<Class> {
    match metric {
        "generation"
        | "demand"
        | "electricity_generation"
        | "electricity_demand"
        | "peak_demand"
        | "installed_capacity" => Some(Class::GenerationLike),
        "carbon_intensity" => Some(Class::CarbonIntensity),
        "solar_capacity" | "wind_capacity" | "solar_generation" | "wind_generation" => {
            Some(Class::YoungTechnology)
        }
        "electricity_price" => Some(Class::Price),
        _ => metric.ends_with("_share").then_some(Class::Share),
    }
}

/// Years ahead, in order, each once. Reads `5`, `1-10` and `1,3,5-7`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Horizons(Vec<i32>);

impl Horizons {
    pub(super) fn years(&self) -> &[i32] {
        &self.0
    }
}

impl FromStr for Horizons {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let years = text.split(',').map(|part| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (years_ahead(first)?, years_ahead(last)?);
            (first <= last).then_some(first..=last)
        });
        let years: Option<Vec<_>> = years.collect();
        let years = years.ok_or_else(|| {
            format!("needs years from 1 to {MOST_YEARS}, for example 1-10 or 1,3,5")
        })?;
        let sorted: BTreeSet<i32> = years.into_iter().flatten().collect();
        Ok(Self(sorted.into_iter().collect()))
    }
}

fn years_ahead(text: &str) -> Option<i32> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|years| is_plain && (1..=MOST_YEARS).contains(years))
}

/// A day of the calendar, all digits written out.
pub(super) fn day(text: &str) -> Result<Date, String> {
    Date::parse(text)
        .filter(|date| date.day.is_some() && date.to_string() == text)
        .ok_or_else(|| "needs a day, for example 2026-11-24".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Class, Horizons, class_of, day};

    #[test]
    fn horizons_are_years_and_ranges() {
        for (text, expected) in [
            ("5", Some(vec![5])),
            ("1-3", Some(vec![1, 2, 3])),
            ("10,1,3-4,3", Some(vec![1, 3, 4, 10])),
            ("0-3", None),
            ("3-1", None),
            ("1-76", None),
            ("+1", None),
            ("", None),
            ("1,", None),
        ] {
            assert_eq!(text.parse::<Horizons>().ok().map(|h| h.0), expected, "{text}");
        }
    }

    #[test]
    fn the_name_of_a_metric_speaks_of_its_class() {
        for (metric, class) in [
            ("generation", Some(Class::GenerationLike)),
            ("demand", Some(Class::GenerationLike)),
            ("carbon_intensity", Some(Class::CarbonIntensity)),
            ("wind_capacity", Some(Class::YoungTechnology)),
            ("solar_share", Some(Class::Share)),
            ("coal_generation", None), // tested, and not well projected
        ] {
            assert_eq!(class_of(metric), class, "{metric}");
        }
    }

    #[test]
    fn a_day_is_whole() {
        for (text, taken) in [("2026-11-24", true), ("2026-11", false), ("2026-1-24", false)] {
            assert_eq!(day(text).is_ok(), taken, "{text}");
        }
    }
}
