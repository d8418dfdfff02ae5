//! What was told of draws, kept for whoever asks it of the same draws again: a planner who turns one
//! number of one site asks the rest once more.

use std::fmt;
use std::sync::Arc;

use quick_cache::sync::Cache;

use crate::model::number::Mark;

/// Most answers that are kept, of some hundred bytes each: what sixty questions on five sites ask.
const MOST: usize = 4_096;

/// The draws, and what is asked of them.
pub(in crate::model) type Asked = (Mark, Mark);

/// A few numbers for each set of draws and question.
pub(in crate::model) struct Kept(Cache<Asked, Arc<[f64]>>);

impl Default for Kept {
    fn default() -> Self {
        Self(Cache::new(MOST))
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Kept").field(&self.0.len()).finish()
    }
}

impl Kept {
    #[cfg(test)]
    pub(in crate::model) fn len(&self) -> usize {
        self.0.len()
    }

    /// What was told, or is told now.
    pub(in crate::model) fn of(&self, asked: Asked, tell: impl FnOnce() -> Vec<f64>) -> Arc<[f64]> {
        self.0.get(&asked).unwrap_or_else(|| {
            let told: Arc<[f64]> = tell().into();
            self.0.insert(asked, Arc::clone(&told));
            told
        })
    }
}
