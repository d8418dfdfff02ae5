//! What costs are computed with: one number, or a column of them, one a draw.
//! The formulas are written once, over either.

use std::collections::BTreeMap;
use std::ops::{Add, Div, Mul, Sub};
use std::sync::Arc;

use super::sampling::order;

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

/// A number that is the same in every draw, or draws in the order of the
/// streams times a factor, so that multiples of one quantity share its draws.
#[derive(Clone, Debug)]
pub struct Column {
    factor: f64,
    draws: Option<Arc<[f64]>>,
}

impl From<f64> for Column {
    fn from(value: f64) -> Self {
        Self { factor: value, draws: None }
    }
}

impl FromIterator<f64> for Column {
    fn from_iter<I: IntoIterator<Item = f64>>(draws: I) -> Self {
        Self { factor: 1.0, draws: Some(draws.into_iter().collect()) }
    }
}

impl Column {
    /// Number of draws; 0 where it is the same in all of them.
    pub fn draws(&self) -> usize {
        self.draws.as_ref().map_or(0, |draws| draws.len())
    }

    /// Its value in a draw.
    pub fn at(&self, draw: usize) -> f64 {
        let drawn = self.draws.as_ref().and_then(|draws| draws.get(draw));
        self.factor * drawn.copied().unwrap_or(1.0)
    }

    /// Whether it is finite in every draw.
    pub fn is_finite(&self) -> bool {
        let is_finite = |draws: &Arc<[f64]>| draws.iter().all(|draw| draw.is_finite());
        self.factor.is_finite() && self.draws.as_ref().is_none_or(is_finite)
    }

    /// The values that are not exceeded with these probabilities, which ascend.
    pub fn quantiles(&self, probabilities: &[f64]) -> Vec<f64> {
        let Some(draws) = &self.draws else { return vec![self.factor; probabilities.len()] };
        if self.factor < 0.0 {
            // It turns the order round.
            return self.each(|value| value).quantiles(probabilities);
        }
        let quantiles = order::quantiles(draws, probabilities);
        quantiles.into_iter().map(|value| value * self.factor).collect()
    }

    fn is_zero(&self) -> bool {
        self.factor == 0.0
    }

    fn each(&self, function: impl Fn(f64) -> f64) -> Self {
        match &self.draws {
            None => function(self.factor).into(),
            Some(draws) => draws.iter().map(|draw| function(self.factor * draw)).collect(),
        }
    }
}

impl Number for Column {
    fn combine(self, other: Self, function: impl Fn(f64, f64) -> f64) -> Self {
        match (&self.draws, &other.draws) {
            (Some(a), Some(b)) => {
                let pairs = a.iter().zip(b.iter());
                pairs.map(|(a, b)| function(self.factor * a, other.factor * b)).collect()
            }
            (_, None) => self.each(|a| function(a, other.factor)),
            (None, _) => other.each(|b| function(self.factor, b)),
        }
    }
}

impl Add for Column {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        if self.is_zero() {
            return other;
        }
        if other.is_zero() {
            return self;
        }
        self.combine(other, |a, b| a + b)
    }
}

impl Sub for Column {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.combine(other, |a, b| a - b)
    }
}

impl Mul for Column {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let factor = self.factor * other.factor;
        let draws = match (self.draws, other.draws) {
            _ if factor == 0.0 => None,
            (Some(a), Some(b)) => Some(a.iter().zip(b.iter()).map(|(a, b)| a * b).collect()),
            (one, other) => one.or(other),
        };
        Self { factor, draws }
    }
}

impl Div for Column {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let factor = self.factor / other.factor;
        let draws = match (self.draws, other.draws) {
            (Some(a), Some(b)) if Arc::ptr_eq(&a, &b) => None,
            (Some(a), Some(b)) => Some(a.iter().zip(b.iter()).map(|(a, b)| a / b).collect()),
            (None, Some(b)) if factor != 0.0 => Some(b.iter().map(|b| 1.0 / b).collect()),
            (one, _) => one,
        };
        Self { factor, draws }
    }
}

/// What a column is divided by that is divided by nothing.
static ONE: Column = Column { factor: 1.0, draws: None };

/// Quantiles of columns, computed once for those that share their draws, which
/// are known by where they lie: the columns outlive what is known of them.
#[derive(Debug)]
pub struct Quantiles<'a> {
    probabilities: &'a [f64],
    known: BTreeMap<(usize, usize), Vec<f64>>,
}

impl<'a> Quantiles<'a> {
    /// Quantiles of these probabilities, which ascend.
    pub const fn new(probabilities: &'a [f64]) -> Self {
        Self { probabilities, known: BTreeMap::new() }
    }

    /// Their probabilities.
    pub const fn probabilities(&self) -> &'a [f64] {
        self.probabilities
    }

    /// The quantiles of a column.
    pub fn of(&mut self, column: &'a Column) -> Vec<f64> {
        self.of_ratio(column, &ONE)
    }

    /// The quantiles of one column over another.
    pub fn of_ratio(&mut self, over: &'a Column, under: &'a Column) -> Vec<f64> {
        let factor = over.factor / under.factor;
        if factor < 0.0 {
            return (over.clone() / under.clone()).quantiles(self.probabilities);
        }
        let place =
            |column: &Column| column.draws.as_ref().map_or(0, |draws| draws.as_ptr().addr());
        let pure = |column: &Column| Column { factor: 1.0, ..column.clone() };
        let compute = || (pure(over) / pure(under)).quantiles(self.probabilities);
        let known = self.known.entry((place(over), place(under))).or_insert_with(compute);
        known.iter().map(|value| value * factor).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Number};

    #[test]
    fn a_column_computes_as_its_numbers_do() {
        let drawn: Column = [1.0, 2.0, 4.0].into_iter().collect();
        let five = Column::from(5.0);
        let shown = |column: &Column| [0, 1, 2].map(|draw| column.at(draw));
        for (column, expected) in [
            (drawn.clone() + five.clone(), [6.0, 7.0, 9.0]),
            (five.clone() - drawn.clone(), [4.0, 3.0, 1.0]),
            (drawn.clone() * five.clone(), [5.0, 10.0, 20.0]),
            (five.clone() / drawn.clone(), [5.0, 2.5, 1.25]),
            (drawn.clone() / five.clone(), [0.2, 0.4, 0.8]),
            (drawn.clone() * drawn.clone(), [1.0, 4.0, 16.0]),
            (drawn.clone() * five.clone() / drawn.clone(), [5.0; 3]),
            (drawn.clone() * Column::from(0.0), [0.0; 3]),
            (drawn.combine(five, f64::max), [5.0; 3]),
        ] {
            for (got, want) in shown(&column).into_iter().zip(expected) {
                assert!((got - want).abs() < 1e-12, "{column:?}");
            }
        }
    }

    #[test]
    fn multiples_share_their_draws_and_what_they_share_cancels() {
        let drawn: Column = [1.0, 2.0].into_iter().collect();
        let ratio = (drawn.clone() * Column::from(3.0)) / (drawn * Column::from(2.0));
        assert_eq!(ratio.draws(), 0);
        assert!(ratio.quantiles(&[0.1, 0.9]).iter().all(|value| (value - 1.5).abs() < 1e-12));
    }
}
