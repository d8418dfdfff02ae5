//! A number of a metric in the unit beside it.

use super::cell::{self, Parsed, Refusal, refuse};
use super::row::Row;
use crate::model::metric::Metric;
use crate::model::unit::{Currency, Unit};

/// The unit of that symbol.
pub(super) fn unit(symbol: &str) -> Parsed<Unit> {
    match Unit::from_symbol(symbol) {
        Some(unit) => Ok(unit),
        None => refuse(format!("\"{symbol}\" is not a unit")),
    }
}

/// A unit that measures what the metric does; any where the metric is not known.
pub(super) fn unit_of(metric: Option<Metric>) -> impl Fn(&str) -> Parsed<Unit> {
    move |symbol| {
        let unit = unit(symbol)?;
        match metric {
            Some(metric) if unit.dimension() != metric.dimension() => {
                refuse(format!("\"{symbol}\" does not measure {metric}"))
            }
            _ => Ok(unit),
        }
    }
}

/// How the numbers of a row are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    metric: Option<Metric>,
    unit: Option<Unit>,
}

impl Amount {
    /// Reads the column `unit`. Recorded prices are in dollars: the year's rate was applied before.
    pub(super) fn read(row: &mut Row<'_>, metric: Option<Metric>) -> Self {
        let unit = row.get("unit", |symbol| match unit_of(metric)(symbol)? {
            unit if unit.currency() == Currency::Usd => Ok(unit),
            unit => refuse(format!("\"{symbol}\" is in {} and not in USD", unit.currency().code())),
        });
        Self { metric, unit }
    }

    /// A number in the metric's canonical unit.
    pub(super) fn canonical(self, cell: &str) -> Parsed<f64> {
        // Only a margin can be below zero: a system may miss its peak.
        let may_be_negative = self.metric.is_none_or(|metric| metric == Metric::ReserveMargin);
        let value = if may_be_negative { cell::number(cell)? } else { cell::positive(cell)? };
        let value = value * self.unit.ok_or(Refusal::KnownElsewhere)?.factor();
        if self.metric.is_some_and(Metric::is_share) && value > 1.0 {
            return refuse(format!("{cell} is more than the whole"));
        }
        Ok(value)
    }
}
