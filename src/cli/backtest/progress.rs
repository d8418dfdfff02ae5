//! How far a long command is, for somebody who watches.

use std::io::{self, IsTerminal, Write};

/// A line on stderr that is written over; nothing where stderr is no terminal.
pub(super) struct Progress {
    done: usize,
    all: usize,
    is_watched: bool,
}

impl Progress {
    pub(super) fn new(all: usize) -> Self {
        Self { done: 0, all, is_watched: io::stderr().is_terminal() }
    }

    /// One more is done.
    pub(super) fn step(&mut self) {
        self.done += 1;
        if self.is_watched {
            let end = if self.done == self.all { "\n" } else { "" };
            // Whoever closed stderr does not watch.
            _ = write!(io::stderr(), "\r{} of {} series{end}", self.done, self.all);
        }
    }
}
