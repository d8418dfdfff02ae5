//! The threads that heavy work has to itself.

use std::num::NonZeroUsize;

use tokio::runtime::{Builder, Runtime};
use tokio::task::{self, JoinHandle};

use super::priority;

/// Threads of one runtime that does nothing else, so that there are no more of them than set, and
/// the memory that work has used is there for the next. They end when there is nothing to do.
#[derive(Debug)]
pub(super) struct Threads(Option<Runtime>);

impl Threads {
    pub(super) fn new(most: NonZeroUsize) -> Self {
        let runtime = Builder::new_current_thread()
            .max_blocking_threads(most.get())
            .thread_name("compute")
            .on_thread_start(priority::lower)
            .build();
        // It has no drivers, whose start is what can fail.
        Self(runtime.ok())
    }

    pub(super) fn spawn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> JoinHandle<T> {
        match &self.0 {
            Some(runtime) => runtime.spawn_blocking(work),
            None => task::spawn_blocking(work),
        }
    }
}

impl Drop for Threads {
    /// The last call may end on a thread that must not wait.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
