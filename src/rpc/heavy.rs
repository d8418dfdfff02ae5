//! Answers that take more than a moment, away from the threads that read and
//! write: a cheap call never waits behind them.

use tonic::{Response, Status};

use super::status;

/// Runs `work` on a thread of its own.
pub(super) async fn run<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Status> + Send + 'static,
) -> Result<Response<T>, Status> {
    let done = tokio::task::spawn_blocking(work).await;
    // It can only have panicked: nobody cancels it.
    done.unwrap_or_else(|_panic| Err(status::internal())).map(Response::new)
}
