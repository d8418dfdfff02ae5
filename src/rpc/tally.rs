//! What was answered: claims by their verdicts, and calls whose answer was known. Each thread counts
//! beside itself: threads that count in one place wait for each other.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use thread_local::ThreadLocal;

use crate::wire::pb::Verdict;

/// One more than the last verdict.
const KINDS: usize = 16;

/// What was answered since the start.
#[derive(Clone, Debug, Default)]
pub struct Tally(Arc<ThreadLocal<Counters>>);

/// Of one thread, on no line of a cache that another counts in.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Counters {
    verdicts: [AtomicU64; KINDS],
    repeated: AtomicU64,
}

impl Tally {
    /// Counts the claims of an answer by their verdicts.
    pub(super) fn count(&self, verdicts: impl IntoIterator<Item = i32>) {
        let own = self.0.get_or_default();
        for verdict in verdicts {
            let counter =
                usize::try_from(verdict).ok().and_then(|verdict| own.verdicts.get(verdict));
            if let Some(counter) = counter {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Counts a call whose answer was known.
    pub(super) fn repeat(&self) {
        self.0.get_or_default().repeated.fetch_add(1, Ordering::Relaxed);
    }

    /// Calls whose answer was known.
    pub fn repeated(&self) -> u64 {
        self.sum(|own| &own.repeated)
    }

    /// Verdicts by name, in lower case and without what all names begin with.
    pub fn counts(&self) -> impl Iterator<Item = (String, u64)> {
        // The first is never given.
        (0..).zip(0..KINDS).skip(1).filter_map(|(verdict, place)| {
            let name = Verdict::try_from(verdict).ok()?.as_str_name();
            let name = name.strip_prefix("VERDICT_").unwrap_or(name).to_lowercase();
            Some((name, self.sum(|own| &own.verdicts[place])))
        })
    }

    /// A count of all threads.
    fn sum(&self, count: impl Fn(&Counters) -> &AtomicU64) -> u64 {
        self.0.iter().map(|own| count(own).load(Ordering::Relaxed)).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::{Tally, Verdict};

    #[test]
    fn counts_of_all_threads_come_together() {
        let tally = Tally::default();
        let (supported, refuted) = (Verdict::Supported.into(), Verdict::Refuted.into());
        thread::scope(|scope| {
            for _thread in 0..3 {
                scope.spawn(|| {
                    tally.count([supported, refuted, supported, -1, 1_000]);
                    tally.repeat();
                });
            }
        });
        let counted = |name: &str| tally.counts().find(|(verdict, _)| verdict == name);
        assert_eq!(counted("supported"), Some(("supported".to_owned(), 6)));
        assert_eq!(counted("refuted"), Some(("refuted".to_owned(), 3)));
        assert_eq!(
            (tally.counts().map(|(_, claims)| claims).sum::<u64>(), tally.repeated()),
            (9, 3)
        );
    }
}
