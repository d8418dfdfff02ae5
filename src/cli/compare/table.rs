//! The table of a comparison: a row a quantity, a column a site.

use super::lines::LINES;
use crate::cli::number::{self, Scale};
use crate::cli::output::Style;
use crate::cli::project::quantile;
use crate::cli::table::{Cell, Sheet};
use crate::wire::pb;

/// Three columns a site: the median, its band, and how it compares with the baseline.
pub(super) fn table(
    sites: &[&pb::SiteCosts],
    cheapest: &str,
    baseline: &str,
    style: Style,
) -> Sheet {
    let mut header = vec![String::new()];
    for site in sites {
        header.extend([site.id.clone(), "80 % band".to_owned()]);
        header.extend((site.id != baseline).then(|| "ratio".to_owned()));
    }
    let mut sheet = Sheet::new(header);
    for line in &LINES {
        let known: Vec<_> = sites.iter().map(|site| (line.amount)(site)).collect();
        let medians = || known.iter().copied().flatten().map(median);
        // A line that is nothing everywhere, as carbon cost without a price, says nothing.
        if medians().all(|value| value == 0.0) {
            continue;
        }
        let unit = known.iter().copied().flatten().find_map(|amount| amount.distribution.as_ref());
        let unit = unit.map_or(pb::Unit::Unspecified, pb::Distribution::unit);
        let some = medians().map(f64::abs).filter(|size| *size > 0.0);
        let scale = Scale::of(some.fold(f64::INFINITY, f64::min), unit);
        let least = medians().fold(f64::INFINITY, f64::min);
        let most = medians().fold(f64::NEG_INFINITY, f64::max);
        let best = |value: f64| line.less_is_better && least < most && value <= least;

        let label = match scale.label {
            // The line's own name says it.
            "" | "accelerators" | "h" => line.label.to_owned(),
            unit => format!("{}, {unit}", line.label),
        };
        let mut cells = vec![Cell::from(label)];
        for (site, amount) in sites.iter().zip(&known) {
            let value = amount.map(median);
            cells.push(value.map_or(Cell::Nothing, |value| {
                let digits = scale.digits(value);
                Cell::Right(if best(value) { style.bold(digits) } else { digits })
            }));
            cells.push(Cell::from(
                amount.and_then(|amount| band(amount, scale)).unwrap_or_default(),
            ));
            if site.id != baseline {
                let ratio = amount.and_then(|amount| amount.ratio_to_baseline.as_ref());
                let ratio = ratio.map(|ratio| format!("×{}", number::digits(ratio.median)));
                cells.push(Cell::Right(ratio.unwrap_or_default()));
            }
        }
        sheet.row(cells);
    }
    sheet.row(chances(sites, cheapest, baseline, style));
    sheet
}

fn chances(sites: &[&pb::SiteCosts], cheapest: &str, baseline: &str, style: Style) -> Vec<Cell> {
    let mut cells = vec![Cell::from("P(cheapest)")];
    for site in sites {
        let percent = number::percent(site.probability_cheapest);
        let best = site.id == cheapest;
        cells.push(Cell::Right(if best { style.bold(percent) } else { percent }));
        cells.push(Cell::from(""));
        cells.extend((site.id != baseline).then(|| Cell::Right(String::new())));
    }
    cells
}

pub(super) fn median(amount: &pb::Amount) -> f64 {
    amount.distribution.as_ref().map_or(amount.central, |known| known.median)
}

// An exact amount has no band to show.
pub(super) fn band(amount: &pb::Amount, scale: Scale) -> Option<String> {
    let known = amount.distribution.as_ref()?;
    let (low, high) = quantile(known, 0.1).zip(quantile(known, 0.9))?;
    (low < high).then(|| scale.range(low, high))
}
