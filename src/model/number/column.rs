//! A column: what a number is in every draw.

use std::ops::{Add, Div, Mul, Sub};
use std::sync::Arc;

use super::Number;
use crate::model::sampling::order;
use crate::model::vector::widest;

/// A number that is the same in every draw, or draws in the order of the
/// streams times a factor, so that multiples of one quantity share its draws.
#[derive(Clone, Debug)]
pub struct Column {
    pub(super) factor: f64,
    pub(super) draws: Option<Arc<[f64]>>,
}

impl From<f64> for Column {
    fn from(value: f64) -> Self {
        Self { factor: value, draws: None }
    }
}

impl From<Arc<[f64]>> for Column {
    fn from(draws: Arc<[f64]>) -> Self {
        Self { factor: 1.0, draws: Some(draws) }
    }
}

impl FromIterator<f64> for Column {
    fn from_iter<I: IntoIterator<Item = f64>>(draws: I) -> Self {
        draws.into_iter().collect::<Arc<[f64]>>().into()
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
        let are_finite = |draws: &Arc<[f64]>| {
            widest!(draws.iter().fold(true, |all, draw| all & draw.is_finite()))
        };
        self.factor.is_finite() && self.draws.as_ref().is_none_or(are_finite)
    }

    /// Does something to each of other numbers with its value in the draw of the same place.
    pub(in crate::model) fn each_beside(&self, others: &mut [f64], act: impl Fn(&mut f64, f64)) {
        let factor = self.factor;
        match &self.draws {
            None => others.iter_mut().for_each(|other| act(other, factor)),
            Some(draws) => widest!({
                let pairs = others.iter_mut().zip(draws.iter());
                pairs.for_each(|(other, draw)| act(other, factor * draw));
            }),
        }
    }

    /// The values that are not exceeded with these probabilities, which ascend.
    pub fn quantiles(&self, probabilities: &[f64]) -> Vec<f64> {
        let Some(draws) = &self.draws else { return vec![self.factor; probabilities.len()] };
        if self.factor < 0.0 {
            // It turns the order round.
            return self.clone().each(|value| value).quantiles(probabilities);
        }
        let quantiles = order::quantiles(draws, probabilities);
        quantiles.into_iter().map(|value| value * self.factor).collect()
    }

    fn is_zero(&self) -> bool {
        self.factor == 0.0
    }

    fn each(self, function: impl Fn(f64) -> f64) -> Self {
        let factor = self.factor;
        match self.draws {
            None => function(factor).into(),
            Some(draws) => change(draws, |draw| function(factor * draw)).into(),
        }
    }
}

/// Draws changed one by one: in their place where nobody else holds them.
fn change(mut draws: Arc<[f64]>, function: impl Fn(f64) -> f64) -> Arc<[f64]> {
    let own = Arc::make_mut(&mut draws);
    widest!(own.iter_mut().for_each(|draw| *draw = function(*draw)));
    draws
}

/// A function of draws and others: in the place of one of them where nobody else holds it.
fn zip(mut a: Arc<[f64]>, mut b: Arc<[f64]>, function: impl Fn(f64, f64) -> f64) -> Arc<[f64]> {
    if let Some(own) = Arc::get_mut(&mut b) {
        widest!(own.iter_mut().zip(a.iter()).for_each(|(b, a)| *b = function(*a, *b)));
        return b;
    }
    let own = Arc::make_mut(&mut a);
    widest!(own.iter_mut().zip(b.iter()).for_each(|(a, b)| *a = function(*a, *b)));
    a
}

impl Number for Column {
    fn combine(self, other: Self, function: impl Fn(f64, f64) -> f64) -> Self {
        let (one, two) = (self.factor, other.factor);
        match (self.draws, other.draws) {
            (Some(a), Some(b)) => zip(a, b, |a, b| function(one * a, two * b)).into(),
            (Some(a), None) => change(a, |a| function(one * a, two)).into(),
            (None, Some(b)) => change(b, |b| function(one, two * b)).into(),
            (None, None) => function(one, two).into(),
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
            (Some(a), Some(b)) => Some(zip(a, b, |a, b| a * b)),
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
            (Some(a), Some(b)) => Some(zip(a, b, |a, b| a / b)),
            (None, Some(b)) if factor != 0.0 => Some(change(b, |b| 1.0 / b)),
            (one, _) => one,
        };
        Self { factor, draws }
    }
}

#[cfg(test)]
mod tests {
    use super::Column;
    use crate::model::number::Number;

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
