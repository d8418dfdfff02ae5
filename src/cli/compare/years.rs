//! The cost of compute over the years: a row a year.

use super::table::{band, median};
use crate::cli::number::{self, Scale};
use crate::cli::output::Style;
use crate::cli::table::{Cell, Sheet};
use crate::wire::pb;

/// Three columns a site: the median, its band, and how it compares with the baseline.
pub(super) fn table(reply: &pb::CompareCostsResponse, baseline: &str, style: Style) -> Sheet {
    let cost = |site: &pb::SiteCosts| site.cost_per_exaflop_hour_usd.clone().unwrap_or_default();
    let first = reply.sites.first().and_then(|site| site.year);
    let of_first = reply.sites.iter().filter(|site| site.year == first);
    let medians = reply.sites.iter().map(|site| median(&cost(site)));
    let scale = Scale::of(medians.fold(f64::INFINITY, f64::min), pb::Unit::UsdPerExaflopHour);
    let mut header = vec![format!("Cost of compute, {}", scale.label)];
    for site in of_first.clone() {
        header.extend([site.id.clone(), "80 % band".to_owned()]);
        header.extend((site.id != baseline).then(|| "ratio".to_owned()));
    }
    let mut sheet = Sheet::new(header);
    for year in reply.sites.chunks(of_first.count().max(1)) {
        let least = year.iter().map(|site| median(&cost(site))).fold(f64::INFINITY, f64::min);
        let number = year.first().and_then(|site| site.year);
        let mut cells = vec![Cell::from(number.map(|year| year.to_string()).unwrap_or_default())];
        for site in year {
            let cost = cost(site);
            let digits = scale.digits(median(&cost));
            let best = median(&cost) <= least;
            cells.push(Cell::Right(if best { style.bold(digits) } else { digits }));
            cells.push(Cell::from(band(&cost, scale).unwrap_or_default()));
            let ratio = cost.ratio_to_baseline.as_ref().map(|ratio| ratio.median);
            let ratio = ratio.map(|ratio| format!("×{}", number::digits(ratio)));
            cells.extend((site.id != baseline).then(|| Cell::Right(ratio.unwrap_or_default())));
        }
        sheet.row(cells);
    }
    sheet
}
