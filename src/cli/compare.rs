//! `compare`: what a workload costs at several sites.

mod lines;
mod table;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;

use super::changes;
use super::output::{self, Format, Report, Style};
use super::session::Session;
use super::table::{Cell, Sheet};
use super::{provenance, site_spec};
use crate::wire::pb;
use crate::wire::pb::compare_costs_request::Period;
use crate::wire::pb::workload::Kind;

#[derive(Args, Debug)]
#[command(
    after_help = "Example: energycompute compare --site us-virginia --site hub=cn-hub-west-subsidised,pue=1.2 --it-load-mw 80"
)]
pub(super) struct Compare {
    /// PRESET, ID=PRESET or id=NAME, then ,FIELD=VALUE...; at least two of them. Fields: site,
    /// region, price (USD/MWh), pue, carbon-lifecycle, carbon-direct (g/kWh), accelerator, duty,
    /// mfu, energy-scale
    #[arg(long = "site", required = true, value_name = "SPEC", value_parser = site_spec::parse)]
    sites: Vec<pb::Site>,
    #[command(flatten)]
    work: Work,
    /// Hours of operation, 8760 by default
    #[arg(long, value_name = "H")]
    hours: Option<f64>,
    /// Price of direct emissions, USD per metric ton
    #[arg(long, value_name = "P")]
    carbon_price: Option<f64>,
    /// Leave out capital and operation
    #[arg(long)]
    electricity_only: bool,
    /// Site that ratios and break-evens refer to, the first by default
    #[arg(long, value_name = "ID", default_value = "", hide_default_value = true)]
    baseline: String,
}

/// The work to be done: one of these, or a training run on a number of accelerators.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct Work {
    /// IT load of the site, MW
    #[arg(long, value_name = "MW", conflicts_with_all = ["accelerators", "training_flop", "workload"])]
    it_load_mw: Option<f64>,
    /// Number of accelerators; with --training-flop those that run it
    #[arg(long, value_name = "N", conflicts_with = "workload")]
    accelerators: Option<f64>,
    /// Size of a training run, FLOP
    #[arg(long, value_name = "F", conflicts_with = "workload")]
    training_flop: Option<f64>,
    /// Workload of the catalog; `catalog workloads` lists them
    #[arg(long, value_name = "NAME")]
    workload: Option<String>,
}

impl Work {
    fn kind(self) -> Option<Kind> {
        let Self { it_load_mw, accelerators, training_flop, workload } = self;
        let training =
            training_flop.map(|flop| Kind::Training(pb::Training { flop, accelerators }));
        training
            .or(it_load_mw.map(Kind::ItLoadMw))
            .or(accelerators.map(Kind::AcceleratorCount))
            .or(workload.map(Kind::Workload))
    }
}

impl Compare {
    pub(super) async fn run(self, session: &mut Session) -> anyhow::Result<String> {
        let Self { sites, work, hours, carbon_price, electricity_only, baseline } = self;
        let first = sites.first().map(|site| site.id.clone()).unwrap_or_default();
        let question = pb::CompareCostsRequest {
            sites,
            workload: Some(pb::Workload { kind: work.kind() }),
            period: hours.map(Period::Hours),
            baseline_site_id: baseline.clone(),
            carbon_price_usd_per_tonne: carbon_price,
            include_capital: electricity_only.then_some(false),
            options: Some(session.options()),
        };
        let reply = session.client.compare_costs(question).await?;
        let baseline = if baseline.is_empty() { first } else { baseline };
        match session.format {
            Format::Json => output::json(&reply),
            Format::Csv => lines::exact(&reply).to_csv(),
            Format::Text(style) => Ok(report(&reply, &baseline, style)),
        }
    }
}

fn report(reply: &pb::CompareCostsResponse, baseline: &str, style: Style) -> String {
    let mut report = Report::new(style);
    report.section(
        "Sites",
        reply.sites.iter().map(|site| {
            let mark = if site.id == baseline { ", the baseline" } else { "" };
            format!("{}: {}, {}{mark}", site.id, site.region, site.accelerator)
        }),
    );
    report.table(&table::table(reply, baseline, style));
    let money = format!("Money in US dollars of {}.", reply.money_year);
    report.paragraph(format!("{} {money}", reply.summary).trim_start());
    report.section("What the overrides change, per EFLOP-hour", changes::of_costs(reply));
    report.section(
        "Break-even",
        reply.break_evens.iter().map(|even| words::break_even(even, baseline)),
    );
    report.section(
        "Electricity alone",
        reply.electricity_parities.iter().map(|parity| words::parity(parity, baseline)),
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
    for site in &reply.sites {
        for input in &site.inputs {
            let parameter = if input.basis() == pb::Basis::Overridden || input.parameter.is_empty()
            {
                format!("{} of {}", input.name, site.id)
            } else {
                input.parameter.clone()
            };
            rows.insert((&input.parameter, parameter), input);
        }
    }
    for ((_, name), input) in &rows {
        sheet.row([
            Cell::from(name.clone()),
            Cell::Stated(input.value),
            provenance::band(input.low, input.high),
            Cell::from(input.unit.clone()),
            Cell::from(super::words::basis(input.basis())),
            Cell::from(input.sources.join(", ")),
        ]);
    }
    if !sheet.is_empty() {
        report.table(&sheet);
    }
    rows.keys().map(|(parameter, _)| *parameter).collect()
}
