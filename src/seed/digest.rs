//! A fingerprint of everything that was read.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::entries::Book;
use super::settings::Settings;
use super::sheet::{Line, Sheet};
use crate::model::catalog::ScenarioInfo;

/// SHA-256 over the parsed content in lower-case hexadecimal. Quoting and the
/// order of columns do not matter, nor does the order of rows unless it means
/// something; any change of a value, text or reference does.
pub(super) fn digest(book: &Book, settings: &Settings) -> String {
    let mut hasher = Sha256::new();
    let mut text = String::new();
    for sheet in book.sheets() {
        hasher.update(format!("{} [", sheet.layout.file));
        let mut separator = "";
        for line in lines(sheet) {
            text.clear();
            // The Debug form quotes every cell, so that no two contents look alike.
            _ = write!(text, "{separator}{:?}", cells(sheet, line).collect::<Vec<_>>());
            hasher.update(&text);
            separator = ", ";
        }
        hasher.update("]\n");
    }
    let scenarios: Vec<&ScenarioInfo> = settings.scenarios.values().collect();
    hasher.update(format!("{:?} {:?} {scenarios:?}", settings.name, settings.as_of));
    format!("{:x}", hasher.finalize())
}

/// Lines in an order of their own, unless theirs means something.
fn lines(sheet: &Sheet) -> Vec<&Line> {
    if sheet.layout.is_ordered {
        return sheet.lines.iter().collect();
    }
    let mut lines: Vec<(u128, &Line)> =
        sheet.lines.iter().map(|line| (beginning(sheet, line), line)).collect();
    lines.sort_unstable_by(|(a, one), (b, other)| {
        a.cmp(b).then_with(|| cells(sheet, one).cmp(cells(sheet, other)))
    });
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The first bytes of a line: most lines are told apart by them, without a look at their cells.
fn beginning(sheet: &Sheet, line: &Line) -> u128 {
    let bytes = cells(sheet, line).flat_map(|cell| cell.bytes().chain([0]));
    let first = bytes.chain(std::iter::repeat(0)).take(size_of::<u128>());
    first.fold(0, |all, byte| all << 8 | u128::from(byte))
}

fn cells<'a>(sheet: &Sheet, line: &'a Line) -> impl Iterator<Item = &'a str> {
    (0..sheet.columns.len()).map(|column| sheet.cell(line, column))
}
