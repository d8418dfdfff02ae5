//! The tables of an answer for people.

use super::words;
use crate::cli::number;
use crate::cli::output::Style;
use crate::cli::project::{probabilities, quantile};
use crate::cli::table::{Cell, Sheet};
use crate::cli::words as cli_words;
use crate::wire::pb;

/// A row a region and year: both limits, the lesser, which it is, and what stays unused.
pub(super) fn limits(reply: &pb::ProjectComputeResponse, is_band: bool, style: Style) -> Sheet {
    let first = reply.rows.first().and_then(|row| row.achievable.as_ref());
    let probabilities = probabilities(first);
    let mut header = vec!["Region".to_owned(), "Year".to_owned()];
    for limit in ["Chips allow", "Power feeds", "Achievable"] {
        header.push(limit.to_owned());
        if is_band {
            header.push("80 % band".to_owned());
        } else {
            header.extend(probabilities.iter().map(|probability| format!("q{probability}")));
        }
    }
    let rest = ["Binds", "P(power binds)", "Spare GW", "AI GW", "Confidence"];
    header.extend(rest.map(str::to_owned));
    let mut sheet = Sheet::new(header);
    for row in &reply.rows {
        let mut cells = vec![Cell::from(row.region.clone()), Cell::from(row.year)];
        for known in [&row.chips_limited, &row.power_limited, &row.achievable] {
            let known = known.clone().unwrap_or_default();
            cells.push(Cell::Number(known.median));
            if is_band {
                cells.push(band(&known));
            } else {
                cells.extend(known.quantiles.iter().map(|quantile| Cell::Number(quantile.value)));
            }
        }
        cells.extend([
            Cell::from(style.bold(cli_words::binding(row.binding()))),
            Cell::Right(number::percent(row.probability_power_binds)),
            median(row.spare_power_gw.as_ref()),
            median(row.ai_power_gw.as_ref()),
            Cell::Right(words::confidence(row.confidence)),
        ]);
        sheet.row(cells);
    }
    sheet
}

/// The medians that power for AI is drawn from, and how often generation is what caps it.
pub(super) fn parts(reply: &pb::ProjectComputeResponse) -> Sheet {
    let mut sheet = Sheet::new([
        "Region",
        "Year",
        "Running",
        "Grid",
        "On-site",
        "Conversion",
        "P(generation caps grid)",
    ]);
    for row in &reply.rows {
        let Some(parts) = &row.parts else { continue };
        let chance = row.probability_generation_caps_grid.map(number::percent);
        sheet.row([
            Cell::from(row.region.clone()),
            Cell::from(row.year),
            median(parts.running.as_ref()),
            median(parts.grid.as_ref()),
            median(parts.onsite.as_ref()),
            median(parts.conversion.as_ref()),
            chance.map_or(Cell::Nothing, Cell::Right),
        ]);
    }
    sheet
}

/// Published totals of electricity beside what the answer implies.
pub(super) fn consistency(reply: &pb::ProjectComputeResponse, style: Style) -> Sheet {
    let mut sheet = Sheet::new([
        "Region",
        "Year",
        "Counts",
        "Published TWh",
        "Model TWh",
        "AI GW",
        "Ratio",
        "Model is",
        "Source",
    ]);
    for of in &reply.consistency {
        let flag = words::flag(of.flag());
        let is_off = of.flag() != pb::ConsistencyFlag::Consistent;
        sheet.row([
            Cell::from(of.region.clone()),
            Cell::from(of.year),
            Cell::from(words::scope(of.scope())),
            Cell::Stated(of.published_twh),
            Cell::Number(of.model_twh),
            Cell::Number(of.ai_power_gw),
            Cell::Number(of.ratio),
            Cell::from(if is_off { style.bold(flag) } else { flag.to_owned() }),
            Cell::from(of.source.clone()),
        ]);
    }
    sheet
}

fn median(known: Option<&pb::Distribution>) -> Cell {
    Cell::number(known.map(|known| known.median))
}

fn band(known: &pb::Distribution) -> Cell {
    let ends = quantile(known, 0.1).zip(quantile(known, 0.9));
    ends.map_or(Cell::Nothing, |(low, high)| {
        Cell::Right(format!("{}–{}", number::digits(low), number::digits(high)))
    })
}
