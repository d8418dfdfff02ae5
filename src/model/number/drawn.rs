//! What was drawn of one quantity, and products of such.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::model::sampling::order::{self, Scratch};
use crate::model::vector::widest;

/// So many draws are computed at a time that what is in between stays in the first cache.
const PART: usize = 512;

/// Draws of one quantity.
pub(in crate::model) struct Drawn {
    draws: Box<[f64]>,
    /// One over each.
    inverse: OnceLock<Box<[f64]>>,
    /// The same draws in order, where these are known.
    ordered: Option<Arc<[f64]>>,
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drawn").field(&self.draws.len()).finish()
    }
}

impl From<Vec<f64>> for Drawn {
    fn from(draws: Vec<f64>) -> Self {
        Self { draws: draws.into(), inverse: OnceLock::new(), ordered: None }
    }
}

impl Drawn {
    /// A permutation of draws that are known in order.
    pub(in crate::model) fn permuted(draws: Vec<f64>, ordered: Arc<[f64]>) -> Self {
        Self { ordered: Some(ordered), ..draws.into() }
    }

    /// A factor times a product, and another factor times another product.
    pub(super) fn sum((a, one): (f64, &Product), (b, two): (f64, &Product)) -> Self {
        let draws = one.draws().max(two.draws());
        let mut sums = Vec::with_capacity(draws);
        let (mut ones, mut twos) = ([0.0; PART], [0.0; PART]);
        for from in (0..draws).step_by(PART) {
            let places = from..draws.min(from + PART);
            let (one, two) = (one.part(&places, &mut ones), two.part(&places, &mut twos));
            let pairs = one.iter().zip(two);
            widest!(sums.extend(pairs.map(|(one, two)| a * one + b * two)));
        }
        sums.into()
    }

    fn inverse(&self) -> &[f64] {
        self.inverse.get_or_init(|| {
            let mut inverse = self.draws.clone();
            widest!(inverse.iter_mut().for_each(|draw| *draw = 1.0 / *draw));
            inverse
        })
    }
}

/// A product of what was drawn, each to a power that is not 0; of nothing, it is 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Product(Vec<(Arc<Drawn>, i8)>);

impl From<Drawn> for Product {
    fn from(drawn: Drawn) -> Self {
        Self(vec![(Arc::new(drawn), 1)])
    }
}

impl Product {
    pub(super) const fn is_one(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of draws; 0 where it is the same in all of them.
    pub(super) fn draws(&self) -> usize {
        self.0.first().map_or(0, |(drawn, _)| drawn.draws.len())
    }

    /// What tells it from other products while its factors are held.
    pub(super) fn key(&self) -> Vec<(usize, i8)> {
        let mut key: Vec<_> =
            self.0.iter().map(|(drawn, power)| (Arc::as_ptr(drawn).addr(), *power)).collect();
        key.sort_unstable();
        key
    }

    fn power_of(&self, wanted: &Arc<Drawn>) -> i8 {
        let found = self.0.iter().find(|(drawn, _)| Arc::ptr_eq(drawn, wanted));
        found.map_or(0, |(_, power)| *power)
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        let is_in_other = |(drawn, power): &(_, i8)| other.power_of(drawn) == *power;
        self.0.len() == other.0.len() && self.0.iter().all(is_in_other)
    }

    /// This product times another, or over it: what both share is added up, and may cancel.
    pub(super) fn times(mut self, other: Self, sign: i8) -> Self {
        for (drawn, power) in other.0 {
            let power = power.saturating_mul(sign);
            match self.0.iter_mut().find(|(own, _)| Arc::ptr_eq(own, &drawn)) {
                Some((_, own)) => *own = own.saturating_add(power),
                None => self.0.push((drawn, power)),
            }
        }
        self.0.retain(|(_, power)| *power != 0);
        self
    }

    /// What both have as a factor, and what is left of each.
    pub(super) fn split(self, other: Self) -> (Self, Self, Self) {
        let in_both = |(drawn, power): &(Arc<Drawn>, i8)| {
            let (own, others) = (*power, other.power_of(drawn));
            let least = own.signum() * own.unsigned_abs().min(others.unsigned_abs()).cast_signed();
            (own.signum() == others.signum()).then(|| (Arc::clone(drawn), least))
        };
        let shared = Self(self.0.iter().filter_map(in_both).collect());
        (shared.clone(), self.times(shared.clone(), -1), other.times(shared, -1))
    }

    /// The draws that are kept of one factor, or of one over it, where there is no other.
    fn kept(&self) -> Option<&[f64]> {
        match &*self.0 {
            [(drawn, 1)] => Some(&drawn.draws),
            [(drawn, -1)] => Some(drawn.inverse()),
            _ => None,
        }
    }

    /// Hands over so many draws, a part at a time.
    pub(super) fn parts(&self, draws: usize, mut take: impl FnMut(&[f64])) {
        let mut computed = [0.0; PART];
        for from in (0..draws).step_by(PART) {
            take(self.part(&(from..draws.min(from + PART)), &mut computed));
        }
    }

    /// Its draws at some places, at most [`PART`]: those that are kept, or computed ones.
    fn part<'s>(&'s self, places: &Range<usize>, computed: &'s mut [f64; PART]) -> &'s [f64] {
        if let Some(kept) = self.kept() {
            return kept.get(places.clone()).unwrap_or_default();
        }
        let product = &mut computed[..places.len()];
        self.multiply(places.start, product);
        product
    }

    /// Computes its draws from a place on.
    fn multiply<'s>(&'s self, from: usize, product: &mut [f64]) {
        let places = from..from + product.len();
        let of = |(drawn, power): &'s (Arc<Drawn>, i8)| {
            let all = if *power < 0 { drawn.inverse() } else { &*drawn.draws };
            let draws = all.get(places.clone()).unwrap_or_default();
            (0..power.unsigned_abs()).map(move |_| draws)
        };
        let mut factors = self.0.iter().flat_map(of);
        match (factors.next(), factors.next()) {
            (None, _) => product.fill(1.0),
            (Some(one), None) => product.copy_from_slice(one),
            (Some(one), Some(two)) => {
                let pairs = one.iter().zip(two);
                widest!(product.iter_mut().zip(pairs).for_each(|(own, (a, b))| *own = a * b));
            }
        }
        for factor in factors {
            widest!(product.iter_mut().zip(factor).for_each(|(own, factor)| *own *= factor));
        }
    }

    /// The values that are not exceeded with these probabilities, which ascend.
    pub(super) fn quantiles(&self, probabilities: &[f64], scratch: &mut Scratch) -> Vec<f64> {
        if let [(drawn, power @ (1 | -1))] = &*self.0
            && let Some(ordered) = &drawn.ordered
        {
            let last = ordered.len() - 1;
            let of_rank = |rank: usize| {
                let ranked = if *power > 0 { ordered.get(rank) } else { ordered.get(last - rank) };
                let value = ranked.copied().unwrap_or(f64::NAN);
                if *power > 0 { value } else { 1.0 / value }
            };
            return order::between(ordered.len(), probabilities, |ranks| {
                ranks.iter().map(|&rank| (of_rank(rank), of_rank((rank + 1).min(last)))).collect()
            });
        }
        let Scratch { draws, keys } = scratch;
        if let Some(kept) = self.kept() {
            return order::quantiles(kept, keys, probabilities);
        }
        draws.resize(self.draws(), 0.0);
        for (part, draws) in draws.chunks_mut(PART).enumerate() {
            self.multiply(part * PART, draws);
        }
        order::quantiles(draws, keys, probabilities)
    }
}
