//! Timers of connections. One that is kept alive asks for the time at every frame, and counts in seconds.

use std::pin::Pin;
use std::time::{Duration, Instant};

use hyper::rt::{Sleep, Timer};
use hyper_util::rt::TokioTimer;

use crate::rpc::coarse;

/// Tokio's timers by a coarse clock.
#[derive(Clone, Debug, Default)]
pub(super) struct Coarse(TokioTimer);

impl Timer for Coarse {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Sleep>> {
        self.0.sleep(duration)
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Sleep>> {
        self.0.sleep_until(deadline)
    }

    fn reset(&self, sleep: &mut Pin<Box<dyn Sleep>>, new_deadline: Instant) {
        self.0.reset(sleep, new_deadline);
    }

    fn now(&self) -> Instant {
        coarse::now()
    }
}
