//! Short keys: as many of them fit into a vector as the processor has bytes for.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for vectors")]

use fearless_simd::Simd;
use fearless_simd::prelude::*;

use super::slot::{AT_ONCE, FEW};
use crate::model::vector::widest;

/// Draws that tell roughly where all of them lie: the first points of a sequence are spread evenly.
pub(super) const FIRST: usize = 256;

/// Writes a short key a draw, in the order of the draws; draws that lie close together share one,
/// and so do those beyond the ends of the first few.
pub(super) fn write(keys: &mut [i16], draws: &[f64]) {
    let (low, high) = widest!(simd => ends(simd, draws.get(..FIRST).unwrap_or(draws)));
    let scale = 65_534.0 / (high - low);
    let scale = if scale.is_finite() { scale } else { 0.0 };
    widest!(simd => write_between(simd, keys, draws, (f64::midpoint(low, high), scale)));
}

/// How many keys are less than each of some.
pub(super) fn below(keys: &[i16], at: [i16; AT_ONCE]) -> [usize; AT_ONCE] {
    widest!(simd => count(simd, keys, at))
}

/// The draws whose keys lie from one to another, in order, for each of some pairs.
pub(super) fn members(
    keys: &[i16],
    draws: &[f64],
    ends: [(i16, i16); AT_ONCE],
) -> [Vec<f64>; AT_ONCE] {
    let mut members = [(); AT_ONCE].map(|()| Vec::with_capacity(2 * FEW));
    widest!(simd => collect(simd, keys, draws, ends, &mut members));
    for members in &mut members {
        members.sort_unstable_by(f64::total_cmp);
    }
    members
}

/// The least of the draws above one of them; that one where it is the last.
pub(super) fn least_above(draws: &[f64], own: f64) -> f64 {
    let least = widest!(simd => least(simd, draws, own));
    if least.is_finite() { least } else { own }
}

/// As many numbers as the widest vectors hold.
const MOST_LANES: usize = 16;

/// Keys of as many draws as a vector holds.
#[inline(always)]
fn key<S: Simd>(simd: S, draws: &[f64], (middle, scale): (f64, f64)) -> S::i32s {
    let (low, high) = draws.split_at(S::f64s::LEN);
    let low = (S::f64s::from_slice(simd, low) - middle) * scale;
    let high = (S::f64s::from_slice(simd, high) - middle) * scale;
    // Far enough out to end as the first or last short number, and to be converted alike by all.
    S::i32s::truncate_from(low.narrow(high).max(-40_000.0).min(40_000.0))
}

/// Writes a key a draw: where it lies on the way between the ends of the first few.
#[inline(always)]
fn write_between<S: Simd>(simd: S, keys: &mut [i16], draws: &[f64], way: (f64, f64)) {
    let half = S::i32s::LEN;
    let whole = keys.len() - keys.len() % S::i16s::LEN;
    let (keys, last_keys) = keys.split_at_mut(whole);
    let (draws, last_draws) = draws.split_at(whole);
    for (keys, draws) in keys.chunks_exact_mut(2 * half).zip(draws.chunks_exact(2 * half)) {
        let (low, high) = draws.split_at(half);
        key(simd, low, way).saturating_narrow(key(simd, high, way)).store_slice(keys);
    }
    for (keys, draws) in last_keys.chunks_mut(half).zip(last_draws.chunks(half)) {
        let mut padded = [0.0; MOST_LANES];
        padded[..draws.len()].copy_from_slice(draws);
        let long = key(simd, &padded[..half], way);
        let short = long.saturating_narrow(long);
        keys.copy_from_slice(&short.as_slice()[..keys.len()]);
    }
}

/// How many keys are less than each of some.
#[inline(always)]
fn count<S: Simd>(simd: S, keys: &[i16], at: [i16; AT_ONCE]) -> [usize; AT_ONCE] {
    /// As many as a short number can count.
    const PART: usize = 1 << 14;
    let mut counts = [0; AT_ONCE];
    for keys in keys.chunks(PART) {
        let (vectors, rest) = keys.split_at(keys.len() - keys.len() % S::i16s::LEN);
        let mut sums = [S::i16s::splat(simd, 0); AT_ONCE];
        for keys in vectors.chunks_exact(S::i16s::LEN) {
            let keys = S::i16s::from_slice(simd, keys);
            for (sum, at) in sums.iter_mut().zip(at) {
                // What is so is -1.
                *sum -= keys.simd_lt(at).to_vector();
            }
        }
        for ((count, sum), at) in counts.iter_mut().zip(sums).zip(at) {
            *count += usize::try_from(sum.reduce_sum()).unwrap_or(0);
            *count += rest.iter().filter(|key| **key < at).count();
        }
    }
    counts
}

/// Gathers the draws whose keys lie from one to another, for each of some pairs.
#[inline(always)]
fn collect<S: Simd>(
    simd: S,
    keys: &[i16],
    draws: &[f64],
    ends: [(i16, i16); AT_ONCE],
    members: &mut [Vec<f64>; AT_ONCE],
) {
    let lanes = S::i16s::LEN;
    let (vectors, rest) = keys.split_at(keys.len() - keys.len() % lanes);
    for (vector, keys) in vectors.chunks_exact(lanes).enumerate() {
        let keys = S::i16s::from_slice(simd, keys);
        for (members, (first, last)) in members.iter_mut().zip(ends) {
            let mut hits = (keys.simd_ge(first) & keys.simd_le(last)).to_bitmask();
            while hits != 0 {
                members.extend(draws.get(vector * lanes + hits.trailing_zeros() as usize));
                hits &= hits - 1;
            }
        }
    }
    for (key, draw) in rest.iter().zip(&draws[vectors.len()..]) {
        for (members, (first, last)) in members.iter_mut().zip(ends) {
            if (first..=last).contains(key) {
                members.push(*draw);
            }
        }
    }
}

/// The least and the most of some draws.
#[inline(always)]
fn ends<S: Simd>(simd: S, draws: &[f64]) -> (f64, f64) {
    let vectors = draws.chunks_exact(S::f64s::LEN);
    let rest = vectors.remainder();
    let mut low = S::f64s::splat(simd, f64::INFINITY);
    let mut high = S::f64s::splat(simd, f64::NEG_INFINITY);
    for draws in vectors {
        let draws = S::f64s::from_slice(simd, draws);
        (low, high) = (low.min(draws), high.max(draws));
    }
    let ends = (low.reduce_min(), high.reduce_max());
    rest.iter().fold(ends, |(low, high), &draw| (low.min(draw), high.max(draw)))
}

/// The least of the draws above one.
#[inline(always)]
fn least<S: Simd>(simd: S, draws: &[f64], own: f64) -> f64 {
    let none = S::f64s::splat(simd, f64::INFINITY);
    let (mut least, vectors) = (none, draws.chunks_exact(S::f64s::LEN));
    let rest = vectors.remainder();
    for draws in vectors {
        let draws = S::f64s::from_slice(simd, draws);
        least = least.min(draws.simd_gt(own).select(draws, none));
    }
    let above = rest.iter().copied().filter(|draw| *draw > own);
    above.fold(least.reduce_min(), f64::min)
}
