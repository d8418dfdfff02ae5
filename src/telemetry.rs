//! What the service tells of itself: log lines on stderr, for people on a terminal and as JSON
//! elsewhere, samples for a page of metrics, and spans of calls.

mod batches;
pub mod call;
mod clock;
mod json;
pub mod process;
pub mod samples;
pub mod traces;

use std::env;
use std::io::{self, IsTerminal};
use std::panic;

use thiserror::Error;
use tracing::error;
use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt;

use batches::Batches;
use clock::Clock;

/// Why logging could not be set up.
#[derive(Debug, Error)]
pub enum Fault {
    /// The filter cannot be read.
    #[error("log filter \"{filter}\" cannot be read: {reason}")]
    Filter {
        /// The filter as given.
        filter: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The process logs already.
    #[error("logging is set up already")]
    Installed,
}

/// Lines that wait to be written, at most: a few megabytes.
const MOST_LINES: usize = 8_192;

/// Keeps the log being written; dropped, it writes what waits and ends.
#[derive(Debug)]
pub struct Logging {
    dropped: ErrorCounter,
    _writer: WorkerGuard,
}

impl Logging {
    /// Lines that found no room, since the start.
    pub fn dropped(&self) -> ErrorCounter {
        self.dropped.clone()
    }
}

/// Starts logging what `filter` lets through, for example `info` or
/// `info,energycompute=debug`. A thread writes it: where nobody reads, lines are dropped
/// and counted, and no call waits.
///
/// # Errors
///
/// Fails when the filter cannot be read or the process logs already.
pub fn install(filter: &str) -> Result<Logging, Fault> {
    let parsed = EnvFilter::try_new(filter)
        .map_err(|error| Fault::Filter { filter: filter.to_owned(), reason: error.to_string() })?;
    let (writer, guard) = NonBlockingBuilder::default()
        .buffered_lines_limit(MOST_LINES)
        .lossy(true)
        .finish(Batches::to(io::stderr()));
    let dropped = writer.error_counter();
    let lines = tracing_subscriber::fmt().with_timer(Clock).with_env_filter(parsed);
    let lines = lines.with_writer(writer);
    let done = if io::stderr().is_terminal() {
        lines.with_ansi(colored()).finish().try_init()
    } else {
        lines.fmt_fields(json::Fields).event_format(json::Lines).finish().try_init()
    };
    done.map_err(|_already| Fault::Installed)?;
    log_panics();
    Ok(Logging { dropped, _writer: guard })
}

/// A panic is a line of the log like any other, with the call that it belongs to.
fn log_panics() {
    panic::set_hook(Box::new(|told| {
        let message = told.payload_as_str().unwrap_or("without words");
        let place = told.location().map(ToString::to_string).unwrap_or_default();
        tell_panic(message, &place);
    }));
}

fn tell_panic(message: &str, place: &str) {
    let call = call::current();
    error!(request_id = call.as_deref(), panic = message, place, "panicked");
}

// https://no-color.org: any value but the empty one turns colors off.
fn colored() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
