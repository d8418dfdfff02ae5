//! A contender as a process.

use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Instant;

use rustix::process::{Pid, Signal, kill_process};

use crate::caller::Caller;
use crate::questions::Question;

/// The next port. Those that systems give to clients lie above, so that a caller never connects to itself.
static PORT: AtomicU16 = AtomicU16::new(20_551);

/// Who answers, and on what runtime.
pub(crate) enum Server {
    Echo(&'static str),
    Own(&'static str),
    /// The same, and it keeps no answers: every one is worked out.
    Anew(&'static str),
    /// On the default runtime, with another catalog, and it keeps no answers.
    Catalog(PathBuf),
    /// An echo of another make.
    Peer(PathBuf),
}

/// A server that runs until it is dropped.
pub(crate) struct Running {
    process: Child,
    port: u16,
    start_ms: f64,
}

impl Server {
    /// A server that has answered a question.
    pub(crate) fn start(&self, first: &Question) -> Running {
        let (begin, port) = (Instant::now(), PORT.fetch_add(1, Ordering::Relaxed));
        let process = self.command(port).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut running = Running { process: process.unwrap(), port, start_ms: 0.0 };
        Caller::new(&running).ask(first);
        running.start_ms = begin.elapsed().as_secs_f64() * 1e3;
        running
    }

    fn command(&self, port: u16) -> Command {
        let serve = |arguments: &[&str]| {
            let built_here = || env!("CARGO_BIN_EXE_energycompute").into();
            let program = std::env::var_os("ENERGYCOMPUTE_PROGRAM").unwrap_or_else(built_here);
            let mut command = Command::new(program);
            command.args(["serve", "--pre-stop-seconds", "0", "--admin-listen", "127.0.0.1:0"]);
            command.args(["--listen", &format!("127.0.0.1:{port}")]).args(arguments);
            command
        };
        match self {
            Self::Echo(runtime) => {
                let mut command = Command::new(std::env::current_exe().unwrap());
                command.args(["echo", &port.to_string(), runtime]);
                command
            }
            Self::Own(runtime) => serve(&["--runtime", runtime]),
            Self::Anew(runtime) => serve(&["--runtime", runtime, "--kept-answer-bytes", "0"]),
            Self::Catalog(directory) => {
                let mut command = serve(&["--kept-answer-bytes", "0", "--catalog"]);
                command.arg(directory);
                command
            }
            Self::Peer(program) => {
                let mut command = Command::new(program);
                command.env("PORT", port.to_string());
                command
            }
        }
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Echo(runtime) | Self::Own(runtime) | Self::Anew(runtime) => runtime,
            Self::Catalog(_) => "per-core",
            Self::Peer(_) => "peer",
        })?;
        f.write_str(match self {
            Self::Own(_) => " kept",
            _ => "",
        })
    }
}

impl Running {
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Until its first reply.
    pub(crate) const fn start_ms(&self) -> f64 {
        self.start_ms
    }

    /// Seconds of processor time, its own and the kernel's for it, of the threads that it has: to the
    /// nanosecond, where what is told of the process is counted in hundredths of a second.
    pub(crate) fn cpu_seconds(&self) -> f64 {
        let threads = fs::read_dir(format!("/proc/{}/task", self.process.id())).unwrap();
        // One that has ended meanwhile has done nothing that counts.
        let told = threads
            .filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("schedstat")).ok());
        let nanoseconds =
            told.map(|text| text.split_whitespace().next().unwrap().parse::<f64>().unwrap());
        nanoseconds.sum::<f64>() / 1e9
    }

    /// The most memory that it has held.
    pub(crate) fn peak_mebibytes(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap() / 1_024.0
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Asked to, so that a program that counts what it runs writes that down.
        kill_process(Pid::from_child(&self.process), Signal::TERM).unwrap();
        self.process.wait().unwrap();
    }
}
