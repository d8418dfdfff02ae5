//! `SUPPORTABLE_COMPUTE`: the AI compute that a region's spare power could feed.
//!
//! N = spare W x share for AI / (PUE x rated W); installed rate = N x peak;
//! delivered rate = installed x duty x MFU. The share of the world's compute is
//! taken on the installed rate, since that is how the world's is counted.

use std::borrow::Cow;

use super::catalog::{Accelerator, Assumption, Basis, RegionId, Stance, WORLD};
use super::distribution::{Law, Scale};
use super::error::ModelError;
use super::estimate::{Estimate, Evidence, Outlook, evidence_of_assumption};
use super::metric::Metric;
use super::sampling::{Draws, Plan};
use super::year::Year;

/// How spare power would be turned into compute.
#[derive(Clone, Debug)]
pub struct Inputs<'c> {
    /// Accelerator; the one of the region's presets where absent.
    pub accelerator: Option<&'c Accelerator>,
    /// Power usage effectiveness.
    pub pue: Option<f64>,
    /// Share of time busy.
    pub duty: Option<f64>,
    /// Model FLOP utilization.
    pub mfu: Option<f64>,
    /// Share of the spare power granted to AI: the caller's to give.
    pub ai_share: f64,
}

/// What the spare power of one region and year could feed, draw by draw.
#[derive(Clone, Debug)]
pub struct Supportable<'c> {
    /// The spare capacity it starts from, with every factor as evidence.
    pub spare: Estimate<'c>,
    /// Installed rate, EFLOP/s.
    pub installed: Vec<f64>,
    /// Delivered rate, EFLOP/s.
    pub delivered: Vec<f64>,
    /// Number of accelerators.
    pub accelerators: Vec<f64>,
    /// Installed rate over the world's, where that is known.
    pub share_of_world: Option<Vec<f64>>,
}

/// One factor: what is known of it and the stream it is drawn from.
struct Factor<'c> {
    stream: String,
    law: Law,
    evidence: Option<Evidence<'c>>,
}

/// What the spare capacity of a region in a year could feed.
///
/// # Errors
///
/// When spare capacity, the accelerator or a factor is not known.
pub fn supportable<'c>(
    outlook: &Outlook<'c>,
    inputs: &Inputs<'c>,
    (region, year): (RegionId, Year),
    plan: Plan,
) -> Result<Supportable<'c>, ModelError> {
    let metric = Metric::SupportableCompute;
    let mut spare = outlook.estimate(region, Metric::SpareCapacity, year, None)?;
    let missing = || outlook.no_base_figure(region, metric, Some(year));
    let chip =
        inputs.accelerator.or_else(|| usual_accelerator(outlook, region)).ok_or_else(missing)?;
    let watts = chip.all_in_it_w.ok_or_else(missing)?;
    let factor = |name: &str, path: &str, scale, given: Option<f64>| {
        factor(outlook, (region, name, path), scale, given).ok_or_else(missing)
    };
    let pue = factor("pue", "pue", Scale::LogExcess, inputs.pue)?;
    let duty = factor("duty", "duty_cycle", Scale::LogOdds, inputs.duty)?;
    let mfu = factor("mfu", "mfu_inference", Scale::LogOdds, inputs.mfu)?;
    let world = outlook.catalog().find_region(WORLD);
    let world = world.and_then(|world| outlook.estimate(world, Metric::AiCompute, year, None).ok());

    let catalog = outlook.catalog();
    let stream = |known: &Estimate<'_>| known.stream(catalog).name().into_owned();
    let (own, of_world) = (stream(&spare), world.as_ref().map(stream));
    let names = [&own, &pue.stream, &duty.stream, &mfu.stream].into_iter().chain(&of_world);
    let draws = Draws::new(plan, names);
    let of = |factor: &Factor<'_>| draws.of(&factor.stream, factor.law);
    let accelerators: Vec<f64> = draws
        .of(&own, spare.law)
        .into_iter()
        .zip(of(&pue))
        .map(|(gigawatts, pue)| gigawatts * 1e9 * inputs.ai_share / (pue * watts))
        .collect();
    // TFLOP/s to EFLOP/s
    let installed: Vec<f64> =
        accelerators.iter().map(|count| count * chip.dense_bf16_tflops / 1e6).collect();
    let busy = of(&duty).into_iter().zip(of(&mfu)).map(|(duty, mfu)| duty * mfu);
    let delivered = installed.iter().zip(busy).map(|(rate, busy)| rate * busy).collect();
    let share_of_world = world.as_ref().zip(of_world).map(|(world, stream)| {
        installed.iter().zip(draws.of(&stream, world.law)).map(|(own, all)| own / all).collect()
    });

    spare.evidence.extend(of_accelerator(chip));
    spare.evidence.extend([pue, duty, mfu].into_iter().filter_map(|factor| factor.evidence));
    spare.evidence.extend(world.into_iter().flat_map(|world| world.evidence));
    Ok(Supportable { spare, installed, delivered, accelerators, share_of_world })
}

/// The caller's value, exactly; else the assumption of the region, of what it is
/// part of, or of the world.
fn factor<'c>(
    outlook: &Outlook<'c>,
    (region, name, path): (RegionId, &str, &str),
    scale: Scale,
    given: Option<f64>,
) -> Option<Factor<'c>> {
    if let Some(value) = given {
        let stream = format!("request/compute_inputs/{name}");
        return Some(Factor { stream, law: Law::exact(scale, value), evidence: None });
    }
    let found: &'c Assumption = outlook.assumption_for(path, region)?;
    Some(Factor {
        stream: found.parameter.clone(),
        law: found.law(),
        evidence: Some(evidence_of_assumption(found)),
    })
}

/// The accelerator of the region's first preset that its own country makes, else
/// of its first preset: spare power is fed by chips that can be had there.
fn usual_accelerator<'c>(outlook: &Outlook<'c>, region: RegionId) -> Option<&'c Accelerator> {
    let catalog = outlook.catalog();
    let presets =
        || catalog.tables().sites.iter().filter(|site| catalog.is_within(site.region, region));
    let chips =
        || presets().filter_map(|site| catalog.tables().accelerators.get(&site.accelerator));
    chips().find(|chip| chip.country == catalog.code(region)).or_else(|| chips().next())
}

fn of_accelerator(chip: &Accelerator) -> impl Iterator<Item = Evidence<'_>> {
    let of = |field: &str, source, value, unit| Evidence {
        name: chip.parameter(field).into(),
        source,
        stance: Stance::Context,
        basis: Basis::Reported,
        disputed: false,
        confidence: Some(chip.confidence),
        note: Cow::Borrowed(chip.display_name.as_str()),
        value,
        unit: Cow::Borrowed(unit),
        written: None,
    };
    let rate =
        of("dense_bf16_tflops", chip.source.as_ref(), Some(chip.dense_bf16_tflops), "TFLOP/s");
    let power = chip.power_source.as_deref().unwrap_or(&chip.source);
    [rate, of("all_in_it_w", power, chip.all_in_it_w, "W")].into_iter()
}
