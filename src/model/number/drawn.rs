//! What was drawn of one quantity.

use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

use super::Mark;
use super::product::Product;
use crate::model::sampling::order::Set as _;
use crate::model::vector::{PART, in_parts, widest};

type Compute = Box<dyn FnOnce() -> Vec<f64> + Send>;

/// Draws of one quantity, computed when they are first looked at: what is asked of them may be known
/// by their mark.
pub(in crate::model) struct Drawn {
    mark: Mark,
    /// Their number.
    len: usize,
    draws: LazyLock<Vec<f64>, Compute>,
    /// One over each.
    inverse: OnceLock<Vec<f64>>,
    /// The same draws in order, where these are known.
    ordered: Option<Arc<Vec<f64>>>,
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drawn").field(&self.len).finish()
    }
}

impl From<Vec<f64>> for Drawn {
    fn from(draws: Vec<f64>) -> Self {
        Self::new(Mark::unlike_others(), draws.len(), || draws)
    }
}

impl Drawn {
    /// So many draws, and what computes them.
    pub(super) fn new(
        mark: Mark,
        len: usize,
        compute: impl FnOnce() -> Vec<f64> + Send + 'static,
    ) -> Self {
        let draws = LazyLock::new(Box::new(compute) as Compute);
        Self { mark, len, draws, inverse: OnceLock::new(), ordered: None }
    }

    /// A permutation of draws that are known in order.
    pub(in crate::model) fn permuted(
        mark: Mark,
        ordered: Arc<Vec<f64>>,
        permute: impl FnOnce(&[f64]) -> Vec<f64> + Send + 'static,
    ) -> Self {
        let own = Arc::clone(&ordered);
        Self { ordered: Some(ordered), ..Self::new(mark, own.len(), move || permute(&own)) }
    }

    /// A product, and a factor times another product.
    pub(super) fn sum(one: Product, (factor, two): (f64, Product)) -> Self {
        let draws = one.draws().max(two.draws());
        let mark = Mark::of(("sum", one.mark(), factor.to_bits(), two.mark()));
        Self::new(mark, draws, move || {
            let (one, two) = (one.multiplied(draws), two.multiplied(draws));
            let [mut ones, mut twos] = [[0.0; PART]; 2];
            in_parts(draws, |places, sums| {
                let ones = one.part(places.clone(), &mut ones);
                let pairs = ones.iter().zip(two.part(places, &mut twos));
                let sums = sums.iter_mut().zip(pairs);
                widest!(sums.for_each(|(sum, (one, two))| *sum = one + factor * two));
            })
        })
    }

    pub(in crate::model) const fn mark(&self) -> Mark {
        self.mark
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    pub(super) fn draws(&self) -> &[f64] {
        &self.draws
    }

    pub(super) fn ordered(&self) -> Option<&[f64]> {
        self.ordered.as_ref().map(|ordered| ordered.as_slice())
    }

    pub(super) fn inverse(&self) -> &[f64] {
        self.inverse.get_or_init(|| {
            let draws = self.draws();
            in_parts(draws.len(), |places, inverse| {
                let pairs = inverse.iter_mut().zip(&draws[places]);
                widest!(pairs.for_each(|(inverse, draw)| *inverse = 1.0 / draw));
            })
        })
    }
}
