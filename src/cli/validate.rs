//! `validate`: every fault of a catalog's files, or that there is none.

use std::path::PathBuf;

use clap::Args;

use crate::model::catalog::Catalog;
use crate::seed;

#[derive(Args, Debug)]
#[command(after_help = "Example: energycompute validate data")]
pub(super) struct Validate {
    /// Directory to check; without it --catalog, else the catalog built in
    directory: Option<PathBuf>,
}

impl Validate {
    pub(super) fn run(self, catalog: Option<PathBuf>) -> anyhow::Result<String> {
        let checked = self.directory.or(catalog);
        let loaded = checked.as_deref().map_or_else(seed::embedded, seed::from_dir);
        let catalog = loaded.map_err(|faults| {
            let count = faults.len();
            let noun = if count == 1 { "fault" } else { "faults" };
            anyhow::anyhow!("{count} {noun} in the catalog\n{faults}")
        })?;
        Ok(summary(&catalog))
    }
}

fn summary(catalog: &Catalog) -> String {
    let tables = catalog.tables();
    let series = catalog.all_series().count();
    format!(
        "ok: {} figures, {series} series, {} claims, {} anchors, {} assumptions, {} sites, \
         {} accelerators, {} workloads, {} sources, digest {}\n",
        tables.figures.len(),
        tables.claims.len(),
        tables.anchors.len(),
        tables.assumptions.len(),
        tables.sites.len(),
        tables.accelerators.len(),
        tables.workloads.len(),
        tables.sources.len(),
        catalog.digest(),
    )
}
