//! Draws, and what was told of them, kept for whoever asks again: planners turn one number of one
//! site, or put another site beside those that were asked of.

use std::fmt;
use std::hash::Hash;
use std::sync::Arc;

use quick_cache::sync::Cache;

use super::Plan;
use crate::model::number::{Column, Drawn, Mark};

/// Most answers that are kept, of some hundred bytes each: what sixty questions on five sites ask.
const MOST_TOLD: usize = 4_096;

/// Most draws that are kept, of 32 to 64 KB each: those of all presets that are asked of in one way.
const MOST_DRAWN: usize = 256;

/// The draws, and what is asked of them.
pub(in crate::model) type Asked = (Mark, Mark);

/// A few numbers for each set of draws and question, and the draws themselves.
pub(in crate::model) struct Kept {
    told: Cache<Asked, Arc<[f64]>>,
    drawn: Cache<Mark, Arc<Drawn>>,
}

impl Default for Kept {
    fn default() -> Self {
        Self { told: Cache::new(MOST_TOLD), drawn: Cache::new(MOST_DRAWN) }
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Kept").field(&self.told.len()).field(&self.drawn.len()).finish()
    }
}

impl Kept {
    #[cfg(test)]
    pub(in crate::model) fn len(&self) -> usize {
        self.told.len()
    }

    /// What was told, or is told now.
    pub(in crate::model) fn of(&self, asked: Asked, tell: impl FnOnce() -> Vec<f64>) -> Arc<[f64]> {
        known(&self.told, asked, || tell().into())
    }

    /// The draws of this mark, or those that `draw` gives. Only those of the usual plan are kept:
    /// others are rarely asked of again, and could be many and large.
    pub(super) fn drawn(
        &self,
        mark: Mark,
        plan: Plan,
        draw: impl FnOnce() -> Arc<Drawn>,
    ) -> Arc<Drawn> {
        if plan != Plan::default() {
            return draw();
        }
        known(&self.drawn, mark, draw)
    }

    /// The same column, by draws that are kept.
    pub(in crate::model) fn column(&self, plan: Plan, column: Column) -> Column {
        column.with_drawn(|drawn| self.drawn(drawn.mark(), plan, || drawn))
    }
}

/// What is kept under a key, or what `make` gives, from now on.
fn known<K: Hash + Eq, V: Clone>(kept: &Cache<K, V>, key: K, make: impl FnOnce() -> V) -> V {
    kept.get(&key).unwrap_or_else(|| {
        let value = make();
        kept.insert(key, value.clone());
        value
    })
}
