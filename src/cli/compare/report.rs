//! The answer of a comparison for people.

use std::collections::{BTreeMap, BTreeSet};

use super::{table, words, years};
use crate::cli::output::{Report, Style};
use crate::cli::table::{Cell, Sheet};
use crate::cli::words as cli_words;
use crate::cli::{changes, provenance};
use crate::wire::pb;

/// The whole answer, with the pictures that were asked for below the table.
pub(super) fn text(
    reply: &pb::CompareCostsResponse,
    baseline: &str,
    drawn: &[String],
    style: Style,
) -> String {
    let mut report = Report::new(style);
    let first = reply.sites.first().and_then(|site| site.year);
    let of_first: Vec<_> = reply.sites.iter().filter(|site| site.year == first).collect();
    report.section(
        "Sites",
        of_first.iter().map(|site| {
            let mark = if site.id == baseline { ", the baseline" } else { "" };
            format!("{}: {}, {}{mark}", site.id, site.region, site.accelerator)
        }),
    );
    report.table(&table::table(&of_first, &reply.cheapest_site_id, baseline, style));
    if first.is_some() {
        report.table(&years::table(reply, baseline, style));
    }
    for picture in drawn {
        report.paragraph(picture);
    }
    let money = format!("Money in US dollars of {}.", reply.money_year);
    report.paragraph(format!("{} {money}", reply.summary).trim_start());
    report.section("What the overrides change, per EFLOP-hour", changes::of_costs(reply));
    let in_first = first.map(|year| format!(" in {year}")).unwrap_or_default();
    let evens = reply.break_evens.iter().filter(|even| even.year == first);
    report.section(
        &format!("Break-even{in_first}"),
        evens.map(|even| words::break_even(even, baseline)),
    );
    let parities = reply.electricity_parities.iter().filter(|parity| parity.year == first);
    report.section(
        &format!("Electricity alone{in_first}"),
        parities.map(|parity| words::parity(parity, baseline)),
    );
    let told = inputs(&mut report, reply);
    provenance::assumptions(&mut report, reply.run.as_ref(), &told);
    provenance::sources(&mut report, &reply.sources);
    provenance::run(&mut report, reply.run.as_ref());
    report.finish()
}

/// Every input once, with its source. Returns the parameters told.
fn inputs<'a>(report: &mut Report, reply: &'a pb::CompareCostsResponse) -> BTreeSet<&'a str> {
    let mut sheet = Sheet::new(["Input", "Value", "80 % band", "Unit", "Basis", "Source"]);
    let mut rows: BTreeMap<(&str, String), &pb::CostInput> = BTreeMap::new();
    let years = || reply.sites.iter().map(|site| site.year);
    let (first, last) = (years().next().flatten(), years().next_back().flatten());
    // Between the first and the last year, inputs move as one expects of those two.
    for site in reply.sites.iter().filter(|site| site.year == first || site.year == last) {
        let later = site.year.filter(|_| site.year != first);
        let year = later.map(|year| format!(" in {year}")).unwrap_or_default();
        for input in &site.inputs {
            let parameter = if input.basis() == pb::Basis::Overridden || input.parameter.is_empty()
            {
                format!("{} of {}", input.name, site.id)
            } else {
                input.parameter.clone()
            };
            rows.insert((&input.parameter, parameter + &year), input);
        }
    }
    for ((_, name), input) in &rows {
        sheet.row([
            Cell::from(name.clone()),
            Cell::Stated(input.value),
            provenance::band(input.low, input.high),
            Cell::from(input.unit.clone()),
            Cell::from(cli_words::basis(input.basis())),
            Cell::from(input.sources.join(", ")),
        ]);
    }
    if !sheet.is_empty() {
        report.table(&sheet);
    }
    rows.keys().map(|(parameter, _)| *parameter).collect()
}
