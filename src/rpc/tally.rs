//! How many claims were judged, and how.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::wire::pb::Verdict;

/// One more than the last verdict.
const KINDS: usize = 16;

/// Claims by verdict, since the start.
#[derive(Clone, Debug, Default)]
pub struct Tally(Arc<[AtomicU64; KINDS]>);

impl Tally {
    /// Counts the claims of an answer by their verdicts: the first, and more of the same sentence.
    pub(super) fn count(&self, first: i32, more: impl Iterator<Item = i32>) {
        for verdict in std::iter::once(first).chain(more) {
            let counter = usize::try_from(verdict).ok().and_then(|verdict| self.0.get(verdict));
            if let Some(counter) = counter {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Verdicts by name, in lower case and without what all names begin with.
    pub fn counts(&self) -> impl Iterator<Item = (String, u64)> {
        let named = |(verdict, counter): (i32, &AtomicU64)| {
            let name = Verdict::try_from(verdict).ok()?.as_str_name();
            let name = name.strip_prefix("VERDICT_").unwrap_or(name).to_lowercase();
            Some((name, counter.load(Ordering::Relaxed)))
        };
        // The first is never given.
        (0..).zip(self.0.iter()).skip(1).filter_map(named)
    }
}
