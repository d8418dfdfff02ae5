//! What is known of each metric in each region, and up to when it can be asked for.

use crate::model::catalog::{Catalog, RegionId};
use crate::model::estimate::YOUNG_YEARS;
use crate::model::metric::{Class, Metric};
use crate::model::year::Year;
use crate::wire::pb;
use crate::wire::quantity;

/// Coverage of every series, by region code and metric.
pub(super) fn coverage(catalog: &Catalog) -> Vec<pb::Coverage> {
    let mut known: Vec<pb::Coverage> = catalog
        .all_series()
        .filter_map(|(region, metric, series)| {
            let class = catalog.metric(metric)?.class;
            let (first, last) = series.span()?;
            Some(pb::Coverage {
                region: catalog.code(region).to_owned(),
                metric: quantity::metric_to_pb(metric).into(),
                first_year: first.get(),
                last_year: last.get(),
                projection_class: quantity::class(class).into(),
                horizon_year: horizon(catalog, (region, metric), class, last).get(),
            })
        })
        .collect();
    known.sort_by(|a, b| (&a.region, a.metric).cmp(&(&b.region, b.metric)));
    known
}

/// The last year that can be asked for.
fn horizon(
    catalog: &Catalog,
    (region, metric): (RegionId, Metric),
    class: Class,
    last: Year,
) -> Year {
    let young =
        || Year::new(last.get() + YOUNG_YEARS).map_or(Year::LAST, |end| end.min(Year::LAST));
    match class {
        Class::None => last,
        Class::AnchorOnly => {
            let current = catalog.anchors(region, metric).filter(|anchor| anchor.is_current);
            current.map(|anchor| anchor.year).fold(last, Year::max)
        }
        Class::YoungTechnology | Class::AiCompute => young(),
        Class::GenerationLike
            if metric == Metric::InstalledCapacity
                && catalog.rest_of_capacity(region).is_some() =>
        {
            // Built from solar, wind and the rest, it ends where they do.
            young()
        }
        Class::GenerationLike | Class::CarbonIntensity | Class::Share | Class::Price => Year::LAST,
    }
}
