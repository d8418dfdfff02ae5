//! Lines gather beside the thread that tells them, and another thread takes what has gathered and
//! writes it together. Handed over one by one they went through memory that both threads write,
//! which took a sixth of a short call; a write each took more than the call.

mod place;

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{self, Thread};
use std::time::Duration;

use tracing_subscriber::fmt::MakeWriter;

use place::{Place, locked};

/// Longest buffer that is used again, bytes.
const USUAL: usize = 1 << 16;

/// For further lines to gather. The first after a silence is not held up.
const PAUSE: Duration = Duration::from_millis(1);

/// How long an end waits for what is left to be written: it may be that nobody reads.
const LEAVE: Duration = Duration::from_secs(1);

/// Lines that found no room, or nowhere to be written.
#[derive(Clone, Debug, Default)]
pub struct Dropped(Arc<AtomicU64>);

impl Dropped {
    /// How many, since the start.
    pub fn lines(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn add(&self, lines: usize) {
        self.0.fetch_add(lines as u64, Ordering::Relaxed);
    }
}

/// Where any thread tells its lines. Those of one thread stay in order; those of several as far as
/// they are a few milliseconds apart.
#[derive(Clone, Debug)]
pub(super) struct Log(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    places: Mutex<Vec<Arc<Place>>>,
    writer: OnceLock<Thread>,
    is_asleep: AtomicBool,
    has_ended: AtomicBool,
    dropped: Dropped,
}

/// Keeps a log being written; dropped, it has what waits written, and ends.
#[derive(Debug)]
pub(super) struct Guard {
    log: Log,
    end: Receiver<()>,
}

impl Log {
    /// A log, and what keeps it being written.
    pub(super) fn to(out: impl Write + Send + 'static) -> io::Result<(Self, Guard)> {
        let log = Self(Arc::default());
        let (ended, end) = channel();
        let own = log.clone();
        let writer = thread::Builder::new().name("log".to_owned()).spawn(move || {
            own.write(out);
            // Who does not wait for it has no use for it.
            _ = ended.send(());
        })?;
        log.0.writer.get_or_init(|| writer.thread().clone());
        Ok((log.clone(), Guard { log, end }))
    }

    pub(super) fn dropped(&self) -> Dropped {
        self.0.dropped.clone()
    }

    /// Adds a line to those of this thread.
    fn tell(&self, line: &[u8]) {
        if !place::add(&self.0, line) {
            self.0.dropped.add(1);
        }
        if self.0.is_asleep.load(Ordering::SeqCst) {
            self.wake();
        }
    }

    fn wake(&self) {
        if let Some(writer) = self.0.writer.get() {
            writer.unpark();
        }
    }

    /// Writes what gathers until the end.
    fn write(&self, mut out: impl Write) {
        let mut taken = Vec::new();
        loop {
            let has_ended = self.0.has_ended.load(Ordering::SeqCst);
            if self.write_waiting(&mut taken, &mut out) {
                thread::sleep(PAUSE);
            } else if has_ended {
                return;
            } else {
                self.rest();
            }
        }
    }

    /// Sleeps until a line is told or the end is asked for.
    fn rest(&self) {
        self.0.is_asleep.store(true, Ordering::SeqCst);
        // A line from before that is seen here; who tells one from now on wakes us.
        let is_silent = locked(&self.0.places).iter().all(|place| place.is_empty());
        if is_silent && !self.0.has_ended.load(Ordering::SeqCst) {
            thread::park();
        }
        self.0.is_asleep.store(false, Ordering::SeqCst);
    }

    /// Writes what waits of every thread, if anything does.
    fn write_waiting(&self, taken: &mut Vec<u8>, out: &mut impl Write) -> bool {
        let mut has_any = false;
        // Whoever begins to tell lines does not wait for those that are written.
        let places = locked(&self.0.places).clone();
        for place in &places {
            place.take(taken);
            if taken.is_empty() {
                continue;
            }
            has_any = true;
            if out.write_all(taken).and_then(|()| out.flush()).is_err() {
                self.0.dropped.add(taken.split_inclusive(|byte| *byte == b'\n').count());
            }
            taken.clear();
            taken.shrink_to(USUAL);
        }
        drop(places);
        // Of a thread that has ended nothing more will come.
        locked(&self.0.places).retain(|place| Arc::strong_count(place) > 1 || !place.is_empty());
        has_any
    }
}

impl Write for &Log {
    /// Adds a line; it never waits for it to be written.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.tell(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'l> MakeWriter<'l> for Log {
    type Writer = &'l Self;

    fn make_writer(&'l self) -> &'l Self {
        self
    }
}

impl Guard {
    fn ask_to_end(&self) {
        self.log.0.has_ended.store(true, Ordering::SeqCst);
        self.log.wake();
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.ask_to_end();
        _ = self.end.recv_timeout(LEAVE);
    }
}

#[cfg(test)]
mod tests;
