//! One way of reading a claim, and its verdict.

use std::borrow::{Borrow, Cow};

use super::accept::Accepted;
use super::verdict::Verdict;
use crate::model::catalog::{Assumption, Basis};
use crate::model::compare::Value;
use crate::model::error::ModelError;
use crate::model::estimate::{Estimate, Evidence, Kind, Warning};
use crate::model::metric::Metric;
use crate::model::unit::Unit;
use crate::model::year::Year;

/// The value of a parameter at which a claim would be a toss-up.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEven {
    /// `right`, or `growth/REGION/METRIC`.
    pub parameter: Cow<'static, str>,
    /// Its value there.
    pub value: f64,
    /// Its value now.
    pub current: f64,
    /// Whether it can take that value.
    pub reachable: bool,
    /// Total yearly growth of the left side there, for growth parameters.
    pub total_growth: Option<f64>,
}

/// One way of reading a claim.
#[derive(Clone, Debug)]
pub struct Reading<'c> {
    /// Metric read.
    pub metric: Metric,
    /// Which definition was taken.
    pub interpretation: Cow<'c, str>,
    /// Year judged, where it is one.
    pub year: Option<Year>,
    /// How the compared value came about.
    pub basis: Basis,
    /// Relative tolerance, where the comparator has one.
    pub tolerance: Option<f64>,
    /// Lowest value that agrees.
    pub low: Option<f64>,
    /// Highest value that agrees.
    pub high: Option<f64>,
    /// Probability that the claim holds on this reading.
    pub probability: Option<f64>,
    /// Verdict on it.
    pub verdict: Verdict,
    /// The compared value.
    pub value: Option<Value>,
    /// Unit of the compared value.
    pub unit: Unit,
    /// What would bring the probability to one half.
    pub break_evens: Vec<BreakEven>,
    /// Whether it counts for the overall verdict.
    pub counted: bool,
    /// What was compared.
    pub evidence: Vec<Evidence<'c>>,
    /// Parameters that it rests on beside what was compared.
    pub parameters: Vec<&'c Assumption>,
    /// In words.
    pub note: String,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
    /// Whether every input is a record.
    pub is_recorded: bool,
    /// Standard error of a probability that was drawn without a compared value.
    pub sampling_error: Option<f64>,
    /// Probability and verdict before overrides.
    pub base: Option<(Option<f64>, Verdict)>,
}

/// How a reading was compared, before it is judged.
pub(super) struct Comparison<'c> {
    pub(super) metric: Metric,
    pub(super) interpretation: Cow<'c, str>,
    pub(super) year: Option<Year>,
    pub(super) value: Value,
    pub(super) unit: Unit,
    pub(super) accepted: Accepted,
    /// The stated number in the compared value's unit.
    pub(super) stated: f64,
    pub(super) estimates: Vec<Estimate<'c>>,
    /// The record is itself the bound that is claimed.
    pub(super) is_same_bound: bool,
}

impl<'c> Comparison<'c> {
    /// The verdict on the comparison.
    pub(super) fn judge(self, is_negated: bool) -> Reading<'c> {
        let holds = if self.is_same_bound { 1.0 } else { self.accepted.probability(&self.value) };
        let probability = if is_negated { 1.0 - holds } else { holds };
        let is_recorded = self.estimates.iter().all(|known| known.kind == Kind::History);
        let mut warnings: Vec<Warning> =
            self.estimates.iter().flat_map(|known| known.warnings.iter().cloned()).collect();
        warnings.sort_unstable();
        warnings.dedup();
        let basis = basis(&self.estimates);
        // Room for the growth that turns the claim, which may follow.
        let mut break_evens = Vec::with_capacity(2);
        break_evens.extend(self.break_even());
        let mut estimates = self.estimates.into_iter();
        let mut evidence = estimates.next().map_or_else(Vec::new, |known| known.evidence);
        for known in estimates {
            evidence.extend(known.evidence);
        }
        let evidence = distinct(evidence);
        let note = if self.is_same_bound {
            "the record is stated as the same bound".to_owned()
        } else {
            String::new()
        };
        Reading {
            metric: self.metric,
            interpretation: self.interpretation,
            year: self.year,
            basis,
            tolerance: self.accepted.tolerance,
            low: self.accepted.low,
            high: self.accepted.high,
            probability: Some(probability),
            verdict: Verdict::of(probability),
            value: Some(self.value),
            unit: self.unit,
            break_evens,
            counted: true,
            evidence,
            parameters: Vec::new(),
            note,
            warnings,
            is_recorded,
            sampling_error: None,
            base: None,
        }
    }

    /// The compared value at which the claim turns: its median, or for a band
    /// of tolerance the nearer edge.
    fn break_even(&self) -> Option<BreakEven> {
        let median = self.value.median();
        let turn = match (self.accepted.low, self.accepted.high) {
            (Some(_), Some(_)) => self.accepted.nearer_edge(median)?,
            _ => median,
        };
        Some(BreakEven {
            parameter: "right".into(),
            value: turn,
            current: self.stated,
            reachable: true,
            total_growth: None,
        })
    }
}

impl<'c> Reading<'c> {
    /// A reading for which a figure is missing.
    pub(super) fn missing(metric: Metric, interpretation: &'c str, error: &ModelError) -> Self {
        Self { note: error.to_string(), ..Self::bare(metric, interpretation) }
    }

    /// A reading without an answer.
    pub(super) fn bare(metric: Metric, interpretation: &'c str) -> Self {
        Self {
            metric,
            interpretation: interpretation.into(),
            year: None,
            basis: Basis::Reported,
            tolerance: None,
            low: None,
            high: None,
            probability: None,
            verdict: Verdict::NotEnoughInfo,
            value: None,
            unit: metric.unit(),
            break_evens: Vec::new(),
            counted: false,
            evidence: Vec::new(),
            parameters: Vec::new(),
            note: String::new(),
            warnings: Vec::new(),
            is_recorded: false,
            sampling_error: None,
            base: None,
        }
    }
}

/// The weakest basis among the inputs.
fn basis(estimates: &[Estimate<'_>]) -> Basis {
    estimates.iter().map(|known| known.basis).max().unwrap_or(Basis::Reported)
}

/// Evidence without repetition, in order.
pub(super) fn distinct<'c, E: Borrow<Evidence<'c>>>(mut evidence: Vec<E>) -> Vec<E> {
    let is_same =
        |a: &Evidence<'_>, b: &Evidence<'_>| a.name == b.name && a.source.name == b.source.name;
    let mut count = 0;
    while let Some(next) = evidence.get(count) {
        if evidence[..count].iter().any(|known| is_same(known.borrow(), next.borrow())) {
            evidence.remove(count);
        } else {
            count += 1;
        }
    }
    evidence
}
