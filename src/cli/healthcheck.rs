//! `healthcheck`: for a container's HEALTHCHECK, which has no grpcurl.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use clap::Args;

use crate::client::{self, Endpoint};

#[derive(Args, Debug)]
#[command(after_help = "Example: energycompute healthcheck --endpoint 127.0.0.1:50051")]
pub(super) struct Healthcheck {
    /// Where the server listens, when --endpoint does not say whom to ask
    #[arg(
        long,
        hide = true,
        value_name = "ADDRESS",
        env = "ENERGYCOMPUTE_LISTEN",
        default_value = "127.0.0.1:50051"
    )]
    listen: SocketAddr,
}

impl Healthcheck {
    pub(super) async fn run(
        self,
        endpoint: Option<Endpoint>,
        timeout: Duration,
    ) -> anyhow::Result<String> {
        let endpoint = endpoint.map_or_else(|| beside(self.listen).to_string().parse(), Ok)?;
        let serving = client::is_serving(&endpoint, timeout).await?;
        anyhow::ensure!(serving, "{endpoint} is NOT_SERVING");
        Ok(String::new())
    }
}

// A server that listens everywhere is asked from the inside.
fn beside(listen: SocketAddr) -> SocketAddr {
    match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => (Ipv4Addr::LOCALHOST, listen.port()).into(),
        IpAddr::V6(ip) if ip.is_unspecified() => (Ipv6Addr::LOCALHOST, listen.port()).into(),
        _ => listen,
    }
}
