//! The few draws among which a rank lies: where they stand, and their values.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for vectors")]

use fearless_simd::Simd;
use fearless_simd::prelude::*;

use super::Set;
use super::slot::AT_ONCE;
use crate::model::vector::widest;

/// A bit a key.
type Word = u64;

/// Bits of a word.
const BITS: usize = Word::BITS as usize;

/// Marks of few draws among many, and room to look them up.
#[derive(Debug, Default)]
pub(super) struct Marks {
    words: Vec<[Word; AT_ONCE]>,
    places: Vec<usize>,
    values: Vec<f64>,
}

impl Marks {
    /// Marks the keys that lie from one to another, for each of some pairs.
    pub(super) fn mark(&mut self, keys: &[i16], ends: [(i16, i16); AT_ONCE]) {
        self.words.resize(keys.len().div_ceil(BITS), [0; AT_ONCE]);
        widest!(simd => mark(simd, &mut self.words, keys, ends));
    }

    /// The draws whose keys are marked for one of the pairs, of which there are so many.
    pub(super) fn members(&mut self, set: &impl Set, of: usize, count: usize) -> &mut [f64] {
        let Self { words, places, values } = self;
        // A place that is written down too early is written over by the next, or lies past the last.
        places.resize(count + 1, 0);
        let (mut found, mut from) = (0, 0);
        for word in words {
            let mut word = word[of];
            // Most words have no bit, and few more than one: branches would be guessed wrong.
            for _ in 0..2 {
                found = note(places, found, from, &mut word);
            }
            while word != 0 {
                found = note(places, found, from, &mut word);
            }
            from += BITS;
        }
        set.at(places.get(..count).unwrap_or_default(), values);
        values
    }
}

/// The draw of a rank among a few and the one after it, which is not a number where there is none.
pub(super) fn ranked(few: &mut [f64], rank: usize) -> [f64; 2] {
    /// So many are compared with each other, which takes no branch that could be guessed wrong.
    const MOST: usize = 64;
    if few.len() > MOST {
        few.sort_unstable_by(f64::total_cmp);
        return [rank, rank + 1].map(|rank| few.get(rank).copied().unwrap_or(f64::NAN));
    }
    widest!({
        let mut found = [f64::NAN; 2];
        for &draw in &*few {
            let (mut below, mut not_above) = (0, 0);
            for &other in &*few {
                below += usize::from(other < draw);
                not_above += usize::from(other <= draw);
            }
            let ranks = below..not_above;
            for (further, found) in found.iter_mut().enumerate() {
                *found = if ranks.contains(&(rank + further)) { draw } else { *found };
            }
        }
        found
    })
}

/// Writes down the place of a word's lowest bit, and takes the bit away; how many are found then.
#[inline(always)]
fn note(places: &mut [usize], found: usize, from: usize, word: &mut Word) -> usize {
    if let Some(place) = places.get_mut(found) {
        *place = from + word.trailing_zeros() as usize;
    }
    let is_one = usize::from(*word != 0);
    *word &= word.wrapping_sub(1);
    found + is_one
}

#[inline(always)]
fn mark<S: Simd>(
    simd: S,
    words: &mut [[Word; AT_ONCE]],
    keys: &[i16],
    ends: [(i16, i16); AT_ONCE],
) {
    let lanes = S::i16s::LEN;
    for (marked, keys) in words.iter_mut().zip(keys.chunks(BITS)) {
        let (mut own, mut shift) = ([0; AT_ONCE], 0);
        let vectors = keys.chunks_exact(lanes);
        let rest = vectors.remainder();
        for keys in vectors {
            let keys = S::i16s::from_slice(simd, keys);
            for (word, (first, last)) in own.iter_mut().zip(ends) {
                let hits = keys.simd_ge(first) & keys.simd_le(last);
                *word |= hits.to_bitmask() << shift;
            }
            shift += lanes;
        }
        for key in rest {
            for (word, (first, last)) in own.iter_mut().zip(ends) {
                *word |= Word::from((first..=last).contains(key)) << shift;
            }
            shift += 1;
        }
        *marked = own;
    }
}
