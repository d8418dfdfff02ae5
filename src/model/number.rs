//! What costs are computed with: one number, or a column of them, one a draw.
//! The formulas are written once, over either.

mod column;
mod quantiles;

pub use column::Column;
pub use quantiles::Quantiles;

use std::ops::{Add, Div, Mul, Sub};

/// Whether a number has nothing after its point; an infinite one has not.
pub(crate) fn is_whole(value: f64) -> bool {
    (value - libm::trunc(value)).abs() <= 0.0
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
    /// A function of two numbers.
    #[must_use]
    fn combine(self, other: Self, function: impl Fn(f64, f64) -> f64) -> Self;
}

impl Number for f64 {
    fn combine(self, other: Self, function: impl Fn(f64, f64) -> f64) -> Self {
        function(self, other)
    }
}
