//! Which metrics the words of a sentence are about: English spreads a metric over
//! a clause ("generated twice as much electricity"), so that its subjects count,
//! not their order; the unit of a number narrows them down.

use std::collections::BTreeSet;

use super::mark::Concept::{
    self, Capacity, Carbon, Compute, Consumption, DataCenter, Electricity, Generation, Installed,
    Load, LowCarbon, Peak, Plants, Price, Racks, Renewable, Solar, Spare, Storage, Supply, Wind,
};
use crate::model::metric::Metric;
use crate::model::unit::Dimension;

/// The subjects of a clause.
pub(super) type Concepts = BTreeSet<Concept>;

/// The metrics that subjects may mean, the most literal first; none where they
/// mean nothing that is measured.
pub(super) fn metrics(of: &Concepts, dimension: Option<Dimension>) -> Vec<Metric> {
    let has = |concept: Concept| of.contains(&concept);
    match dimension {
        Some(Dimension::Power) => power(&has).into_iter().collect(),
        Some(Dimension::YearlyEnergy) => energy(&has).into_iter().collect(),
        Some(Dimension::EnergyPrice) => vec![Metric::ElectricityPrice],
        Some(Dimension::CarbonIntensity) => vec![Metric::CarbonIntensity],
        Some(Dimension::ComputeRate) => vec![Metric::AiCompute],
        Some(Dimension::Racks) => vec![Metric::RackCount],
        Some(Dimension::Data) => vec![Metric::StorageCapacity],
        Some(Dimension::Pure) => share(&has).into_iter().collect(),
        None => bare(&has),
    }
}

fn power(has: &impl Fn(Concept) -> bool) -> Option<Metric> {
    Some(if has(Spare) {
        Metric::SpareCapacity
    } else if has(DataCenter) {
        Metric::DataCenterLoad
    } else if has(Solar) {
        Metric::SolarCapacity
    } else if has(Wind) {
        Metric::WindCapacity
    } else if has(Peak) || (has(Load) || has(Consumption)) && !has(Capacity) && !has(Installed) {
        Metric::PeakDemand
    } else if [Capacity, Installed, Generation, Electricity, Supply, Plants].into_iter().any(has) {
        Metric::InstalledCapacity
    } else {
        return None;
    })
}

fn energy(has: &impl Fn(Concept) -> bool) -> Option<Metric> {
    Some(if has(DataCenter) {
        Metric::DataCenterElectricity
    } else if has(Solar) {
        Metric::SolarGeneration
    } else if has(Wind) {
        Metric::WindGeneration
    } else if has(Storage) || has(Renewable) || has(LowCarbon) {
        return None;
    } else if has(Consumption) && !has(Generation) {
        Metric::ElectricityDemand
    } else if [Generation, Electricity, Capacity, Supply, Plants].into_iter().any(has) {
        Metric::ElectricityGeneration
    } else {
        return None;
    })
}

/// Renewable and low-carbon shares, whose values are fractions.
pub(super) fn share(has: &impl Fn(Concept) -> bool) -> Option<Metric> {
    if has(Capacity) || has(Installed) {
        return None; // a share of capacity is no share of generation
    }
    if has(LowCarbon) {
        Some(Metric::LowCarbonShare)
    } else if has(Renewable) {
        Some(Metric::RenewableShare)
    } else {
        None
    }
}

fn bare(has: &impl Fn(Concept) -> bool) -> Vec<Metric> {
    let one = |metric: Metric| vec![metric];
    if has(Carbon) {
        one(Metric::CarbonIntensity)
    } else if has(Price) {
        one(Metric::ElectricityPrice)
    } else if has(Spare) {
        one(Metric::SpareCapacity)
    } else if has(Compute) {
        one(Metric::AiCompute)
    } else if has(Racks) {
        one(Metric::RackCount)
    } else if has(DataCenter) && has(Storage) || has(Storage) {
        one(Metric::StorageCapacity)
    } else if has(DataCenter) {
        let at_once = has(Load) || has(Capacity) || has(Peak);
        one(if at_once { Metric::DataCenterLoad } else { Metric::DataCenterElectricity })
    } else if has(Solar) && (has(Capacity) || has(Installed)) {
        one(Metric::SolarCapacity)
    } else if has(Wind) && (has(Capacity) || has(Installed)) {
        one(Metric::WindCapacity)
    } else if has(Solar) {
        one(Metric::SolarGeneration)
    } else if has(Wind) {
        one(Metric::WindGeneration)
    } else if let Some(share) = share(has) {
        one(share)
    } else if has(Peak) {
        one(Metric::PeakDemand)
    } else if has(Installed) {
        one(Metric::InstalledCapacity)
    } else if has(Capacity) && (has(Electricity) || has(Generation)) {
        // "Power generation capacity" is said of both.
        vec![Metric::InstalledCapacity, Metric::ElectricityGeneration]
    } else if has(Capacity) {
        one(Metric::InstalledCapacity)
    } else if has(Plants) && (has(Supply) || has(Generation)) {
        one(Metric::ElectricityGeneration)
    } else if has(Supply) && !has(Consumption) {
        vec![Metric::ElectricityGeneration, Metric::InstalledCapacity]
    } else if has(Generation) {
        one(Metric::ElectricityGeneration)
    } else if has(Load) {
        one(Metric::PeakDemand)
    } else if has(Consumption) && has(Electricity) {
        one(Metric::ElectricityDemand)
    } else if has(Electricity) {
        vec![Metric::InstalledCapacity, Metric::ElectricityGeneration]
    } else {
        Vec::new()
    }
}
