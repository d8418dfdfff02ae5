//! How `project` turns spare power into compute.

use clap::Args;

use super::number;
use super::words;
use crate::wire::pb;

/// Inputs of `supportable_compute`.
#[derive(Args, Debug)]
#[command(next_help_heading = "For supportable_compute")]
pub(super) struct Feed {
    /// Share of the spare power granted to AI, above 0 to 1: yours to say
    #[arg(long, value_name = "SHARE")]
    ai_share: Option<f64>,
    /// Accelerator, as `catalog accelerators` names it
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    accelerator: String,
    /// Power usage effectiveness
    #[arg(long, value_name = "RATIO")]
    pue: Option<f64>,
    /// Share of time busy
    #[arg(long, value_name = "SHARE")]
    duty: Option<f64>,
    /// Model FLOP utilization while busy
    #[arg(long, value_name = "SHARE")]
    mfu: Option<f64>,
}

impl Feed {
    /// The inputs, where any was given.
    pub(super) fn inputs(self) -> Option<pb::ComputeInputs> {
        let Self { ai_share, accelerator, pue, duty, mfu } = self;
        let inputs = pb::ComputeInputs { accelerator, pue, duty, mfu, ai_share };
        (inputs != pb::ComputeInputs::default()).then_some(inputs)
    }
}

/// What the rows of supportable compute come with.
pub(super) fn told(reply: &pb::ProjectCapacityResponse) -> impl Iterator<Item = String> {
    reply.rows.iter().filter_map(|row| {
        let show = |known: &pb::Distribution| number::show(known.median, known.unit());
        let accelerators = show(row.accelerators.as_ref()?);
        let delivered = show(row.delivered.as_ref()?);
        let share = row.share_of_world.as_ref().map(|share| {
            format!(", {} of the world's installed AI compute", number::percent(share.median))
        });
        let metric = words::metric(row.metric());
        let share = share.unwrap_or_default();
        Some(format!(
            "{} {metric} {}: {accelerators} deliver {delivered}{share}",
            row.region, row.year
        ))
    })
}
