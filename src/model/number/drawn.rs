//! What was drawn of one quantity, and products of such.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::model::sampling::order::{self, Scratch, Set};
use crate::model::vector::{PART, in_parts, widest};

/// Draws of one quantity.
pub(in crate::model) struct Drawn {
    draws: Box<[f64]>,
    /// One over each.
    inverse: OnceLock<Box<[f64]>>,
    /// The same draws in order, where these are known.
    ordered: Option<Arc<Vec<f64>>>,
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
    pub(in crate::model) fn permuted(draws: Vec<f64>, ordered: Arc<Vec<f64>>) -> Self {
        Self { ordered: Some(ordered), ..draws.into() }
    }

    /// A factor times a product, and another factor times another product.
    pub(super) fn sum((a, one): (f64, &Product), (b, two): (f64, &Product)) -> Self {
        let draws = one.draws().max(two.draws());
        let (one, two) = (one.multiplied(draws), two.multiplied(draws));
        let [mut ones, mut twos] = [[0.0; PART]; 2];
        let sums = in_parts(draws, |places, sums| {
            let ones = one.part(places.clone(), &mut ones);
            let pairs = ones.iter().zip(two.part(places, &mut twos));
            widest!(
                sums.iter_mut().zip(pairs).for_each(|(sum, (one, two))| *sum = a * one + b * two)
            );
        });
        sums.into()
    }

    fn inverse(&self) -> &[f64] {
        self.inverse.get_or_init(|| {
            let inverse = in_parts(self.draws.len(), |places, inverse| {
                let pairs = inverse.iter_mut().zip(&self.draws[places]);
                widest!(pairs.for_each(|(inverse, draw)| *inverse = 1.0 / draw));
            });
            inverse.into()
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

    /// Its draws, of which there are so many.
    pub(super) fn multiplied<'d>(&'d self, draws: usize) -> Multiplied<'d> {
        let of = |(drawn, power): &'d (Arc<Drawn>, i8)| {
            let draws = if *power < 0 { drawn.inverse() } else { &*drawn.draws };
            std::iter::repeat_n(draws, power.unsigned_abs().into())
        };
        Multiplied { draws, factors: self.0.iter().flat_map(of).collect() }
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
        order::quantiles(&self.multiplied(self.draws()), scratch, probabilities)
    }
}

/// So many draws of a product, by those of its factors.
pub(super) struct Multiplied<'d> {
    draws: usize,
    factors: Vec<&'d [f64]>,
}

impl Set for Multiplied<'_> {
    fn len(&self) -> usize {
        self.draws
    }

    fn part<'s>(&'s self, places: Range<usize>, room: &'s mut [f64; PART]) -> &'s [f64] {
        let product = &mut room[..places.len()];
        let part = |draws: &'s [f64]| draws.get(places.clone()).unwrap_or_default();
        let further = match *self.factors {
            [] => {
                product.fill(1.0);
                return product;
            }
            [own] => return part(own),
            [one, two, ref further @ ..] => {
                let pairs = part(one).iter().zip(part(two));
                widest!(product.iter_mut().zip(pairs).for_each(|(own, (a, b))| *own = a * b));
                further
            }
        };
        for factor in further {
            let pairs = product.iter_mut().zip(part(factor));
            widest!(pairs.for_each(|(own, factor)| *own *= factor));
        }
        product
    }

    fn at(&self, places: &[usize], values: &mut Vec<f64>) {
        values.clear();
        values.resize(places.len(), 1.0);
        for draws in &self.factors {
            for (value, place) in values.iter_mut().zip(places) {
                *value *= draws.get(*place).copied().unwrap_or(f64::NAN);
            }
        }
    }
}
