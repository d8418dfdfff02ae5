//! The server as a process, with a catalog of its own that can be changed.

use std::io::BufRead as _;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use energycompute::client::Endpoint;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::support::{Process, copy_of_data};

/// For connections to be closed after their peers have left.
const PATIENCE: u32 = 120;

/// What the process takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub(crate) mebibytes: f64,
    pub(crate) descriptors: f64,
}

pub(crate) struct Server {
    process: Process,
    folder: TempDir,
    pub(crate) endpoint: Endpoint,
}

impl Server {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_of_data(folder.path());
        let limits = "--handshake-seconds 2 --max-connections 64 \
                      --max-connection-age-seconds 30 --max-connection-age-grace-seconds 5";
        let catalog = ["--catalog", folder.path().to_str().unwrap()];
        let mut process = Process::start(limits.split_whitespace().chain(catalog));
        let log = process.log.take().unwrap();
        thread::spawn(move || log.lines().map_while(Result::ok).for_each(drop));
        let endpoint = process.grpc.parse().unwrap();
        Self { process, folder, endpoint }
    }

    pub(crate) fn address(&self) -> String {
        self.process.grpc.clone()
    }

    pub(crate) fn process_id(&self) -> u32 {
        self.process.id()
    }

    pub(crate) fn catalog(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub(crate) async fn seen(&self) -> Seen {
        let mut stream = TcpStream::connect(&self.process.admin).await.unwrap();
        let request = b"GET /metrics HTTP/1.1\r\nhost: admin\r\nconnection: close\r\n\r\n";
        stream.write_all(request).await.unwrap();
        let mut page = String::new();
        stream.read_to_string(&mut page).await.unwrap();
        let value = |name: &str| -> f64 {
            let line = page.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.trim().parse().unwrap()
        };
        Seen {
            mebibytes: value("process_resident_memory_bytes ") / f64::from(1 << 20),
            descriptors: value("process_open_fds "),
        }
    }

    /// What it takes when descriptors are as few as they were, or have not become so for long.
    pub(crate) async fn settled(&self, descriptors: f64) -> Seen {
        for _look in 0..PATIENCE {
            let seen = self.seen().await;
            if seen.descriptors <= descriptors {
                return seen;
            }
            sleep(Duration::from_millis(500)).await;
        }
        self.seen().await
    }

    /// Whether it ends as it should when it is told.
    pub(crate) fn end(&mut self) -> bool {
        self.process.end().success()
    }
}
