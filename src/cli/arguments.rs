//! Arguments that are more than a word: years, quantities, metrics, seconds.

use std::str::FromStr;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{number, words};
use crate::model::metric::Metric;
use crate::wire::pb;

/// One year, or the first and last of several. Reads `2030` and `2024-2030`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Years {
    pub(super) first: i32,
    pub(super) last: i32,
}

impl FromStr for Years {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        match (year(first), year(last)) {
            (Some(first), Some(last)) if first <= last => Ok(Self { first, last }),
            (Some(first), Some(last)) => Err(format!("{last} is before {first}")),
            _ => Err("needs a year or two, for example 2030 or 2024-2030".to_owned()),
        }
    }
}

// Which years can be answered is the service's to say; here it is four digits.
pub(super) fn year(text: &str) -> Option<i32> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| text.parse().ok()).flatten()
}

/// A number and perhaps a unit. Reads `3`, `3000 GW` and `3000GW`.
pub(super) fn quantity(text: &str) -> Result<pb::Quantity, String> {
    let text = text.trim();
    let parts = (1..=text.len()).rev().filter(|at| text.is_char_boundary(*at)).find_map(|at| {
        let (digits, unit) = text.split_at(at);
        digits.trim().parse::<f64>().ok().map(|value| (value, unit.trim()))
    });
    let Some((value, unit)) = parts.filter(|(value, _)| value.is_finite()) else {
        return Err("needs a number and perhaps a unit, for example \"3000 GW\"".to_owned());
    };
    let unit = if unit.is_empty() { pb::Unit::Unspecified } else { find_unit(unit)? };
    Ok(pb::Quantity { value, unit: unit.into() })
}

fn find_unit(symbol: &str) -> Result<pb::Unit, String> {
    let units = || (1..).map_while(|number| pb::Unit::try_from(number).ok());
    units().find(|unit| number::symbol(*unit).eq_ignore_ascii_case(symbol)).ok_or_else(|| {
        format!("unknown unit \"{symbol}\"{}", meant(symbol, units().map(number::symbol)))
    })
}

/// A metric by its name, with clap's suggestions.
pub(super) fn metric() -> impl TypedValueParser<Value = pb::Metric> {
    PossibleValuesParser::new(Metric::ALL.iter().map(|metric| metric.name()))
        .map(|name| words::find_metric(&name).unwrap_or_default())
}

/// A time above zero. Reads `10` and `0.5`.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let duration = text.parse().ok().and_then(|value| Duration::try_from_secs_f64(value).ok());
    duration
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| "needs a number of seconds above 0".to_owned())
}

/// A hint at the nearest of the known names, where one is near.
pub(super) fn meant<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let nearest = known
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .min_by_key(|(distance, _)| *distance);
    match nearest {
        Some((distance, known)) if distance <= 2 => format!(", did you mean \"{known}\"?"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Years, quantity, seconds};
    use crate::wire::pb::Unit;

    #[test]
    fn years_are_one_or_a_range() {
        for (text, expected) in [
            ("2030", Some((2030, 2030))),
            ("2024-2030", Some((2024, 2030))),
            ("2030-2024", None),
            ("2024-", None),
            ("-2030", None),
            ("24", None),
            ("2024-2026-2028", None),
            ("+024", None), // a sign is not a digit
            ("next", None),
        ] {
            let years = text.parse::<Years>().ok().map(|years| (years.first, years.last));
            assert_eq!(years, expected, "{text}");
        }
    }

    #[test]
    fn a_quantity_is_a_number_and_perhaps_a_unit() {
        for (text, expected) in [
            ("3", Some((3.0, Unit::Unspecified))),
            ("3000 GW", Some((3000.0, Unit::Gw))),
            ("3e3gw", Some((3000.0, Unit::Gw))),
            ("38 %", Some((38.0, Unit::Percent))),
            ("8 US cent/kWh", Some((8.0, Unit::UsdCentPerKwh))),
            ("10 EB", Some((10.0, Unit::Eb))),
            ("GW", None),
            ("3 GX", None),
            ("NaN", None),
            ("inf GW", None),
            ("", None),
        ] {
            let got = quantity(text).ok().map(|quantity| (quantity.value, quantity.unit()));
            assert_eq!(got, expected, "{text}");
        }
    }

    #[test]
    fn a_timeout_is_above_zero() {
        for (text, accepted) in [
            ("10", true),
            ("0.5", true),
            ("0", false),
            ("-1", false),
            ("NaN", false),
            ("1e30", false),
        ] {
            assert_eq!(seconds(text).is_ok(), accepted, "{text}");
        }
    }
}
