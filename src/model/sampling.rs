//! Draws for what has no closed form: shifted Sobol points, one coordinate a
//! parameter.
//!
//! A point set of N = 2^k is, in each coordinate, a permutation of the N
//! midpoints (j + 1/2) / N, so that t(4) quantiles are computed once per set
//! and looked up after that. The shift of a coordinate comes from the seed and
//! the parameter's name: changing one parameter leaves the draws of the others
//! alone. Direction numbers: Joe and Kuo (2008), `new-joe-kuo-6`.

mod directions;

use super::distribution::{Law, t4_quantile};

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
    quantiles: Vec<f64>,
    /// Names of the parameters in order; the place of a name is its coordinate.
    names: Vec<String>,
}

impl Draws {
    /// Lays out coordinates for parameters, which are sorted first, so that the
    /// order in which a question names its parts does not matter.
    pub fn new(plan: Plan, mut names: Vec<String>) -> Self {
        names.sort_unstable();
        names.dedup();
        let n = plan.draws();
        let midpoint = |j: usize| (index(j) + 0.5) / index(n);
        let quantiles = (0..n).map(|j| t4_quantile(midpoint(j))).collect();
        Self { plan, quantiles, names }
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
    pub fn of<'a>(&'a self, name: &str, law: Law) -> impl Iterator<Item = f64> + 'a {
        self.stream(name).map(move |t| law.at(t))
    }

    /// Standard t(4) draws of a parameter.
    pub fn stream(&self, name: &str) -> impl Iterator<Item = f64> + '_ {
        let place = self.names.binary_search_by(|known| known.as_str().cmp(name));
        let columns = directions::columns(place.unwrap_or(self.names.len()), self.plan.bits);
        let mask = (1_u32 << self.plan.bits) - 1;
        let mut point = shift(self.plan.seed, name) & mask;
        let mut counter = 0_u32;
        (0..self.quantiles.len()).map(move |_| {
            let t = self.quantiles[point as usize];
            // Gray-code order: each point differs from the last in one column.
            let column = (!counter).trailing_zeros() as usize;
            point ^= columns.get(column).copied().unwrap_or(0);
            counter += 1;
            t
        })
    }
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
