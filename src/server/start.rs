//! Everything that can go wrong before the first call, told at once.

use std::fmt;
use std::net::SocketAddr;
use std::path::Path;

use tokio::net::TcpListener;

use super::live::{Live, Sources};
use super::reload::Signal;
use super::{Listeners, stop_signal};
use crate::rpc::Shared;
use crate::seed;
use crate::telemetry::traces::{Collector, Traces};
use crate::telemetry::{self, Logging};

/// Every reason why the server did not start.
#[derive(Debug)]
pub struct StartFaults(Vec<String>);

impl StartFaults {
    pub(super) const fn new(faults: Vec<String>) -> Self {
        Self(faults)
    }

    /// Number of faults.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Each fault in words.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether there is no fault.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for StartFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot start")?;
        self.0.iter().try_for_each(|fault| write!(f, "\n{fault}"))
    }
}

impl std::error::Error for StartFaults {}

/// The catalog of a directory, or the one built in, ready to be answered from.
///
/// # Errors
///
/// Fails with every fault of the catalog.
pub fn load(directory: Option<&Path>) -> Result<Shared, seed::Faults> {
    let catalog = directory.map_or_else(seed::embedded, seed::from_dir)?;
    Ok(Shared::new(catalog))
}

/// What the server starts with, beside what it listens on.
pub(super) struct Ready<S> {
    pub(super) live: Live,
    pub(super) listeners: Listeners,
    pub(super) stop: S,
    pub(super) hangup: Signal,
    pub(super) traces: Option<Traces>,
    pub(super) logging: Logging,
}

/// Loads, binds and listens for signals; keeps nothing when anything fails.
pub(super) async fn prepare(
    listen: SocketAddr,
    admin_listen: SocketAddr,
    log: &str,
    sources: &Sources,
    collector: &Collector,
) -> Result<Ready<impl Future<Output = ()> + use<>>, StartFaults> {
    let mut faults = Vec::new();
    let logging = note(&mut faults, telemetry::install(log));
    let live = Live::load(sources).map_err(|told| faults.extend(told.0)).ok();
    let traces = note(&mut faults, collector.start());
    let grpc = note(&mut faults, bind("--listen", listen).await);
    let admin = note(&mut faults, bind("--admin-listen", admin_listen).await);
    let stop = note(&mut faults, stop_signal());
    let hangup = note(&mut faults, Signal::listen());
    match (logging, live, traces, grpc, admin, stop, hangup) {
        (
            Some(logging),
            Some(live),
            Some(traces),
            Some(grpc),
            Some(admin),
            Some(stop),
            Some(hangup),
        ) => {
            Ok(Ready { live, listeners: Listeners { grpc, admin }, stop, hangup, traces, logging })
        }
        _ => Err(StartFaults(faults)),
    }
}

async fn bind(flag: &str, address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|error| format!("{flag} {address}: {error}"))
}

fn note<T, E: ToString>(faults: &mut Vec<String>, result: Result<T, E>) -> Option<T> {
    result.map_err(|fault| faults.push(fault.to_string())).ok()
}
