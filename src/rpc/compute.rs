//! Who may compute, and where: cheap answers at once, on the thread that read the
//! request; heavy ones on a few threads of their own, so that no cheap call waits
//! behind them, and only so many of them at a time.

mod priority;
mod threads;

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::available_parallelism;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::Status;

use super::deadline::Deadline;
use super::status::{self, Limit};
use crate::model::budget::Budget;
use crate::telemetry::call;
use threads::Threads;

/// Threads for heavy work, and places for the calls that wait for one.
///
/// A call that finds no place is refused at once.
#[derive(Clone)]
pub struct Compute {
    threads: Arc<Threads>,
    free: Arc<Semaphore>,
    places: Arc<Semaphore>,
    most: usize,
    shed: Arc<AtomicU64>,
    longest: Duration,
    /// Bytes of answers that spare computing.
    keeps: usize,
}

impl Compute {
    /// Places when nobody sets them.
    pub const DEFAULT_PLACES: NonZeroUsize = NonZeroUsize::MIN.saturating_add(63);

    /// So many threads, and so many heavy calls that compute or wait.
    pub fn new(threads: NonZeroUsize, places: NonZeroUsize) -> Self {
        let semaphore = |permits: NonZeroUsize| {
            Arc::new(Semaphore::new(permits.get().min(Semaphore::MAX_PERMITS)))
        };
        Self {
            threads: Arc::new(Threads::new(threads)),
            free: semaphore(threads),
            places: semaphore(places),
            most: places.get(),
            shed: Arc::default(),
            longest: Duration::MAX,
            keeps: 0,
        }
    }

    /// Works for no call longer than this, whatever its caller asks for.
    #[must_use]
    pub fn lasting(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// Keeps answers for whoever asks the same again, up to so many bytes.
    #[must_use]
    pub fn keeping(self, bytes: usize) -> Self {
        Self { keeps: bytes, ..self }
    }

    /// The longest that a call gets.
    pub(super) const fn longest(&self) -> Duration {
        self.longest
    }

    /// Bytes of answers that are kept.
    pub(super) const fn keeps(&self) -> usize {
        self.keeps
    }

    /// All cores but one, which reads and writes; at least one.
    pub fn default_threads() -> NonZeroUsize {
        let cores = available_parallelism().unwrap_or(NonZeroUsize::MIN);
        NonZeroUsize::new(cores.get() - 1).unwrap_or(NonZeroUsize::MIN)
    }

    /// Heavy calls that compute or wait.
    pub fn in_flight(&self) -> usize {
        self.most.saturating_sub(self.places.available_permits())
    }

    /// Heavy calls that found no place, since the start.
    pub fn shed(&self) -> u64 {
        self.shed.load(Ordering::Relaxed)
    }

    /// Does heavy work, on a thread of its own.
    pub(super) async fn apart<T: Send + 'static>(
        &self,
        until: Deadline,
        work: impl FnOnce(Budget<'_>) -> Result<T, Status> + Send + 'static,
    ) -> Result<T, Status> {
        self.enter()?.run(until, work).await
    }

    /// Takes a place for a heavy call.
    pub(super) fn enter(&self) -> Result<Place, Status> {
        let taken = Arc::clone(&self.places).try_acquire_owned();
        let held = taken.map_err(|_full| {
            self.shed.fetch_add(1, Ordering::Relaxed);
            status::overloaded(Limit::HeavyCalls(self.most))
        })?;
        let (threads, free) = (Arc::clone(&self.threads), Arc::clone(&self.free));
        Ok(Place { threads, free, call: call::current(), _held: held })
    }
}

impl Default for Compute {
    fn default() -> Self {
        Self::new(Self::default_threads(), Self::DEFAULT_PLACES)
    }
}

impl fmt::Debug for Compute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let in_flight = self.in_flight();
        f.debug_struct("Compute").field("in_flight", &in_flight).finish_non_exhaustive()
    }
}

/// The place of a heavy call, given back when it is dropped.
pub(super) struct Place {
    threads: Arc<Threads>,
    free: Arc<Semaphore>,
    /// Its name, for what is logged in there.
    call: Option<Arc<str>>,
    _held: OwnedSemaphorePermit,
}

impl Place {
    /// Runs `work` when a thread is free. The thread is given back when the work
    /// ends, and the work is told when the caller has left or waits no longer.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        until: Deadline,
        work: impl FnOnce(Budget<'_>) -> Result<T, Status> + Send + 'static,
    ) -> Result<T, Status> {
        // Nobody closes it.
        let thread = until.bound(Arc::clone(&self.free).acquire_owned()).await?;
        let thread = thread.map_err(|_closed| status::internal())?;
        let caller = Caller::default();
        let has_left = Arc::clone(&caller.has_left);
        let call = self.call.clone();
        let done = self.threads.spawn(move || {
            let is_spent = || {
                priority::give_way();
                has_left.load(Ordering::Relaxed) || until.has_passed()
            };
            let reply = call::within(call, || within(&is_spent, work));
            drop(thread);
            reply
        });
        // It can only have panicked: nobody cancels it.
        let reply = done.await.unwrap_or_else(|_panic| Err(status::internal()));
        drop(caller);
        reply
    }
}

/// Whoever waits for an answer; dropped with the call.
#[derive(Default)]
struct Caller {
    has_left: Arc<AtomicBool>,
}

impl Drop for Caller {
    fn drop(&mut self) {
        self.has_left.store(true, Ordering::Relaxed);
    }
}

/// Does cheap work, where it was asked for.
pub(super) fn at_once<T>(
    until: Deadline,
    work: impl FnOnce(Budget<'_>) -> Result<T, Status>,
) -> Result<T, Status> {
    within(&|| until.has_passed(), work)
}

/// Does the work until its time is over; what comes later may have been cut short.
fn within<T>(
    is_spent: &(dyn Fn() -> bool + Sync),
    work: impl FnOnce(Budget<'_>) -> Result<T, Status>,
) -> Result<T, Status> {
    let budget = Budget::until(is_spent);
    if budget.is_spent() {
        return Err(status::deadline());
    }
    let reply = work(budget);
    if budget.is_spent() { Err(status::deadline()) } else { reply }
}

#[cfg(test)]
mod tests;
