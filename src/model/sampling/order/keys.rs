//! Short keys: as many of them fit into a vector as the processor has bytes for.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for vectors")]

use fearless_simd::Simd;
use fearless_simd::prelude::*;

use super::Set;
use super::slot::{AT_ONCE, Probes};
use crate::model::vector::widest;

/// Draws that tell roughly where all of them lie: the first points of a sequence are spread evenly.
pub(super) const FIRST: usize = 256;

/// The least and the largest key: the difference of two is a short number too.
pub(super) const LEAST: i16 = -(1 << 14);
pub(super) const MOST: i16 = (1 << 14) - 1;

/// As many numbers as the widest vectors hold.
const MOST_LANES: usize = 16;

/// Writes a short key a draw, in the order of the draws; draws that lie close together share one,
/// and so do those beyond the ends of the first few.
pub(super) fn write(keys: &mut Vec<i16>, set: &impl Set) {
    keys.resize(set.len(), 0);
    let mut way = None;
    set.for_each_part(|places, draws| {
        let way = *way.get_or_insert_with(|| Way::along(draws.get(..FIRST).unwrap_or(draws)));
        if let Some(keys) = keys.get_mut(places) {
            widest!(simd => way.write(simd, keys, draws));
        }
    });
}

/// How many keys are less than each of some, which lie from [`LEAST`] to one more than [`MOST`].
pub(super) fn below(keys: &[i16], at: Probes<i16>) -> Probes<usize> {
    widest!(simd => count(simd, keys, at))
}

/// The least of the draws above one of them; that one where it is the last.
pub(super) fn least_above(set: &impl Set, own: f64) -> f64 {
    let mut least = f64::INFINITY;
    set.for_each_part(|_, draws| {
        least = least.min(widest!(simd => least_of(simd, draws, own)));
    });
    if least.is_finite() { least } else { own }
}

/// The way from one end of the first few draws to the other.
#[derive(Clone, Copy)]
struct Way {
    middle: f64,
    scale: f64,
}

impl Way {
    fn along(draws: &[f64]) -> Self {
        let (low, high) = widest!(simd => ends(simd, draws));
        let scale = f64::from(MOST - LEAST) / (high - low);
        let scale = if scale.is_finite() { scale } else { 0.0 };
        Self { middle: f64::midpoint(low, high), scale }
    }

    /// Keys of as many draws as a vector holds.
    #[inline(always)]
    fn key<S: Simd>(self, simd: S, draws: &[f64]) -> S::i32s {
        let (low, high) = draws.split_at(S::f64s::LEN);
        let low = (S::f64s::from_slice(simd, low) - self.middle) * self.scale;
        let high = (S::f64s::from_slice(simd, high) - self.middle) * self.scale;
        let (least, most) = (f32::from(LEAST), f32::from(MOST));
        S::i32s::truncate_from(low.narrow(high).max(least).min(most))
    }

    #[inline(always)]
    fn write<S: Simd>(self, simd: S, keys: &mut [i16], draws: &[f64]) {
        let half = S::i32s::LEN;
        let whole = keys.len() - keys.len() % S::i16s::LEN;
        let (keys, last_keys) = keys.split_at_mut(whole);
        let (draws, last_draws) = draws.split_at(whole);
        for (keys, draws) in keys.chunks_exact_mut(2 * half).zip(draws.chunks_exact(2 * half)) {
            let (low, high) = draws.split_at(half);
            self.key(simd, low).saturating_narrow(self.key(simd, high)).store_slice(keys);
        }
        for (keys, draws) in last_keys.chunks_mut(half).zip(last_draws.chunks(half)) {
            let mut padded = [0.0; MOST_LANES];
            padded[..draws.len()].copy_from_slice(draws);
            let long = self.key(simd, &padded[..half]);
            let short = long.saturating_narrow(long);
            keys.copy_from_slice(&short.as_slice()[..keys.len()]);
        }
    }
}

#[inline(always)]
fn count<S: Simd>(simd: S, keys: &[i16], at: Probes<i16>) -> Probes<usize> {
    /// As many as a short number can count.
    const PART: usize = 1 << 14;
    let mut counts = [[0; 2]; AT_ONCE];
    for keys in keys.chunks(PART) {
        let (vectors, rest) = keys.split_at(keys.len() - keys.len() % S::i16s::LEN);
        let mut sums = [[S::i16s::splat(simd, 0); 2]; AT_ONCE];
        for keys in vectors.chunks_exact(S::i16s::LEN) {
            let keys = S::i16s::from_slice(simd, keys);
            for (sum, at) in sums.as_flattened_mut().iter_mut().zip(at.as_flattened()) {
                // The sign of the difference, which is -1: a comparison would cost a mask.
                *sum -= (keys - *at) >> 15;
            }
        }
        let all = counts.as_flattened_mut().iter_mut();
        for ((count, sum), at) in all.zip(sums.as_flattened()).zip(at.as_flattened()) {
            *count += usize::try_from(sum.reduce_sum()).unwrap_or(0);
            *count += rest.iter().filter(|key| *key < at).count();
        }
    }
    counts
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

/// The least of the draws above one; infinite where there is none.
#[inline(always)]
fn least_of<S: Simd>(simd: S, draws: &[f64], own: f64) -> f64 {
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
