//! Rows of compute that spare power could feed.

use super::{Question, Row};
use crate::model::catalog::{Basis, RegionId};
use crate::model::compare::Value;
use crate::model::error::ModelError;
use crate::model::estimate::{Estimate, Outlook};
use crate::model::metric::Metric;
use crate::model::supportable::{Inputs, Supportable, supportable};
use crate::model::year::Year;

/// What a supportable rate of compute comes with.
#[derive(Clone, Debug)]
pub struct Compute {
    /// Rate delivered, EFLOP/s.
    pub delivered: Value,
    /// Number of accelerators.
    pub accelerators: Value,
    /// Share of the world's installed rate.
    pub share_of_world: Option<Value>,
}

/// A row with what the caller's changes did to it.
pub(super) fn changed_row<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
    inputs: &Inputs<'c>,
    place: (RegionId, Year),
) -> Result<Row<'c>, ModelError> {
    let fed = supportable(outlook, inputs, place, question.plan)?;
    let Some(outlook) = outlook.base() else { return Ok(row(question, fed)) };
    let base = supportable(&outlook, inputs, place, question.plan)?.installed;
    let added = Value::less(&fed.installed, &base);
    let mut changed = row(question, fed);
    if [0.1, 0.5, 0.9].into_iter().any(|p| added.quantile(p).abs() > 0.0) {
        changed.estimate.basis = Basis::Overridden;
    }
    changed.base = Some((Value::drawn(base), added));
    Ok(changed)
}

/// A row of what was fed.
pub(super) fn row<'c>(question: &Question<'c>, fed: Supportable<'c>) -> Row<'c> {
    let value = Value::drawn(fed.installed);
    Row {
        kind: fed.spare.kind,
        estimate: Estimate {
            metric: Metric::SupportableCompute,
            basis: Basis::Derived,
            formula: Some("spare W x share for AI / (PUE x rated W) x peak rate"),
            ..fed.spare
        },
        divisor: None,
        unit: Metric::SupportableCompute.unit(),
        probability_at_least: question.threshold.map(|threshold| value.at_least(threshold)),
        value,
        base: None,
        after_reserve: None,
        compute: Some(Compute {
            delivered: Value::drawn(fed.delivered),
            accelerators: Value::drawn(fed.accelerators),
            share_of_world: fed.share_of_world.map(Value::drawn),
        }),
    }
}
