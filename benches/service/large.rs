//! Catalogs of many rows: the series of one country, told again of made-up parts of it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// The catalog's own data, and series of more regions up to so many rows.
pub(crate) fn catalog(rows: usize) -> TempDir {
    let directory = TempDir::new().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for file in fs::read_dir(&own).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), directory.path().join(file.file_name())).unwrap();
    }
    let mut regions = fs::read_to_string(own.join("regions.csv")).unwrap();
    let mut series = fs::read_to_string(own.join("series.csv")).unwrap();
    let told: Vec<String> =
        series.lines().filter_map(|line| line.strip_prefix("US,")).map(str::to_owned).collect();
    let missing = rows.saturating_sub(series.lines().count() - 1);
    for part in 0..missing.div_ceil(told.len()) {
        writeln!(regions, "US-X{part},Part {part},US,,").unwrap();
        for row in &told {
            writeln!(series, "US-X{part},{row}").unwrap();
        }
    }
    fs::write(directory.path().join("regions.csv"), regions).unwrap();
    fs::write(directory.path().join("series.csv"), series).unwrap();
    directory
}
