//! Quantiles of draws without sorting them, or even writing them down: how many draws lie below a
//! value is counted with whole vectors of short keys, until few are left to look into.

mod few;
mod guess;
mod keys;
mod slot;

use std::ops::Range;

use super::index;
use crate::model::vector::PART;

/// Draws that can be looked at part by part, and one by one.
pub(in crate::model) trait Set {
    /// Their number.
    fn len(&self) -> usize;

    /// Those at some places, at most [`PART`]: kept ones, or computed in the room that is lent.
    fn part<'s>(&'s self, places: Range<usize>, room: &'s mut [f64; PART]) -> &'s [f64];

    /// Those at a few places, to the last bit as they are in their parts.
    fn at(&self, places: &[usize], values: &mut Vec<f64>);

    /// Hands over all of them, a part at a time.
    fn for_each_part(&self, mut take: impl FnMut(Range<usize>, &[f64])) {
        let mut room = [0.0; PART];
        for from in (0..self.len()).step_by(PART) {
            let places = from..self.len().min(from + PART);
            take(places.clone(), self.part(places, &mut room));
        }
    }
}

/// What is worked in: kept from one set of draws to the next.
#[derive(Debug, Default)]
pub(in crate::model) struct Scratch {
    keys: Vec<i16>,
    marks: few::Marks,
}

/// The values that are not exceeded with these probabilities, which ascend; between draws by
/// straight lines through their midpoints.
pub(in crate::model) fn quantiles(
    set: &impl Set,
    scratch: &mut Scratch,
    probabilities: &[f64],
) -> Vec<f64> {
    keys::write(&mut scratch.keys, set);
    between(set.len(), probabilities, |ranks| pairs(set, scratch, ranks))
}

/// Quantiles of so many draws, of which those at ascending ranks can be told, each with the next.
pub(in crate::model) fn between(
    draws: usize,
    probabilities: &[f64],
    pairs: impl FnOnce(&[usize]) -> Vec<(f64, f64)>,
) -> Vec<f64> {
    let last = index(draws.saturating_sub(1));
    let place = |p: &f64| (p * index(draws) - 0.5).clamp(0.0, last);
    let places: Vec<f64> = probabilities.iter().map(place).collect();
    let mut ranks: Vec<usize> = places.iter().map(|place| floor(*place)).collect();
    ranks.dedup();
    let pairs = pairs(&ranks);
    let between = |place: &f64| {
        let rank = floor(*place);
        let found = ranks.binary_search(&rank).ok().and_then(|at| pairs.get(at));
        let (low, high) = found.copied().unwrap_or((f64::NAN, f64::NAN));
        low + (high - low) * (place - index(rank))
    };
    places.iter().map(between).collect()
}

/// The draws of these ranks, from the least, which has rank 0, each with the draw after it; ranks ascend.
fn pairs(set: &impl Set, scratch: &mut Scratch, ranks: &[usize]) -> Vec<(f64, f64)> {
    let Scratch { keys, marks } = scratch;
    let mut pairs = Vec::with_capacity(ranks.len());
    for ranks in ranks.chunks(slot::AT_ONCE) {
        let slots = slot::find(keys, ranks);
        marks.mark(keys, slots.map(|slot| slot.ends()));
        for (of, (rank, slot)) in ranks.iter().zip(slots).enumerate() {
            let members = marks.members(set, of, slot.members());
            let [own, next] = few::ranked(members, rank - slot.below);
            pairs.push((own, if next.is_nan() { keys::least_above(set, own) } else { next }));
        }
    }
    pairs
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among at most 2^17 draws, clamped to be at least 0"
)]
const fn floor(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
mod tests {
    use super::{Scratch, Set, keys, pairs, quantiles};
    use crate::model::vector::PART;
    use proptest::prelude::*;
    use std::ops::Range;

    impl Set for Vec<f64> {
        fn len(&self) -> usize {
            self.len()
        }

        fn part<'s>(&'s self, places: Range<usize>, _: &'s mut [f64; PART]) -> &'s [f64] {
            &self[places]
        }

        fn at(&self, places: &[usize], values: &mut Vec<f64>) {
            values.clear();
            values.extend(places.iter().map(|&place| self[place]));
        }
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_sorting_gives(
            mut draws in prop::collection::vec(-1e3..1e3_f64, 1..3_000),
            factor in prop::sample::select(vec![0.0, 1e-300, 1.0, 1e200]),
            (ties, level) in (0..3_000_usize, -1e3..1e3_f64),
            ranks in prop::collection::vec(0..3_000_usize, 1..9),
        ) {
            for (place, draw) in draws.iter_mut().enumerate() {
                let tied = if place < ties { *draw } else { draw.max(level) };
                *draw = tied * factor;
            }
            let mut ranks: Vec<usize> = ranks.into_iter().map(|rank| rank % draws.len()).collect();
            ranks.sort_unstable();
            let mut scratch = Scratch::default();
            keys::write(&mut scratch.keys, &draws);
            let found = pairs(&draws, &mut scratch, &ranks);
            draws.sort_unstable_by(f64::total_cmp);
            for ((own, next), rank) in found.into_iter().zip(ranks) {
                let sorted = |rank: usize| draws[rank.min(draws.len() - 1)];
                prop_assert!((own - sorted(rank)).abs() <= 0.0, "{own} {}", sorted(rank));
                prop_assert!((next - sorted(rank + 1)).abs() <= 0.0, "{next} {}", sorted(rank + 1));
            }
        }
    }

    #[test]
    fn quantiles_run_through_the_midpoints_of_draws() {
        let draws = vec![3.0, 1.0, -2.0, 4.0];
        let asked = [0.125, 0.25, 0.375, 0.5, 0.5, 0.875, 0.999];
        let expected = [-2.0, -0.5, 1.0, 2.0, 2.0, 4.0, 4.0];
        let found = quantiles(&draws, &mut Scratch::default(), &asked);
        for (found, expected) in found.into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }
}
