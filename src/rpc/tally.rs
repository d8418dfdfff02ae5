//! What was answered: claims by their verdicts, and calls whose answer was known.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::wire::pb::Verdict;

/// One more than the last verdict.
const KINDS: usize = 16;

/// What was answered since the start.
#[derive(Clone, Debug, Default)]
pub struct Tally(Arc<Counters>);

#[derive(Debug, Default)]
struct Counters {
    verdicts: [AtomicU64; KINDS],
    repeated: AtomicU64,
}

impl Tally {
    /// Counts the claims of an answer by their verdicts.
    pub(super) fn count(&self, verdicts: impl IntoIterator<Item = i32>) {
        for verdict in verdicts {
            let counter =
                usize::try_from(verdict).ok().and_then(|verdict| self.0.verdicts.get(verdict));
            if let Some(counter) = counter {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Counts a call whose answer was known.
    pub(super) fn repeat(&self) {
        self.0.repeated.fetch_add(1, Ordering::Relaxed);
    }

    /// Calls whose answer was known.
    pub fn repeated(&self) -> u64 {
        self.0.repeated.load(Ordering::Relaxed)
    }

    /// Verdicts by name, in lower case and without what all names begin with.
    pub fn counts(&self) -> impl Iterator<Item = (String, u64)> {
        let named = |(verdict, counter): (i32, &AtomicU64)| {
            let name = Verdict::try_from(verdict).ok()?.as_str_name();
            let name = name.strip_prefix("VERDICT_").unwrap_or(name).to_lowercase();
            Some((name, counter.load(Ordering::Relaxed)))
        };
        // The first is never given.
        (0..).zip(&self.0.verdicts).skip(1).filter_map(named)
    }
}
