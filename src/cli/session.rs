//! Whom a question goes to, and what every question carries.

use std::path::PathBuf;
use std::time::Duration;

use super::failure::Unusable;
use super::output::Format;
use crate::client::{Client, Endpoint};
use crate::server;
use crate::wire::pb;

/// A connection and what was asked for in general.
pub(super) struct Session {
    pub(super) client: Client,
    pub(super) format: Format,
    pub(super) scenario: String,
    pub(super) quantiles: Vec<f64>,
    pub(super) overrides: Vec<pb::Override>,
}

impl Session {
    pub(super) fn options(&self) -> pb::ModelOptions {
        pb::ModelOptions {
            scenario: self.scenario.clone(),
            quantiles: self.quantiles.clone(),
            overrides: self.overrides.clone(),
            ..pb::ModelOptions::default()
        }
    }
}

pub(super) async fn connect(
    endpoint: Option<Endpoint>,
    catalog: Option<PathBuf>,
    timeout: Duration,
) -> anyhow::Result<Client> {
    if let Some(endpoint) = endpoint {
        return Ok(Client::connect(&endpoint, timeout).await?);
    }
    let shared = server::load(catalog.as_deref()).map_err(|faults| Unusable(faults.to_string()))?;
    Ok(Client::in_process(shared, timeout))
}
