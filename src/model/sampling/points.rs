//! Laws at the midpoints of a set of draws, kept for the laws that a catalog holds.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::turn::Turn;
use super::{Kept, Plan, midpoint_quantiles};
use crate::model::distribution::{Law, Scale};
use crate::model::number::{Column, Drawn, Mark};

/// Most laws that are kept: 8 MB at the usual number of draws.
const MOST: usize = 256;

/// What tells a law from others.
type Key = (Scale, [u64; 3]);

/// Values of laws at midpoints, kept for the usual number of draws, and draws and what was told of them.
#[derive(Debug, Default)]
pub struct Points {
    known: RwLock<BTreeMap<Key, Arc<Vec<f64>>>>,
    kept: Kept,
}

impl Points {
    pub(in crate::model) const fn kept(&self) -> &Kept {
        &self.kept
    }

    /// A law's draws in this order.
    pub(super) fn column(&self, law: &Law, plan: Plan, turn: Turn) -> Column {
        let mark = Mark::of((law.key(), turn));
        let permute = move |at_midpoints: &[f64]| turn.permuted(at_midpoints);
        let draw = || Arc::new(Drawn::permuted(mark, self.ordered(law, plan), permute));
        self.kept.drawn(mark, plan, draw).into()
    }

    /// A law's values at the midpoints.
    fn ordered(&self, law: &Law, plan: Plan) -> Arc<Vec<f64>> {
        let compute = || Arc::new(law.at_each(midpoint_quantiles(plan)));
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
