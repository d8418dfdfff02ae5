//! The server as a process of its own: what only its pipes and signals show.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::time::Duration;

use energycompute::client::{Client, Endpoint};

/// A server that logs into a pipe.
struct Server {
    process: Child,
    _log: BufReader<ChildStderr>,
    endpoint: Endpoint,
}

impl Server {
    fn start() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_energycompute"))
            .args(["serve", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"])
            .args(["--pre-stop-seconds", "0"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let endpoint = loop {
            let mut line = String::new();
            assert_ne!(log.read_line(&mut line).unwrap(), 0, "it ended before it served");
            let told: serde_json::Value = serde_json::from_str(&line).unwrap();
            if told["message"] == "serving" {
                break told["grpc"].as_str().unwrap().parse().unwrap();
            }
        };
        Self { process, _log: log, endpoint }
    }

    /// Tells it to end, and waits until it has.
    fn end(&mut self) -> ExitStatus {
        let process = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &process]).status().unwrap().success());
        self.process.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended needs no end.
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

#[tokio::test]
async fn a_log_that_nobody_reads_stops_no_call_and_no_end() {
    let mut server = Server::start();
    let mut client = Client::connect(&server.endpoint, Duration::from_mins(1)).await.unwrap();
    // A pipe holds 64 KiB on Linux, and a line has about 250 bytes.
    for _call in 0..1_000 {
        let unknown = crate::client::request(r#"{"claim":"claims/none"}"#);
        assert_eq!(client.check_claim(unknown).await.unwrap_err().code, "NOT_FOUND");
    }
    assert!(server.end().success());
}
