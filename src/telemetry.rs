//! What the service tells of itself: log lines on stderr, for people on a terminal and as JSON
//! elsewhere, samples for a page of metrics, and spans of calls.

pub mod call;
mod clock;
mod json;
#[cfg(test)]
mod page;
pub mod process;
pub mod samples;
pub mod traces;
mod writer;

use std::env;
use std::io::{self, IsTerminal};
use std::panic;

use thiserror::Error;
use tracing::error;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt;

use clock::Clock;
use writer::{Guard, Log};

pub use writer::Dropped;

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
    /// There is no thread to write with.
    #[error("no thread writes the log: {0}")]
    Thread(#[from] io::Error),
}

/// Keeps the log being written; dropped, it writes what waits and ends.
#[derive(Debug)]
pub struct Logging {
    dropped: Dropped,
    _writing: Guard,
}

impl Logging {
    /// Lines that found no room, since the start.
    pub fn dropped(&self) -> Dropped {
        self.dropped.clone()
    }
}

/// Starts logging what `filter` lets through, for example `info` or
/// `info,energycompute=debug`. A thread writes it: where nobody reads, lines are dropped
/// and counted, and no call waits.
///
/// # Errors
///
/// Fails when the filter cannot be read, the process logs already or has no thread left.
pub fn install(filter: &str) -> Result<Logging, Fault> {
    let parsed = EnvFilter::try_new(filter)
        .map_err(|error| Fault::Filter { filter: filter.to_owned(), reason: error.to_string() })?;
    let (log, writing) = Log::to(io::stderr())?;
    let dropped = log.dropped();
    let lines = tracing_subscriber::fmt().with_timer(Clock).with_env_filter(parsed);
    let lines = lines.with_writer(log);
    let done = if io::stderr().is_terminal() {
        lines.with_ansi(colored()).finish().try_init()
    } else {
        lines.fmt_fields(json::Fields).event_format(json::Lines).finish().try_init()
    };
    done.map_err(|_already| Fault::Installed)?;
    log_panics();
    Ok(Logging { dropped, _writing: writing })
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
