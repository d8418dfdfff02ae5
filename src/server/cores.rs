//! What connections run on. tokio's pool of threads sends each small reply alone, because whoever
//! made it is polled before the connection has seen the next; a runtime a core sends together what is ready
//! together, for half the processor time a call. A connection stays on the core that it was given.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::thread::{self, available_parallelism};

use clap::ValueEnum;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

/// The shape of the runtime.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// A single-threaded runtime for each core: most calls for its time, where callers send many at once
    #[default]
    PerCore,
    /// One runtime whose threads share all work: evens out a few connections of very different weight
    MultiThread,
}

/// The runtimes of connections; none where they run on that of the process.
pub(super) struct Cores(Vec<Core>);

struct Core {
    runtime: Handle,
    /// One more than connections that it has.
    load: Arc<()>,
    /// Dropped, it ends the thread and all that runs on it.
    _stop: oneshot::Sender<()>,
}

impl Cores {
    pub(super) fn start(shape: Shape) -> io::Result<Self> {
        let count = match shape {
            Shape::MultiThread => 0,
            Shape::PerCore => available_parallelism().map_or(1, usize::from),
        };
        (0..count).map(Core::start).collect::<io::Result<_>>().map(Self)
    }

    /// Runs a connection where the fewest are.
    pub(super) fn spawn(
        &self,
        connections: &mut JoinSet<()>,
        connection: impl Future<Output = ()> + Send + 'static,
    ) {
        let Some(core) = self.0.iter().min_by_key(|core| Arc::strong_count(&core.load)) else {
            connections.spawn(connection);
            return;
        };
        let load = Arc::clone(&core.load);
        let counted = async move {
            connection.await;
            drop(load);
        };
        connections.spawn_on(counted, &core.runtime);
    }
}

impl Core {
    fn start(number: usize) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        thread::Builder::new().name(format!("core-{number}")).spawn(move || {
            // The sender says nothing; it is dropped.
            _ = runtime.block_on(stopped);
            // Heavy work that nobody waits for must not hold up the end.
            runtime.shutdown_background();
        })?;
        Ok(Self { runtime: handle, load: Arc::default(), _stop: stop })
    }
}

impl fmt::Debug for Cores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cores").field(&self.0.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::{Cores, JoinSet, Shape, available_parallelism, thread};

    #[tokio::test]
    async fn connections_are_spread_evenly_and_end_with_their_cores() {
        let cores = Cores::start(Shape::PerCore).unwrap();
        assert_eq!(cores.0.len(), available_parallelism().unwrap().get());
        let mut connections = JoinSet::new();
        let (told, mut names) = tokio::sync::mpsc::unbounded_channel();
        for _connection in 0..3 * cores.0.len() {
            let told = told.clone();
            cores.spawn(&mut connections, async move {
                told.send(thread::current().name().map(str::to_owned)).unwrap();
                pending::<()>().await;
            });
        }
        let mut seen = Vec::new();
        for _connection in 0..3 * cores.0.len() {
            seen.push(names.recv().await.unwrap().unwrap());
        }
        for number in 0..cores.0.len() {
            let name = format!("core-{number}");
            assert_eq!(seen.iter().filter(|seen| **seen == name).count(), 3, "{seen:?}");
        }
        drop(cores);
        while let Some(ended) = connections.join_next().await {
            assert!(ended.unwrap_err().is_cancelled());
        }
    }
}
