//! The command line: the server, and its questions asked of any server or of
//! the same handlers in process.

mod access;
mod arguments;
mod backtest;
mod catalog;
mod changes;
mod check;
mod compare;
mod completions;
mod compute;
mod failure;
mod feed;
mod healthcheck;
mod number;
mod output;
mod plot;
mod project;
mod provenance;
mod sensitivity;
mod series;
mod serve;
mod session;
mod site_spec;
mod table;
mod validate;
mod words;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use clap::{Args, Parser, Subcommand};

use crate::client::Endpoint;
use crate::wire::pb;

pub use failure::Failure;
use output::Format;
use session::Session;

/// Answers about electricity and AI compute, with calibrated bands, verdicts and sources
#[derive(Debug, Parser)]
#[command(
    version,
    arg_required_else_help = true,
    after_help = "Example: energycompute project CN,US installed_capacity --years 2030"
)]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Options of every question")]
struct Common {
    /// Server to ask, with TLS as https://HOST:PORT; without it the question is answered in process
    #[arg(long, global = true, value_name = "HOST:PORT", env = "ENERGYCOMPUTE_ENDPOINT")]
    endpoint: Option<Endpoint>,
    #[command(flatten)]
    access: access::Access,
    /// Directory of the catalog to serve or to answer from in process; the one built in by default
    #[arg(long, global = true, value_name = "DIR", env = "ENERGYCOMPUTE_CATALOG")]
    catalog: Option<PathBuf>,
    /// Print the reply as protobuf JSON, exact and whole
    #[arg(long, global = true)]
    json: bool,
    /// Print tidy rows as CSV, exact
    #[arg(long, global = true, conflicts_with = "json")]
    csv: bool,
    /// Seconds that a call may take
    #[arg(
        long,
        global = true,
        value_name = "SECONDS",
        default_value = "10",
        value_parser = arguments::seconds
    )]
    timeout: Duration,
    /// Scenario to answer in, as `catalog scenarios` names it
    #[arg(long, global = true, value_name = "NAME", default_value = "", hide_default_value = true)]
    scenario: String,
    /// Probabilities of the quantiles to show instead of the 80 % band, for example 0.05,0.95
    #[arg(long, global = true, value_name = "P", value_delimiter = ',', num_args = 1)]
    quantiles: Vec<f64>,
    /// Change a parameter for this question, for example `growth/US/peak_demand:add=0.01`
    #[arg(
        long = "override",
        global = true,
        value_name = "PARAMETER:value|scale|add=X",
        value_parser = changes::parse
    )]
    overrides: Vec<pb::Override>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the gRPC services until SIGTERM or SIGINT
    Serve(serve::Serve),
    /// Project metrics of regions, year by year
    Project(project::Project),
    /// Project a yearly series of your own
    Series(series::Series),
    /// Tell how much AI compute chips allow and power feeds, and which of the two binds
    Compute(compute::Compute),
    /// Compare what a workload costs at several sites
    Compare(Box<compare::Compare>),
    /// Check a claim
    Check(check::Check),
    /// Tell what an answer hangs on
    Sensitivity(sensitivity::Sensitivity),
    /// Replay history: forecasts from past origins, and what became of them
    Backtest(backtest::Backtest),
    /// Show what the catalog knows
    Catalog(catalog::Catalog),
    /// Check the files of a catalog
    Validate(validate::Validate),
    /// Ask a server whether it serves: exit code 0 or 1
    ///
    /// Without --endpoint it asks the server that `serve` would start with the same environment: its gRPC
    /// health, or, where that wants TLS, /readyz of its admin port, which tells the same.
    Healthcheck(healthcheck::Healthcheck),
    /// Print the completions of a shell
    Completions(completions::Completions),
}

/// Does what the command line says.
///
/// # Errors
///
/// Fails with what to tell the user, and the exit code.
pub fn run(cli: Cli) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start threads")?;
    let outcome = runtime.block_on(dispatch(cli));
    // A call that was cut off must not hold up the exit.
    runtime.shutdown_background();
    output::print(&outcome?).map_err(Failure::from)
}

/// The text to print.
async fn dispatch(cli: Cli) -> anyhow::Result<String> {
    let Cli { common, command } = cli;
    match command {
        Command::Serve(serve) => serve.run(common.catalog).await,
        Command::Project(project) => project.run(&mut common.open().await?).await,
        Command::Series(series) => series.run(&mut common.open().await?).await,
        Command::Compute(compute) => compute.run(&mut common.open().await?).await,
        Command::Compare(compare) => compare.run(&mut common.open().await?).await,
        Command::Check(check) => check.run(&mut common.open().await?).await,
        Command::Sensitivity(of) => of.run(&mut common.open().await?).await,
        Command::Catalog(catalog) => catalog.run(&mut common.open().await?).await,
        Command::Backtest(backtest) => {
            backtest.run(common.catalog.as_deref(), Format::from_flags(common.json, common.csv))
        }
        Command::Validate(validate) => validate.run(common.catalog),
        Command::Healthcheck(check) => {
            check.run(common.access.of(common.endpoint)?, common.timeout).await
        }
        Command::Completions(completions) => Ok(completions.run()),
    }
}

impl Common {
    async fn open(self) -> anyhow::Result<Session> {
        let Self { endpoint, access, catalog, json, csv, timeout, scenario, quantiles, overrides } =
            self;
        let format = Format::from_flags(json, csv);
        let endpoint = access.of(endpoint)?;
        let client = session::connect(endpoint, catalog, timeout).await?;
        Ok(Session { client, format, scenario, quantiles, overrides })
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Cli;

    #[test]
    fn the_command_line_is_consistent_and_every_help_has_an_example() {
        let mut root = Cli::command();
        root.build();
        root.clone().debug_assert();
        let mut unseen = vec![root];
        while let Some(command) = unseen.pop() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.starts_with("Example: energycompute "), "{}", command.get_name());
            let subcommands = command.get_subcommands().filter(|sub| sub.get_name() != "help");
            unseen.extend(subcommands.cloned());
        }
    }
}
