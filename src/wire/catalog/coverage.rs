//! What is known of each metric in each region, and up to when it can be asked for.

use crate::model::catalog::{Catalog, RegionId, Series, total_lag};
use crate::model::estimate::{REFERENCE, YOUNG_YEARS};
use crate::model::metric::{Class, Metric};
use crate::model::year::Year;
use crate::wire::kinds;
use crate::wire::pb;

/// Coverage of every series, by region code and metric.
pub(super) fn coverage(catalog: &Catalog) -> Vec<pb::Coverage> {
    let mut known: Vec<pb::Coverage> = catalog
        .all_series()
        .filter_map(|(region, metric, series)| {
            let class = catalog.metric(metric)?.class;
            let (first, last) = series.span()?;
            Some(pb::Coverage {
                region: catalog.code(region).to_owned(),
                metric: kinds::metric_to_pb(metric).into(),
                first_year: first.get(),
                last_year: last.get(),
                projection_class: kinds::class(class).into(),
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
    match class {
        Class::None => last,
        Class::AnchorOnly => {
            let current = catalog.anchors(region, metric).filter(|anchor| anchor.is_current);
            current.map(|anchor| anchor.year).fold(last, Year::max)
        }
        Class::AiCompute => {
            let path = format!("constraint/chips_stock/{}", catalog.code(region));
            let base = catalog.assumption(&path, REFERENCE).and_then(|stock| stock.year);
            base.map_or(last, |base| after(base, YOUNG_YEARS))
        }
        // A history that nothing can be fitted to, such as a share of one, is only told.
        _ if catalog.series(region, metric).and_then(Series::fitted).is_none() => last,
        Class::YoungTechnology => after(last, YOUNG_YEARS),
        Class::GenerationLike if catalog.rest_of_capacity(region, metric).is_some() => {
            // It ends ten years on, or with its first part; the parts may lag behind the total.
            let span = |metric| catalog.series(region, metric).and_then(Series::span);
            let parts = [Metric::SolarCapacity, Metric::WindCapacity].into_iter().filter_map(span);
            let years = YOUNG_YEARS + total_lag(catalog, region);
            parts.map(|part| after(part.1, years)).fold(after(last, YOUNG_YEARS), Year::min)
        }
        Class::GenerationLike | Class::CarbonIntensity | Class::Share | Class::Price => Year::LAST,
    }
}

fn after(last: Year, years: i32) -> Year {
    Year::new(last.get() + years).map_or(Year::LAST, |end| end.min(Year::LAST))
}
