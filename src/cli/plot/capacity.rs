//! Charts of a projection, from its reply.

use super::{Chart, Point, Series};
use crate::cli::number::{self, Scale};
use crate::cli::words;
use crate::model::unit::Unit;
use crate::wire::pb;

/// A chart for each metric of the reply, in its order.
pub(super) fn charts(
    reply: &pb::ProjectCapacityResponse,
    metrics: &[pb::MetricInfo],
    relative_to: &str,
    threshold: Option<&pb::Quantity>,
) -> Vec<Chart> {
    let mut asked: Vec<pb::Metric> = Vec::new();
    for row in &reply.rows {
        if !asked.contains(&row.metric()) {
            asked.push(row.metric());
        }
    }
    let of_metric = |metric: pb::Metric| {
        let rows: Vec<_> = reply.rows.iter().filter(|row| row.metric() == metric).collect();
        let known = metrics.iter().find(|info| info.metric() == metric);
        let name = known.map_or_else(|| in_words(metric), |info| info.display_name.clone());
        chart(&rows, &name, relative_to, threshold)
    };
    asked.into_iter().map(of_metric).collect()
}

fn chart(
    rows: &[&pb::CapacityRow],
    name: &str,
    relative_to: &str,
    threshold: Option<&pb::Quantity>,
) -> Chart {
    let known = || rows.iter().filter_map(|row| row.distribution.as_ref());
    let unit = known().next().map(pb::Distribution::unit).unwrap_or_default();
    let largest = known().map(|known| known.median.abs()).fold(0.0, f64::max);
    let scale = Scale::of(largest, unit);
    let mut series: Vec<Series> = Vec::new();
    for row in rows {
        let Some(known) = &row.distribution else { continue };
        let band = known.quantiles.first().zip(known.quantiles.last());
        let point = Point {
            year: row.year,
            at: f64::from(row.year),
            kind: row.kind(),
            median: scale.number(known.median),
            band: band
                .filter(|(low, high)| low.probability < high.probability)
                .map(|(low, high)| (scale.number(low.value), scale.number(high.value))),
        };
        match series.iter_mut().find(|series| series.name == row.region) {
            Some(series) => series.points.push(point),
            None => series.push(Series { name: row.region.clone(), points: vec![point] }),
        }
    }
    let (title, unit_name) = if relative_to.is_empty() {
        let label = if scale.label.is_empty() { words::unit(unit) } else { scale.label };
        (name.to_owned(), label.to_owned())
    } else {
        (format!("{name}, relative to {relative_to}"), format!("times {relative_to}"))
    };
    let mut chart = Chart {
        title,
        unit: unit_name,
        band: known().next().map(band_name).unwrap_or_default(),
        series,
        threshold: threshold.and_then(|asked| in_unit(asked, unit)).map(|at| scale.number(at)),
        ..Chart::default()
    };
    chart.spread();
    chart
}

/// A metric that the server does not list. Example: `Supportable compute`.
fn in_words(metric: pb::Metric) -> String {
    let name = words::metric(metric).replace('_', " ");
    let (first, rest) = name.split_at(name.len().min(1));
    first.to_ascii_uppercase() + rest
}

/// What lies between the outermost quantiles. Example: `80 % band`.
pub(super) fn band_name(known: &pb::Distribution) -> String {
    let Some((low, high)) = known.quantiles.first().zip(known.quantiles.last()) else {
        return String::new();
    };
    let (low, high) = (low.probability, high.probability);
    if low >= high {
        String::new()
    } else if (low + high - 1.0).abs() < 1e-9 {
        format!("{} % band", number::stated(100.0 * (high - low)))
    } else {
        format!("quantiles {low} to {high}")
    }
}

/// A threshold in the unit of the rows; nothing where that takes an exchange
/// rate, which only the service knows.
pub(super) fn in_unit(asked: &pb::Quantity, unit: pb::Unit) -> Option<f64> {
    if asked.unit() == unit || asked.unit() == pb::Unit::Unspecified {
        return Some(asked.value);
    }
    let of = |unit: pb::Unit| Unit::from_symbol(number::symbol(unit));
    let (from, to) = (of(asked.unit())?, of(unit)?);
    let is_same = from.dimension() == to.dimension() && from.currency() == to.currency();
    is_same.then(|| asked.value * from.factor() / to.factor())
}
