//! Loops over draws with the widest vectors that the processor has.
//!
//! A loop is compiled for each width, and one is chosen at run time. Its elements
//! are computed alike in all of them, so that answers are the same bytes on every
//! processor: no loop may add up floating-point numbers.

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
