//! What the process takes from its machine, where the machine says so (Linux).

use std::fmt;
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use prometheus_client::collector::Collector;
use prometheus_client::encoding::DescriptorEncoder;

use super::samples::{UNLABELED, counter, gauge};

/// Ticks of the processor time that Linux tells, on every architecture.
const TICKS_PER_SECOND: f64 = 100.0;

/// The process, since it began to serve.
#[derive(Debug)]
pub struct Process {
    /// Seconds since 1970.
    started: f64,
}

impl Process {
    /// Notes the time.
    pub fn begin() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self { started: since.map_or(0.0, |since| since.as_secs_f64()) }
    }
}

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        gauge(
            &mut encoder,
            "process_start_time_seconds",
            "When the process began to serve, seconds since 1970",
            [(UNLABELED, self.started)],
        )?;
        if let Some(seconds) = cpu_seconds() {
            let help = "Processor time taken, seconds";
            counter(&mut encoder, "process_cpu_seconds", help, [(UNLABELED, seconds)])?;
        }
        if let Some(bytes) = resident_bytes() {
            let help = "Memory held, bytes";
            gauge(&mut encoder, "process_resident_memory_bytes", help, [(UNLABELED, bytes)])?;
        }
        if let Ok(open) = fs::read_dir("/proc/self/fd") {
            let help = "File descriptors that are open";
            gauge(&mut encoder, "process_open_fds", help, [(UNLABELED, open.count())])?;
        }
        Ok(())
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
