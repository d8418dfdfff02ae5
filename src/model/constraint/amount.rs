//! What is known of one amount of an answer.

use crate::model::catalog::Catalog;
use crate::model::compare::Value;
use crate::model::distribution::Law;
use crate::model::number::{Column, Number as _};
use crate::model::sampling::{Draws, Plan, index};

/// Halvings that leave no doubt of a quantile.
const STEPS: usize = 60;

/// Places at which the law of one amount is held against that of another.
const PLACES: usize = 1_024;

/// An uncertain amount: in closed form where there is one, drawn otherwise.
#[derive(Clone, Debug)]
pub enum Amount {
    /// A law.
    Closed(Law),
    /// The lesser of two independent quantities.
    Lesser(Law, Law),
    /// Draws.
    Drawn(Column),
}

impl Amount {
    /// Whether it was drawn.
    pub const fn is_drawn(&self) -> bool {
        matches!(self, Self::Drawn(_))
    }

    /// The values that are not exceeded with these probabilities, which ascend.
    pub fn quantiles(&self, probabilities: &[f64]) -> Vec<f64> {
        match self {
            Self::Closed(law) => probabilities.iter().map(|&p| law.quantile(p)).collect(),
            Self::Lesser(a, b) => probabilities.iter().map(|&p| lesser(a, b, p)).collect(),
            Self::Drawn(column) => column.quantiles(probabilities),
        }
    }

    /// The value as likely to be exceeded as not.
    pub fn median(&self) -> f64 {
        match self {
            Self::Closed(law) => law.median(),
            _ => self.quantiles(&[0.5]).first().copied().unwrap_or(f64::NAN),
        }
    }

    /// Probability of at least `threshold`.
    pub fn at_least(&self, threshold: f64) -> f64 {
        match self {
            Self::Closed(law) => law.at_least(threshold),
            Self::Lesser(a, b) => a.at_least(threshold) * b.at_least(threshold),
            Self::Drawn(column) => {
                let values = column.values(column.draws().max(1));
                let reached = values.iter().filter(|&&value| value >= threshold).count();
                index(reached) / index(values.len())
            }
        }
    }

    /// Probability that it exceeds another, independent one: what that probability
    /// is at each quantile of the other, on average. Places crowd at both ends,
    /// where all of it lies if the two are far apart.
    pub fn exceeds(&self, other: &Self) -> f64 {
        let steps = (0..PLACES).map(|place| (index(place) + 0.5) / index(PLACES));
        let (places, weights): (Vec<f64>, Vec<f64>) =
            steps.map(|s| (s * s * (3.0 - 2.0 * s), 6.0 * s * (1.0 - s))).unzip();
        let quantiles = other.quantiles(&places);
        let above = quantiles.iter().zip(&weights);
        above.map(|(&value, weight)| self.at_least(value) * weight).sum::<f64>() / index(PLACES)
    }

    /// This amount less what it was before a change, draw by draw from the same
    /// streams.
    pub fn less(&self, base: &Self, plan: Plan, catalog: &Catalog) -> Value {
        let points = catalog.points();
        let draws = Draws::new(plan, ["a", "b"]);
        let column = |amount: &Self| match amount {
            Self::Closed(law) => draws.column("a", law, points),
            Self::Lesser(a, b) => {
                let (a, b) = (draws.column("a", a, points), draws.column("b", b, points));
                a.combine(b, f64::min)
            }
            Self::Drawn(column) => column.clone(),
        };
        let [changed, base] = [self, base].map(|amount| column(amount).values(plan.draws()));
        Value::less(&changed, &base)
    }
}

/// The value that the lesser of two independent quantities does not exceed with
/// probability `p`: neither law alone may be above it, and both at `p` / 2 are below.
fn lesser(a: &Law, b: &Law, p: f64) -> f64 {
    let least = |p: f64| a.quantile(p).min(b.quantile(p));
    let (mut low, mut high) = (libm::log(least(p / 2.0)), libm::log(least(p)));
    for _ in 0..STEPS {
        let middle = f64::midpoint(low, high);
        let value = libm::exp(middle);
        if a.at_least(value) * b.at_least(value) > 1.0 - p {
            low = middle;
        } else {
            high = middle;
        }
    }
    libm::exp(f64::midpoint(low, high))
}
