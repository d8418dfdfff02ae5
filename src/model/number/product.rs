//! Products of what was drawn.

use std::ops::Range;
use std::sync::Arc;

use super::{Drawn, Mark};
use crate::model::sampling::order::{self, Scratch, Set};
use crate::model::vector::{PART, widest};

/// A product of what was drawn, each to a power that is not 0; of nothing, it is 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Product(Vec<(Arc<Drawn>, i8)>);

impl From<Drawn> for Product {
    fn from(drawn: Drawn) -> Self {
        Arc::new(drawn).into()
    }
}

impl From<Arc<Drawn>> for Product {
    fn from(drawn: Arc<Drawn>) -> Self {
        Self(vec![(drawn, 1)])
    }
}

impl Product {
    pub(super) const fn is_one(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of draws; 0 where it is the same in all of them.
    pub(super) fn draws(&self) -> usize {
        self.0.first().map_or(0, |(drawn, _)| drawn.len())
    }

    /// What tells it from other products, to the last bit of its draws.
    pub(super) fn mark(&self) -> Mark {
        let factors = self.0.iter();
        factors.fold(Mark::default(), |mark, (drawn, power)| mark.then(drawn.mark(), *power))
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        let is_in_other = |(drawn, power): &(Arc<Drawn>, i8)| other.power_of(drawn) == *power;
        self.0.len() == other.0.len() && self.0.iter().all(is_in_other)
    }

    pub(super) fn with_drawn(self, mut other: impl FnMut(Arc<Drawn>) -> Arc<Drawn>) -> Self {
        Self(self.0.into_iter().map(|(drawn, power)| (other(drawn), power)).collect())
    }

    fn power_of(&self, wanted: &Drawn) -> i8 {
        let found = self.0.iter().find(|(drawn, _)| drawn.mark() == wanted.mark());
        found.map_or(0, |(_, power)| *power)
    }

    /// This product times another, or over it: what both share is added up, and may cancel.
    pub(super) fn times(mut self, other: Self, sign: i8) -> Self {
        for (drawn, power) in other.0 {
            let power = power.saturating_mul(sign);
            match self.0.iter_mut().find(|(own, _)| own.mark() == drawn.mark()) {
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
            let draws = if *power < 0 { drawn.inverse() } else { drawn.draws() };
            std::iter::repeat_n(draws, power.unsigned_abs().into())
        };
        Multiplied { draws, factors: self.0.iter().flat_map(of).collect() }
    }

    /// The largest magnitude of its draws; not finite where one is not.
    pub(super) fn largest(&self) -> f64 {
        let mut largest = 0.0_f64;
        self.multiplied(self.draws()).for_each_part(|_, part| {
            // The bits of magnitudes are in their order, and those of what is not finite above all.
            let bits = part.iter().map(|draw| draw.abs().to_bits());
            let most = widest!(bits.fold(0, |most, bits| if bits > most { bits } else { most }));
            largest = f64::from_bits(most.max(largest.to_bits()));
        });
        largest
    }

    /// The values that are not exceeded with these probabilities, which ascend.
    pub(super) fn quantiles(&self, probabilities: &[f64], scratch: &mut Scratch) -> Vec<f64> {
        let count = || self.counted_quantiles(probabilities, scratch);
        self.known_quantiles(probabilities).unwrap_or_else(count)
    }

    /// The same, found by counting.
    pub(super) fn counted_quantiles(
        &self,
        probabilities: &[f64],
        scratch: &mut Scratch,
    ) -> Vec<f64> {
        order::quantiles(&self.multiplied(self.draws()), scratch, probabilities)
    }

    /// The same where it is one quantity, or one over it, whose draws are known in order.
    pub(super) fn known_quantiles(&self, probabilities: &[f64]) -> Option<Vec<f64>> {
        let [(drawn, power @ (1 | -1))] = &*self.0 else { return None };
        let ordered = drawn.ordered()?;
        let last = ordered.len() - 1;
        let of_rank = |rank: usize| {
            let ranked = if *power > 0 { ordered.get(rank) } else { ordered.get(last - rank) };
            let value = ranked.copied().unwrap_or(f64::NAN);
            if *power > 0 { value } else { 1.0 / value }
        };
        Some(order::between(ordered.len(), probabilities, |ranks| {
            ranks.iter().map(|&rank| (of_rank(rank), of_rank((rank + 1).min(last)))).collect()
        }))
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
