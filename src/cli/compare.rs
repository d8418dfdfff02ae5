//! `compare`: what a workload costs at several sites.

mod lines;
mod pictures;
mod report;
mod table;
mod words;
mod years;

use std::path::PathBuf;

use clap::Args;

use super::arguments::Years;
use super::output::{self, Format};
use super::session::Session;
use super::site_spec;
use crate::wire::pb;
use crate::wire::pb::compare_costs_request::Period;
use crate::wire::pb::workload::Kind;

#[derive(Args, Debug)]
#[command(
    after_help = "Example: energycompute compare --site us-virginia --site hub=cn-hub-west-subsidised,pue=1.2 --it-load-mw 80"
)]
pub(super) struct Compare {
    #[command(flatten)]
    ask: Ask,
    /// Draw the costs on the terminal, and what their order hangs on
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    plot: bool,
    /// Write the costs, and what their order hangs on, as an SVG picture
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// What is compared.
#[derive(Args, Debug)]
pub(super) struct Ask {
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
    /// A year or a range of years, each of 8760 hours and answered on its own
    #[arg(long, value_name = "Y1-Y2", conflicts_with = "hours")]
    years: Option<Years>,
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

impl Ask {
    pub(super) fn request(self, options: pb::ModelOptions) -> pb::CompareCostsRequest {
        let Self { sites, work, hours, years, carbon_price, electricity_only, baseline } = self;
        let years = years.map(|Years { first, last }| {
            Period::Years(pb::YearRange { first_year: first, last_year: last })
        });
        pb::CompareCostsRequest {
            sites,
            workload: Some(pb::Workload { kind: work.kind() }),
            period: years.or(hours.map(Period::Hours)),
            baseline_site_id: baseline,
            carbon_price_usd_per_tonne: carbon_price,
            include_capital: electricity_only.then_some(false),
            options: Some(options),
        }
    }
}

impl Compare {
    pub(super) async fn run(self, session: &mut Session) -> anyhow::Result<String> {
        let Self { ask, plot, svg } = self;
        let question = ask.request(session.options());
        let reply = session.client.compare_costs(question.clone()).await?;
        let drawn = pictures::Pictures { plot, svg }.of(question.clone(), &reply, session).await?;
        match session.format {
            Format::Json => output::json(&reply),
            Format::Csv => lines::exact(&reply).to_csv(),
            Format::Text(style) => Ok(report::text(&reply, baseline(&question), &drawn, style)),
        }
    }
}

/// Id of the site that ratios and break-evens refer to.
fn baseline(question: &pb::CompareCostsRequest) -> &str {
    match question.sites.first() {
        Some(first) if question.baseline_site_id.is_empty() => &first.id,
        _ => &question.baseline_site_id,
    }
}
