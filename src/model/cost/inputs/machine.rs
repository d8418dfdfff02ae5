//! What the equipment brings: its rate and power, and how its time is used.

use super::{Finder, Origin, of_accelerator};
use crate::model::catalog::{Basis, MfuBasis};
use crate::model::cost::arithmetic::has_downtime_inside;
use crate::model::cost::{Chip, Work};
use crate::model::distribution::{Law, Scale};
use crate::model::error::ModelError;

impl<'c> Finder<'_, 'c> {
    pub(super) fn machine(&mut self, chip: &Chip<'c>) -> Result<(), ModelError> {
        match chip {
            Chip::Custom { tflops, watts, .. } => {
                self.given("peak_rate", "TFLOP/s", *tflops);
                self.given("rated_power", "W", *watts);
            }
            Chip::Listed(accelerator) => {
                let Some(watts) = accelerator.all_in_it_w else {
                    return Err(self.missing(
                        "rated power",
                        "the accelerator's is not known; give a custom one",
                    ));
                };
                let path = |field: &str| accelerator.parameter(field);
                let (peak, power) =
                    (accelerator.source.as_ref(), accelerator.power_source.as_deref());
                let exact = |value| Law::exact(Scale::Log, value);
                let peak = of_accelerator(accelerator, Some(peak));
                self.put(
                    "peak_rate",
                    "TFLOP/s",
                    exact(accelerator.dense_bf16_tflops),
                    path("dense_bf16_tflops"),
                    peak,
                );
                let power = of_accelerator(accelerator, power);
                self.put("rated_power", "W", exact(watts), path("all_in_it_w"), power.clone());
                if let Some(alone) = accelerator.tdp_w {
                    self.put("rated_power_alone", "W", exact(alone), path("tdp_w"), power);
                }
            }
        }
        Ok(())
    }

    /// Draw, idling, duty, utilization and goodput.
    pub(super) fn use_of_time(&mut self) -> Result<(), ModelError> {
        let work = self.question.work;
        let is_training = match work {
            Work::Training(..) => true,
            Work::Named(workload) => workload.training_flop.is_some(),
            Work::ItLoad(_) | Work::Accelerators(_) => false,
        };
        self.assume("typical_draw", "typical_draw_share", "fraction")?;
        self.assume("idle_share", "idle_power_share", "fraction")?;
        if let Some(scale) = self.spec.energy_scale {
            self.given("energy_per_flop_scale", "factor", scale);
        }
        match self.spec.duty {
            Some(duty) => self.given("duty", "fraction", duty),
            // A stated load is the load at work, and a run is at work until it ends.
            None if is_training || matches!(work, Work::ItLoad(_)) => {}
            None => self.assume("duty", "duty_cycle", "fraction")?,
        }
        if matches!(work, Work::Named(_)) && !is_training {
            self.assume("demand_duty", "duty_cycle", "fraction")?;
        }
        let path = if is_training { "mfu_training" } else { "mfu_inference" };
        match (self.spec.mfu, work) {
            (Some(mfu), _) => self.given("mfu", "fraction", mfu),
            (None, Work::Named(workload)) if workload.mfu_basis != MfuBasis::Default => {
                let sources = vec![workload.source.as_ref()];
                let basis = match workload.mfu_basis {
                    MfuBasis::Implied => Basis::Derived,
                    MfuBasis::Reported => Basis::Reported,
                    MfuBasis::Assumed | MfuBasis::Default => Basis::Assumed,
                };
                let origin = Origin { basis, sources, confidence: Some(workload.confidence) };
                let law = Law::exact(Scale::LogOdds, workload.mfu);
                self.put(
                    "mfu",
                    "fraction",
                    law,
                    format!("workloads/{}/mfu", workload.name),
                    origin,
                );
            }
            _ => self.assume("mfu", path, "fraction")?,
        }
        if is_training && (self.spec.mfu.is_some() || !has_downtime_inside(&work)) {
            self.assume("goodput", "goodput", "fraction")?;
        }
        Ok(())
    }
}
