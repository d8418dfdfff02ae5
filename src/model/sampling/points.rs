//! Laws at the midpoints of a set of draws, kept for the laws that a catalog holds.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::{Kept, Plan};
use crate::model::distribution::{Law, Scale};

/// Most laws that are kept: 8 MB at the usual number of draws.
const MOST: usize = 256;

/// What tells a law from others.
type Key = (Scale, [u64; 3]);

/// Values of laws at midpoints, kept for the usual number of draws, and what was told of draws.
#[derive(Debug, Default)]
pub struct Points {
    known: RwLock<BTreeMap<Key, Arc<Vec<f64>>>>,
    kept: Kept,
}

impl Points {
    pub(in crate::model) const fn kept(&self) -> &Kept {
        &self.kept
    }

    /// A law's values at the midpoints, which are these in t(4) units.
    pub(super) fn of(&self, law: &Law, plan: Plan, quantiles: &[f64]) -> Arc<Vec<f64>> {
        let compute = || Arc::new(law.at_each(quantiles));
        if plan.draws() != Plan::DEFAULT_DRAWS {
            return compute();
        }
        let key = law.key();
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let computed = compute();
            let mut all = self.known.write().unwrap_or_else(PoisonError::into_inner);
            // What one caller sends could fill it: then it stays as it is.
            if all.len() < MOST {
                all.insert(key, Arc::clone(&computed));
            }
            computed
        })
    }
}
