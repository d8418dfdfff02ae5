//! How spare power is turned into compute, on the wire.

use super::check;
use super::names;
use super::pb;
use super::violations::{Fault, Violations};
use crate::model::catalog::{Accelerator, Catalog};
use crate::model::supportable::Inputs;

/// Reads the inputs of supportable compute, which go with that metric only.
pub(super) fn parse<'c>(
    catalog: &'c Catalog,
    inputs: Option<pb::ComputeInputs>,
    is_asked: bool,
    violations: &mut Violations,
) -> Option<Option<Inputs<'c>>> {
    let inputs = match (inputs, is_asked) {
        (None, false) => return Some(None),
        (Some(_), false) => {
            let message = "goes with METRIC_SUPPORTABLE_COMPUTE only";
            violations.push("compute_inputs", check::conflict(message));
            return None;
        }
        (inputs, true) => inputs.unwrap_or_default(),
    };
    let pb::ComputeInputs { accelerator, pue, duty, mfu, ai_share } = inputs;
    let mut violations = violations.at("compute_inputs");
    let accelerator = if accelerator.is_empty() {
        Some(None)
    } else {
        violations.take("accelerator", find(catalog, &accelerator)).map(Some)
    };
    let pue = violations.take("pue", pue.map(check::pue).transpose());
    let duty = violations.take("duty", duty.map(check::part).transpose());
    let mfu = violations.take("mfu", mfu.map(check::part).transpose());
    let ai_share = ai_share.ok_or_else(check::required).and_then(check::part);
    let ai_share = violations.take("ai_share", ai_share);
    Some(Some(Inputs {
        accelerator: accelerator?,
        pue: pue?,
        duty: duty?,
        mfu: mfu?,
        ai_share: ai_share?,
    }))
}

/// The listed accelerator of that name.
pub(super) fn find<'c>(catalog: &'c Catalog, name: &str) -> Result<&'c Accelerator, Fault> {
    let listed = &catalog.tables().accelerators;
    let known = || listed.iter().map(|accelerator| accelerator.name.as_str());
    listed.get(name).ok_or_else(|| names::unknown("accelerator", name, known()))
}
