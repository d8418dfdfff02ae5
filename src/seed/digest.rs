//! A fingerprint of everything that was read.

use sha2::{Digest, Sha256};

use super::entries::Book;
use super::settings::Settings;
use super::sheet::Sheet;
use crate::model::catalog::ScenarioInfo;

/// SHA-256 over the parsed content in lower-case hexadecimal. Quoting and the
/// order of columns do not matter, nor does the order of rows unless it means
/// something; any change of a value, text or reference does.
pub(super) fn digest(book: &Book, settings: &Settings) -> String {
    let mut hasher = Sha256::new();
    for sheet in book.sheets() {
        // The Debug form quotes every cell, so that no two contents look alike.
        hasher.update(format!("{} {:?}\n", sheet.layout.file, rows(sheet)));
    }
    let scenarios: Vec<&ScenarioInfo> = settings.scenarios.values().collect();
    hasher.update(format!("{:?} {:?} {scenarios:?}", settings.name, settings.as_of));
    format!("{:x}", hasher.finalize())
}

fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    let columns = 0..sheet.columns.len();
    let cells = |line| columns.clone().map(|column| sheet.cell(line, column)).collect();
    let mut rows: Vec<Vec<&str>> = sheet.lines.iter().map(cells).collect();
    if !sheet.layout.is_ordered {
        rows.sort_unstable();
    }
    rows
}
