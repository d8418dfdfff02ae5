//! What a verdict hangs on: the probability of a claim as its inputs vary, by the
//! very overrides that a caller could send. An input keeps its own band around the
//! value it is given, as it does under an override.

use super::levers::{levers, with};
use super::{Driver, Lever, sort};
use crate::model::claim::{Finding, Question, Verdict, check, check_once};
use crate::model::distribution::T4_P90;
use crate::model::estimate::Outlook;

/// The probability at which a claim is as likely as not.
const EVEN: f64 = 0.5;

/// What a verdict hangs on.
#[derive(Clone, Debug)]
pub struct ClaimAnswer<'c> {
    /// The claim as it is judged.
    pub finding: Finding<'c>,
    /// Drivers by falling swing, then by name.
    pub drivers: Vec<ClaimDriver<'c>>,
}

/// One input, and the verdict at the ends of its band.
#[derive(Clone, Debug)]
pub struct ClaimDriver<'c> {
    /// The driver; it flips where one of the verdicts is another than the claim's.
    pub driver: Driver<'c>,
    /// The verdict at its 10th percentile.
    pub verdict_at_low: Verdict,
    /// The verdict at its 90th percentile.
    pub verdict_at_high: Verdict,
}

/// Varies what a claim is judged on. A claim without a probability has no drivers.
pub fn of_claim<'c>(outlook: &Outlook<'c>, question: &Question<'c>) -> ClaimAnswer<'c> {
    let finding = check(outlook, question);
    let mut drivers: Vec<ClaimDriver<'c>> = Vec::new();
    for reading in finding.readings.iter().filter(|reading| reading.counted) {
        let year = reading.year.unwrap_or(outlook.catalog().as_of().year);
        let evidence = reading.evidence.iter().map(|known| &*known.name);
        let parameters = reading.parameters.iter().map(|of| of.parameter.as_str());
        for lever in levers(outlook, evidence.chain(parameters), year) {
            let is_new = drivers.iter().all(|other| other.driver.parameter != lever.parameter);
            if is_new {
                drivers.extend(vary(outlook, question, &finding, lever));
            }
        }
    }
    sort(&mut drivers, |each| &each.driver);
    ClaimAnswer { finding, drivers }
}

fn vary<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
    found: &Finding<'c>,
    lever: Lever<'c>,
) -> Option<ClaimDriver<'c>> {
    let judged = |lever: &Lever<'_>, t: f64| {
        outlook.budget().check().ok()?;
        let overrides = with(outlook, lever, t)?;
        let found = check_once(&outlook.without_changes().with(&overrides), question);
        Some((found.probability?, found.verdict))
    };
    let (low, high) = (judged(&lever, -T4_P90)?, judged(&lever, T4_P90)?);
    let answer = |lever: &Lever<'_>, t: f64| match t.to_bits() {
        end if end == (-T4_P90).to_bits() => Some(low.0),
        end if end == T4_P90.to_bits() => Some(high.0),
        _ => Some(judged(lever, t)?.0),
    };
    // What is drawn takes its time: where the band does not turn it, nothing is looked for.
    let is_turned = (low.0 < EVEN) != (high.0 < EVEN);
    let threshold = (found.draws == 0 || is_turned).then_some(EVEN);
    let mut driver = lever.drive(threshold, answer)?;
    driver.flips = [low.1, high.1].iter().any(|other| *other != found.verdict);
    Some(ClaimDriver { driver, verdict_at_low: low.1, verdict_at_high: high.1 })
}
