//! What computes for long gives way to what reads and writes: where both want a core, a
//! short call must not wait until the system takes it from a long one, which is milliseconds.

/// Steps of niceness below the rest of the process: a tenth of its share of a contended core.
const NICENESS: i32 = 10;

/// Lets whoever waits for this core have it now: the system would let this thread finish its slice, up
/// to 4 ms, before one that has something to read.
pub(super) fn give_way() {
    std::thread::yield_now();
}

/// Lowers the priority of this thread, which on Linux has one of its own. It is as well to go on
/// without: answers are the same.
#[cfg(target_os = "linux")]
pub(super) fn lower() {
    use rustix::{process, thread};

    let own = thread::gettid();
    let lowered = process::getpriority_process(Some(own))
        .and_then(|now| process::setpriority_process(Some(own), now + NICENESS));
    if let Err(error) = lowered {
        tracing::debug!(%error, "priority of a thread that computes");
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) const fn lower() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{NICENESS, lower};
    use rustix::process::getpriority_process;
    use rustix::thread::gettid;

    #[test]
    fn a_thread_is_lowered_and_no_other_with_it() {
        let niceness = || getpriority_process(Some(gettid())).unwrap();
        let before = niceness();
        let inside = std::thread::spawn(move || {
            lower();
            niceness()
        });
        assert_eq!(inside.join().unwrap(), (before + NICENESS).min(19));
        assert_eq!(niceness(), before);
    }
}
