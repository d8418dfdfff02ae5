//! Metrics, units and classes on the wire, by their numbers.

use super::check;
use super::pb;
use super::violations::Fault;
use crate::model::metric::{Class, Metric};
use crate::model::unit::Unit;

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

/// A unit that cannot stand where it stands.
pub(super) fn unit_fault(message: String) -> Fault {
    Fault::new("UNIT_DOES_NOT_FIT", message)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
