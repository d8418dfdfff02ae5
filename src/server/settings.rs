//! What an operator can set.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::cores::Shape;
use super::limits::Limits;
use super::tls::Tls;
use super::transport::Transport;
use super::web::Web;
use crate::telemetry::traces::Collector;

/// Everything that can be set. Each is a flag and an environment variable.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Address of the gRPC services
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "ENERGYCOMPUTE_LISTEN",
        default_value = "127.0.0.1:50051"
    )]
    pub listen: SocketAddr,
    /// Address of /metrics, /livez and /readyz
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "ENERGYCOMPUTE_ADMIN_LISTEN",
        default_value = "127.0.0.1:9464"
    )]
    pub admin_listen: SocketAddr,
    /// Seconds between reporting `NOT_SERVING` and no longer accepting, so that balancers notice
    #[arg(
        long,
        value_name = "SECONDS",
        env = "ENERGYCOMPUTE_PRE_STOP_SECONDS",
        default_value_t = 2
    )]
    pub pre_stop_seconds: u64,
    /// Seconds that calls in flight get to finish before they are cut off
    #[arg(long, value_name = "SECONDS", env = "ENERGYCOMPUTE_DRAIN_SECONDS", default_value_t = 25)]
    pub drain_seconds: u64,
    /// What to log: a level, or levels by module
    #[arg(long, value_name = "FILTER", env = "ENERGYCOMPUTE_LOG", default_value = "info")]
    pub log: String,
    /// Directory of the catalog; the one built in when absent. A flag of the whole program, so
    /// that whoever parses it fills it in.
    #[arg(skip)]
    pub catalog: Option<PathBuf>,
    /// File of tokens that let call, a line `name:hash` each, the hash being the SHA-256 of the
    /// token in hexadecimal; without it everybody may call
    #[arg(long, value_name = "FILE", env = "ENERGYCOMPUTE_TOKENS", help_heading = "Security")]
    pub tokens: Option<PathBuf>,
    /// Reload when a file of the catalog, a certificate or the tokens change, and not only at
    /// SIGHUP
    #[arg(long, env = "ENERGYCOMPUTE_WATCH")]
    pub watch: bool,
    /// What connections run on
    #[arg(long, env = "ENERGYCOMPUTE_RUNTIME", value_enum, default_value_t)]
    pub runtime: Shape,
    /// Where certificates are.
    #[command(flatten)]
    pub tls: Tls,
    /// What callers may take.
    #[command(flatten)]
    pub limits: Limits,
    /// What connections may take.
    #[command(flatten)]
    pub transport: Transport,
    /// Whether browsers may call.
    #[command(flatten)]
    pub web: Web,
    /// Where spans go.
    #[command(flatten)]
    pub collector: Collector,
}
