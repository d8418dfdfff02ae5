//! What computes for long gives way to what reads and writes: where both want a core, a
//! short call must not wait until the system takes it from a long one, which is milliseconds.

use std::cell::OnceCell;

/// Steps of niceness below the rest of the process: a tenth of its share of a contended core.
const NICENESS: i32 = 10;

/// Lets whoever waits for this core have it now: the system would let this thread finish its slice, up
/// to 4 ms, before one that has something to read.
pub(super) fn give_way() {
    std::thread::yield_now();
}

/// Lowers the priority of this thread, once. It is as well to go on without: answers are the same.
pub(super) fn lower() {
    thread_local! {
        static DONE: OnceCell<()> = const { OnceCell::new() };
    }
    DONE.with(|done| *done.get_or_init(become_nicer));
}

/// On Linux, a thread has a priority of its own.
#[cfg(target_os = "linux")]
fn become_nicer() {
    use rustix::{process, thread};

    let own = thread::gettid();
    let lowered = process::getpriority_process(Some(own))
        .and_then(|now| process::setpriority_process(Some(own), now + NICENESS));
    if let Err(error) = lowered {
        tracing::debug!(%error, "priority of a thread that computes");
    }
}

#[cfg(not(target_os = "linux"))]
const fn become_nicer() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{NICENESS, lower};
    use rustix::process::getpriority_process;
    use rustix::thread::gettid;

    #[test]
    fn a_thread_is_lowered_once_and_no_other_with_it() {
        let niceness = || getpriority_process(Some(gettid())).unwrap();
        let before = niceness();
        let inside = std::thread::spawn(move || {
            lower();
            lower();
            niceness()
        });
        assert_eq!(inside.join().unwrap(), (before + NICENESS).min(19));
        assert_eq!(niceness(), before);
    }
}
