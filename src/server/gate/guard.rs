//! A panic ends the call that it happened in and nothing else.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use crate::telemetry::call;

/// The call has panicked. What it said is in the log: the hook of `telemetry`
/// has written it where it happened.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Panicked;

/// The output of `work` for a call, unless it panics.
pub(super) async fn caught<T>(
    name: &Arc<str>,
    work: impl Future<Output = T>,
) -> Result<T, Panicked> {
    let mut work = pin!(work);
    poll_fn(|cx| {
        // Nothing of it is looked at again after it has panicked.
        let work = AssertUnwindSafe(|| work.as_mut().poll(cx));
        match catch_unwind(|| call::within(Some(Arc::clone(name)), work)) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(done)) => Poll::Ready(Ok(done)),
            Err(_told) => Poll::Ready(Err(Panicked)),
        }
    })
    .await
}
