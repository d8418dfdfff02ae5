//! Checking a claim: by its own readings or the general rules, to one finding.

use std::borrow::Cow;

use super::achievable::achievable;
use super::explanation::explanation;
use super::fidelity::listen;
use super::general::Case;
use super::limits;
use super::overall::{MagnitudeWarning, magnitude, overall, silence};
use super::reading::{Reading, distinct};
use super::render;
use super::structured::{Fidelity, StructuredClaim};
use super::verdict::Verdict;
use crate::model::catalog::{Claim, Figure, Stance};
use crate::model::compare::Value;
use crate::model::estimate::{Evidence, Outlook, Warning, evidence_of_figure};
use crate::model::sampling::Plan;

/// What is to be checked.
#[derive(Clone, Debug)]
pub enum Matter<'c> {
    /// A claim of the catalog.
    Named(&'c Claim),
    /// A structured claim.
    Structured(StructuredClaim),
}

/// A question of CheckClaim.
#[derive(Clone, Debug)]
pub struct Question<'c> {
    /// The claim.
    pub matter: Matter<'c>,
    /// Tolerance that replaces the claim's own.
    pub tolerance: Option<f64>,
    /// Draws for what has no closed form.
    pub plan: Plan,
    /// The words that it was read from, which may name who made it.
    pub said: Option<String>,
}

impl Question<'_> {
    /// The claim as it is understood, where a metric measures it.
    pub const fn claim(&self) -> Option<&StructuredClaim> {
        match &self.matter {
            Matter::Named(named) => named.structured.as_ref(),
            Matter::Structured(claim) => Some(claim),
        }
    }
}

/// What was found of a claim.
#[derive(Clone, Debug)]
pub struct Finding<'c> {
    /// In words.
    pub statement: String,
    /// The overall verdict.
    pub verdict: Verdict,
    /// Probability of the reading that stands for the verdict.
    pub probability: Option<f64>,
    /// Every reading.
    pub readings: Vec<Reading<'c>>,
    /// Whether it says what its source said.
    pub fidelity: Fidelity,
    /// How that is known.
    pub fidelity_note: Cow<'c, str>,
    /// A slip by a power of ten.
    pub magnitude: Option<MagnitudeWarning>,
    /// Figures that bear on it, whether or not a reading compared them.
    pub figures: Vec<Evidence<'c>>,
    /// Why the verdict is what it is.
    pub explanation: String,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
    /// The overall verdict before overrides.
    pub base: Option<Verdict>,
    /// Draws used; 0 when all is in closed form.
    pub draws: usize,
    /// Largest standard error of a probability.
    pub sampling_error: f64,
}

impl<'c> Finding<'c> {
    /// Figures and records that bear on it.
    pub fn evidence(&self) -> Vec<&Evidence<'c>> {
        let compared = self.readings.iter().flat_map(|reading| &reading.evidence);
        distinct(self.figures.iter().chain(compared).collect())
    }
}

/// Judges a claim. A claim that cannot be judged is a finding, not an error.
pub fn check<'c>(outlook: &Outlook<'c>, question: &Question<'c>) -> Finding<'c> {
    let mut found = check_once(outlook, question);
    if let Some(outlook) = outlook.base() {
        let base = check_once(&outlook, question);
        found.base = Some(base.verdict);
        for (reading, base) in found.readings.iter_mut().zip(base.readings) {
            reading.base = Some((base.probability, base.verdict));
        }
    }
    found
}

/// The same without what it was before overrides.
pub(in crate::model) fn check_once<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
) -> Finding<'c> {
    match &question.matter {
        Matter::Structured(claim) => {
            let mut found = judge(outlook, question, claim, None);
            found.statement = render::statement(outlook.catalog(), claim);
            if let Some(heard) = listen(outlook.catalog(), claim, question.said.as_deref()) {
                found.fidelity = heard.fidelity;
                found.fidelity_note = heard.note;
                found.figures = figures_about(outlook, heard.claim);
            }
            found
        }
        Matter::Named(named) => {
            let mut found = match &named.structured {
                Some(claim) => judge(outlook, question, claim, Some(named)),
                None => not_checkable(),
            };
            found.statement.clone_from(&named.text);
            found.fidelity = named.fidelity;
            found.fidelity_note = Cow::Borrowed(&named.fidelity_note);
            found.figures = figures_about(outlook, named);
            found
        }
    }
}

fn judge<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
    claim: &StructuredClaim,
    named: Option<&'c Claim>,
) -> Finding<'c> {
    let tolerance = question.tolerance.or(claim.relative_tolerance);
    let case = Case { outlook, claim, tolerance, plan: question.plan };
    let explicit = named.map(|named| named.readings.as_slice()).unwrap_or_default();
    let mut readings: Vec<Reading<'c>> = if let Some(readings) = limits::readings(&case) {
        readings
    } else if explicit.is_empty() {
        let mut readings = case.readings();
        if let Some(pair) = case.best_pair() {
            readings.insert(0, pair);
        }
        readings
    } else {
        explicit.iter().map(|reading| case.explicit(reading)).collect()
    };
    readings.extend(achievable(&case, &readings));
    silence(&mut readings);
    let (verdict, probability) = overall(&readings, claim.quantifier);
    let magnitude = magnitude(claim, &readings);
    let mut warnings: Vec<Warning> =
        readings.iter().flat_map(|reading| reading.warnings.iter().cloned()).collect();
    warnings.sort_unstable();
    warnings.dedup();
    let drawn =
        readings.iter().filter_map(|reading| Some((reading.value.as_ref()?, reading.probability?)));
    let errors = drawn.map(|(value, probability)| value.standard_error(probability));
    let own = readings.iter().filter_map(|reading| reading.sampling_error);
    let sampling_error = errors.chain(own).fold(0.0, f64::max);
    let is_drawn = readings.iter().any(|reading| {
        reading.sampling_error.is_some() || reading.value.as_ref().is_some_and(Value::is_drawn)
    });
    Finding {
        statement: String::new(),
        verdict,
        probability,
        fidelity: Fidelity::Unknown,
        fidelity_note: Cow::Borrowed(""),
        explanation: explanation(verdict, &readings, magnitude.as_ref()),
        magnitude,
        figures: Vec::new(),
        warnings,
        base: None,
        draws: if is_drawn { question.plan.draws() } else { 0 },
        sampling_error,
        readings,
    }
}

/// The finding of a text that holds no claim to be judged.
pub fn unread<'c>(verdict: Verdict, why: &str) -> Finding<'c> {
    Finding { verdict, explanation: why.to_owned(), ..not_checkable() }
}

fn not_checkable<'c>() -> Finding<'c> {
    Finding {
        statement: String::new(),
        verdict: Verdict::NotCheckable,
        probability: None,
        readings: Vec::new(),
        fidelity: Fidelity::Unknown,
        fidelity_note: Cow::Borrowed(""),
        magnitude: None,
        figures: Vec::new(),
        explanation: "no metric of the catalog measures this; the figures linked to it are shown"
            .to_owned(),
        warnings: Vec::new(),
        base: None,
        draws: 0,
        sampling_error: 0.0,
    }
}

/// The article's figure and those that support or contradict it.
fn figures_about<'c>(outlook: &Outlook<'c>, named: &'c Claim) -> Vec<Evidence<'c>> {
    let figures = &outlook.catalog().tables().figures;
    let own = figures.get(&named.figure);
    let related = own.into_iter().flat_map(|figure| &figure.related);
    let others = related.filter_map(|name| figures.get(name));
    let is_shown = |figure: &&Figure| !outlook.is_article() || figure.from_article;
    own.into_iter()
        .chain(others)
        .filter(is_shown)
        .map(|figure| evidence_of_figure(figure, Stance::Context))
        .collect()
}
