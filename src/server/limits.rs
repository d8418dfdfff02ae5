//! What one caller can take from the others.

use std::num::{NonZeroU64, NonZeroUsize};
use std::time::Duration;

use clap::Args;

use crate::rpc::Compute;

/// Limits on calls. Each is a flag and an environment variable.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Limits")]
pub struct Limits {
    /// Calls in flight, over all connections; more are refused
    #[arg(
        long,
        value_name = "COUNT",
        env = "ENERGYCOMPUTE_MAX_CALLS",
        default_value_t = Self::default().max_calls
    )]
    pub max_calls: NonZeroUsize,
    /// Calls that compute for more than a moment or wait to do so; more are refused
    #[arg(
        long,
        value_name = "COUNT",
        env = "ENERGYCOMPUTE_MAX_HEAVY_CALLS",
        default_value_t = Self::default().max_heavy_calls
    )]
    pub max_heavy_calls: NonZeroUsize,
    /// Threads that these compute on [default: all cores but one]
    #[arg(
        long,
        value_name = "COUNT",
        env = "ENERGYCOMPUTE_COMPUTE_THREADS",
        default_value_t = Self::default().compute_threads,
        hide_default_value = true
    )]
    pub compute_threads: NonZeroUsize,
    /// Seconds that a call gets, whatever its caller would wait
    #[arg(
        long,
        value_name = "SECONDS",
        env = "ENERGYCOMPUTE_MAX_CALL_SECONDS",
        default_value_t = Self::default().max_call_seconds
    )]
    pub max_call_seconds: NonZeroU64,
    /// Bytes of answers that are kept for whoever asks the same again; 0 keeps none
    #[arg(
        long,
        value_name = "BYTES",
        env = "ENERGYCOMPUTE_KEPT_ANSWER_BYTES",
        default_value_t = Self::default().kept_answer_bytes
    )]
    pub kept_answer_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_calls: const { NonZeroUsize::new(1_024).unwrap() },
            max_heavy_calls: Compute::DEFAULT_PLACES,
            compute_threads: Compute::default_threads(),
            max_call_seconds: const { NonZeroU64::new(5).unwrap() },
            kept_answer_bytes: 4 << 20,
        }
    }
}

impl Limits {
    /// Where calls compute, how long they may, and whether they have to.
    pub(super) fn compute(&self) -> Compute {
        Compute::new(self.compute_threads, self.max_heavy_calls)
            .lasting(self.longest_call())
            .keeping(self.kept_answer_bytes)
    }

    /// The longest that a call gets.
    pub(super) const fn longest_call(&self) -> Duration {
        Duration::from_secs(self.max_call_seconds.get())
    }
}
