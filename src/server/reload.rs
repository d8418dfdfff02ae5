//! When to read everything anew: at SIGHUP, and with `--watch` when a file changes.

use std::io;
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::{MissedTickBehavior, interval};
use tracing::{error, info};

use super::live::{Live, Sources};

/// Between two looks at the files. A change is taken when a look after the one that
/// saw it finds nothing more: files that are still being written are left alone.
const LOOK: Duration = Duration::from_secs(2);

/// Reloads whenever it is told to.
pub(super) async fn on_signal(live: Live, sources: Sources, mut signal: Signal) {
    while signal.next().await {
        reload("SIGHUP", &live, &sources).await;
    }
}

/// Reloads whenever a file has changed.
pub(super) async fn on_change(live: Live, sources: Sources) {
    let look = async || {
        let sources = sources.clone();
        spawn_blocking(move || sources.fingerprint()).await.unwrap_or_default()
    };
    let mut ticks = interval(LOOK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut taken = look().await;
    let mut before = taken.clone();
    loop {
        ticks.tick().await;
        let now = look().await;
        if now != taken && now == before {
            taken.clone_from(&now);
            reload("change of a file", &live, &sources).await;
        }
        before = now;
    }
}

async fn reload(cause: &str, live: &Live, sources: &Sources) {
    let (next, from) = (live.clone(), sources.clone());
    // Checking a catalog takes a moment, in which calls go on.
    match spawn_blocking(move || next.reload(&from)).await {
        Ok(Ok(())) => {
            let catalog_digest = live.shared().load().digest().to_owned();
            info!(cause, catalog_digest, "reloaded");
        }
        Ok(Err(faults)) => {
            for fault in faults.iter() {
                error!(cause, fault, "refused to reload");
            }
        }
        Err(panic) => error!(cause, %panic, "failed to reload"),
    }
}

/// SIGHUP, where there is one.
#[derive(Debug)]
pub(super) struct Signal {
    #[cfg(unix)]
    hangup: tokio::signal::unix::Signal,
}

impl Signal {
    /// From this call on, it does not end the process.
    #[cfg(unix)]
    pub(super) fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { hangup: signal(SignalKind::hangup())? })
    }

    /// There is none.
    #[cfg(not(unix))]
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Whether it came; `false` when it never will.
    #[cfg(unix)]
    async fn next(&mut self) -> bool {
        self.hangup.recv().await.is_some()
    }

    #[cfg(not(unix))]
    async fn next(&mut self) -> bool {
        false
    }
}
