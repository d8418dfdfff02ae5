//! `healthcheck`: for a container's HEALTHCHECK, which has no grpcurl.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::client::{self, Endpoint};

#[derive(Args, Debug)]
#[command(after_help = "Example: energycompute healthcheck --endpoint 127.0.0.1:50051")]
pub(super) struct Healthcheck {
    #[arg(
        long,
        hide = true,
        value_name = "ADDRESS",
        env = "ENERGYCOMPUTE_LISTEN",
        default_value = "127.0.0.1:50051"
    )]
    listen: SocketAddr,
    #[arg(
        long,
        hide = true,
        value_name = "ADDRESS",
        env = "ENERGYCOMPUTE_ADMIN_LISTEN",
        default_value = "127.0.0.1:9464"
    )]
    admin_listen: SocketAddr,
    #[arg(long, hide = true, value_name = "FILE", env = "ENERGYCOMPUTE_TLS_CERT")]
    tls_cert: Option<PathBuf>,
}

impl Healthcheck {
    pub(super) async fn run(
        self,
        endpoint: Option<Endpoint>,
        timeout: Duration,
    ) -> anyhow::Result<String> {
        let endpoint = match endpoint {
            Some(endpoint) => endpoint,
            // The check has no certificate of its own, and the server may want one.
            None if self.tls_cert.is_some() => {
                let admin = beside(self.admin_listen);
                anyhow::ensure!(client::is_ready(admin, timeout).await?, "{admin} is NOT_SERVING");
                return Ok(String::new());
            }
            None => beside(self.listen).to_string().parse()?,
        };
        let is_serving = client::is_serving(&endpoint, timeout).await?;
        anyhow::ensure!(is_serving, "{endpoint} is NOT_SERVING");
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
