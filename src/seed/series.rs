//! Table `series.csv`.

mod checks;

use std::collections::BTreeMap;

use super::amount::Amount;
use super::cell;
use super::entries::{Book, Entries};
use super::fault::Log;
use super::references::References;
use super::row::{Read, Row, entry};
use super::sheet::Layout;
use super::words::{self, Words};
use crate::model::catalog::{MetricInfo, Record, RegionId, Variant};
use crate::model::metric::Metric;
use crate::model::year::{Date, Year};

pub(super) static LAYOUT: Layout = Layout {
    file: "series.csv",
    noun: "record",
    header: "region,metric,year,month,value,unit,low,high,variant,bound,confidence,source,basis,\
             note",
    is_ordered: false,
};

const BOUNDS: Words<bool> = &[("lower", true)];

/// A row by its key. The record is missing where a cell is at fault: the year
/// is there all the same, and leaves no gap.
#[derive(Debug)]
pub(super) struct Recorded {
    pub(super) region: RegionId,
    pub(super) metric: Metric,
    pub(super) year: Year,
    pub(super) month: Option<u8>,
    pub(super) variant: Option<Variant>,
    pub(super) record: Option<Record>,
}

impl Recorded {
    /// Whether it stands for a year, or a month where one is named.
    pub(super) fn is_of(&self, (region, metric, period): (RegionId, Metric, Date)) -> bool {
        let is_month = period.month.is_none_or(|month| self.month.unwrap_or(12) == month);
        (self.region, self.metric, self.year) == (region, metric, period.year) && is_month
    }
}

/// Reads the table.
pub(super) fn read(
    book: &Book,
    refs: &References,
    metrics: &Entries<MetricInfo>,
    log: &mut Log,
) -> Entries<Recorded> {
    let series = book.read(&LAYOUT, log, |row| recorded(row, refs, metrics));
    series.unique(log, "year", |at| (at.region, at.metric, at.year, at.month, at.variant));
    checks::all(&series, refs, metrics, log);
    series
}

/// The records by region and metric, in order of time.
pub(super) fn by_metric(series: Entries<Recorded>) -> BTreeMap<(RegionId, Metric), Vec<Record>> {
    let mut histories: BTreeMap<_, Vec<Record>> = BTreeMap::new();
    for Recorded { region, metric, record, .. } in series.into_values() {
        histories.entry((region, metric)).or_default().extend(record);
    }
    for records in histories.values_mut() {
        records.sort_by_key(|record| (record.year, record.month.unwrap_or(12), record.variant));
    }
    histories
}

fn recorded(row: &mut Row<'_>, refs: &References, metrics: &Entries<MetricInfo>) -> Read<Recorded> {
    let region = row.get("region", |code| refs.region(code));
    let metric = row.get("metric", cell::metric);
    let year = row.get("year", cell::year);
    let month = row.optional("month", cell::month);
    let variant = row.optional("variant", cell::word(words::VARIANTS));
    let amount = Amount::read(row, metric);
    let value = row.get("value", |cell| amount.canonical(cell));
    let record = entry!(Record {
        year,
        month,
        value,
        band: row.bounds_around(["low", "value", "high"], value, |cell| amount.canonical(cell)),
        variant,
        lower_bound: row.optional("bound", cell::word(BOUNDS)).map(Option::unwrap_or_default),
        confidence: row.optional("confidence", cell::fraction),
        source: row.get("source", |name| refs.source(name)),
        basis: row.text("basis"),
        note: row.remark("note"),
    });
    let (region, metric) = (region?, metric?);
    let record = record.filter(|record| {
        let info = metrics.find(metric.name()).ok();
        info.is_none_or(|info| plausible(row, refs, region, info, record.value).is_some())
    });
    Some(Recorded { region, metric, year: year?, month: month?, variant: variant?, record })
}

/// Checks that a value is within the range of its metric.
fn plausible(
    row: &mut Row<'_>,
    refs: &References,
    region: RegionId,
    info: &MetricInfo,
    value: f64,
) -> Read<()> {
    let scale = if refs.is_aggregate(region) { info.aggregate_scale } else { 1.0 };
    let (low, high) = (info.plausible_min, info.plausible_max * scale);
    row.require((low..=high).contains(&value), "value", || {
        let symbol = info.metric.unit().symbol();
        format!("{value} is outside the plausible range, {low} to {high} {symbol}")
    })
}
