//! What the process takes from its machine, where the machine says so (Linux).

use std::fs;
use std::sync::LazyLock;
use std::time::{SystemTime, UNIX_EPOCH};

use super::exposition::{Kind, Page};

/// Ticks of the processor time that Linux tells, on every architecture.
const TICKS_PER_SECOND: f64 = 100.0;

/// When somebody first asked, which is when the process started.
static STARTED: LazyLock<f64> = LazyLock::new(|| {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
});

/// Notes the time of the start.
pub fn begin() {
    LazyLock::force(&STARTED);
}

/// Writes what is known.
pub fn tell(page: &mut Page) {
    let started = *STARTED;
    page.only(
        "process_start_time_seconds",
        Kind::Gauge,
        "When the process started, seconds since 1970.",
        started,
    );
    if let Some(seconds) = cpu_seconds() {
        let help = "Processor time taken, seconds.";
        page.only("process_cpu_seconds_total", Kind::Counter, help, seconds);
    }
    if let Some(bytes) = resident_bytes() {
        let help = "Memory held, bytes.";
        page.only("process_resident_memory_bytes", Kind::Gauge, help, bytes);
    }
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        let help = "File descriptors that are open.";
        page.only("process_open_fds", Kind::Gauge, help, open.count());
    }
}

fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may hold anything.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / TICKS_PER_SECOND)
}

fn resident_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1_024)
}
