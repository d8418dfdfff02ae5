//! What is published of the electricity of data centers: records, forecasts, and
//! totals of another scope that are kept for comparison alone.

use super::Scope;
use crate::model::catalog::{Assumption, Catalog, RegionId, Series, Source};
use crate::model::metric::Metric;
use crate::model::year::{Year, YearRange};

/// Start of the path of a total that is kept for comparison alone.
const COMPARED: [(&str, Scope); 2] = [
    ("constraint/published_ai_electricity_", Scope::AiServers),
    ("constraint/published_electricity_", Scope::DataCenters),
];

/// One published total.
#[derive(Clone, Debug)]
pub(super) struct Published<'c> {
    pub(super) name: String,
    pub(super) source: &'c Source,
    pub(super) scope: Scope,
    pub(super) year: Year,
    pub(super) twh: f64,
}

/// All that is published for a region in these years, by year and name.
pub(super) fn published(
    catalog: &Catalog,
    region: RegionId,
    years: YearRange,
) -> Vec<Published<'_>> {
    let metric = Metric::DataCenterElectricity;
    let records = catalog.series(region, metric).into_iter().flat_map(Series::records);
    let records = records.map(|record| Published {
        name: format!("series/{}/{metric}/{}", catalog.code(region), record.year),
        source: &record.source,
        scope: Scope::DataCenters,
        year: record.year,
        twh: record.value,
    });
    let anchors = catalog.anchors(region, metric).filter(|of| of.is_current && !of.is_target);
    let anchors = anchors.map(|anchor| Published {
        name: format!("anchors/{}", anchor.name),
        source: &anchor.source,
        scope: Scope::DataCenters,
        year: anchor.year,
        twh: anchor.central,
    });
    let compared = catalog.tables().assumptions.iter().filter(|of| of.region == region);
    let mut all: Vec<_> = records.chain(anchors).chain(compared.filter_map(compare)).collect();
    all.retain(|of| (years.first()..=years.last()).contains(&of.year));
    all.sort_by(|a, b| a.year.cmp(&b.year).then_with(|| a.name.cmp(&b.name)));
    all
}

fn compare(known: &Assumption) -> Option<Published<'_>> {
    let is_of = |start: &str| known.comparison_only && known.parameter.starts_with(start);
    let (_, scope) = COMPARED.into_iter().find(|(start, _)| is_of(start))?;
    Some(Published {
        name: known.parameter.clone(),
        source: &known.source,
        scope,
        year: known.year?,
        twh: known.band.central,
    })
}
