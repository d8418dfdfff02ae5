//! Loops over draws with the widest vectors that the processor has.
//!
//! A loop is compiled for each width, and one is chosen at run time. Its elements
//! are computed alike in all of them, so that answers are the same bytes on every
//! processor: no loop may add up floating-point numbers. Loops write into room that is
//! there: what `extend` and `collect` are handed is not compiled for vectors.

pub(in crate::model) mod series;

use std::ops::Range;

/// Runs a loop with the widest vectors, of which it can be handed the kind. What the loop calls is
/// compiled for each width only if it is inlined: large functions say so.
macro_rules! widest {
    ($simd:ident => $work:expr) => {
        fearless_simd::dispatch!(fearless_simd::Level::new(), $simd => {
            fearless_simd::Simd::vectorize($simd, #[inline(always)] || $work)
        })
    };
    ($work:expr) => {
        widest!(simd => $work)
    };
}

pub(in crate::model) use widest;

/// So many draws are computed at a time that what is in between stays in the first cache.
pub(in crate::model) const PART: usize = 512;

/// So many numbers, of which those at some places, at most [`PART`], are computed at a time.
pub(in crate::model) fn in_parts(
    count: usize,
    mut compute: impl FnMut(Range<usize>, &mut [f64]),
) -> Vec<f64> {
    let mut numbers = Vec::with_capacity(count);
    for from in (0..count).step_by(PART) {
        let places = from..count.min(from + PART);
        numbers.resize(places.end, 0.0);
        compute(places, &mut numbers[from..]);
    }
    numbers
}
