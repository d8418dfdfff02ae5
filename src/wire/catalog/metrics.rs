//! Metrics.

use super::page;
use crate::model::catalog::{Catalog, MetricInfo};
use crate::model::metric::Metric;
use crate::wire::kinds;
use crate::wire::pb;
use crate::wire::violations::Violations;

/// A page of metrics, in the order of the enum.
///
/// # Errors
///
/// Every violation of the request.
pub fn list_metrics(
    catalog: &Catalog,
    request: pb::ListMetricsRequest,
) -> Result<pb::ListMetricsResponse, Violations> {
    let pb::ListMetricsRequest { page_size, page_token } = request;
    let page = page(catalog, "metrics", page_size, &page_token)?;
    let known = Metric::ALL.iter().filter_map(|&metric| catalog.metric(metric));
    let (metrics, next_page_token) = page.slice(known.map(info));
    Ok(pb::ListMetricsResponse { metrics, next_page_token })
}

fn info(info: &MetricInfo) -> pb::MetricInfo {
    let &MetricInfo {
        metric,
        ref display_name,
        class,
        ref definition,
        plausible_min,
        plausible_max,
        aggregate_scale,
    } = info;
    pb::MetricInfo {
        metric: kinds::metric_to_pb(metric).into(),
        name: metric.name().to_owned(),
        display_name: display_name.clone(),
        unit: kinds::unit_to_pb(metric.unit()).into(),
        projection_class: kinds::class(class).into(),
        definition: definition.clone(),
        plausible_min,
        plausible_max,
        aggregate_scale,
    }
}
