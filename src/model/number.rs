//! What costs are computed with: one number, or a column of them, one a draw.
//! The formulas are written once, over either.

mod column;
mod drawn;
mod quantiles;

pub use column::Column;
pub(super) use drawn::Drawn;
pub use quantiles::Quantiles;

use std::ops::{Add, Div, Mul, Sub};

use super::vector::widest;

/// Whether a number has nothing after its point; an infinite one has not.
pub(crate) fn is_whole(value: f64) -> bool {
    (value - libm::trunc(value)).abs() <= 0.0
}

/// Whether all draws are finite.
pub(super) fn is_finite(draws: &[f64]) -> bool {
    widest!(draws.iter().fold(true, |all, draw| all & draw.is_finite()))
}

/// A real number, known or drawn.
pub trait Number:
    Clone
    + From<f64>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
{
    /// It over what it is a part of, which is nothing only where all its parts are: then 0.
    #[must_use]
    fn part_of(self, whole: Self) -> Self {
        self / whole
    }

    /// A function of some numbers.
    #[must_use]
    fn map<const N: usize>(numbers: [Self; N], function: impl Fn([f64; N]) -> f64) -> Self;

    /// A function of it and another.
    #[must_use]
    fn combine(self, other: Self, function: impl Fn(f64, f64) -> f64) -> Self {
        Self::map(
            [self, other],
            #[inline(always)]
            |[own, other]| function(own, other),
        )
    }
}

impl Number for f64 {
    fn part_of(self, whole: Self) -> Self {
        if whole > 0.0 { self / whole } else { 0.0 }
    }

    fn map<const N: usize>(numbers: [Self; N], function: impl Fn([f64; N]) -> f64) -> Self {
        function(numbers)
    }
}
