//! A panic ends the call that it happened in and nothing else.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// The call has panicked. What it said is in the log: the hook of `telemetry`
/// has written it where it happened.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Panicked;

/// The output of `work`, unless it panics.
pub(super) async fn caught<T>(work: impl Future<Output = T>) -> Result<T, Panicked> {
    let mut work = pin!(work);
    // Nothing of it is looked at again after it has panicked.
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(cx))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(done)) => Poll::Ready(Ok(done)),
        Err(_told) => Poll::Ready(Err(Panicked)),
    })
    .await
}
