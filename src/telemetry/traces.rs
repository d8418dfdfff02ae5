//! A span of every call for a collector, with the trace of its caller (W3C Trace Context).

#[cfg(not(feature = "otlp"))]
mod absent;
#[cfg(feature = "otlp")]
mod sent;

use clap::Args;

#[cfg(not(feature = "otlp"))]
pub use absent::{Span, Traces};
#[cfg(feature = "otlp")]
pub use sent::{Span, Traces};

/// Where spans go, and how many. Each is a flag and an environment variable.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Traces")]
pub struct Collector {
    /// Collector of a span of every call, by OTLP over gRPC, for example `http://127.0.0.1:4317`;
    /// needs a build with the feature otlp
    #[arg(long, value_name = "URL", env = "ENERGYCOMPUTE_OTLP_ENDPOINT")]
    pub otlp_endpoint: Option<String>,
    /// Share of the calls that are traced, 0 to 1, where the caller has not decided
    #[arg(
        long,
        value_name = "SHARE",
        env = "ENERGYCOMPUTE_TRACE_SHARE",
        default_value_t = Self::default().trace_share,
        value_parser = share
    )]
    pub trace_share: f64,
}

impl Default for Collector {
    fn default() -> Self {
        Self { otlp_endpoint: None, trace_share: 1.0 }
    }
}

impl Collector {
    /// Gets ready to send, where an endpoint is set.
    ///
    /// # Errors
    ///
    /// Fails when the endpoint cannot be used, or this build sends nothing.
    pub fn start(&self) -> Result<Option<Traces>, String> {
        let told = |fault| format!("--otlp-endpoint {fault}");
        let endpoint = self.otlp_endpoint.as_deref();
        endpoint.map(|endpoint| Traces::to(endpoint, self.trace_share).map_err(told)).transpose()
    }
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().map_err(|_unreadable| "needs a number".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("needs 0 to 1".to_owned()) }
}
