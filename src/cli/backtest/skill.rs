//! The table `skill.csv` of a catalog, measured by replaying the catalog itself.

use std::path::Path;

use crate::cli::failure::Unusable;
use crate::model::backtest::skill::measure;
use crate::model::year::Date;
use crate::seed;

/// The whole text of the table.
pub(super) fn table(catalog: Option<&Path>, date: Date) -> anyhow::Result<String> {
    let loaded = catalog.map_or_else(seed::embedded, seed::from_dir);
    let catalog = loaded.map_err(|faults| Unusable(faults.to_string()))?;
    let rows = measure(&catalog, date);
    let lines = rows.iter().map(|row| {
        format!(
            "{},{},{},{:.4},{:.4},{:.4},{}",
            row.class.name(),
            row.horizon,
            row.forecasts,
            row.median_absolute_error,
            row.coverage_80,
            row.coverage_95,
            row.measured,
        )
    });
    Ok(std::iter::once(seed::SKILL_HEADER.to_owned())
        .chain(lines)
        .map(|line| line + "\n")
        .collect())
}
