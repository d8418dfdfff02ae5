//! The number that a claim states, and what would turn the claim.

use super::accept::{Accepted, last_digit};
use super::general::Case;
use super::reading::BreakEven;
use super::sides::Sides;
use super::structured::{Object, RangeOf, ShareSize, Statement};
use crate::model::compare::Value;
use crate::model::distribution::Scale;
use crate::model::error::ModelError;
use crate::model::metric::Metric;
use crate::model::unit::Currency;
use crate::model::year::Year;

impl<'c> Case<'_, 'c> {
    /// The stated number and the size of its last digit, in the unit compared in.
    pub(super) fn stated(&self, metric: Metric, year: Year) -> Result<(f64, f64), ModelError> {
        let (value, factor) = match &self.claim.right {
            Object::Quantity { value, unit } | Object::Change { value, unit, .. } => {
                (*value, self.factor(metric, year, &RangeOf::Quantity(*unit))?)
            }
            Object::Ratio { value, .. } => (*value, 1.0),
            Object::ShareOf { size: ShareSize::Fraction(value), .. } => {
                // Shares are stated in percent: 0.33 has the digits of 33.
                let percent = libm::round(value * 1e11) / 1e9;
                return Ok((*value, last_digit(percent) / 100.0));
            }
            Object::ShareOf { size: ShareSize::OneIn(n), .. } | Object::OneIn(n) => (1.0 / n, 1.0),
            Object::Growth { ratio, .. } => (*ratio, 1.0),
            Object::Range { low, .. } => (*low, 1.0),
            Object::Rank { .. } | Object::LimitedBy(_) => (1.0, 1.0),
            Object::LostToControls(part) => (*part, 1.0),
        };
        Ok((value * factor, last_digit(value) * factor))
    }

    /// What a stated number is multiplied by to reach the unit compared in.
    pub(super) fn factor(
        &self,
        metric: Metric,
        year: Year,
        of: &RangeOf,
    ) -> Result<f64, ModelError> {
        let RangeOf::Quantity(Some(unit)) = of else {
            return Ok(1.0);
        };
        let currency = unit.currency();
        if currency == Currency::Usd {
            return Ok(unit.factor() / metric.unit().factor());
        }
        let rate = self.outlook.catalog().units_per_usd(currency.code(), year);
        let rate = rate.ok_or_else(|| ModelError::MissingInput {
            site: currency.code().to_owned(),
            input: "exchange rate",
            hint: format!("the catalog has no rate for {year} or before"),
        })?;
        Ok(unit.factor() / rate.units_per_usd)
    }

    /// The addition to the left side's yearly growth that turns the claim.
    pub(super) fn growth_break_even(
        &self,
        sides: &Sides<'c>,
        accepted: &Accepted,
        value: &Value,
    ) -> Option<BreakEven> {
        let is_level = self.claim.left.of == Statement::Level && sides.root.is_none();
        let left = sides.left.single().filter(|_| is_level)?;
        let (last, recorded) = left.last.filter(|_| left.law.scale() == Scale::Log)?;
        let years = left.year.since(last);
        let median = value.median();
        let wanted = accepted.nearer_edge(median)? / median;
        if years <= 0 || wanted <= 0.0 || !wanted.is_finite() {
            return None;
        }
        let yearly = |ratio: f64| libm::expm1(libm::log(ratio) / f64::from(years));
        Some(BreakEven {
            parameter: self.outlook.catalog().growth(left.region, left.metric).into(),
            value: yearly(wanted),
            current: 0.0,
            reachable: true,
            total_growth: Some(yearly(left.law.median() * wanted / recorded)),
        })
    }
}
