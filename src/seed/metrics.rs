//! Table `metrics.csv`.

use super::amount;
use super::cell::{self, refuse};
use super::entries::{Book, Entries};
use super::fault::Log;
use super::row::{Read, Row, entry};
use super::sheet::Layout;
use crate::model::catalog::MetricInfo;
use crate::model::metric::{Class, Metric};
use crate::model::unit::Currency;

pub(super) static LAYOUT: Layout = Layout {
    file: "metrics.csv",
    noun: "metric",
    header: "name,display_name,unit,projection_class,definition,plausible_min,plausible_max,\
             aggregate_scale",
    is_ordered: false,
};

/// Reads the table; each metric that has data of its own must have a row.
pub(super) fn read(book: &Book, log: &mut Log) -> Entries<MetricInfo> {
    let metrics = book.read(&LAYOUT, log, info);
    metrics.unique(log, "name", |info| info.metric);
    for metric in Metric::ALL.iter().filter(|metric| cell::metric(metric.name()).is_ok()) {
        if metrics.find(metric.name()).is_err() && !metrics.may_hold(metric.name()) {
            log.file(LAYOUT.file, format!("has no row for {metric}"));
        }
    }
    metrics
}

fn info(row: &mut Row<'_>) -> Read<MetricInfo> {
    let metric = row.get("name", cell::metric);
    let unit = row.get("unit", |symbol| match amount::unit_of(metric)(symbol)? {
        unit if unit.currency() == Currency::Usd => Ok(unit),
        _ => refuse(format!("\"{symbol}\" is not in USD")),
    });
    let low = row.get("plausible_min", cell::number);
    let high = row.get("plausible_max", cell::number);
    if let Some((low, high)) = low.zip(high) {
        row.require(low <= high, "plausible_min", || format!("{low} is above {high}"))?;
    }
    let canonical = |bound: Option<f64>| Some(bound? * unit?.factor());
    entry!(MetricInfo {
        metric,
        display_name: row.text("display_name"),
        class: row.get("projection_class", |name| match Class::from_name(name) {
            Some(class) => Ok(class),
            None => refuse(format!("\"{name}\" is not a projection class")),
        }),
        definition: row.text("definition"),
        plausible_min: canonical(low),
        plausible_max: canonical(high),
        aggregate_scale: row.get("aggregate_scale", cell::at_least_one),
    })
}
