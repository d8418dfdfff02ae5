//! What costs are computed with: one number, or a column of them, one a draw.
//! The formulas are written once, over either.

mod column;
mod drawn;
mod mark;
mod product;
mod quantiles;

pub use column::Column;
pub(super) use drawn::Drawn;
pub(super) use mark::Mark;
pub use quantiles::Quantiles;
pub(super) use quantiles::is_known_finite;

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
    /// It over what it is a part of, which is nothing only where all its parts are: then 0.
    #[must_use]
    fn part_of(self, whole: Self) -> Self {
        self / whole
    }

    /// A function of some numbers, the same wherever it is called with them.
    #[must_use]
    fn map<const N: usize>(
        numbers: [Self; N],
        function: impl Fn([f64; N]) -> f64 + Send + 'static,
    ) -> Self;

    /// A function of it and another.
    #[must_use]
    fn combine(self, other: Self, function: impl Fn(f64, f64) -> f64 + Send + 'static) -> Self {
        Self::map(
            [self, other],
            #[inline(always)]
            move |[own, other]| function(own, other),
        )
    }
}

impl Number for f64 {
    fn part_of(self, whole: Self) -> Self {
        if whole > 0.0 { self / whole } else { 0.0 }
    }

    fn map<const N: usize>(
        numbers: [Self; N],
        function: impl Fn([f64; N]) -> f64 + Send + 'static,
    ) -> Self {
        function(numbers)
    }
}
