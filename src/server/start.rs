//! Everything that can go wrong before the first call, told at once.

use std::fmt;
use std::net::SocketAddr;
use std::path::Path;

use tokio::net::TcpListener;

use super::{Listeners, stop_signal};
use crate::rpc::Shared;
use crate::{seed, telemetry};

/// Every reason why the server did not start.
#[derive(Debug)]
pub struct StartFaults(Vec<String>);

impl StartFaults {
    /// Number of faults.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
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

/// Loads, binds and listens for signals; keeps nothing when anything fails.
pub(super) async fn prepare(
    listen: SocketAddr,
    admin_listen: SocketAddr,
    log: &str,
    catalog: Option<&Path>,
) -> Result<(Shared, Listeners, impl Future<Output = ()> + use<>), StartFaults> {
    let mut faults = Vec::new();
    let logging = note(&mut faults, telemetry::install(log));
    let shared = note(&mut faults, load(catalog));
    let grpc = note(&mut faults, bind("--listen", listen).await);
    let admin = note(&mut faults, bind("--admin-listen", admin_listen).await);
    let stop = note(&mut faults, stop_signal());
    match (logging, shared, grpc, admin, stop) {
        (Some(()), Some(shared), Some(grpc), Some(admin), Some(stop)) => {
            Ok((shared, Listeners { grpc, admin }, stop))
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
