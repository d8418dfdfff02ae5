//! Lines of one thread that wait to be written.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::{mem, ptr};

use super::Shared;

/// Bytes that wait of one thread, at most: a few thousand lines.
pub(super) const MOST: usize = 1 << 20;

/// Lines that wait, and hold up only who takes them.
#[derive(Debug, Default)]
pub(super) struct Place(Mutex<Vec<u8>>);

impl Place {
    /// Whether there was room for a line.
    fn add(&self, line: &[u8]) -> bool {
        let mut waiting = locked(&self.0);
        let has_room = waiting.len() + line.len() <= MOST;
        if has_room {
            waiting.extend_from_slice(line);
        }
        has_room
    }

    /// Exchanges what waits for an empty buffer.
    pub(super) fn take(&self, empty: &mut Vec<u8>) {
        mem::swap(&mut *locked(&self.0), empty);
    }

    pub(super) fn is_empty(&self) -> bool {
        locked(&self.0).is_empty()
    }
}

thread_local! {
    /// The log that this thread tells lines in, and where: a process has one, tests have more.
    static OWN: RefCell<Option<(Weak<Shared>, Arc<Place>)>> = const { RefCell::new(None) };
}

/// Adds a line to those of this thread in a log, if there is room; the first begins a place.
pub(super) fn add(log: &Arc<Shared>, line: &[u8]) -> bool {
    let begin = || {
        let place = Arc::default();
        locked(&log.places).push(Arc::clone(&place));
        place
    };
    let added = OWN.try_with(|own| {
        let mut own = own.borrow_mut();
        let (_, place) = match &mut *own {
            Some(known) if ptr::eq(known.0.as_ptr(), Arc::as_ptr(log)) => known,
            other => other.insert((Arc::downgrade(log), begin())),
        };
        place.add(line)
    });
    // A thread that ends has no place any more.
    added.unwrap_or(false)
}

/// What a mutex holds; a panic amid a line leaves lines.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
