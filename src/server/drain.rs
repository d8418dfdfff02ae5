//! The orderly end: say so, wait, stop accepting, let calls finish, and end in
//! any case.

use std::io;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tracing::{info, warn};

use super::health::Reporter;

/// How long an end may take.
#[derive(Clone, Copy, Debug)]
pub struct Grace {
    /// From `NOT_SERVING` until no connection is accepted.
    pub pre_stop: Duration,
    /// From then until calls in flight are cut off.
    pub drain: Duration,
}

impl Grace {
    /// Both times in seconds.
    #[must_use]
    pub const fn from_seconds(pre_stop: u64, drain: u64) -> Self {
        Self { pre_stop: Duration::from_secs(pre_stop), drain: Duration::from_secs(drain) }
    }
}

impl Default for Grace {
    fn default() -> Self {
        Self::from_seconds(2, 25)
    }
}

/// A future that ends with SIGTERM or SIGINT. From this call on, neither ends
/// the process by itself.
///
/// # Errors
///
/// Fails when the process may not listen for signals.
#[cfg(unix)]
pub fn stop_signal() -> io::Result<impl Future<Output = ()> + use<>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => info!(signal = "SIGTERM", "stopping"),
            _ = interrupt.recv() => info!(signal = "SIGINT", "stopping"),
        }
    })
}

/// A future that ends with Ctrl-C.
///
/// # Errors
///
/// Never, here.
#[cfg(not(unix))]
pub fn stop_signal() -> io::Result<impl Future<Output = ()> + use<>> {
    Ok(async {
        drop(tokio::signal::ctrl_c().await);
        info!(signal = "Ctrl-C", "stopping");
    })
}

/// Ends `calls` within `grace`. tonic's own drain has no limit: one silent
/// connection or open stream would keep it alive for ever.
pub(super) async fn drain<T>(
    grace: Grace,
    health: &Reporter,
    stop_accepting: oneshot::Sender<()>,
    calls: &mut JoinHandle<T>,
) {
    let Grace { pre_stop, drain } = grace;
    health.not_serving().await;
    info!(pre_stop_seconds = pre_stop.as_secs(), "reporting NOT_SERVING");
    sleep(pre_stop).await;

    // Fails when the server has just ended by itself, which is as good.
    _ = stop_accepting.send(());
    health.end_watches().await;
    info!(drain_seconds = drain.as_secs(), "accepting no more, waiting for calls in flight");
    match timeout(drain, calls).await {
        Ok(_ended) => info!("drained"),
        Err(_elapsed) => warn!("calls or connections were left at the limit and are cut off"),
    }
}
