//! Where lines go from many threads: each has a writer of its own. Made anew for every line, as its
//! maker would have it, a writer is counted by all threads in one place, and cores wait for each other.

use std::cell::RefCell;
use std::io::{self, Write};

use tracing_appender::non_blocking::NonBlocking;
use tracing_subscriber::fmt::MakeWriter;

thread_local! {
    static OWN: RefCell<Option<NonBlocking>> = const { RefCell::new(None) };
}

/// Makes writers of one log, the only one of the process.
#[derive(Debug)]
pub(super) struct Lines(pub(super) NonBlocking);

/// A writer of the log.
pub(super) struct Line<'l>(&'l NonBlocking);

impl<'l> MakeWriter<'l> for Lines {
    type Writer = Line<'l>;

    fn make_writer(&'l self) -> Self::Writer {
        Line(&self.0)
    }
}

impl Write for Line<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written =
            OWN.try_with(|own| own.borrow_mut().get_or_insert_with(|| self.0.clone()).write(bytes));
        // A thread that ends has none any more.
        written.unwrap_or_else(|_gone| self.0.clone().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
