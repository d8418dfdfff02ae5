//! Break-evens and parities as sentences.

use crate::cli::number;
use crate::wire::pb;
use crate::wire::pb::CostVariable;

/// What would bring a site level with the baseline, or that it cannot.
pub(super) fn break_even(even: &pb::BreakEven, baseline: &str) -> String {
    let pb::BreakEven { site_id: site, value, current, reachable, .. } = even;
    let (name, unit) = variable(even.variable());
    let told = |value: f64| number::with_label(&number::digits(value), unit);
    let now = told(*current);
    match value {
        Some(value) if *reachable => format!(
            "{site} would be level with {baseline} at {} of {}; it is {now}",
            with_article(name),
            told(*value)
        ),
        Some(value) => format!(
            "{site} would need {} of {} to be level with {baseline}; it cannot (now {now})",
            with_article(name),
            told(*value)
        ),
        None => format!("no {name} brings {site} level with {baseline} (now {now})"),
    }
}

/// The price at which a unit of compute takes electricity worth as much as at the baseline.
pub(super) fn parity(parity: &pb::ElectricityParity, baseline: &str) -> String {
    let pb::ElectricityParity {
        site_id: site,
        price_usd_per_mwh,
        price_ratio,
        current_price_ratio,
        ..
    } = parity;
    let price = number::show(*price_usd_per_mwh, pb::Unit::UsdPerMwh);
    let ratio = |ratio: &f64| format!("{ratio:.2}");
    match (price_ratio.as_ref().map(ratio), current_price_ratio.as_ref().map(ratio)) {
        (Some(level), Some(now)) => format!(
            "{site} is level per unit of compute at {level} of {baseline}'s price ({price}); \
             it is {now}"
        ),
        _ => format!("{site} is level with {baseline} per unit of compute at {price}"),
    }
}

const fn variable(variable: CostVariable) -> (&'static str, &'static str) {
    match variable {
        CostVariable::Unspecified => ("value", ""),
        CostVariable::ElectricityPrice => ("electricity price", "USD/MWh"),
        CostVariable::Pue => ("PUE", ""),
        CostVariable::EnergyPerFlopScale => ("factor on energy per FLOP", ""),
        CostVariable::Duty => ("duty", ""),
        CostVariable::AcceleratorPrice => ("accelerator price", "USD"),
        CostVariable::CarbonPrice => ("carbon price", "USD/t"),
    }
}

fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e']) { "an" } else { "a" };
    format!("{article} {name}")
}

#[cfg(test)]
mod tests {
    use super::{break_even, parity, pb};

    #[test]
    fn a_break_even_says_whether_it_can_be_reached() {
        let price = pb::CostVariable::ElectricityPrice.into();
        let even = |value, reachable| pb::BreakEven {
            site_id: "hub".to_owned(),
            variable: price,
            value,
            current: 56.0,
            reachable,
            year: None,
        };
        for (even, expected) in [
            (
                even(Some(41.27), true),
                "hub would be level with va at an electricity price of 41.3 USD/MWh; \
                 it is 56.0 USD/MWh",
            ),
            (
                even(Some(-30.2), false),
                "hub would need an electricity price of -30.2 USD/MWh to be level with va; \
                 it cannot (now 56.0 USD/MWh)",
            ),
            (even(None, false), "no electricity price brings hub level with va (now 56.0 USD/MWh)"),
        ] {
            assert_eq!(break_even(&even, "va"), expected);
        }
    }

    #[test]
    fn parity_is_told_as_a_share_of_the_price_of_the_baseline() {
        let even = pb::ElectricityParity {
            site_id: "hub".to_owned(),
            price_usd_per_mwh: 41.3,
            price_ratio: Some(0.434),
            current_price_ratio: Some(0.592),
            year: None,
        };
        let expected = "hub is level per unit of compute at 0.43 of va's price (41.3 USD/MWh); \
                        it is 0.59";
        assert_eq!(parity(&even, "va"), expected);
    }
}
