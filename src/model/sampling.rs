//! Draws for what has no closed form: shifted Sobol points, one coordinate a
//! parameter.
//!
//! A point set of N = 2^k is, in each coordinate, a permutation of the N
//! midpoints (j + 1/2) / N, so that t(4) quantiles are computed once per set
//! and looked up after that. The shift of a coordinate comes from the seed and
//! the parameter's name: changing one parameter leaves the draws of the others
//! alone. Direction numbers: Joe and Kuo (2008), `new-joe-kuo-6`.

mod directions;
mod kept;
pub(super) mod order;
mod points;

pub(super) use kept::Kept;
pub use points::Points;

use std::sync::OnceLock;

use super::distribution::{Law, t4_quantile};
use super::number::{Column, Drawn, Mark};

/// How many draws, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    seed: i64,
    bits: u32,
}

impl Plan {
    /// Seed when the caller gives none, so that answers repeat.
    pub const DEFAULT_SEED: i64 = 20_260_109;
    /// Draws when the caller gives none.
    pub const DEFAULT_DRAWS: usize = 4_096;
    /// Fewest draws.
    pub const MIN_DRAWS: usize = 256;
    /// Most draws.
    pub const MAX_DRAWS: usize = 131_072;

    /// Returns `None` unless `draws` is a power of two within the limits.
    pub fn new(seed: i64, draws: usize) -> Option<Self> {
        let legal = draws.is_power_of_two() && (Self::MIN_DRAWS..=Self::MAX_DRAWS).contains(&draws);
        legal.then(|| Self { seed, bits: draws.trailing_zeros() })
    }

    /// The seed.
    pub const fn seed(&self) -> i64 {
        self.seed
    }

    /// Number of draws.
    pub const fn draws(&self) -> usize {
        1 << self.bits
    }
}

impl Default for Plan {
    fn default() -> Self {
        Self { seed: Self::DEFAULT_SEED, bits: Self::DEFAULT_DRAWS.trailing_zeros() }
    }
}

/// The draws of one question: a coordinate for each uncertain parameter.
#[derive(Debug)]
pub struct Draws {
    plan: Plan,
    /// t(4) quantiles of the N midpoints.
    quantiles: &'static [f64],
    /// Names of the parameters in order; the place of a name is its coordinate.
    names: Vec<String>,
}

impl Draws {
    /// Lays out coordinates for parameters, which are sorted first, so that the
    /// order in which a question names its parts does not matter.
    pub fn new<N: AsRef<str>>(plan: Plan, names: impl IntoIterator<Item = N>) -> Self {
        let mut names: Vec<N> = names.into_iter().collect();
        names.sort_unstable_by(|a, b| a.as_ref().cmp(b.as_ref()));
        names.dedup_by(|a, b| a.as_ref() == b.as_ref());
        let names = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
        Self { plan, quantiles: midpoint_quantiles(plan), names }
    }

    /// Number of draws.
    pub const fn len(&self) -> usize {
        self.quantiles.len()
    }

    /// Never: there are always draws.
    pub const fn is_empty(&self) -> bool {
        false
    }

    /// The draws of a law under a parameter's name. A name that was not laid out
    /// gets a coordinate of its own past the others.
    pub fn of(&self, name: &str, law: Law) -> Vec<f64> {
        law.at_each(&self.stream(name))
    }

    /// Standard t(4) draws of a parameter.
    pub fn stream(&self, name: &str) -> Vec<f64> {
        self.turn(name).permuted(self.quantiles)
    }

    /// A law's draws under a parameter's name; the same number in all of them
    /// where it is known exactly. Laws that recur are kept in `known`.
    pub fn column(&self, name: &str, law: &Law, known: &Points) -> Column {
        if law.is_exact() {
            return law.median().into();
        }
        let ordered = known.of(law, self.plan, self.quantiles);
        let turn = self.turn(name);
        let mark = Mark::of((law.key(), turn));
        Drawn::permuted(mark, ordered, move |at_midpoints| turn.permuted(at_midpoints)).into()
    }

    fn turn(&self, name: &str) -> Turn {
        let place = self.names.binary_search_by(|known| known.as_str().cmp(name));
        let (coordinate, bits) = (place.unwrap_or(self.names.len()), self.plan.bits);
        Turn { coordinate, bits, start: shift(self.plan.seed, name) & ((1_u32 << bits) - 1) }
    }
}

/// The order in which a parameter takes midpoints: a coordinate of the points, and where it starts.
#[derive(Clone, Copy, Debug, Hash)]
struct Turn {
    coordinate: usize,
    bits: u32,
    start: u32,
}

impl Turn {
    /// What stands at the midpoints, in this order.
    fn permuted(self, at_midpoints: &[f64]) -> Vec<f64> {
        /// Draws of which the points are written down; those of others are theirs, turned.
        const FIRST_BITS: usize = Plan::MIN_DRAWS.trailing_zeros() as usize;
        let Self { coordinate, bits, start } = self;
        let columns = directions::columns(coordinate, bits);
        let (first, others) = columns[..bits as usize].split_at(FIRST_BITS);
        let (first, turns) = (sums(start, first), sums(0, others));
        let mut permuted = Vec::with_capacity(at_midpoints.len());
        for turn in turns {
            permuted.extend(first.iter().map(|point| at_midpoints[(point ^ turn) as usize]));
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

/// t(4) quantiles of the midpoints, computed once for each number of draws.
fn midpoint_quantiles(plan: Plan) -> &'static [f64] {
    const LARGEST: usize = Plan::MAX_DRAWS.trailing_zeros() as usize;
    static QUANTILES: [OnceLock<Box<[f64]>>; LARGEST + 1] =
        [const { OnceLock::new() }; LARGEST + 1];
    let n = plan.draws();
    let midpoint = |j: usize| (index(j) + 0.5) / index(n);
    let compute = || (0..n).map(|j| t4_quantile(midpoint(j))).collect();
    QUANTILES.get(plan.bits as usize).map_or(&[], |known| known.get_or_init(compute))
}

/// Standard error of a probability from `draws` draws, as if they were random:
/// an upper bound for these.
pub fn standard_error(probability: f64, draws: usize) -> f64 {
    (probability * (1.0 - probability) / index(draws)).sqrt()
}

/// A count as a float; draws and midpoints are far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts are at most 2^17")]
pub(crate) const fn index(count: usize) -> f64 {
    count as f64
}

/// FNV-1a over seed and name, then the finish of `SplitMix64` to spread the low bits.
fn shift(seed: i64, name: &str) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in seed.to_le_bytes().into_iter().chain(name.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    u32::try_from((hash ^ (hash >> 31)) >> 32).unwrap_or(0)
}
