//! The server as a process, for whoever needs its pipes, its signals or its memory.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};

/// A server on ports of its own; dropped, it is killed.
pub(crate) struct Process {
    child: Child,
    /// Addresses of both ports.
    pub(crate) grpc: String,
    pub(crate) admin: String,
    /// The rest of its log.
    pub(crate) log: Option<BufReader<ChildStderr>>,
}

impl Process {
    /// Starts it with these arguments and waits until it serves.
    pub(crate) fn start<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_energycompute"))
            .args(["serve", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"])
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let serving = loop {
            let mut line = String::new();
            assert_ne!(log.read_line(&mut line).unwrap(), 0, "it ended before it served");
            let told: serde_json::Value = serde_json::from_str(&line).unwrap();
            if told["message"] == "serving" {
                break told;
            }
        };
        let told = |name: &str| serving[name].as_str().unwrap().to_owned();
        Self { child, grpc: told("grpc"), admin: told("admin"), log: Some(log) }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Tells it to end, and waits until it has.
    pub(crate) fn end(&mut self) -> ExitStatus {
        signal(self.id(), "-TERM");
        self.child.wait().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that has ended needs no end.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Sends a signal, for example `-HUP`.
pub(crate) fn signal(process: u32, name: &str) {
    let sent = Command::new("kill").args([name, &process.to_string()]).status();
    assert!(sent.unwrap().success(), "cannot send {name}");
}

/// A copy of the catalog that can be changed.
pub(crate) fn copy_of_data(folder: &Path) {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("data")).unwrap() {
        let from = entry.unwrap().path();
        if from.is_file() {
            fs::copy(&from, folder.join(from.file_name().unwrap())).unwrap();
        }
    }
}
