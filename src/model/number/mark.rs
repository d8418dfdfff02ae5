//! What tells numbers that were drawn from all others: how they came about.

use std::any::TypeId;
use std::hash::{BuildHasher as _, Hash, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Equal marks are equal draws, within a call and from one call to another: a mark is made of the
/// marks, numbers and function that the draws are computed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::model) struct Mark(u128);

impl Mark {
    /// The mark of what comes about in this way. Its keys are secret, so that nobody can choose
    /// numbers of which the mark is that of others, and differ from run to run: no answer may
    /// depend on the order of marks.
    pub(in crate::model) fn of(recipe: impl Hash) -> Self {
        static KEYS: LazyLock<[RandomState; 2]> = LazyLock::new(Default::default);
        let [high, low] = KEYS.each_ref().map(|key| u128::from(key.hash_one(&recipe)));
        Self((high << 64) | low)
    }

    /// The mark of what a function makes of some: its type tells it from others, unless it holds
    /// something.
    pub(super) fn of_function<F: 'static, const N: usize>(_: &F, of: [Self; N]) -> Self {
        if size_of::<F>() == 0 { Self::of((TypeId::of::<F>(), of)) } else { Self::unlike_others() }
    }

    /// A mark that nothing else has, for what is not known to be the same as anything.
    pub(super) fn unlike_others() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        Self::of(("alone", COUNT.fetch_add(1, Ordering::Relaxed)))
    }

    /// The mark of a product with so many more of these as factors after those that it has: in another
    /// order, the last bit of a product may be another.
    pub(super) const fn then(self, factor: Self, power: i8) -> Self {
        /// Any odd number with many bits.
        const NEXT: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
        let factors = factor.0.wrapping_mul((power as i128).cast_unsigned());
        Self(self.0.wrapping_mul(NEXT).wrapping_add(factors))
    }
}
