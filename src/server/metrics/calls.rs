//! Calls, counted beside the thread that they begin or end on: threads that count in one place
//! wait for each other. They are put together when somebody asks.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet};
use thread_local::ThreadLocal;

use crate::telemetry::samples::{self, Buckets};

/// Upper ends of the buckets, seconds: from a lookup to the longest call.
const ENDS: [f64; 14] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// What calls are told apart by. A server has few of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EncodeLabelSet)]
struct Kind {
    rpc_method: &'static str,
    rpc_response_status_code: &'static str,
}

/// Calls of all threads.
#[derive(Debug, Default)]
pub(super) struct Calls(ThreadLocal<Own>);

/// Calls of one thread, on no line of a cache that another counts in.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Own {
    /// Those that began here less those that ended here.
    in_flight: AtomicI64,
    ended: Mutex<Vec<(Kind, Durations)>>,
}

/// How long calls of one kind took.
#[derive(Clone, Copy, Debug, Default)]
struct Durations {
    seconds: f64,
    /// Up to each end, and longer.
    counts: [u64; ENDS.len() + 1],
}

impl Calls {
    pub(super) fn began(&self) {
        self.0.get_or_default().in_flight.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn ended(
        &self,
        rpc_method: &'static str,
        rpc_response_status_code: &'static str,
        took: Duration,
    ) {
        let own = self.0.get_or_default();
        own.in_flight.fetch_sub(1, Ordering::Relaxed);
        let kind = Kind { rpc_method, rpc_response_status_code };
        let mut ended = own.ended();
        let known = ended.iter().position(|(known, _)| *known == kind);
        let place = known.unwrap_or_else(|| {
            ended.push((kind, Durations::default()));
            ended.len() - 1
        });
        ended[place].1.add(took);
    }

    /// Calls that are being answered.
    pub(super) fn in_flight(&self) -> i64 {
        self.0.iter().map(|own| own.in_flight.load(Ordering::Relaxed)).sum()
    }

    /// Writes how long they took.
    pub(super) fn tell(&self, encoder: &mut DescriptorEncoder<'_>) -> fmt::Result {
        let mut all = BTreeMap::<Kind, Durations>::new();
        for own in &self.0 {
            for (kind, durations) in &*own.ended() {
                all.entry(*kind).or_default().merge(durations);
            }
        }
        samples::histogram(
            encoder,
            "rpc_server_call_duration_seconds",
            "How long calls took, to the end of their reply",
            all.into_iter().map(|(kind, durations)| (kind, durations.buckets())),
        )
    }
}

impl Own {
    /// Only its thread and whoever puts calls together ask for it.
    fn ended(&self) -> MutexGuard<'_, Vec<(Kind, Durations)>> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Durations {
    fn add(&mut self, took: Duration) {
        let seconds = took.as_secs_f64();
        self.seconds += seconds;
        self.counts[ENDS.partition_point(|end| *end < seconds)] += 1;
    }

    fn merge(&mut self, other: &Self) {
        self.seconds += other.seconds;
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
    }

    fn buckets(&self) -> Buckets {
        let ends = ENDS.into_iter().chain([f64::INFINITY]);
        Buckets { sum: self.seconds, counts: ends.zip(self.counts).collect() }
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use prometheus_client::collector::Collector;
    use prometheus_client::encoding::prometheus_text;
    use prometheus_client::registry::Registry;

    use super::{Calls, DescriptorEncoder, Duration, fmt};

    impl Collector for Calls {
        fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
            self.tell(&mut encoder)
        }
    }

    #[test]
    fn calls_of_all_threads_come_together() {
        let calls = Calls::default();
        thread::scope(|scope| {
            for microseconds in [400, 500, 20_000_000] {
                let calls = &calls;
                scope.spawn(move || {
                    calls.began();
                    calls.began();
                    calls.ended("m/A", "OK", Duration::from_micros(microseconds));
                });
            }
        });
        calls.ended("m/B", "INTERNAL", Duration::ZERO);
        assert_eq!(calls.in_flight(), 2, "6 have begun, 4 have ended");

        let (mut registry, mut page) = (Registry::default(), String::new());
        registry.register_collector(Box::new(calls));
        prometheus_text::encode(&mut page, &registry).unwrap();
        let told = |name: &str, labels: &str| {
            let name = format!("rpc_server_call_duration_seconds_{name}{{{labels}}} ");
            let line = page.lines().find_map(|line| line.strip_prefix(&name));
            line.unwrap_or_else(|| panic!("{name} in {page}"))
        };
        let (ok, broken) = (
            "rpc_method=\"m/A\",rpc_response_status_code=\"OK\"",
            "rpc_method=\"m/B\",rpc_response_status_code=\"INTERNAL\"",
        );
        // 0.0004 and 0.0005 s are no longer than 0.0005; 20 s is longer than any end.
        for (end, count) in [("0.0005", "2"), ("10", "2"), ("+Inf", "3")] {
            assert_eq!(told("bucket", &format!("{ok},le=\"{end}\"")), count, "{end}");
        }
        assert_eq!((told("count", ok), told("count", broken)), ("3", "1"));
        assert!((told("sum", ok).parse::<f64>().unwrap() - 20.0009).abs() < 1e-9);
    }
}
