//! Numbers for people: three significant digits, a space between thousands,
//! and a unit that keeps them short.

use crate::wire::pb::Unit;

/// A factor that makes numbers of a unit short, and what it is then called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    factor: f64,
    pub(super) label: &'static str,
}

impl Scale {
    /// The scale for numbers up to `largest` in size.
    pub(super) fn of(largest: f64, unit: Unit) -> Self {
        let steps = ladder(unit);
        let fitting = steps.iter().rev().find(|(factor, _)| largest.abs() >= *factor);
        let natural = steps.iter().find(|(factor, _)| largest != 0.0 || *factor >= 1.0);
        let (factor, label) =
            *fitting.or(natural).or(steps.first()).unwrap_or(&(1.0, symbol(unit)));
        Self { factor, label }
    }

    pub(super) fn digits(self, value: f64) -> String {
        digits(self.number(value))
    }

    /// Four significant digits, where values lie close together.
    pub(super) fn fine(self, value: f64) -> String {
        significant(self.number(value), 4)
    }

    /// The number that stands before the label.
    pub(super) fn number(self, value: f64) -> f64 {
        value / self.factor
    }

    /// Two values as a range. Example: `3 980–4 260`.
    pub(super) fn range(self, low: f64, high: f64) -> String {
        format!("{}–{}", self.digits(low), self.digits(high))
    }
}

/// A value with its unit. Example: `4 120 GW`, `41.1 M USD`.
pub(super) fn show(value: f64, unit: Unit) -> String {
    let scale = Scale::of(value, unit);
    with_label(&scale.digits(value), scale.label)
}

/// Text with a unit after it, where there is one.
pub(super) fn with_label(text: &str, label: &str) -> String {
    if label.is_empty() { text.to_owned() } else { format!("{text} {label}") }
}

/// Three significant digits, for what was computed. Example: `4 120`.
pub(super) fn digits(value: f64) -> String {
    significant(value, 3)
}

/// A number as it was published, to six significant digits. Example: `10.85`.
pub(super) fn stated(value: f64) -> String {
    let text = significant(value, 6);
    let (mantissa, exponent) = text.split_at(text.find('e').unwrap_or(text.len()));
    if mantissa.contains('.') {
        mantissa.trim_end_matches('0').trim_end_matches('.').to_owned() + exponent
    } else {
        text
    }
}

/// With so many decimals, as the marks of an axis want it. Example: `1 500`.
pub(super) fn fixed(value: f64, decimals: usize) -> String {
    group(&format!("{value:.decimals$}"))
}

fn significant(value: f64, digits: u8) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let behind_first = usize::from(digits.saturating_sub(1));
    let scientific = format!("{value:.behind_first$e}");
    let parts = scientific.split_once('e').and_then(|(mantissa, exponent)| {
        Some((mantissa, exponent.parse::<i32>().ok()?, scientific.parse::<f64>().ok()?))
    });
    match parts {
        Some((_, exponent, rounded)) if (-5..12).contains(&exponent) => {
            let decimals = usize::try_from(i32::from(digits) - 1 - exponent).unwrap_or(0);
            group(&format!("{rounded:.decimals$}"))
        }
        Some((mantissa, exponent, _)) => format!("{mantissa}e{exponent}"),
        None => scientific, // NaN and infinity, which no reply holds
    }
}

/// A probability or share as percent that never claims certainty.
pub(super) fn percent(probability: f64) -> String {
    match probability {
        p if p < 0.001 => "<0.1 %".to_owned(),
        p if p > 0.999 => ">99.9 %".to_owned(),
        p if (0.01..=0.99).contains(&p) => format!("{:.0} %", p * 100.0),
        p => format!("{:.1} %", p * 100.0),
    }
}

/// The symbol of a unit, empty for pure numbers.
pub(super) const fn symbol(unit: Unit) -> &'static str {
    match unit {
        Unit::Unspecified | Unit::Ratio => "",
        Unit::Gw => "GW",
        Unit::Kw => "kW",
        Unit::Mw => "MW",
        Unit::Tw => "TW",
        Unit::Twh => "TWh",
        Unit::Kwh => "kWh",
        Unit::Mwh | Unit::MwhOfPeriod => "MWh",
        Unit::Gwh => "GWh",
        Unit::Pwh => "PWh",
        Unit::UsdPerMwh => "USD/MWh",
        Unit::UsdPerKwh => "USD/kWh",
        Unit::UsdCentPerKwh => "US cent/kWh",
        Unit::CnyPerKwh => "CNY/kWh",
        Unit::CnyPerMwh => "CNY/MWh",
        Unit::EurPerMwh => "EUR/MWh",
        Unit::EurPerKwh => "EUR/kWh",
        Unit::GbpPerMwh => "GBP/MWh",
        Unit::GbpPerKwh => "GBP/kWh",
        Unit::Fraction => "fraction",
        Unit::Percent => "%",
        Unit::GCo2ePerKwh => "gCO2e/kWh",
        Unit::KgCo2ePerKwh => "kgCO2e/kWh",
        Unit::EflopPerS => "EFLOP/s",
        Unit::PflopPerS => "PFLOP/s",
        Unit::ZflopPerS => "ZFLOP/s",
        Unit::Racks => "racks",
        Unit::MillionRacks => "M racks",
        Unit::Eb => "EB",
        Unit::Pb => "PB",
        Unit::Zb => "ZB",
        Unit::Usd => "USD",
        Unit::Tonne => "t",
        Unit::UsdPerExaflopHour => "USD/EFLOP-hour",
        Unit::Hours => "h",
        Unit::Accelerators => "accelerators",
        Unit::ExaflopHours => "EFLOP-hours",
        Unit::AcceleratorHours => "accelerator-hours",
        Unit::WPerTflopPerS => "W per TFLOP/s",
    }
}

/// Steps of a unit, the smallest first; none for a unit that is not scaled.
const fn ladder(unit: Unit) -> &'static [(f64, &'static str)] {
    match unit {
        Unit::Gw => &[(1e-3, "MW"), (1.0, "GW")],
        Unit::Twh => &[(1e-3, "GWh"), (1.0, "TWh")],
        Unit::MwhOfPeriod => &[(1.0, "MWh"), (1e3, "GWh"), (1e6, "TWh")],
        Unit::Usd => &[(1.0, "USD"), (1e3, "k USD"), (1e6, "M USD"), (1e9, "bn USD")],
        Unit::Tonne => &[(1.0, "t"), (1e3, "kt"), (1e6, "Mt")],
        Unit::AcceleratorHours => &[(1.0, "accelerator-hours"), (1e6, "M accelerator-hours")],
        Unit::Racks => &[(1.0, "racks"), (1e6, "M racks")],
        Unit::Fraction => &[(0.01, "%")],
        _ => &[],
    }
}

// A space between thousands of the whole part.
fn group(plain: &str) -> String {
    let (sign, number) = plain.strip_prefix('-').map_or(("", plain), |number| ("-", number));
    let (whole, fraction) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut grouped = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped + fraction
}

#[cfg(test)]
mod tests {
    use super::{digits, percent, show, stated};
    use crate::wire::pb::Unit;

    #[test]
    fn numbers_are_short_and_keep_three_digits() {
        for (value, expected) in [
            (0.0, "0"),
            (3.0, "3.00"),
            (4123.7, "4 120"),
            (999.6, "1 000"),
            (0.059_2, "0.0592"),
            (-30.24, "-30.2"),
            (1_234_567.0, "1 230 000"),
            (3.8e25, "3.80e25"),
            (1.5e-9, "1.50e-9"),
        ] {
            assert_eq!(digits(value), expected, "{value}");
        }
    }

    #[test]
    fn a_published_number_stays_as_it_was() {
        for (value, expected) in [
            (10.85, "10.85"),
            (400.0, "400"),
            (1_978.9, "1 978.9"),
            (0.576_000_000_000_000_1, "0.576"), // a percentage, converted
            (3.8e25, "3.8e25"),
            (12_345_678.0, "12 345 700"),
        ] {
            assert_eq!(stated(value), expected, "{value}");
        }
    }

    #[test]
    fn a_unit_steps_up_with_its_number() {
        for (value, unit, expected) in [
            (4123.7, Unit::Gw, "4 120 GW"),
            (0.3, Unit::Gw, "300 MW"),
            (0.0, Unit::Gw, "0 GW"),
            (41_123_000.0, Unit::Usd, "41.1 M USD"),
            (-2.5e9, Unit::Usd, "-2.50 bn USD"),
            (840_960.0, Unit::MwhOfPeriod, "841 GWh"),
            (10_850_000.0, Unit::Racks, "10.8 M racks"),
            (0.383, Unit::Fraction, "38.3 %"),
            (0.004, Unit::Fraction, "0.400 %"),
            (3.012, Unit::Ratio, "3.01"),
            (56.0, Unit::UsdPerMwh, "56.0 USD/MWh"),
            (5.0, Unit::Hours, "5.00 h"),
        ] {
            assert_eq!(show(value, unit), expected, "{value} {unit:?}");
        }
    }

    #[test]
    fn a_probability_never_claims_certainty() {
        for (probability, expected) in
            [(0.0, "<0.1 %"), (0.004, "0.4 %"), (0.5, "50 %"), (0.998, "99.8 %"), (1.0, ">99.9 %")]
        {
            assert_eq!(percent(probability), expected, "{probability}");
        }
    }
}
