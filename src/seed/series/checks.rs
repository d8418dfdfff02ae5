//! Checks across the rows of `series.csv`.

use std::collections::BTreeMap;

use super::Recorded;
use crate::model::catalog::{MetricInfo, Record, RegionId, Variant, WORLD};
use crate::model::metric::{Class, Metric};
use crate::model::year::Year;
use crate::seed::entries::{Entries, Entry};
use crate::seed::fault::Log;
use crate::seed::references::References;

/// Parts of generation.
const FUELS: [Metric; 6] = [
    Metric::CoalGeneration,
    Metric::GasGeneration,
    Metric::NuclearGeneration,
    Metric::HydroGeneration,
    Metric::SolarGeneration,
    Metric::WindGeneration,
];

/// How far a part may pass its total: both are rounded.
const ROUNDING: f64 = 1.01;

/// Classes that are projected from a run of years.
const GAPLESS: [Class; 4] =
    [Class::GenerationLike, Class::CarbonIntensity, Class::YoungTechnology, Class::Share];

/// Checks everything that takes more than one row.
pub(super) fn all(
    series: &Entries<Recorded>,
    refs: &References,
    metrics: &Entries<MetricInfo>,
    log: &mut Log,
) {
    let mut histories: BTreeMap<(RegionId, Metric), Vec<&Entry<Recorded>>> = BTreeMap::new();
    for entry in series {
        histories.entry((entry.value.region, entry.value.metric)).or_default().push(entry);
    }
    for ((_, metric), mut history) in histories {
        one_basis(series, &history, log);
        let class = metrics.find(metric.name()).map(|info| info.class);
        if class.is_ok_and(|class| GAPLESS.contains(&class)) {
            history.sort_by_key(|entry| entry.value.year);
            no_gap(series, &history, log);
        }
    }
    parts_within_totals(series, refs, log);
}

fn one_basis(series: &Entries<Recorded>, history: &[&Entry<Recorded>], log: &mut Log) {
    let mut rows = history.iter().filter_map(|entry| Some((entry, basis(entry)?)));
    let Some((first, expected)) = rows.next() else {
        return;
    };
    for (entry, _) in rows.filter(|(_, basis)| *basis != expected) {
        series.fault(log, entry, "basis", format!("is not the basis of row {}", first.line));
    }
}

fn basis(entry: &Entry<Recorded>) -> Option<&str> {
    entry.value.record.as_ref().map(|record| record.basis.as_str())
}

fn no_gap(series: &Entries<Recorded>, history: &[&Entry<Recorded>], log: &mut Log) {
    for pair in history.windows(2) {
        let [before, after] = pair else { continue };
        let (from, to) = (before.value.year, after.value.year);
        if to.since(from) > 1 {
            let message = format!("{to} follows {from} with a gap between them");
            series.fault(log, after, "year", message);
        }
    }
}

/// Fuels within the generation of their region, countries within the world.
fn parts_within_totals(series: &Entries<Recorded>, refs: &References, log: &mut Log) {
    type Key = (RegionId, Metric, Year, Option<Variant>);
    let value = |record: &Option<Record>| record.as_ref().map(|record| record.value);
    let world = refs.region(WORLD).ok();
    let is_total =
        |at: &&Recorded| at.metric == Metric::ElectricityGeneration || Some(at.region) == world;
    let totals: BTreeMap<Key, f64> = series
        .values()
        .filter(is_total)
        .filter_map(|at| Some(((at.region, at.metric, at.year, at.variant), value(&at.record)?)))
        .collect();
    for entry in series {
        let &Recorded { region, metric, year, variant, ref record, .. } = &entry.value;
        let Some(part) = value(record) else { continue };
        let mut within = |total: Option<Key>, slack: f64, what: &str| {
            if let Some(&total) = total.and_then(|key| totals.get(&key))
                && part > total * slack
            {
                series.fault(log, entry, "value", format!("{part} is above {what}, {total}"));
            }
        };
        if FUELS.contains(&metric) {
            let total = (region, Metric::ElectricityGeneration, year, variant);
            within(Some(total), ROUNDING, "the generation of the region");
        }
        if metric.is_additive() {
            let total = world.map(|world| (world, metric, year, variant));
            within(total, 1.0, "that of the world");
        }
    }
}
