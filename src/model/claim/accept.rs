//! Which values agree with a claim: comparator, tolerance, bounds.

use super::structured::Comparator;
use crate::model::compare::Value;
use crate::model::number::is_whole;

/// Tolerance of APPROXIMATELY, and the most that EQUAL gets.
pub const APPROXIMATE: f64 = 0.10;

/// The least tolerance of EQUAL.
pub const EQUAL: f64 = 0.05;

/// The values that agree with a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Accepted {
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) tolerance: Option<f64>,
}

impl Accepted {
    /// What a comparator accepts around one stated number. `unit` is the size
    /// of its last digit; a projection is never judged to the last digit.
    pub(super) fn around(
        comparator: Comparator,
        stated: f64,
        unit: f64,
        tolerance: Option<f64>,
        is_projection: bool,
    ) -> Self {
        let digits = (unit / 2.0 / stated.abs()).clamp(EQUAL, APPROXIMATE);
        let relative = tolerance.unwrap_or(match comparator {
            Comparator::Equal if !is_projection => digits,
            _ => APPROXIMATE,
        });
        match comparator {
            Comparator::Approximately | Comparator::Equal => {
                let width = relative * stated.abs();
                Self::bounds(stated - width, stated + width).with_tolerance(relative)
            }
            _ => Self::beyond(comparator, stated),
        }
    }

    /// The same for growth, where the tolerance is one of the increase.
    pub(super) fn around_growth(
        comparator: Comparator,
        ratio: f64,
        tolerance: Option<f64>,
    ) -> Self {
        let increase = (ratio - 1.0).abs();
        // Stated in percent: the digits are those of 5 in 1.05.
        let percent = libm::round((ratio - 1.0) * 1e11) / 1e9;
        let half_digit = last_digit(percent) / 2.0 / 100.0;
        let relative = tolerance.unwrap_or(APPROXIMATE);
        match comparator {
            Comparator::Approximately | Comparator::Equal => {
                let width = (relative * increase).max(half_digit);
                Self::bounds(ratio - width, ratio + width).with_tolerance(relative)
            }
            _ => Self::beyond(comparator, ratio),
        }
    }

    /// One in N: from one in N + 1/2 to one in N - 1/2.
    pub(super) fn one_in(comparator: Comparator, n: f64, tolerance: Option<f64>) -> Self {
        match (comparator, tolerance) {
            (Comparator::Approximately | Comparator::Equal, None) => {
                Self::bounds(1.0 / (n + 0.5), 1.0 / (n - 0.5))
            }
            _ => Self::around(comparator, 1.0 / n, 0.0, tolerance, false),
        }
    }

    pub(super) const fn bounds(low: f64, high: f64) -> Self {
        Self { low: Some(low), high: Some(high), tolerance: None }
    }

    pub(super) const fn at_least(low: f64) -> Self {
        Self { low: Some(low), high: None, tolerance: None }
    }

    pub(super) const fn at_most(high: f64) -> Self {
        Self { low: None, high: Some(high), tolerance: None }
    }

    const fn with_tolerance(self, tolerance: f64) -> Self {
        Self { tolerance: Some(tolerance), ..self }
    }

    const fn beyond(comparator: Comparator, stated: f64) -> Self {
        match comparator {
            Comparator::AtMost | Comparator::LessThan => Self::at_most(stated),
            _ => Self::at_least(stated),
        }
    }

    /// Probability that a value is accepted.
    pub(super) fn probability(&self, value: &Value) -> f64 {
        match (self.low, self.high) {
            (Some(low), Some(high)) => value.between(low, high),
            (Some(low), None) => value.at_least(low),
            (None, Some(high)) => value.at_most(high),
            (None, None) => 1.0,
        }
    }

    /// The bound nearest to a median, on logs where both are positive.
    pub(super) fn nearer_edge(&self, median: f64) -> Option<f64> {
        let distance = |edge: f64| {
            if edge > 0.0 && median > 0.0 {
                libm::fabs(libm::log(edge / median))
            } else {
                libm::fabs(edge - median)
            }
        };
        match (self.low, self.high) {
            (Some(low), Some(high)) if distance(high) < distance(low) => Some(high),
            (low, high) => low.or(high),
        }
    }
}

/// The size of the last digit that a number is stated with: 0.1 for 78.8.
/// Trailing zeros of whole numbers count as stated.
pub(super) fn last_digit(value: f64) -> f64 {
    if is_whole(value) {
        return 1.0;
    }
    let text = value.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    (0..decimals).fold(1.0, |unit, _| unit / 10.0)
}
