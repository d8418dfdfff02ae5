//! `compute`: how much AI compute chips allow and power feeds, and which binds.

mod drivers;
mod given;
mod lines;
mod report;
mod table;
mod words;

use std::path::PathBuf;

use clap::Args;

use super::arguments::Years;
use super::failure::Unusable;
use super::output::{self, Format};
use super::plot;
use super::provenance;
use super::session::Session;
use crate::wire::pb;

#[derive(Args, Debug)]
#[command(
    after_help = "Example: energycompute compute US,CN --years 2026-2030 --compare CN:US --plot"
)]
pub(super) struct Compute {
    #[command(flatten)]
    ask: Ask,
    /// Tell what the odds hang on, what would make both limits level, and the parts of the power;
    /// with --csv a row a driver
    #[arg(long)]
    drivers: bool,
    /// Draw both limits over the years on the terminal, a picture a region
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    plot: bool,
    /// Write both limits over the years as an SVG picture
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// What is asked for.
#[derive(Args, Debug)]
pub(super) struct Ask {
    /// Regions, for example US,CN
    #[arg(required = true, value_name = "REGIONS", value_delimiter = ',', num_args = 1)]
    regions: Vec<String>,
    /// A year or a range of years, for example 2026-2030
    #[arg(long, value_name = "YEARS")]
    years: Years,
    /// Power for AI instead of the sum of its parts, GW; one number is certain, and one year needs
    /// no @YEAR
    #[arg(long, value_name = "REGION@YEAR=LOW:CENTRAL:HIGH", value_parser = given::power)]
    ai_power: Vec<given::Power>,
    /// Tell how likely one region exceeds another, for example CN:US
    #[arg(long, value_name = "REGION:BASELINE", value_parser = given::comparison)]
    compare: Option<pb::ComputeComparison>,
}

impl Ask {
    /// The request that asks it.
    pub(super) fn request(
        self,
        options: pb::ModelOptions,
    ) -> Result<pb::ProjectComputeRequest, Unusable> {
        let Self { regions, years, ai_power, compare } = self;
        Ok(pb::ProjectComputeRequest {
            regions,
            first_year: years.first,
            last_year: years.last,
            ai_power_gw: given::powers(ai_power, years)?,
            compare,
            options: Some(options),
        })
    }
}

impl Compute {
    pub(super) async fn run(self, session: &mut Session) -> anyhow::Result<String> {
        let Self { ask, drivers, plot, svg } = self;
        let mut options = session.options();
        // The rows of CSV are whole: they have the parts of the power as well.
        if drivers || session.format == Format::Csv {
            options.set_view(pb::View::Full);
        }
        let question = ask.request(options)?;
        let compared = question.compare.clone();
        let reply = session.client.project_compute(question).await?;
        let charts = plot::compute::charts(&reply);
        if let Some(path) = svg {
            let source = provenance::source_line(&reply.sources, reply.run.as_ref());
            output::write(&path, &plot::svg::draw(&charts, &source)?)?;
        }
        match session.format {
            Format::Json => output::json(&reply),
            Format::Csv if drivers => drivers::exact(&reply).to_csv(),
            Format::Csv => lines::exact(&reply, compared.as_ref()).to_csv(),
            Format::Text(style) => {
                let is_band = session.quantiles.is_empty();
                let drawn = if plot { charts.as_slice() } else { &[] };
                Ok(report::text(&reply, compared.as_ref(), is_band, drawn, style))
            }
        }
    }
}
