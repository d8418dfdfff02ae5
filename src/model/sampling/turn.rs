//! The order in which a parameter takes the midpoints of a point set.

use super::directions::Coordinates;
use super::{Plan, Shuffle};
use crate::model::vector::widest;

/// Points are written down for this many of the low bits of their number, and for the others.
const LOW_BITS: u32 = Plan::MIN_DRAWS.trailing_zeros();
const LOW: usize = 1 << LOW_BITS;

/// The order in which a parameter takes midpoints: the points of a coordinate, from where they
/// start, one by one or shuffled.
#[derive(Clone, Copy, Debug, Hash)]
pub(super) struct Turn {
    coordinates: Coordinates,
    place: usize,
    bits: u32,
    start: u32,
    shuffle: Option<Shuffle>,
}

impl Turn {
    /// That of a name that has this place among others. Where there are more of them than
    /// coordinates, the next lap takes the points in an order of its own.
    pub(super) fn new(plan: Plan, coordinates: Coordinates, place: usize, name: &str) -> Self {
        let Plan { seed, bits } = plan;
        let [start, _] = hash(seed, name);
        let (lap, place) = (place / coordinates.count(), place % coordinates.count());
        let shuffle = (lap > 0).then(|| Shuffle::new(hash(seed, &lap.to_string()), bits));
        Self { coordinates, place, bits, start: start & ((1 << bits) - 1), shuffle }
    }

    /// What stands at the midpoints, in this order.
    pub(super) fn permuted(self, at_midpoints: &[f64]) -> Vec<f64> {
        let Self { coordinates, place, bits, start, shuffle } = self;
        let columns = coordinates.columns(place, bits);
        let (low, high) = columns[..bits as usize].split_at(LOW_BITS as usize);
        let (low, high) = (sums(start, low), sums(0, high));
        let mut permuted = Vec::with_capacity(at_midpoints.len());
        let Some(shuffle) = shuffle else {
            for high in high {
                permuted.extend(low.iter().map(|low| at_midpoints[(low ^ high) as usize]));
            }
            return permuted;
        };
        let mut numbers = [0_u32; LOW];
        for from in (0..1_u32 << bits).step_by(LOW) {
            let places = numbers.iter_mut().zip(from..);
            widest!(places.for_each(|(number, place)| *number = shuffle.of(place)));
            permuted.extend(numbers.iter().map(|&number| {
                let (low, high) = (low[number as usize % LOW], high[(number >> LOW_BITS) as usize]);
                at_midpoints[(low ^ high) as usize]
            }));
        }
        permuted
    }
}

/// A point, and what every choice of some columns makes of it: the points whose number
/// has bit k are those before them, in another column.
fn sums(start: u32, columns: &[u32]) -> Vec<u32> {
    let mut points = Vec::with_capacity(1 << columns.len());
    points.push(start);
    for column in columns {
        let before = points.len();
        points.extend_from_within(..);
        points[before..].iter_mut().for_each(|point| *point ^= column);
    }
    points
}

/// FNV-1a over seed and name, then the finish of `SplitMix64` to spread all bits: the high half, and
/// the low one.
pub(super) fn hash(seed: i64, name: &str) -> [u32; 2] {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in seed.to_le_bytes().into_iter().chain(name.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^= hash >> 31;
    [hash >> 32, hash & u64::from(u32::MAX)].map(|half| u32::try_from(half).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::Turn;
    use crate::model::sampling::directions::Coordinates;
    use crate::model::sampling::{Plan, index};

    #[test]
    fn every_order_takes_each_midpoint_once() {
        for draws in [256, 4_096] {
            let plan = Plan::new(7, draws).unwrap();
            let midpoints: Vec<f64> = (0..draws).map(index).collect();
            let mut orders = Vec::new();
            for coordinates in [Coordinates::First, Coordinates::Picked] {
                for lap in 0..3 {
                    let place = 3 + lap * coordinates.count();
                    let turn = Turn::new(plan, coordinates, place, "pue");
                    let taken = turn.permuted(&midpoints);
                    let mut all = taken.clone();
                    all.sort_unstable_by(f64::total_cmp);
                    assert_eq!(all, midpoints, "{turn:?}");
                    assert!(!orders.contains(&taken), "{turn:?}");
                    orders.push(taken);
                }
            }
        }
    }
}
