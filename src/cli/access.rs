//! How a server that is asked is known, and what it is shown.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;

use super::failure::Unusable;
use crate::client::{self, Endpoint};

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Options of a server to ask")]
pub(super) struct Access {
    /// Certificates that vouch for the server, PEM; those of the system by default
    #[arg(long, global = true, value_name = "FILE", env = "ENERGYCOMPUTE_CA")]
    ca: Option<PathBuf>,
    /// Certificate to show to the server, PEM
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "ENERGYCOMPUTE_CLIENT_CERT",
        requires = "client_key"
    )]
    client_cert: Option<PathBuf>,
    /// Private key of that certificate, PEM
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "ENERGYCOMPUTE_CLIENT_KEY",
        requires = "client_cert"
    )]
    client_key: Option<PathBuf>,
    /// Name that the server's certificate must have; the host of the endpoint by default
    #[arg(long, global = true, value_name = "NAME", env = "ENERGYCOMPUTE_SERVER_NAME")]
    server_name: Option<String>,
    /// Token that lets call; in the environment it is hidden from the list of processes
    #[arg(long, global = true, env = "ENERGYCOMPUTE_TOKEN", hide_env_values = true)]
    token: Option<String>,
}

impl Access {
    /// The endpoint with all that was said of it.
    pub(super) fn of(self, endpoint: Option<Endpoint>) -> anyhow::Result<Option<Endpoint>> {
        let Some(endpoint) = endpoint else { return Ok(None) };
        let Self { ca, client_cert, client_key, server_name, token } = self;
        let read = |file: Option<PathBuf>| file.as_deref().map(read).transpose();
        let access = client::Access {
            ca: read(ca)?,
            identity: read(client_cert)?.zip(read(client_key)?),
            server_name,
            token,
        };
        let endpoint = endpoint.with_access(access);
        Ok(Some(endpoint.map_err(|fault| Unusable(fault.to_string()))?))
    }
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}
