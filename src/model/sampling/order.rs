//! Quantiles of draws without sorting them: how many draws lie below a value is
//! counted with whole vectors of short keys, until few are left to look into.

use super::index;
use crate::model::vector::widest;

/// So few draws are looked into.
const FEW: usize = 16;

/// The values that are not exceeded with these probabilities; between draws by straight lines through their midpoints.
pub(in crate::model) fn quantiles(draws: &[f64], probabilities: &[f64]) -> Vec<f64> {
    let last = draws.len().saturating_sub(1);
    let places = probabilities.iter().map(|p| {
        let place = (p * index(draws.len()) - 0.5).clamp(0.0, index(last));
        let below = floor(place);
        (below, place - index(below))
    });
    let places: Vec<(usize, f64)> = places.collect();
    // Probabilities that lie close together share ranks.
    let mut ranks: Vec<usize> =
        places.iter().flat_map(|&(below, _)| [below, (below + 1).min(last)]).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let ordered = select(draws, &ranks);
    let draw = |rank: usize| {
        let found = ranks.binary_search(&rank).ok().and_then(|at| ordered.get(at));
        found.copied().unwrap_or(f64::NAN)
    };
    let between = |&(below, part): &(usize, f64)| {
        let (low, high) = (draw(below), draw((below + 1).min(last)));
        low + (high - low) * part
    };
    places.iter().map(between).collect()
}

/// The draws of these ranks, from the least, which has rank 0; ranks ascend.
fn select(draws: &[f64], ranks: &[usize]) -> Vec<f64> {
    let keys = Keys::of(draws);
    let mut slot = Slot { first: 0, end: Keys::END, below: 0, within: draws.len() };
    let mut members: Vec<f64> = Vec::new();
    let each = ranks.iter().map(|&rank| {
        if members.is_empty() || rank >= slot.within {
            slot = keys.slot(rank, &slot);
            members = keys.members(draws, &slot);
        }
        members.get(rank - slot.below).copied().unwrap_or(f64::NAN)
    });
    each.collect()
}

/// Keys from `first` to before `end`, with as many draws below the first and below the end.
struct Slot {
    first: i32,
    end: i32,
    below: usize,
    within: usize,
}

/// A short key a draw, in the order of the draws; draws that lie close together share one.
struct Keys(Vec<i16>);

impl Keys {
    const BITS: u32 = i16::BITS - 1;
    /// Past every key.
    const END: i32 = 1 << Self::BITS;

    fn of(draws: &[f64]) -> Self {
        let (leading, least, most) = leading_bits(draws);
        let span = most.abs_diff(least);
        let shift = (u32::BITS - span.leading_zeros()).saturating_sub(Self::BITS);
        let mut keys = vec![0; draws.len()];
        widest!({
            keys.iter_mut().zip(&leading).for_each(|(key, bits)| *key = short(*bits, least, shift));
        });
        Self(keys)
    }

    /// How many keys are less than one.
    fn below(&self, key: i32) -> usize {
        let Ok(key) = i16::try_from(key) else { return self.0.len() };
        // In parts whose count a short number holds: as many fit into a vector as keys do.
        let part = |keys: &[i16]| {
            widest!(keys.iter().fold(0_i16, |sum, own| sum.wrapping_add(i16::from(*own < key))))
        };
        self.0.chunks(1 << 14).map(|keys| usize::try_from(part(keys)).unwrap_or(0)).sum()
    }

    /// A slot of few keys, or of few draws, that holds a rank at or after those of another.
    fn slot(&self, rank: usize, last: &Slot) -> Slot {
        let mut slot = if rank < last.within {
            Slot { ..*last }
        } else {
            Slot { first: last.end, end: Self::END, below: last.within, within: self.0.len() }
        };
        let mut steps = 0;
        while slot.end - slot.first > 1 && slot.within - slot.below > FEW {
            let width = f64::from(slot.end - slot.first);
            // By a straight line between the ends, and in the middle where that goes slowly.
            let part = match steps % 3 {
                2 => 0.5,
                _ => (index(rank - slot.below) + 0.5) / index(slot.within - slot.below),
            };
            let key = (slot.first + whole(width * part)).clamp(slot.first + 1, slot.end - 1);
            let below = self.below(key);
            if below <= rank {
                (slot.first, slot.below) = (key, below);
            } else {
                (slot.end, slot.within) = (key, below);
            }
            steps += 1;
        }
        slot
    }

    /// The draws of a slot, in order.
    fn members(&self, draws: &[f64], slot: &Slot) -> Vec<f64> {
        const LANES: usize = 32;
        let Ok(first) = i16::try_from(slot.first) else { return Vec::new() };
        // No key is larger than the largest short number.
        let last = i16::try_from(slot.end - 1).unwrap_or(i16::MAX);
        let held = |key: i16| (first..=last).contains(&key);
        let (parts, rest) = self.0.as_chunks::<LANES>();
        let mut hits = vec![false; parts.len()];
        widest!({
            for (hit, keys) in hits.iter_mut().zip(parts) {
                *hit = keys.iter().fold(0_i16, |any, &key| any | i16::from(held(key))) != 0;
            }
        });
        let mut members = Vec::with_capacity(2 * FEW);
        let mut take = |draws: &[f64], keys: &[i16]| {
            // Every draw is written, and the next over those that are not held: nothing to guess.
            let (mut own, mut count) = ([0.0; LANES], 0);
            for (draw, key) in draws.iter().zip(keys) {
                own[count % LANES] = *draw;
                count += usize::from(held(*key));
            }
            members.extend_from_slice(&own[..count]);
        };
        let (of_parts, of_rest) = draws.as_chunks::<LANES>();
        for ((draws, keys), _) in of_parts.iter().zip(parts).zip(hits).filter(|(_, hit)| *hit) {
            take(draws, keys);
        }
        take(of_rest, rest);
        members.sort_unstable_by(f64::total_cmp);
        members
    }
}

/// What draws are ordered by, its least and its most: the leading bits, in which
/// the draws' tails lie no further out than their logs do. Where draws lie on both
/// sides of zero, whose logs never end, the distance from the least.
fn leading_bits(draws: &[f64]) -> (Vec<i32>, i32, i32) {
    let (bits, least, most) = keyed(draws, leading);
    if least >= 0 || most < 0 {
        return (bits, least, most);
    }
    let ends = (f64::INFINITY, f64::NEG_INFINITY);
    let (low, high) =
        widest!(draws.iter().fold(ends, |(low, high), &draw| (low.min(draw), high.max(draw))));
    let scale = f64::from(1 << 30) / (high - low);
    keyed(draws, |draw| distance((draw - low) * scale))
}

/// A whole number a draw, their least and their most.
fn keyed(draws: &[f64], key: impl Fn(f64) -> i32) -> (Vec<i32>, i32, i32) {
    let mut keys = vec![0; draws.len()];
    let (least, most) = widest!({
        let ends = (i32::MAX, i32::MIN);
        keys.iter_mut().zip(draws).fold(ends, |(least, most), (own, draw)| {
            *own = key(*draw);
            (least.min(*own), most.max(*own))
        })
    });
    (keys, least, most)
}

/// The leading bits of a number, in its order: below zero, the bits fall as the number rises.
#[expect(clippy::cast_possible_wrap, clippy::cast_sign_loss, reason = "bits, not numbers")]
const fn leading(draw: f64) -> i32 {
    let leading = (draw.to_bits() >> 32) as i32;
    leading ^ (((leading >> 31) as u32) >> 1) as i32
}

#[expect(clippy::cast_possible_truncation, reason = "at most 2^30")]
const fn distance(scaled: f64) -> i32 {
    scaled as i32
}

#[expect(clippy::cast_possible_truncation, reason = "at most 2^15")]
const fn whole(part: f64) -> i32 {
    part as i32
}

#[expect(
    clippy::cast_sign_loss,
    clippy::cast_possible_truncation,
    reason = "a distance, then 15 bits of it"
)]
const fn short(bits: i32, least: i32, shift: u32) -> i16 {
    (bits.wrapping_sub(least) as u32 >> shift) as i16
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
    use super::{quantiles, select};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_selected_is_what_sorting_gives(
            mut draws in prop::collection::vec(-1e3..1e3_f64, 1..300),
            factor in prop::sample::select(vec![0.0, 1e-300, 1.0, 1e200]),
            ranks in prop::collection::vec(0..300_usize, 1..9),
        ) {
            for draw in &mut draws {
                *draw *= factor;
            }
            let mut ranks: Vec<usize> = ranks.into_iter().map(|rank| rank % draws.len()).collect();
            ranks.sort_unstable();
            let found = select(&draws, &ranks);
            draws.sort_unstable_by(f64::total_cmp);
            for (found, rank) in found.iter().zip(ranks) {
                prop_assert!((found - draws[rank]).abs() <= 0.0, "{found} {}", draws[rank]);
            }
        }
    }

    #[test]
    fn quantiles_run_through_the_midpoints_of_draws() {
        let draws = [3.0, 1.0, -2.0, 4.0];
        let asked = [0.125, 0.25, 0.375, 0.5, 0.5, 0.875, 0.999];
        let expected = [-2.0, -0.5, 1.0, 2.0, 2.0, 4.0, 4.0];
        for (found, expected) in quantiles(&draws, &asked).into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }
}
