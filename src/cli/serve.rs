//! `serve`: the server itself.

use std::path::PathBuf;

use clap::Args;

use crate::server::{self, Settings};

#[derive(Args, Debug)]
#[command(after_help = "Example: energycompute serve --listen 0.0.0.0:50051")]
pub(super) struct Serve {
    #[command(flatten)]
    settings: Settings,
}

impl Serve {
    pub(super) async fn run(self, catalog: Option<PathBuf>) -> anyhow::Result<String> {
        server::run(Settings { catalog, ..self.settings }).await?;
        Ok(String::new())
    }
}
