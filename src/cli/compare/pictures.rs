//! The pictures of a comparison: stacked costs and the tornado of their order, or
//! the cost of compute over the years.

use std::path::PathBuf;

use crate::cli::output::{self, Format};
use crate::cli::plot::{self, bars, svg, terminal, tornado};
use crate::cli::provenance;
use crate::cli::session::Session;
use crate::wire::pb;
use crate::wire::pb::analyze_sensitivity_request::Question;
use crate::wire::pb::compare_costs_request::Period;

/// Most drivers that are drawn: those behind move next to nothing.
const DRIVERS: usize = 10;

pub(super) struct Pictures {
    pub(super) plot: bool,
    pub(super) svg: Option<PathBuf>,
}

impl Pictures {
    /// Writes the file that was asked for, and hands over what is drawn on the terminal.
    pub(super) async fn of(
        self,
        question: pb::CompareCostsRequest,
        reply: &pb::CompareCostsResponse,
        session: &mut Session,
    ) -> anyhow::Result<Vec<String>> {
        if !self.plot && self.svg.is_none() {
            return Ok(Vec::new());
        }
        let source = provenance::source_line(&reply.sources, reply.run.as_ref());
        if matches!(question.period, Some(Period::Years(years)) if years.first_year < years.last_year)
        {
            let charts = [plot::costs::over_years(reply)];
            if let Some(path) = self.svg {
                output::write(&path, &svg::draw(&charts, &source)?)?;
            }
            let Format::Text(style) = session.format else { return Ok(Vec::new()) };
            let drawn = charts.iter().map(|chart| terminal::draw(chart, terminal::width(), style));
            return Ok(if self.plot { drawn.collect() } else { Vec::new() });
        }
        let question = Question::Compare(question);
        let asked = pb::AnalyzeSensitivityRequest { question: Some(question) };
        let mut hangs_on = session.client.analyze_sensitivity(asked).await?;
        hangs_on.drivers.truncate(DRIVERS);
        let bars = bars::of(reply);
        if let Some(path) = self.svg {
            output::write(&path, &svg::bars::draw(&bars, &hangs_on, &source)?)?;
        }
        let lead = hangs_on.cost_lead.unwrap_or_default();
        let tornado = tornado::draw(&hangs_on.drivers, lead.ratio);
        let title = format!("{}\n{tornado}", plot::costs::title(&lead));
        Ok(if self.plot { vec![bars.draw(), title] } else { Vec::new() })
    }
}
