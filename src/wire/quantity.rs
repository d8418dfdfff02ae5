//! Metrics, units, values and dates on the wire.

use super::check;
use super::pb;
use super::violations::Fault;
use crate::model::catalog::Catalog;
use crate::model::metric::{Class, Metric};
use crate::model::unit::{Currency, Unit};
use crate::model::year::{Date, Year};

/// Largest number that a request may state, in whatever unit.
pub(super) const LARGEST: f64 = 1e18;

/// One table read both ways: both matches are exhaustive, so that a value added
/// on either side does not compile until it is here.
macro_rules! pairs {
    (
        $(#[$to_doc:meta])* $to:ident, $(#[$from_doc:meta])* $from:ident:
        $model:ident <=> $wire:path;
        [$($own:ident $theirs:ident,)*]
        only on the wire: $($sent:ident)*
    ) => {
        $(#[$to_doc])*
        pub(super) const fn $to(value: $model) -> $wire {
            use $wire as Wire;
            match value { $($model::$own => Wire::$theirs,)* }
        }

        $(#[$from_doc])*
        const fn $from(value: $wire) -> Option<$model> {
            use $wire as Wire;
            match value {
                $(Wire::$theirs => Some($model::$own),)*
                $(Wire::$sent)|* => None,
            }
        }
    };
}

pairs! {
    /// A metric as it is sent.
    metric_to_pb,
    /// The metric that was sent, `None` for an unspecified one.
    metric_of: Metric <=> pb::Metric;
    [InstalledCapacity InstalledCapacity,
    InstalledCapacityOfficial InstalledCapacityOfficial,
    ElectricityGeneration ElectricityGeneration,
    ElectricityDemand ElectricityDemand,
    PeakDemand PeakDemand,
    SpareCapacity SpareCapacity,
    DataCenterElectricity DataCenterElectricity,
    DataCenterLoad DataCenterLoad,
    ElectricityPrice ElectricityPrice,
    LowCarbonShare LowCarbonShare,
    RenewableShare RenewableShare,
    CarbonIntensity CarbonIntensity,
    SolarGeneration SolarGeneration,
    WindGeneration WindGeneration,
    CoalGeneration CoalGeneration,
    GasGeneration GasGeneration,
    NuclearGeneration NuclearGeneration,
    HydroGeneration HydroGeneration,
    SolarCapacity SolarCapacity,
    WindCapacity WindCapacity,
    AiCompute AiCompute,
    RackCount RackCount,
    StorageCapacity StorageCapacity,
    Pue Pue,
    ReserveMargin ReserveMargin,
    SupportableCompute SupportableCompute,]
    only on the wire: Unspecified
}

pairs! {
    /// A unit as it is sent.
    unit_to_pb,
    /// The unit that was sent, `None` for an unspecified one and for those of replies alone.
    unit_of: Unit <=> pb::Unit;
    [Gigawatt Gw,
    Kilowatt Kw,
    Megawatt Mw,
    Terawatt Tw,
    TerawattHour Twh,
    KilowattHour Kwh,
    MegawattHour Mwh,
    GigawattHour Gwh,
    PetawattHour Pwh,
    UsdPerMegawattHour UsdPerMwh,
    UsdPerKilowattHour UsdPerKwh,
    UsdCentPerKilowattHour UsdCentPerKwh,
    CnyPerKilowattHour CnyPerKwh,
    CnyPerMegawattHour CnyPerMwh,
    EurPerMegawattHour EurPerMwh,
    EurPerKilowattHour EurPerKwh,
    GbpPerMegawattHour GbpPerMwh,
    GbpPerKilowattHour GbpPerKwh,
    Fraction Fraction,
    Percent Percent,
    Ratio Ratio,
    GramPerKilowattHour GCo2ePerKwh,
    KilogramPerKilowattHour KgCo2ePerKwh,
    ExaflopPerSecond EflopPerS,
    PetaflopPerSecond PflopPerS,
    ZettaflopPerSecond ZflopPerS,
    Rack Racks,
    MillionRack MillionRacks,
    Exabyte Eb,
    Petabyte Pb,
    Zettabyte Zb,]
    only on the wire:
        Unspecified Usd MwhOfPeriod Tonne UsdPerExaflopHour Hours Accelerators ExaflopHours
        AcceleratorHours WPerTflopPerS
}

/// A class as it is sent.
pub(super) const fn class(class: Class) -> pb::ProjectionClass {
    match class {
        Class::GenerationLike => pb::ProjectionClass::GenerationLike,
        Class::CarbonIntensity => pb::ProjectionClass::CarbonIntensity,
        Class::YoungTechnology => pb::ProjectionClass::YoungTechnology,
        Class::Share => pb::ProjectionClass::Share,
        Class::Price => pb::ProjectionClass::Price,
        Class::AiCompute => pb::ProjectionClass::AiCompute,
        Class::AnchorOnly => pb::ProjectionClass::AnchorOnly,
        Class::None => pb::ProjectionClass::None,
    }
}

/// A metric that must be named.
pub(super) fn metric(number: i32) -> Result<Metric, Fault> {
    optional_metric(number)?.ok_or_else(check::required)
}

/// A metric that may be left out.
pub(super) fn optional_metric(number: i32) -> Result<Option<Metric>, Fault> {
    check::optional_enum(number).map(metric_of)
}

/// A unit that may be left out.
pub(super) fn unit(number: i32) -> Result<Option<Unit>, Fault> {
    let sent: pb::Unit = check::optional_enum(number)?;
    match (sent, unit_of(sent)) {
        (pb::Unit::Unspecified, _) => Ok(None),
        (_, Some(unit)) => Ok(Some(unit)),
        (_, None) => Err(unit_fault(format!("{} is a unit of replies only", sent.as_str_name()))),
    }
}

/// A unit that may be left out and must measure what a metric measures.
pub(super) fn unit_for(number: i32, metric: Metric) -> Result<Option<Unit>, Fault> {
    let given = unit(number)?;
    match given {
        Some(unit) if unit.dimension() != metric.dimension() => {
            let (own, symbol) = (metric.unit().symbol(), unit.symbol());
            let message =
                format!("{metric} is measured in {own}, which {symbol} does not convert to");
            Err(unit_fault(message)
                .with("metric", metric.name())
                .with("unit", symbol)
                .with("metric_unit", own))
        }
        _ => Ok(given),
    }
}

fn unit_fault(message: String) -> Fault {
    Fault::new("UNIT_DOES_NOT_FIT", message)
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

/// A date as it is sent.
pub(super) fn date(date: Date) -> pb::Date {
    let number = |part: Option<u8>| part.map_or(0, i32::from);
    pb::Date { year: date.year.get(), month: number(date.month), day: number(date.day) }
}

/// A date that was sent, known to the day, the month or the year.
pub(super) fn read_date(date: pb::Date) -> Result<Date, Fault> {
    let pb::Date { year, month, day } = date;
    let known = |part: u8| (part > 0).then_some(part);
    let read = || {
        let year = Year::new(year)?;
        let month = up_to(month, 12)?;
        let day = up_to(day, days(year, month))?;
        Some(Date { year, month: known(month), day: known(day) })
    };
    read().ok_or_else(|| {
        let message = format!("{year}-{month}-{day} is not a date of 1900 to 2200");
        Fault::new("MALFORMED_DATE", message).with("date", format!("{year}-{month}-{day}"))
    })
}

fn up_to(number: i32, last: u8) -> Option<u8> {
    u8::try_from(number).ok().filter(|&number| number <= last)
}

/// Days of a month; none can be named without the month, which is then 0.
fn days(year: Year, month: u8) -> u8 {
    let year = year.get();
    match month {
        0 => 0,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::sample;

    #[test]
    fn metrics_and_units_come_back_as_sent() {
        for &known in Metric::ALL {
            assert_eq!(metric(metric_to_pb(known).into()), Ok(known));
            // The command line and the wire call a metric by one name.
            let name = metric_to_pb(known).as_str_name().to_lowercase();
            assert_eq!(name.strip_prefix("metric_"), Some(known.name()));
        }
        for &known in Unit::ALL {
            assert_eq!(unit(unit_to_pb(known).into()), Ok(Some(known)));
        }
    }

    #[test]
    fn metrics_and_units_stand_in_the_order_of_the_wire() {
        assert!(Metric::ALL.is_sorted_by_key(|&metric| metric_to_pb(metric) as i32));
        assert!(Unit::ALL.is_sorted_by_key(|&unit| unit_to_pb(unit) as i32));
    }

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

    #[test]
    fn dates_may_be_known_in_part_and_must_exist() {
        for (year, month, day, is_date) in [
            (2026, 1, 9, true),
            (2026, 1, 0, true),
            (2026, 0, 0, true),
            (2024, 2, 29, true),
            (2025, 2, 29, false),
            (2026, 0, 9, false),
            (2026, 13, 1, false),
            (2026, 4, 31, false),
            (0, 1, 1, false),
            (2026, -1, 1, false),
        ] {
            let sent = pb::Date { year, month, day };
            let read = read_date(sent);
            assert_eq!(read.is_ok(), is_date, "{year}-{month}-{day}");
            assert!(read.is_err() || read.map(date) == Ok(sent));
        }
    }
}
