//! `catalog`: what the model knows, under the names that questions use.

mod entry;
mod info;
mod lists;

use anyhow::Result;
use clap::{Args, Subcommand};

use super::arguments;
use super::output::{self, Format};
use super::session::Session;
use super::table::Sheet;
use super::words;
use crate::wire::pb;

#[derive(Args, Debug)]
#[command(after_help = "Example: energycompute catalog figures --region CN --csv")]
pub(super) struct Catalog {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Regions, aggregates and price zones
    #[command(after_help = "Example: energycompute catalog regions")]
    Regions,
    /// Metrics and their units
    #[command(after_help = "Example: energycompute catalog metrics")]
    Metrics,
    /// Single numbers of the article and of its rivals
    #[command(after_help = "Example: energycompute catalog figures --metric spare_capacity")]
    Figures {
        /// Only figures of this region
        #[arg(long, value_name = "REGION", default_value = "", hide_default_value = true)]
        region: String,
        /// Only figures of this metric
        #[arg(
            long,
            value_name = "METRIC",
            ignore_case = true,
            hide_possible_values = true,
            value_parser = arguments::metric()
        )]
        metric: Option<pb::Metric>,
    },
    /// One figure, with those that bear on it
    #[command(after_help = "Example: energycompute catalog figure figures/cn-spare-capacity-2030")]
    Figure {
        /// Name of the figure
        name: String,
    },
    /// Claims of the article, as `check --claim` takes them
    #[command(after_help = "Example: energycompute catalog claims")]
    Claims,
    /// One claim
    #[command(after_help = "Example: energycompute catalog claim claims/cn-racks-2025-06")]
    Claim {
        /// Name of the claim
        name: String,
    },
    /// Scenarios, as --scenario takes them
    #[command(after_help = "Example: energycompute catalog scenarios")]
    Scenarios,
    /// Site presets, as `compare --site` takes them
    #[command(after_help = "Example: energycompute catalog sites --region US")]
    Sites {
        /// Only presets of this region or of regions within it
        #[arg(long, value_name = "REGION", default_value = "", hide_default_value = true)]
        region: String,
    },
    /// Accelerators
    #[command(after_help = "Example: energycompute catalog accelerators")]
    Accelerators,
    /// Workloads, as `compare --workload` takes them
    #[command(after_help = "Example: energycompute catalog workloads")]
    Workloads,
    /// Assumptions with their bands
    #[command(after_help = "Example: energycompute catalog assumptions")]
    Assumptions,
    /// Sources
    #[command(after_help = "Example: energycompute catalog sources")]
    Sources,
    /// Version, coverage, limits, defaults and verdict bands
    #[command(after_help = "Example: energycompute catalog info")]
    Info,
}

impl Catalog {
    pub(super) async fn run(self, session: &mut Session) -> Result<String> {
        let Session { client, format, .. } = session;
        let format = *format;
        macro_rules! list {
            ($method:ident, $request:ident { $($field:ident),* }) => {{
                let request = pb::$request { $($field,)* ..pb::$request::default() };
                let reply = client.$method(request).await?;
                show(format, &reply, || lists::$method(&reply))
            }};
        }
        match self.what {
            What::Regions => list!(list_regions, ListRegionsRequest {}),
            What::Metrics => list!(list_metrics, ListMetricsRequest {}),
            What::Figures { region, metric } => {
                let metric = metric.unwrap_or_default().into();
                list!(list_figures, ListFiguresRequest { region, metric })
            }
            What::Claims => list!(list_claims, ListClaimsRequest {}),
            What::Scenarios => list!(list_scenarios, ListScenariosRequest {}),
            What::Sites { region } => list!(list_sites, ListSitesRequest { region }),
            What::Accelerators => list!(list_accelerators, ListAcceleratorsRequest {}),
            What::Workloads => list!(list_workloads, ListWorkloadsRequest {}),
            What::Assumptions => list!(list_assumptions, ListAssumptionsRequest {}),
            What::Sources => list!(list_sources, ListSourcesRequest {}),
            What::Figure { name } => {
                let reply = client.get_figure(words::in_collection("figures", &name)).await?;
                entry::figure(&reply, format)
            }
            What::Claim { name } => {
                let reply = client.get_claim(words::in_collection("claims", &name)).await?;
                entry::claim(&reply, format)
            }
            What::Info => info::info(&client.get_model_info().await?, format),
        }
    }
}

fn show(
    format: Format,
    reply: &impl serde::Serialize,
    sheet: impl FnOnce() -> Sheet,
) -> Result<String> {
    match format {
        Format::Json => output::json(reply),
        Format::Csv => sheet().to_csv(),
        Format::Text(style) => Ok(sheet().to_text(style) + "\n"),
    }
}
