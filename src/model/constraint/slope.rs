//! A number and how far each parameter moves it, to first order: the formulas
//! run over these give the widths of the closed form.

use std::ops::{Add, Div, Mul, Sub};

use super::factor::{FACTORS, Factor};
use crate::model::distribution::{Law, Scale};
use crate::model::number::Number;

/// Relative step of the differences that stand in for derivatives.
const STEP: f64 = 1e-5;

/// A number, and what a standard unit of each parameter adds to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slope {
    value: f64,
    by: [f64; FACTORS],
}

impl Slope {
    /// A parameter with a width on logs.
    pub(super) fn of(factor: Factor, value: f64, sigma: f64) -> Self {
        let mut by = [0.0; FACTORS];
        by[factor.coordinate() as usize] = value * sigma;
        Self { value, by }
    }

    /// Its law, as far as what it is made of is a product: widths in squares.
    pub(super) fn law(&self) -> Law {
        let size = self.by.iter().map(|by| by * by).sum::<f64>().sqrt();
        let sigma = if size > 0.0 { size / self.value.abs() } else { 0.0 };
        Law::around(Scale::Log, self.value, sigma)
    }

    /// A function of two, whose derivatives these are.
    fn chain(value: f64, (a, by_a): (&Self, f64), (b, by_b): (&Self, f64)) -> Self {
        let mut by = a.by;
        for (by, other) in by.iter_mut().zip(b.by) {
            *by = by_a * *by + by_b * other;
        }
        Self { value, by }
    }

    fn is_exact(&self) -> bool {
        self.by.iter().all(|by| by.abs() <= 0.0)
    }
}

impl From<f64> for Slope {
    fn from(value: f64) -> Self {
        Self { value, by: [0.0; FACTORS] }
    }
}

impl Number for Slope {
    fn map<const N: usize>(
        numbers: [Self; N],
        function: impl Fn([f64; N]) -> f64 + Send + 'static,
    ) -> Self {
        let values = numbers.map(|number| number.value);
        let mut found = Self::from(function(values));
        for (place, number) in numbers.iter().enumerate() {
            let step = number.value * STEP;
            if number.is_exact() || step.abs() <= 0.0 {
                continue;
            }
            let moved = |to: f64| {
                let mut values = values;
                values[place] = to;
                function(values)
            };
            let slope = (moved(number.value + step) - moved(number.value - step)) / (2.0 * step);
            found = Self::chain(found.value, (&found, 1.0), (number, slope));
        }
        found
    }
}

impl Add for Slope {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::chain(self.value + other.value, (&self, 1.0), (&other, 1.0))
    }
}

impl Sub for Slope {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::chain(self.value - other.value, (&self, 1.0), (&other, -1.0))
    }
}

impl Mul for Slope {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self::chain(self.value * other.value, (&self, other.value), (&other, self.value))
    }
}

impl Div for Slope {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        Self::chain(value, (&self, 1.0 / other.value), (&other, -value / other.value))
    }
}
