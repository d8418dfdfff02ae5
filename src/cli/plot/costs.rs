//! The cost of compute over the years, and what its order hangs on, in words.

use super::capacity::band_name;
use super::{Chart, Point, Series};
use crate::cli::number::Scale;
use crate::cli::words;
use crate::wire::pb;

/// A chart with a series a site.
pub(in crate::cli) fn over_years(reply: &pb::CompareCostsResponse) -> Chart {
    let cost = |site: &pb::SiteCosts| {
        let cost = site.cost_per_exaflop_hour_usd.as_ref();
        cost.and_then(|cost| cost.distribution.clone()).unwrap_or_default()
    };
    let unit = pb::Unit::UsdPerExaflopHour;
    let largest = reply.sites.iter().map(|site| cost(site).median).fold(0.0, f64::max);
    let scale = Scale::of(largest, unit);
    let mut series: Vec<Series> = Vec::new();
    for site in &reply.sites {
        let (known, year) = (cost(site), site.year());
        let band = known.quantiles.first().zip(known.quantiles.last());
        let point = Point {
            year,
            at: f64::from(year),
            kind: pb::RowKind::Projection,
            median: scale.number(known.median),
            band: band
                .filter(|(low, high)| low.probability < high.probability)
                .map(|(low, high)| (scale.number(low.value), scale.number(high.value))),
        };
        match series.iter_mut().find(|series| series.name == site.id) {
            Some(series) => series.points.push(point),
            None => series.push(Series { name: site.id.clone(), points: vec![point] }),
        }
    }
    let mut chart = Chart {
        title: format!("Cost of compute, dollars of {}", reply.money_year),
        unit: words::unit(unit).to_owned(),
        band: reply.sites.first().map(|site| band_name(&cost(site))).unwrap_or_default(),
        series,
        ..Chart::default()
    };
    chart.spread();
    chart
}

/// Example: `What the lead of va over hub hangs on: hub costs 1.930 times as much`.
pub(in crate::cli) fn title(lead: &pb::CostLead) -> String {
    let pb::CostLead { cheapest_site_id: cheapest, rival_site_id: rival, ratio, year, .. } = lead;
    let year = year.map(|year| format!(" in {year}")).unwrap_or_default();
    let ratio = Scale::of(*ratio, pb::Unit::Ratio).fine(*ratio);
    format!(
        "What the lead of {cheapest} over {rival}{year} hangs on: {rival} costs {ratio} times as much"
    )
}
