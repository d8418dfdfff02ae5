//! Sums, differences and ratios of uncertain quantities: in closed form where
//! one exists, drawn otherwise.

use super::distribution::{Law, T4_P999};
use super::sampling::{Draws, Plan, index, standard_error};
use super::stream::Stream;

/// Correlation of the revisions of two records of one series.
const REVISION: f64 = 0.99;

/// One uncertain quantity in an expression.
#[derive(Clone, Debug)]
pub struct Term<'c> {
    /// Factor it enters with, usually 1 or -1.
    pub factor: f64,
    /// What is known of it.
    pub law: Law,
    /// Its stream; terms of one stream are one quantity.
    pub stream: Stream<'c>,
    /// The stream it moves with and how closely.
    pub tie: Option<(Stream<'c>, f64)>,
}

impl<'c> Term<'c> {
    /// A quantity that enters as it is.
    pub fn new(law: Law, stream: impl Into<Stream<'c>>) -> Self {
        Self { factor: 1.0, law, stream: stream.into(), tie: None }
    }

    /// The same quantity with another factor.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { factor: self.factor * factor, ..self }
    }
}

/// How two values of one series were known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Whether the earlier value is a record.
    pub earlier: bool,
    /// Whether the later value is a record.
    pub later: bool,
}

/// Ties two values of one series: records share their revision; beside a
/// projection from the series its record is exact; two projections share the
/// path up to the earlier one.
pub fn tie<'c>(
    mut earlier: Term<'c>,
    mut later: Term<'c>,
    recorded: Recorded,
) -> (Term<'c>, Term<'c>) {
    match (recorded.earlier, recorded.later) {
        (true, true) => later.tie = Some((earlier.stream.clone(), REVISION)),
        (true, false) => earlier.law = Law::exact(earlier.law.scale(), earlier.law.median()),
        (false, true) => later.law = Law::exact(later.law.scale(), later.law.median()),
        (false, false) => {
            let rho = (earlier.law.sigma() / later.law.sigma()).min(1.0);
            later.tie = Some((earlier.stream.clone(), rho));
        }
    }
    (earlier, later)
}

/// An uncertain number: a law, or draws in ascending order.
#[derive(Clone, Debug)]
pub enum Value {
    /// In closed form.
    Closed(Law),
    /// From draws.
    Drawn(Vec<f64>),
}

impl Value {
    /// Draws in any order.
    pub fn drawn(mut draws: Vec<f64>) -> Self {
        draws.sort_unstable_by(f64::total_cmp);
        Self::Drawn(draws)
    }

    /// Draws less others, each from the same place of the streams.
    pub fn less(changed: &[f64], base: &[f64]) -> Self {
        Self::drawn(changed.iter().zip(base).map(|(changed, base)| changed - base).collect())
    }

    /// Whether it was drawn.
    pub const fn is_drawn(&self) -> bool {
        matches!(self, Self::Drawn(_))
    }

    /// The value as likely to be exceeded as not.
    pub fn median(&self) -> f64 {
        match self {
            Self::Closed(law) => law.median(),
            Self::Drawn(_) => self.quantile(0.5),
        }
    }

    /// The value that is not exceeded with probability `p`; between draws by
    /// straight lines through their midpoints.
    pub fn quantile(&self, p: f64) -> f64 {
        match self {
            Self::Closed(law) => law.quantile(p),
            Self::Drawn(draws) => {
                let place = (p * index(draws.len()) - 0.5).clamp(0.0, index(draws.len() - 1));
                let below = floor(place);
                let low = draws[below];
                let high = draws[(below + 1).min(draws.len() - 1)];
                low + (high - low) * (place - index(below))
            }
        }
    }

    /// Whether every quantile that may be asked for is: what lies between two that are finite is so too.
    pub fn is_finite(&self) -> bool {
        match self {
            Self::Closed(law) => [-T4_P999, T4_P999].into_iter().all(|t| law.at(t).is_finite()),
            Self::Drawn(_) => [0.001, 0.999].into_iter().all(|p| self.quantile(p).is_finite()),
        }
    }

    /// Probability of at least `threshold`.
    pub fn at_least(&self, threshold: f64) -> f64 {
        match self {
            Self::Closed(law) => law.at_least(threshold),
            Self::Drawn(draws) => {
                let below = draws.partition_point(|&draw| draw < threshold);
                1.0 - index(below) / index(draws.len())
            }
        }
    }

    /// Probability of at most `threshold`.
    pub fn at_most(&self, threshold: f64) -> f64 {
        match self {
            Self::Closed(law) => law.at_most(threshold),
            Self::Drawn(draws) => {
                let within = draws.partition_point(|&draw| draw <= threshold);
                index(within) / index(draws.len())
            }
        }
    }

    /// Probability of `low` to `high`.
    pub fn between(&self, low: f64, high: f64) -> f64 {
        (self.at_most(high) + self.at_least(low) - 1.0).max(0.0)
    }

    /// Standard error of a probability; 0 in closed form.
    pub fn standard_error(&self, probability: f64) -> f64 {
        match self {
            Self::Closed(_) => 0.0,
            Self::Drawn(draws) => standard_error(probability, draws.len()),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among at most 2^17 draws, clamped to be at least 0"
)]
fn floor(place: f64) -> usize {
    place as usize
}

/// A sum of terms, over another where `under` is not empty.
pub fn evaluate(over: &[Term<'_>], under: &[Term<'_>], plan: Plan) -> Value {
    closed(over, under).unwrap_or_else(|| {
        let draws = layout(over.iter().chain(under), plan);
        Value::drawn(quotient(over, under, &draws))
    })
}

/// One expression less another, from common streams: what both share cancels,
/// and of two that are equal nothing is left.
pub fn difference(
    (over, under): (&[Term<'_>], &[Term<'_>]),
    (base_over, base_under): (&[Term<'_>], &[Term<'_>]),
    plan: Plan,
) -> Value {
    let terms = over.iter().chain(under).chain(base_over).chain(base_under);
    let draws = layout(terms, plan);
    Value::less(&quotient(over, under, &draws), &quotient(base_over, base_under, &draws))
}

/// Draws of a sum of terms, over another where `under` is not empty.
fn quotient(over: &[Term<'_>], under: &[Term<'_>], draws: &Draws) -> Vec<f64> {
    let numerator = sum(over, draws);
    if under.is_empty() {
        return numerator;
    }
    numerator.into_iter().zip(sum(under, draws)).map(|(n, d)| n / d).collect()
}

/// One quantity, or one over another, both on logs.
fn closed(over: &[Term<'_>], under: &[Term<'_>]) -> Option<Value> {
    let plain = |term: &Term<'_>| (term.factor - 1.0).abs() < f64::EPSILON;
    match (over, under) {
        ([only], []) if plain(only) => Some(Value::Closed(only.law)),
        ([a], [b]) if a.stream != b.stream && plain(a) && plain(b) => {
            let rho = match (&a.tie, &b.tie) {
                (Some((with, rho)), _) if *with == b.stream => *rho,
                (_, Some((with, rho))) if *with == a.stream => *rho,
                _ => 0.0,
            };
            a.law.over(&b.law, rho).map(Value::Closed)
        }
        _ => None,
    }
}

fn layout<'t>(terms: impl Iterator<Item = &'t Term<'t>>, plan: Plan) -> Draws {
    let streams = terms.flat_map(|term| {
        let tie = term.tie.as_ref().map(|tie| &tie.0);
        std::iter::once(&term.stream).chain(tie)
    });
    Draws::new(plan, streams.map(Stream::name))
}

/// Draws of a sum of terms, in the order of the streams.
fn sum(terms: &[Term<'_>], draws: &Draws) -> Vec<f64> {
    let mut sums = vec![0.0; draws.len()];
    for term in terms {
        let values = match &term.tie {
            None => draws.of(&term.stream.name(), term.law),
            Some((with, rho)) => {
                let rest = (1.0 - rho * rho).max(0.0).sqrt();
                let mut units = draws.stream(&term.stream.name());
                for (own, shared) in units.iter_mut().zip(draws.stream(&with.name())) {
                    *own = rho * shared + rest * *own;
                }
                term.law.at_each(&units)
            }
        };
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += term.factor * value);
    }
    sums
}

/// Draws of several sums side by side, from common streams.
pub fn draw_together(sums: &[Vec<Term<'_>>], plan: Plan) -> Vec<Vec<f64>> {
    let draws = layout(sums.iter().flatten(), plan);
    sums.iter().map(|terms| sum(terms, &draws)).collect()
}
