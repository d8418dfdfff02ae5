//! Values of metrics on the wire, in whatever unit they are stated.

use super::check;
use super::kinds;
use super::pb;
use super::violations::Fault;
use crate::model::catalog::Catalog;
use crate::model::metric::Metric;
use crate::model::unit::{Currency, Unit};
use crate::model::year::Year;

/// Largest number that a request may state, in whatever unit.
pub(super) const LARGEST: f64 = 1e18;

/// A unit that may be left out and must measure what a metric measures.
pub(super) fn unit_for(number: i32, metric: Metric) -> Result<Option<Unit>, Fault> {
    let given = kinds::unit(number)?;
    match given {
        Some(unit) if unit.dimension() != metric.dimension() => {
            let (own, symbol) = (metric.unit().symbol(), unit.symbol());
            let message =
                format!("{metric} is measured in {own}, which {symbol} does not convert to");
            Err(kinds::unit_fault(message)
                .with("metric", metric.name())
                .with("unit", symbol)
                .with("metric_unit", own))
        }
        _ => Ok(given),
    }
}

/// A value of a metric, not negative, in the metric's canonical unit. Prices in
/// other money are converted at the rate of the year.
pub(super) fn canonical(
    catalog: &Catalog,
    quantity: pb::Quantity,
    metric: Metric,
    year: Year,
) -> Result<f64, Fault> {
    let pb::Quantity { value, unit } = quantity;
    let unit = unit_for(unit, metric)?.unwrap_or(metric.unit());
    let value = check::finite_in(value, 0.0, LARGEST, unit.symbol())?;
    // Canonical units have a factor of one in their own dimension.
    Ok(value * unit.factor() / units_per_usd(catalog, unit.currency(), year)?)
}

fn units_per_usd(catalog: &Catalog, currency: Currency, year: Year) -> Result<f64, Fault> {
    if currency == Currency::Usd {
        return Ok(1.0);
    }
    let rate = catalog.units_per_usd(currency.code(), year);
    rate.map(|rate| rate.units_per_usd).ok_or_else(|| {
        let code = currency.code();
        let message = format!("the catalog has no rate of {code} for {year} or before: use USD");
        Fault::new("NO_EXCHANGE_RATE", message)
            .with("currency", code)
            .with("year", year.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::sample;

    #[test]
    fn quantities_are_converted_where_the_dimension_matches() {
        let catalog = sample::catalog();
        let year = Year::new(2024).unwrap();
        for (metric, value, unit, expected) in [
            (Metric::PeakDemand, 400.0, pb::Unit::Unspecified, Ok(400.0)),
            (Metric::PeakDemand, 400.0, pb::Unit::Tw, Ok(400_000.0)),
            (Metric::PeakDemand, 400.0, pb::Unit::Twh, Err("UNIT_DOES_NOT_FIT")),
            (Metric::PeakDemand, 400.0, pb::Unit::Usd, Err("UNIT_DOES_NOT_FIT")),
            (Metric::PeakDemand, -1.0, pb::Unit::Gw, Err("OUT_OF_RANGE")),
            (Metric::PeakDemand, 1e300, pb::Unit::Gw, Err("OUT_OF_RANGE")),
            (Metric::PeakDemand, f64::NAN, pb::Unit::Gw, Err("NOT_FINITE")),
            (Metric::LowCarbonShare, 50.0, pb::Unit::Percent, Ok(0.5)),
            (Metric::ElectricityPrice, 0.6, pb::Unit::CnyPerKwh, Ok(600.0 / 7.5)),
            (Metric::ElectricityPrice, 1.0, pb::Unit::EurPerMwh, Err("NO_EXCHANGE_RATE")),
        ] {
            let quantity = pb::Quantity { value, unit: unit.into() };
            let read = canonical(&catalog, quantity, metric, year).map_err(|fault| fault.reason);
            assert_eq!(read, expected, "{value} {unit:?}");
        }
    }
}
