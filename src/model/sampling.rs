//! Draws for what has no closed form: shifted Sobol points, one coordinate a
//! parameter.
//!
//! A point set of N = 2^k is, in each coordinate, a permutation of the N
//! midpoints (j + 1/2) / N, so that t(4) quantiles are computed once per set
//! and looked up after that. The shift of a coordinate comes from the seed and
//! the parameter's name: changing one parameter leaves the draws of the others
//! alone. Direction numbers are those of Joe and Kuo (2008) for the few
//! parameters of most questions, and picked ones for the many of costs.

mod directions;
mod kept;
mod layout;
pub(super) mod order;
mod points;
mod shuffle;
mod turn;

pub(super) use kept::Kept;
pub use layout::Layout;
pub use points::Points;

use std::sync::OnceLock;

use super::distribution::{Law, t4_quantile};
use super::number::Column;
use directions::Coordinates;
use shuffle::Shuffle;
use turn::Turn;

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
    layout: Layout,
}

impl Draws {
    /// Lays out coordinates for parameters.
    pub fn new<N: AsRef<str>>(plan: Plan, names: impl IntoIterator<Item = N>) -> Self {
        Self { plan, quantiles: midpoint_quantiles(plan), layout: Layout::new(names) }
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
        known.column(law, self.plan, self.turn(name))
    }

    fn turn(&self, name: &str) -> Turn {
        Turn::new(self.plan, Coordinates::First, self.layout.place(name), name)
    }
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
