//! Log lines on stderr, for people on a terminal, JSON elsewhere; and the form of metrics.

pub mod exposition;
pub mod histogram;
pub mod process;

use std::env;
use std::io::{self, IsTerminal};
use std::panic;

use thiserror::Error;
use tracing::error;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt;

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

/// Starts logging what `filter` lets through, for example `info` or
/// `info,energycompute=debug`.
///
/// # Errors
///
/// Fails when the filter cannot be read or the process logs already.
pub fn install(filter: &str) -> Result<(), Fault> {
    let parsed = EnvFilter::try_new(filter)
        .map_err(|error| Fault::Filter { filter: filter.to_owned(), reason: error.to_string() })?;
    let lines = tracing_subscriber::fmt().with_env_filter(parsed).with_writer(io::stderr);
    let done = if io::stderr().is_terminal() {
        lines.with_ansi(colored()).finish().try_init()
    } else {
        lines
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .finish()
            .try_init()
    };
    done.map_err(|_already| Fault::Installed)?;
    log_panics();
    Ok(())
}

/// A panic is a line of the log like any other, with the call that it belongs to.
fn log_panics() {
    panic::set_hook(Box::new(|told| {
        let message = told.payload_as_str().unwrap_or("without words");
        let place = told.location().map(ToString::to_string).unwrap_or_default();
        error!(panic = message, place, "panicked");
    }));
}

// https://no-color.org: any value but the empty one turns colors off.
fn colored() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
