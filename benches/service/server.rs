//! A contender as a process.

use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

/// Below the ports that systems give to clients, so that a caller never connects to itself.
const PORT: u16 = 20_551;
const ADMIN: u16 = 20_552;

/// Ticks of the processor time that Linux tells, on every architecture.
const TICKS_PER_SECOND: f64 = 100.0;

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
pub(crate) struct Running(Child);

impl Server {
    pub(crate) fn start(&self) -> Running {
        let serve = |arguments: &[&str]| {
            let built_here = || env!("CARGO_BIN_EXE_energycompute").into();
            let program = std::env::var_os("ENERGYCOMPUTE_PROGRAM").unwrap_or_else(built_here);
            let mut command = Command::new(program);
            command.args(["serve", "--pre-stop-seconds", "0", "--listen", &address()]);
            command.args(["--admin-listen", &format!("127.0.0.1:{ADMIN}")]).args(arguments);
            command
        };
        let mut command = match self {
            Self::Echo(runtime) => {
                let mut command = Command::new(std::env::current_exe().unwrap());
                command.args(["echo", &PORT.to_string(), runtime]);
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
                command.env("PORT", PORT.to_string());
                command
            }
        };
        Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
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

pub(crate) fn address() -> String {
    format!("127.0.0.1:{PORT}")
}

impl Running {
    /// Seconds of processor time, its own and the kernel's for it.
    pub(crate) fn cpu_seconds(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        let ticks = |place: usize| fields[place].parse::<f64>().unwrap();
        (ticks(11) + ticks(12)) / TICKS_PER_SECOND
    }

    /// The most memory that it has held.
    pub(crate) fn peak_mebibytes(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap() / 1_024.0
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Asked to, so that a program that counts what it runs writes that down.
        kill_process(Pid::from_child(&self.0), Signal::TERM).unwrap();
        self.0.wait().unwrap();
    }
}
