//! A soak: the server as a process, under good calls, reloads and abuse at once. It fails when a good
//! call fails, memory grows or descriptors leak.
//!
//! ```sh
//! cargo test --release --test soak -- 600
//! ```
#![expect(clippy::unwrap_used, reason = "a failed expectation is a failed soak")]

mod abuse;
mod good;
mod reloads;
mod server;
#[path = "../support/process.rs"]
mod support;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use server::{Seen, Server};
use tokio::task::JoinSet;
use tokio::time::sleep;

/// Looks at the process.
const LOOKS: u32 = 60;

/// How much more memory in the last fifth than in the second is no leak. Each is a median: what one
/// look sees hangs on where a reload stands, which holds two catalogs for a moment.
const GROWTH: f64 = 1.1;

/// What all who take part count.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) good: AtomicU64,
    pub(crate) failed: AtomicU64,
    pub(crate) abuses: AtomicU64,
    pub(crate) reloads: AtomicU64,
    pub(crate) over: AtomicBool,
}

impl Counts {
    pub(crate) fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let seconds = std::env::args().nth(1).map_or(600, |seconds| seconds.parse().unwrap());
    let mut server = Server::start();
    let counts = Arc::<Counts>::default();
    let idle = server.seen().await;
    let mut parts = JoinSet::new();
    for caller in 0..8 {
        parts.spawn(good::cheap(server.endpoint.clone(), caller, Arc::clone(&counts)));
    }
    for _caller in 0..2 {
        parts.spawn(good::heavy(server.endpoint.clone(), Arc::clone(&counts)));
    }
    parts.spawn(abuse::all(server.address(), Arc::clone(&counts)));
    parts.spawn(reloads::all(server.process_id(), server.catalog(), Arc::clone(&counts)));

    let (begin, whole) = (Instant::now(), Duration::from_secs(seconds));
    let mut memory = Vec::new();
    println!("   s  good calls  failed  abuses  reloads  RSS MiB  descriptors");
    for _look in 0..LOOKS {
        sleep(whole / LOOKS).await;
        // Nobody ends before the end, but by panicking.
        if let Some(part) = parts.try_join_next() {
            part.unwrap();
        }
        let seen = server.seen().await;
        tell(begin.elapsed(), &counts, seen);
        memory.push(seen.mebibytes);
    }
    counts.over.store(true, Ordering::Relaxed);
    while let Some(part) = parts.join_next().await {
        part.unwrap();
    }
    let after = server.settled(idle.descriptors).await;
    tell(begin.elapsed(), &counts, after);
    let ended_well = server.end();

    let failed = counts.failed.load(Ordering::Relaxed);
    let fifth = memory.len() / 5;
    let warm = median(&memory[fifth..2 * fifth]);
    let end = median(&memory[memory.len() - fifth..]);
    let verdicts = [
        (failed == 0, format!("{failed} good calls failed")),
        (end <= warm * GROWTH, format!("memory: {warm:.1} MiB when warm, {end:.1} at the end")),
        (
            after.descriptors <= idle.descriptors,
            format!("descriptors: {} before, {} after", idle.descriptors, after.descriptors),
        ),
        (ended_well, format!("exit code 0 after SIGTERM: {ended_well}")),
    ];
    for (is_well, what) in &verdicts {
        println!("{}  {what}", if *is_well { "ok    " } else { "FAILED" });
    }
    if verdicts.iter().all(|(is_well, _)| *is_well) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn tell(at: Duration, counts: &Counts, seen: Seen) {
    let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    println!(
        "{:4}  {:10}  {:6}  {:6}  {:7}  {:7.1}  {:11}",
        at.as_secs(),
        count(&counts.good),
        count(&counts.failed),
        count(&counts.abuses),
        count(&counts.reloads),
        seen.mebibytes,
        seen.descriptors
    );
}
