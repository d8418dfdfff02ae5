//! Which pictures of a projection are asked for.

use std::path::PathBuf;

use clap::Args;

use super::{Chart, capacity, svg};
use crate::cli::{output, provenance};
use crate::client::Client;
use crate::wire::pb;

#[derive(Args, Debug)]
pub(in crate::cli) struct Pictures {
    /// Draw the metrics over the years on the terminal
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    plot: bool,
    /// Write the metrics over the years as an SVG picture
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

impl Pictures {
    /// Writes the file that was asked for, and hands over the charts to be
    /// drawn on the terminal.
    pub(in crate::cli) async fn of(
        self,
        reply: &pb::ProjectCapacityResponse,
        relative_to: &str,
        threshold: Option<&pb::Quantity>,
        client: &mut Client,
    ) -> anyhow::Result<Vec<Chart>> {
        if !self.plot && self.svg.is_none() {
            return Ok(Vec::new());
        }
        let metrics = client.list_metrics(pb::ListMetricsRequest::default()).await?.metrics;
        let charts = capacity::charts(reply, &metrics, relative_to, threshold);
        if let Some(path) = self.svg {
            let source = provenance::source_line(&reply.sources, reply.run.as_ref());
            output::write(&path, &svg::draw(&charts, &source)?)?;
        }
        Ok(if self.plot { charts } else { Vec::new() })
    }
}
