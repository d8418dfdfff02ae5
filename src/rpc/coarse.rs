//! The time to within a tick of the system, a few milliseconds, for a fraction of what it takes to the
//! nanosecond: deadlines and keep-alives ask for it several times a call.

use std::time::Instant;

/// The time, off by a tick at most.
#[cfg(target_os = "linux")]
pub fn now() -> Instant {
    use std::sync::LazyLock;
    use std::time::Duration;

    use rustix::time::{ClockId, clock_gettime};

    fn ticked() -> Duration {
        clock_gettime(ClockId::MonotonicCoarse).try_into().unwrap_or_default()
    }

    static START: LazyLock<(Instant, Duration)> = LazyLock::new(|| (Instant::now(), ticked()));
    let (start, then) = *START;
    start + ticked().saturating_sub(then)
}

/// The time; other systems have no clock that is cheaper.
#[cfg(not(target_os = "linux"))]
pub fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    #[test]
    fn it_is_near_the_time_and_never_goes_back() {
        let (far, mut last) = (Duration::from_secs(10), super::now());
        for _ in 0..1_000 {
            let (before, now, after) = (Instant::now(), super::now(), Instant::now());
            assert!(now + far >= before && now <= after + far, "{before:?} {now:?} {after:?}");
            assert!(now >= last, "{last:?} {now:?}");
            last = now;
        }
    }
}
