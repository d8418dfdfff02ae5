//! One run of h2load against one server.

use std::io::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use crate::caller::Caller;
use crate::questions::Question;
use crate::server::{Running, Server};

/// How callers ask.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) connections: u32,
    pub(crate) streams: u32,
}

/// What a run showed.
#[derive(Clone, Copy)]
pub(crate) struct Run {
    pub(crate) calls: f64,
    pub(crate) seconds: f64,
    pub(crate) cpu_seconds: f64,
    pub(crate) mebibytes: f64,
    pub(crate) start_ms: f64,
}

impl Run {
    pub(crate) fn per_cpu(&self) -> f64 {
        self.calls / self.cpu_seconds
    }

    /// Processor time of a call.
    pub(crate) fn microseconds(&self) -> f64 {
        1e6 / self.per_cpu()
    }
}

/// The same question by h2load, of a new server.
pub(crate) fn run(server: &Server, question: &Question, shape: Shape, seconds: u32) -> Run {
    let (running, time) = (server.start(question), Duration::from_secs(seconds.into()));
    turn(&running, question, shape, Duration::from_secs(1));
    turn(&running, question, shape, time)
}

/// The same question by h2load, of a server that runs.
pub(crate) fn turn(running: &Running, question: &Question, shape: Shape, time: Duration) -> Run {
    measured(running, || load(running, question, shape, Until::Time(time)))
}

/// One question after another by a caller that waits: h2load asks the same again.
pub(crate) fn one_by_one(
    server: &Server,
    mut questions: impl Iterator<Item = Question>,
    seconds: u32,
) -> Run {
    let running = server.start(&questions.next().unwrap());
    let mut asked = |seconds| {
        let (begin, mut calls, mut caller) = (Instant::now(), 0.0, Caller::new(&running));
        while begin.elapsed() < Duration::from_secs(seconds) {
            caller.ask(&questions.next().unwrap());
            calls += 1.0;
        }
        calls
    };
    asked(1);
    measured(&running, || asked(seconds.into()))
}

/// What `load`, which tells how many calls were answered, takes of a server.
fn measured(running: &Running, load: impl FnOnce() -> f64) -> Run {
    let (cpu, begin) = (running.cpu_seconds(), Instant::now());
    let calls = load();
    Run {
        calls,
        seconds: begin.elapsed().as_secs_f64(),
        cpu_seconds: running.cpu_seconds() - cpu,
        mebibytes: running.peak_mebibytes(),
        start_ms: running.start_ms(),
    }
}

/// Asks a server so many times, no less than what the callers send at once.
pub(crate) fn ask(running: &Running, question: &Question, shape: Shape, calls: u32) {
    load(running, question, shape, Until::Calls(calls.max(shape.connections * shape.streams)));
}

/// How long callers ask.
#[derive(Clone, Copy)]
enum Until {
    Time(Duration),
    Calls(u32),
}

/// Calls that were answered.
fn load(running: &Running, question: &Question, shape: Shape, until: Until) -> f64 {
    let mut body = NamedTempFile::new().unwrap();
    body.write_all(&question.framed()).unwrap();
    let Shape { connections, streams } = shape;
    let (option, count) = match until {
        Until::Time(time) => ("-D", format!("{}ms", time.as_millis())),
        Until::Calls(calls) => ("-n", calls.to_string()),
    };
    let output = Command::new("h2load")
        .args(["-t1", option, &count, "-c", &connections.to_string()])
        .args([
            "-m",
            &streams.to_string(),
            "-H",
            "content-type: application/grpc",
            "-H",
            "te: trailers",
        ])
        .arg("-d")
        .arg(body.path())
        .arg(format!("http://{}{}", running.address(), question.path))
        .output()
        .unwrap_or_else(|error| panic!("h2load (nghttp2-client): {error}"));
    let told = String::from_utf8_lossy(&output.stdout);
    let line = told.lines().find(|line| line.starts_with("requests:")).unwrap_or_default();
    // "requests: 9 total, 9 started, 9 done, 9 succeeded, 0 failed, ..."
    let count = |word: &str| -> f64 {
        let part = line.split(", ").find(|part| part.ends_with(word)).unwrap_or("0");
        part.split_whitespace().next().unwrap().parse().unwrap()
    };
    assert!(count(" succeeded") > 0.0 && count(" failed") == 0.0, "{told}");
    count(" succeeded")
}

pub(crate) fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

pub(crate) fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}
