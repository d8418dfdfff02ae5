//! `sensitivity`: what an answer hangs on.

mod told;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::output::{self, Format};
use super::session::Session;
use super::{check, compare, compute, project};
use crate::wire::pb;
use crate::wire::pb::analyze_sensitivity_request::Question;

#[derive(Args, Debug)]
#[command(
    after_help = "Example: energycompute sensitivity project CN installed_capacity --years 2030"
)]
pub(super) struct Sensitivity {
    #[command(subcommand)]
    of: Of,
}

#[derive(Debug, Subcommand)]
enum Of {
    /// Of a projection of one region, metric and year
    #[command(
        after_help = "Example: energycompute sensitivity project CN installed_capacity --years 2030 --at-least '6500 GW'"
    )]
    Project(Varied<project::Ask>),
    /// Of the order of sites in a comparison
    #[command(
        after_help = "Example: energycompute sensitivity compare --site us-virginia --site hub=cn-hub-west-subsidised --it-load-mw 80"
    )]
    Compare(Varied<compare::Ask>),
    /// Of the verdict on a claim
    #[command(
        after_help = "Example: energycompute sensitivity check \"China's solar capacity will exceed 2,000 GW in 2027\""
    )]
    Check(Varied<check::Ask>),
    /// Of which limit binds AI compute, in one region and year
    #[command(after_help = "Example: energycompute sensitivity compute US --years 2028 --plot")]
    Compute(Varied<compute::Ask>),
}

/// A question of the command line with the pictures of its answer.
#[derive(Args, Debug)]
struct Varied<Ask: Args> {
    #[command(flatten)]
    ask: Ask,
    /// Draw the drivers as a tornado
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    plot: bool,
    /// Write the tornado as an SVG picture
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

impl Sensitivity {
    pub(super) async fn run(self, session: &mut Session) -> anyhow::Result<String> {
        let options = session.options();
        let (question, plot, svg) = match self.of {
            Of::Project(Varied { ask, plot, svg }) => {
                (Question::Project(ask.request(options)), plot, svg)
            }
            Of::Compare(Varied { ask, plot, svg }) => {
                (Question::Compare(ask.request(options)), plot, svg)
            }
            Of::Check(Varied { ask, plot, svg }) => {
                (Question::Check(ask.request(options)?), plot, svg)
            }
            Of::Compute(Varied { ask, plot, svg }) => {
                (Question::Compute(ask.request(options)?), plot, svg)
            }
        };
        let question = pb::AnalyzeSensitivityRequest { question: Some(question) };
        let reply = session.client.analyze_sensitivity(question).await?;
        if let Some(path) = svg {
            output::write(&path, &told::picture(&reply)?)?;
        }
        match session.format {
            Format::Json => output::json(&reply),
            Format::Csv => told::rows(&reply).to_csv(),
            Format::Text(style) => Ok(told::report(&reply, plot, style)),
        }
    }
}
