//! What the caller knows better: power for AI as `REGION@YEAR=LOW:CENTRAL:HIGH`,
//! and two regions to compare as `REGION:BASELINE`.

use crate::cli::arguments::{self, Years};
use crate::cli::failure::Unusable;
use crate::wire::pb;

/// Power for AI, with its year where the caller names one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Power {
    region: String,
    year: Option<i32>,
    /// Low, central and high, GW.
    band: [f64; 3],
}

/// Reads `US@2028=45:60:80`, `US=45:60:80` and `US=60`. Ranges are the service's to judge.
pub(super) fn power(text: &str) -> Result<Power, String> {
    let (subject, band) = text
        .split_once('=')
        .filter(|(subject, _)| !subject.is_empty())
        .ok_or("needs the form REGION@YEAR=LOW:CENTRAL:HIGH, for example US@2028=45:60:80")?;
    let (region, year) = match subject.split_once('@') {
        None => (subject, None),
        Some((region, year)) => {
            let year = arguments::year(year).ok_or_else(|| format!("\"{year}\" is not a year"))?;
            (region, Some(year))
        }
    };
    let number = |text: &str| text.parse().map_err(|_unreadable| format!("{text:?} is no number"));
    let numbers: Vec<f64> = band.split(':').map(number).collect::<Result<_, _>>()?;
    let band = match numbers.as_slice() {
        [known] => [*known; 3],
        [low, central, high] => [*low, *central, *high],
        _ => return Err("needs LOW:CENTRAL:HIGH in GW, or one number that is certain".to_owned()),
    };
    Ok(Power { region: region.to_owned(), year, band })
}

/// The powers with the years that they are of: that which is asked for, unless they say.
pub(super) fn powers(given: Vec<Power>, years: Years) -> Result<Vec<pb::AiPowerInput>, Unusable> {
    let only = (years.first == years.last).then_some(years.first);
    let input = |power: Power| {
        let Power { region, year, band: [low, central, high] } = power;
        let year = year.or(only).ok_or_else(|| {
            Unusable(format!(
                "--ai-power of {region} needs its year, as in {region}@{}={low}:{central}:{high}: \
                 several are asked for",
                years.first
            ))
        })?;
        Ok(pb::AiPowerInput { region, year, low, central, high })
    };
    given.into_iter().map(input).collect()
}

/// Reads `CN:US`: whether the first exceeds the second.
pub(super) fn comparison(text: &str) -> Result<pb::ComputeComparison, String> {
    match text.split_once(':') {
        Some((region, baseline)) if !region.is_empty() && !baseline.is_empty() => {
            Ok(pb::ComputeComparison {
                region: region.to_owned(),
                baseline_region: baseline.to_owned(),
            })
        }
        _ => Err("needs the form REGION:BASELINE, for example CN:US".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Power, comparison, power, powers};
    use crate::cli::arguments::Years;

    fn given(year: Option<i32>, band: [f64; 3]) -> Power {
        Power { region: "US".to_owned(), year, band }
    }

    #[test]
    fn power_is_a_band_or_certain_of_a_year_or_of_the_only_one() {
        for (text, expected) in [
            ("US@2028=45:60:80", given(Some(2028), [45.0, 60.0, 80.0])),
            ("US=45:60.5:80", given(None, [45.0, 60.5, 80.0])),
            ("US=60", given(None, [60.0, 60.0, 60.0])),
        ] {
            assert_eq!(power(text), Ok(expected), "{text}");
        }
        for (text, fault) in [
            ("", "needs the form REGION@YEAR=LOW:CENTRAL:HIGH, for example US@2028=45:60:80"),
            ("=60", "needs the form REGION@YEAR=LOW:CENTRAL:HIGH, for example US@2028=45:60:80"),
            ("US@28=60", "\"28\" is not a year"),
            ("US@2028=much", "\"much\" is no number"),
            ("US@2028=", "\"\" is no number"),
            ("US@2028=45:60", "needs LOW:CENTRAL:HIGH in GW, or one number that is certain"),
        ] {
            assert_eq!(power(text), Err(fault.to_owned()), "{text}");
        }
    }

    #[test]
    fn power_without_a_year_needs_only_one_to_be_asked_for() {
        let year = |first, last| {
            let powers = powers(vec![given(None, [45.0, 60.0, 80.0])], Years { first, last });
            powers.map(|powers| powers[0].year).map_err(|fault| fault.to_string())
        };
        assert_eq!(year(2028, 2028), Ok(2028));
        let fault =
            "--ai-power of US needs its year, as in US@2026=45:60:80: several are asked for";
        assert_eq!(year(2026, 2030), Err(fault.to_owned()));
    }

    #[test]
    fn a_comparison_names_two_regions() {
        let read = comparison("CN:US").unwrap();
        assert_eq!((read.region.as_str(), read.baseline_region.as_str()), ("CN", "US"));
        for text in ["", "CN", "CN:", ":US"] {
            assert!(comparison(text).is_err(), "{text}");
        }
    }
}
