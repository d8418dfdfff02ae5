//! What can change while the server runs: the catalog, the certificate and the
//! tokens. Read and checked whole, then swapped; a call keeps what it began with.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use arc_swap::ArcSwapOption;
use tokio_rustls::rustls::ServerConfig;

use super::metrics::Metrics;
use super::start::{StartFaults, load};
use super::tls::Tls;
use super::tokens::Tokens;
use crate::rpc::Shared;

/// Where it is read from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Directory of the catalog; the one built in when absent.
    pub catalog: Option<PathBuf>,
    /// Certificates; without them there is no TLS.
    pub tls: Tls,
    /// File of tokens; without it everybody may call.
    pub tokens: Option<PathBuf>,
}

/// What was read.
struct Loaded {
    shared: Shared,
    tls: Option<Arc<ServerConfig>>,
    tokens: Option<Arc<Tokens>>,
}

impl Sources {
    /// Reads everything, or tells every fault in it.
    fn load(&self) -> Result<Loaded, StartFaults> {
        let mut faults = Vec::new();
        let shared = load(self.catalog.as_deref());
        let shared =
            shared.map_err(|told| faults.extend(told.to_string().lines().map(str::to_owned)));
        let tls = self.tls.load().map_err(|told| faults.extend(told));
        let tokens = self.tokens.as_deref().map(Tokens::load).transpose();
        let tokens = tokens.map_err(|told| faults.extend(told));
        match (shared, tls, tokens) {
            (Ok(shared), Ok(tls), Ok(tokens)) => {
                Ok(Loaded { shared, tls, tokens: tokens.map(Arc::new) })
            }
            _ => Err(StartFaults::new(faults)),
        }
    }

    /// What changes when one of the files does: their names, times and lengths.
    pub(super) fn fingerprint(&self) -> Vec<(PathBuf, Option<(SystemTime, u64)>)> {
        let known = |path: &Path| {
            let seen = fs::metadata(path).and_then(|seen| Ok((seen.modified()?, seen.len())));
            (path.to_owned(), seen.ok())
        };
        let entries = self.catalog.iter().filter_map(|directory| fs::read_dir(directory).ok());
        let tables = entries.flatten().filter_map(|entry| Some(entry.ok()?.path()));
        let mut all: Vec<_> = tables.map(|path| known(&path)).collect();
        all.extend(self.tls.files().chain(self.tokens.as_deref()).map(known));
        all.sort_unstable();
        all
    }
}

/// What is in force.
#[derive(Clone)]
pub struct Live {
    pub(super) shared: Shared,
    pub(super) tls: Arc<ArcSwapOption<ServerConfig>>,
    pub(super) tokens: Arc<ArcSwapOption<Tokens>>,
    pub(super) metrics: Arc<Metrics>,
}

impl Live {
    /// Reads what is to be in force.
    ///
    /// # Errors
    ///
    /// Fails with every fault of every file.
    pub fn load(sources: &Sources) -> Result<Self, StartFaults> {
        let Loaded { shared, tls, tokens } = sources.load()?;
        let tls = Arc::new(ArcSwapOption::new(tls));
        let tokens = Arc::new(ArcSwapOption::new(tokens));
        Ok(Self { shared, tls, tokens, metrics: Arc::default() })
    }

    /// Reads everything anew and puts it in force, or nothing of it.
    ///
    /// # Errors
    ///
    /// Fails with every fault of every file; what was in force remains so.
    pub fn reload(&self, sources: &Sources) -> Result<(), StartFaults> {
        let loaded = sources.load();
        self.metrics.reloaded(loaded.is_ok());
        let Loaded { shared, tls, tokens } = loaded?;
        self.shared.take(&shared);
        self.tls.store(tls);
        self.tokens.store(tokens);
        Ok(())
    }

    /// The catalog.
    pub const fn shared(&self) -> &Shared {
        &self.shared
    }
}

impl From<Shared> for Live {
    /// A catalog, without TLS and without tokens.
    fn from(shared: Shared) -> Self {
        Self { shared, tls: Arc::default(), tokens: Arc::default(), metrics: Arc::default() }
    }
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").field("shared", &self.shared).finish_non_exhaustive()
    }
}
