//! Lines that are written together: what has gathered goes out in one write, and what
//! comes while it does, or shortly after, in the next. A write of each line alone, and
//! a thread that is woken for it, cost more than the call that it tells of.

use std::io::{self, BufWriter, Write};
use std::thread;
use std::time::Duration;

/// How much is written at once, bytes: what a pipe holds.
const MOST: usize = 1 << 16;

/// For further lines to gather. The first after a silence is not held up.
const PAUSE: Duration = Duration::from_millis(1);

/// A writer that is flushed by a thread of its own whenever no line waits.
#[derive(Debug)]
pub(super) struct Batches<W: Write>(BufWriter<W>);

impl<W: Write> Batches<W> {
    pub(super) fn to(writer: W) -> Self {
        Self(BufWriter::with_capacity(MOST, writer))
    }
}

impl<W: Write> Write for Batches<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()?;
        thread::sleep(PAUSE);
        Ok(())
    }
}
