//! Direction numbers of Sobol sequences.

mod joe_kuo;
mod picked;

/// Most bits of a point: 2^17 draws.
const BITS: usize = 17;

/// Coordinates of points.
#[derive(Clone, Copy, Debug, Hash)]
pub(super) enum Coordinates {
    /// For a few parameters: the first of them fill their space best.
    First,
    /// For many: any two of them fill their square well.
    Picked,
}

impl Coordinates {
    /// Their number.
    pub(super) const fn count(self) -> usize {
        match self {
            Self::First => joe_kuo::COORDINATES,
            Self::Picked => picked::SEEDS.len(),
        }
    }

    /// The columns of the generating matrix of one of them at a resolution of `bits`, the first
    /// column flipping the highest bit.
    pub(super) fn columns(self, place: usize, bits: u32) -> [u32; BITS] {
        let mut columns = match self {
            Self::First => joe_kuo::numbers(place),
            Self::Picked => picked::numbers(place),
        };
        for (k, column) in (0..bits).zip(columns.iter_mut()) {
            *column <<= bits - 1 - k;
        }
        columns
    }
}
