//! Direction numbers of Sobol sequences.

mod joe_kuo;
mod picked;

/// Most bits of a point: 2^17 draws.
const BITS: usize = 17;

/// A coordinate of points.
#[derive(Clone, Copy, Debug, Hash)]
pub(super) enum Coordinate {
    /// One of a few: the first of them fill their space best.
    First(usize),
    /// One of [`PICKED`]: any two of them fill their square well.
    Picked(usize),
}

/// Coordinates that were picked.
pub(super) const PICKED: usize = picked::SEEDS.len();

impl Coordinate {
    /// The columns of its generating matrix at a resolution of `bits`, the first column flipping
    /// the highest bit.
    pub(super) fn columns(self, bits: u32) -> [u32; BITS] {
        let mut columns = match self {
            Self::First(place) => joe_kuo::numbers(place),
            Self::Picked(place) => picked::numbers(place),
        };
        for (k, column) in (0..bits).zip(columns.iter_mut()) {
            *column <<= bits - 1 - k;
        }
        columns
    }
}
