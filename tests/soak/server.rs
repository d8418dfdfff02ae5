//! The server as a process, with a catalog of its own that can be changed.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use energycompute::client::Endpoint;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::sleep;

/// For connections to be closed after their peers have left.
const PATIENCE: u32 = 120;

/// What the process takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub(crate) mebibytes: f64,
    pub(crate) descriptors: f64,
}

pub(crate) struct Server {
    process: Child,
    folder: TempDir,
    admin: String,
    pub(crate) address: String,
    pub(crate) endpoint: Endpoint,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("data")).unwrap() {
            let from = entry.unwrap().path();
            if from.is_file() {
                fs::copy(&from, folder.path().join(from.file_name().unwrap())).unwrap();
            }
        }
        let mut process = Command::new(env!("CARGO_BIN_EXE_energycompute"))
            .args(["serve", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"])
            .args(["--handshake-seconds", "2", "--max-connections", "64"])
            .args(["--max-connection-age-seconds", "30", "--max-connection-age-grace-seconds", "5"])
            .arg("--catalog")
            .arg(folder.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap()).lines().map_while(Result::ok);
        let serving = log
            .by_ref()
            .map(|line| serde_json::from_str::<serde_json::Value>(&line).unwrap())
            .find(|told| told["message"] == "serving")
            .unwrap();
        thread::spawn(move || log.for_each(drop));
        let told = |name: &str| serving[name].as_str().unwrap().to_owned();
        let (address, admin) = (told("grpc"), told("admin"));
        let endpoint = address.parse().unwrap();
        Self { process, folder, admin, address, endpoint }
    }

    pub(crate) fn process_id(&self) -> u32 {
        self.process.id()
    }

    pub(crate) fn catalog(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub(crate) async fn seen(&self) -> Seen {
        let mut stream = TcpStream::connect(&self.admin).await.unwrap();
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
        signal(self.process.id(), "-TERM");
        self.process.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended needs no end.
        _ = self.process.kill();
    }
}

pub(crate) fn signal(process: u32, name: &str) {
    let sent = Command::new("kill").args([name, &process.to_string()]).status();
    assert!(sent.unwrap().success(), "cannot send {name}");
}
