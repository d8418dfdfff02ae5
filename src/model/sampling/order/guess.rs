//! Where ranks of all draws probably lie, from those of the first of them.

use super::keys::{FIRST, LEAST, below};
use super::slot::{AT_ONCE, Probes, short, whole};
use crate::model::sampling::index;

/// Keys on either side of these ranks.
pub(super) fn guess(keys: &[i16], ranks: [usize; AT_ONCE]) -> Probes {
    /// So many times as many are looked at as before.
    const MORE: usize = 4;
    /// Ranks to either side among a few, and among more of them, between which those of all are as
    /// a rule.
    const ASIDE: [f64; 2] = [2.5, 4.0];
    let among =
        |some: usize| ranks.map(|rank| (index(rank) + 1.0) * index(some) / index(keys.len()));
    let mut some = FIRST.min(keys.len());
    let mut probes = by_buckets(&keys[..some], among(some), ASIDE[0]);
    loop {
        some *= MORE;
        let Some(first) = keys.get(..some).filter(|first| first.len() < keys.len()) else {
            return probes;
        };
        let below = below(first, probes.map(|keys| keys.map(short)));
        for (([low, high], below), rank) in probes.iter_mut().zip(below).zip(among(some)) {
            let (first, way) = (f64::from(*low), f64::from((*high - *low).max(1)));
            let [below, end] = below.map(index);
            let a_draw = way / (end - below).max(1.0);
            let at = |rank: f64| whole(first + (rank - below) * a_draw);
            (*low, *high) = (at(rank - ASIDE[1]), at(rank + ASIDE[1]));
        }
    }
}

/// Keys so many draws to either side of ranks of a few draws, by how many lie in each of some buckets.
fn by_buckets(keys: &[i16], ranks: [f64; AT_ONCE], aside: f64) -> Probes {
    /// Bits of a key that do not tell its bucket.
    const REST: u32 = 8;
    const BUCKETS: usize = 1 << (15 - REST);
    let mut ends = [0_u16; BUCKETS];
    for key in keys {
        let bucket = key.wrapping_sub(LEAST).cast_unsigned() >> REST;
        ends[usize::from(bucket) % BUCKETS] += 1;
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    let key = |rank: f64| {
        let bucket = ends.partition_point(|end| f64::from(*end) <= rank).min(BUCKETS - 1);
        let below = bucket.checked_sub(1).map_or(0, |before| ends[before]);
        let part = (rank - f64::from(below)) / f64::from((ends[bucket] - below).max(1));
        i32::from(LEAST) + whole((index(bucket) + part) * f64::from(1 << REST))
    };
    ranks.map(|rank| [key((rank - aside).max(0.0)), key(rank + aside)])
}
