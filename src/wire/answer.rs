//! What every reply tells: distributions, evidence, and how it was computed.

use std::collections::BTreeSet;

use super::date;
use super::once;
use super::options::Options;
use super::pb::{self, told};
use super::provenance::{self, Sources};
use crate::model::catalog::{Assumption, BandKind, Catalog};
use crate::model::compare::Value;
use crate::model::distribution::Law;
use crate::model::estimate::{Evidence, Warning};

/// Probability of the median.
const MEDIAN: f64 = 0.5;

/// An uncertain number with the quantiles asked for.
pub(super) fn distribution(value: &Value, unit: pb::Unit, quantiles: &[f64]) -> pb::Distribution {
    // A median asked for is the median told, to the last digit.
    let at =
        |p: f64| if (p - MEDIAN).abs() < f64::EPSILON { value.median() } else { value.quantile(p) };
    pb::Distribution {
        unit: unit.into(),
        median: value.median(),
        quantiles: quantiles
            .iter()
            .map(|&probability| pb::Quantile { probability, value: at(probability) })
            .collect(),
        mean: None,
    }
}

/// The probabilities of the quantiles asked for, and among them that of the median.
pub(super) fn with_median(quantiles: &[f64]) -> Vec<f64> {
    let mut asked = quantiles.to_vec();
    asked.insert(asked.partition_point(|p| *p < MEDIAN), MEDIAN);
    asked
}

/// The values at the probabilities of [`with_median`], as a distribution.
pub(super) fn of_quantiles(
    mut values: Vec<f64>,
    unit: pb::Unit,
    quantiles: &[f64],
) -> pb::Distribution {
    let median = values.remove(quantiles.partition_point(|p| *p < MEDIAN));
    let each = quantiles.iter().zip(values);
    pb::Distribution {
        unit: unit.into(),
        median,
        quantiles: each.map(|(&probability, value)| pb::Quantile { probability, value }).collect(),
        mean: None,
    }
}

/// A law with the quantiles asked for.
pub(super) fn of_law(law: &Law, unit: pb::Unit, quantiles: &[f64]) -> pb::Distribution {
    distribution(&Value::Closed(*law), unit, quantiles)
}

/// A record, figure or forecast behind a number.
pub(super) fn evidence<'c>(known: &'c Evidence<'c>) -> told::Evidence<'c> {
    told::Evidence {
        figure: (&*known.name).into(),
        source: (&known.source.name).into(),
        stance: provenance::stance(known.stance).into(),
        basis: provenance::basis(known.basis).into(),
        disputed: known.disputed,
        confidence: known.confidence,
        note: (&*known.note).into(),
        value: known.value,
        unit: (&*known.unit).into(),
    }
}

/// The same, for a reply that tells its source as well.
pub(super) fn sourced<'c>(
    known: &'c Evidence<'c>,
    sources: &mut Sources<'c>,
) -> once::Evidence<'c> {
    sources.note(known.source);
    once::Evidence(known)
}

/// What went into an answer besides its question.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// Parameters that entered.
    pub(super) parameters: BTreeSet<String>,
    /// Draws; 0 in closed form.
    pub(super) draws: usize,
    /// Largest standard error of a probability.
    pub(super) sampling_error: f64,
    /// What the reader should know.
    pub(super) warnings: Vec<Warning>,
}

impl Used {
    /// Counts a value among what was drawn.
    pub(super) fn count(&mut self, value: &Value, probability: Option<f64>) {
        if let Value::Drawn(draws) = value {
            self.draws = draws.len();
            let error = value.standard_error(probability.unwrap_or(0.5));
            self.sampling_error = self.sampling_error.max(error);
        }
    }

    /// Notes the parameters among the evidence.
    pub(super) fn note<'e>(&mut self, evidence: impl IntoIterator<Item = &'e Evidence<'e>>) {
        self.note_parameters(evidence.into_iter().map(|known| &*known.name));
    }

    /// Notes the parameters among some names.
    pub(super) fn note_parameters<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        let is_parameter =
            |name: &str| name.starts_with("assumptions/") || name.starts_with("constraint/");
        for name in names.filter(|name| is_parameter(name)) {
            if !self.parameters.contains(name) {
                self.parameters.insert(name.to_owned());
            }
        }
    }
}

/// How an answer was computed.
pub(super) fn run_info<'c>(
    catalog: &'c Catalog,
    options: &'c Options<'_>,
    used: &Used,
    sources: &mut Sources<'c>,
) -> told::RunInfo<'c> {
    let outlook = options.outlook(catalog);
    let assumptions = used
        .parameters
        .iter()
        .filter_map(|parameter| outlook.assumption(parameter))
        .map(|assumption| assumed(assumption, sources))
        .collect();
    told::RunInfo {
        model_version: env!("CARGO_PKG_VERSION").into(),
        catalog_digest: catalog.digest().into(),
        catalog_as_of: Some(date::tell(catalog.as_of())),
        scenario: (&options.scenario.name).into(),
        seed: options.plan.seed(),
        sample_count: i32::try_from(used.draws).unwrap_or(i32::MAX),
        sampling_error: used.sampling_error,
        assumptions,
        warnings: used.warnings.iter().map(warning).collect(),
    }
}

/// The same, for a message that owns it.
pub(super) fn run<'c>(
    catalog: &'c Catalog,
    options: &'c Options<'_>,
    used: &Used,
    sources: &mut Sources<'c>,
) -> pb::RunInfo {
    run_info(catalog, options, used, sources).into()
}

/// How an answer was computed that takes nothing from the catalog and draws nothing.
pub(super) fn run_without_catalog(warnings: &[Warning]) -> pb::RunInfo {
    pb::RunInfo {
        model_version: env!("CARGO_PKG_VERSION").to_owned(),
        warnings: warnings.iter().map(|each| warning(each).into()).collect(),
        ..pb::RunInfo::default()
    }
}

fn assumed<'c>(assumption: &'c Assumption, sources: &mut Sources<'c>) -> told::Assumption<'c> {
    let is_banded = assumption.kind == BandKind::Band80;
    told::Assumption {
        parameter: (&assumption.parameter).into(),
        value: assumption.band.central,
        low: is_banded.then_some(assumption.band.low),
        high: is_banded.then_some(assumption.band.high),
        unit: (&assumption.unit).into(),
        basis: provenance::basis(assumption.basis).into(),
        source: sources.name(&assumption.source),
        confidence: Some(assumption.confidence),
    }
}

fn warning(warning: &Warning) -> told::Warning<'static> {
    told::Warning { reason: warning.reason.into(), message: warning.message.clone().into() }
}
