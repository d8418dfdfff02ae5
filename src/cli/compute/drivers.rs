//! What the odds hang on: a table for people, and all of it exact for programs.

use super::words;
use crate::cli::number;
use crate::cli::output::Style;
use crate::cli::table::{Cell, Sheet};
use crate::cli::words as cli_words;
use crate::wire::pb;

/// Drivers of a row that are shown: those that its confidence is the lowest of.
const WIDEST: usize = 5;

/// The widest drivers of every row.
pub(super) fn table(reply: &pb::ProjectComputeResponse, style: Style) -> Sheet {
    let mut sheet = Sheet::new([
        "Year",
        "Driver",
        "10th",
        "90th",
        "Unit",
        "P(power binds) at 10th",
        "at 90th",
        "Turns it",
    ]);
    for row in &reply.rows {
        for driver in row.drivers.iter().take(WIDEST) {
            sheet.row([
                Cell::from(row.year),
                Cell::from(driver.parameter.clone()),
                Cell::Right(number::digits(driver.low)),
                Cell::Right(number::digits(driver.high)),
                Cell::from(driver.unit.clone()),
                Cell::Right(number::percent(driver.probability_at_low)),
                Cell::Right(number::percent(driver.probability_at_high)),
                Cell::from(if driver.flips { style.bold("yes") } else { "no".to_owned() }),
            ]);
        }
    }
    sheet
}

/// What would make the limits level, a line a region and parameter.
pub(super) fn break_evens(reply: &pb::ProjectComputeResponse) -> Vec<String> {
    let mut told: Vec<(&str, Vec<words::Even<'_>>)> = Vec::new();
    for row in &reply.rows {
        for even in &row.break_evens {
            let of_year = (row.year, even);
            match told.iter_mut().find(|(parameter, _)| *parameter == even.parameter) {
                Some((_, evens)) => evens.push(of_year),
                None => told.push((&even.parameter, vec![of_year])),
            }
        }
    }
    let unit = |parameter: &str| {
        let assumptions = reply.run.iter().flat_map(|run| &run.assumptions);
        let known = assumptions.into_iter().find(|known| known.parameter == parameter);
        known.map(|known| known.unit.as_str()).unwrap_or_default()
    };
    told.iter().map(|(parameter, evens)| words::break_even(evens, unit(parameter))).collect()
}

/// A row a driver, with the value that would make the limits level where one was looked for.
pub(super) fn exact(reply: &pb::ProjectComputeResponse) -> Sheet {
    let mut sheet = Sheet::new([
        "region",
        "year",
        "parameter",
        "unit",
        "basis",
        "low",
        "high",
        "probability_at_low",
        "probability_at_high",
        "swing",
        "flips",
        "current",
        "break_even",
        "reachable",
        "source",
    ]);
    for row in &reply.rows {
        for driver in &row.drivers {
            let even = row.break_evens.iter().find(|even| even.parameter == driver.parameter);
            sheet.row([
                Cell::from(row.region.clone()),
                Cell::from(row.year),
                Cell::from(driver.parameter.clone()),
                Cell::from(driver.unit.clone()),
                Cell::from(cli_words::basis(driver.basis())),
                Cell::Number(driver.low),
                Cell::Number(driver.high),
                Cell::Number(driver.probability_at_low),
                Cell::Number(driver.probability_at_high),
                Cell::Number(driver.swing),
                Cell::from(driver.flips.to_string()),
                Cell::number(even.map(|even| even.current)),
                Cell::number(even.and_then(|even| even.value)),
                even.map_or(Cell::Nothing, |even| Cell::from(even.reachable.to_string())),
                Cell::from(driver.source.clone()),
            ]);
        }
    }
    sheet
}
