//! ProjectCapacity on the wire.

use super::answer::{self, Used};
use super::check;
use super::compute;
use super::kinds;
use super::names;
use super::options::{self, Options};
use super::pb::{self, told};
use super::provenance::{self, Sources};
use super::quantity;
use super::violations::{Fault, Violations};
use crate::model::capacity::{Answer, MAX_ROWS, Question, Row};
use crate::model::catalog::Catalog;
use crate::model::compare::Value;
use crate::model::estimate::{Kind, Part};
use crate::model::metric::Metric;
use crate::model::unit::{Dimension, Unit};
use crate::model::year::YearRange;

/// Most regions of one request.
pub const MAX_REGIONS: usize = 50;

/// Most metrics of one request.
pub const MAX_METRICS: usize = 10;

/// A question with its options.
#[derive(Clone, Debug)]
pub struct Asked<'c> {
    /// Options.
    pub options: Options<'c>,
    /// Question.
    pub question: Question<'c>,
}

/// Reads a request whole, or names every fault in it.
///
/// # Errors
///
/// Every violation of the request.
pub fn parse(
    catalog: &Catalog,
    request: pb::ProjectCapacityRequest,
) -> Result<Asked<'_>, Violations> {
    Violations::gather(|violations| read(catalog, request, violations))
}

/// Reads a request as part of another.
pub(super) fn read<'c>(
    catalog: &'c Catalog,
    request: pb::ProjectCapacityRequest,
    violations: &mut Violations,
) -> Option<Asked<'c>> {
    let pb::ProjectCapacityRequest {
        regions,
        metrics,
        first_year,
        last_year,
        relative_to_region,
        threshold,
        compute_inputs,
        options,
    } = request;
    let regions = names::regions(catalog, &regions, MAX_REGIONS, violations);
    let metrics = names::metrics("metrics", &metrics, MAX_METRICS, violations);
    let years = check::year_range(first_year, last_year, violations);
    let relative_to = if relative_to_region.is_empty() {
        Some(None)
    } else {
        violations.take("relative_to_region", names::region(catalog, &relative_to_region)).map(Some)
    };
    let asks_compute =
        metrics.as_ref().is_some_and(|metrics| metrics.contains(&Metric::SupportableCompute));
    let compute = compute::parse(catalog, compute_inputs, asks_compute, violations);
    if asks_compute && !relative_to_region.is_empty() {
        let message = "supportable compute is not divided by another region's";
        violations.push("relative_to_region", check::conflict(message));
    }
    let options = options::parse(catalog, options, violations);
    let is_ratio = !relative_to_region.is_empty();
    let threshold = match (threshold, &metrics) {
        (None, _) => Some(None),
        (Some(_), None) => None,
        (Some(threshold), Some(metrics)) => {
            let read = parse_threshold(catalog, threshold, metrics, is_ratio, years);
            violations.take("threshold", read).map(Some)
        }
    };
    if let (Some(regions), Some(metrics), Some(years)) = (&regions, &metrics, years) {
        violations.take("regions", check_rows(regions.len(), metrics.len(), years));
    }
    let options = options?;
    let plan = options.plan;
    let question = Question {
        regions: regions?,
        metrics: metrics?,
        years: years?,
        relative_to: relative_to?,
        threshold: threshold?,
        compute: compute?,
        plan,
    };
    Some(Asked { options, question })
}

fn parse_threshold(
    catalog: &Catalog,
    threshold: pb::Quantity,
    metrics: &[Metric],
    is_ratio: bool,
    years: Option<YearRange>,
) -> Result<f64, Fault> {
    let [metric] = metrics else {
        let message = format!("needs exactly one metric, not {}", metrics.len());
        return Err(Fault::new("ONE_METRIC_NEEDED", message));
    };
    let year = years.map_or_else(|| catalog.as_of().year, YearRange::first);
    if !is_ratio {
        return quantity::canonical(catalog, threshold, *metric, year);
    }
    let unit = kinds::unit(threshold.unit)?.unwrap_or(Unit::Ratio);
    if unit.dimension() != Dimension::Pure {
        let message = format!("a ratio has no unit {}: use UNIT_RATIO", unit.symbol());
        return Err(Fault::new("UNIT_DOES_NOT_FIT", message));
    }
    let value = check::finite_in(threshold.value, 0.0, quantity::LARGEST, "ratio")?;
    Ok(value * unit.factor())
}

fn check_rows(regions: usize, metrics: usize, years: YearRange) -> Result<(), Fault> {
    let rows = regions * metrics * years.years().count();
    if rows <= MAX_ROWS {
        return Ok(());
    }
    let message = format!("{rows} rows are asked for, {MAX_ROWS} at most can be answered");
    Err(Fault::new("TOO_MANY_ROWS", message)
        .with("rows", rows.to_string())
        .with("max_rows", MAX_ROWS.to_string()))
}

/// An answer as a reply.
pub fn reply<'c>(
    catalog: &'c Catalog,
    asked: &'c Asked<'_>,
    answer: &'c Answer<'c>,
) -> told::ProjectCapacityResponse<'c> {
    let mut sources = Sources::default();
    let mut used = Used { warnings: answer.warnings.clone(), ..Used::default() };
    let mut rows = Vec::with_capacity(answer.rows.len());
    for row in &answer.rows {
        rows.push(tell(catalog, row, &asked.options.quantiles, &mut used, &mut sources));
    }
    let run = answer::run_info(catalog, &asked.options, &used, &mut sources);
    told::ProjectCapacityResponse { rows, sources: sources.told(), run: Some(run) }
}

/// A row, and what went into it.
pub(super) fn tell<'c>(
    catalog: &'c Catalog,
    row: &'c Row<'c>,
    quantiles: &[f64],
    used: &mut Used,
    sources: &mut Sources<'c>,
) -> told::CapacityRow<'c> {
    used.count(&row.value, row.probability_at_least);
    used.note(&row.estimate.evidence);
    used.note(row.after_reserve.iter().flat_map(|after| &after.evidence));
    to_row(catalog, row, quantiles, sources)
}

fn to_row<'c>(
    catalog: &'c Catalog,
    row: &'c Row<'c>,
    quantiles: &[f64],
    sources: &mut Sources<'c>,
) -> told::CapacityRow<'c> {
    let Row { estimate: known, divisor, value, compute, base, after_reserve, .. } = row;
    let basis = divisor.iter().map(|other| other.basis).fold(known.basis, Ord::max);
    let confidence = [known.confidence, divisor.as_ref().and_then(|other| other.confidence)];
    let unit = kinds::unit_to_pb(row.unit);
    let tell = |value: &Value, unit| answer::distribution(value, unit, quantiles);
    let to_part = |part: &Part| told::CapacityPart {
        name: part.name.into(),
        distribution: Some(answer::of_law(&part.law, unit, quantiles)),
        basis: provenance::basis(part.basis).into(),
    };
    let is_whole = divisor.is_none();
    let others = divisor.iter().flat_map(|other| &other.evidence);
    let others = others.chain(after_reserve.iter().flat_map(|after| &after.evidence));
    let to_evidence = |evidence| answer::sourced(evidence, sources);
    told::CapacityRow {
        region: catalog.code(known.region).into(),
        metric: kinds::metric_to_pb(known.metric).into(),
        year: known.year.get(),
        kind: kind(row.kind).into(),
        distribution: Some(tell(value, unit)),
        basis: provenance::basis(basis).into(),
        confidence: confidence.into_iter().flatten().reduce(f64::min),
        probability_at_least: row.probability_at_least,
        figures: known.evidence.iter().chain(others).map(to_evidence).collect(),
        parts: if is_whole { known.parts.iter().map(to_part).collect() } else { Vec::new() },
        formula: known.formula.unwrap_or_default().into(),
        base: base.as_ref().map(|(base, _)| tell(base, unit)),
        difference: base.as_ref().map(|(_, added)| tell(added, unit)),
        delivered: compute.as_ref().map(|fed| tell(&fed.delivered, pb::Unit::EflopPerS)),
        accelerators: compute.as_ref().map(|fed| tell(&fed.accelerators, pb::Unit::Accelerators)),
        share_of_world: compute
            .as_ref()
            .and_then(|fed| fed.share_of_world.as_ref())
            .map(|share| tell(share, pb::Unit::Fraction)),
        after_planning_reserve_gw: after_reserve.as_ref().map(|after| after.gigawatts),
    }
}

const fn kind(kind: Kind) -> pb::RowKind {
    match kind {
        Kind::History => pb::RowKind::History,
        Kind::Projection => pb::RowKind::Projection,
        Kind::Anchor => pb::RowKind::Anchor,
    }
}
