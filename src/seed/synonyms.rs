//! Table `synonyms.csv`.

use super::cell::{self, Parsed, refuse};
use super::entries::{Book, Entries};
use super::fault::Log;
use super::row::{Read, Row, entry};
use super::sheet::Layout;
use super::words::Words;
use crate::model::catalog::Synonym;

pub(super) static LAYOUT: Layout = Layout {
    file: "synonyms.csv",
    noun: "synonym",
    header: "phrase,readings,context,note",
    is_ordered: false,
};

const CONTEXTS: Words<&str> =
    &[("any", "any"), ("country", "country"), ("data_center", "data_center"), ("data", "data")];

/// Reads the table.
pub(super) fn read(book: &Book, log: &mut Log) -> Entries<Synonym> {
    let synonyms = book.read(&LAYOUT, log, synonym);
    synonyms.unique(log, "phrase", |synonym| (&synonym.phrase, &synonym.context));
    synonyms
}

fn synonym(row: &mut Row<'_>) -> Read<Synonym> {
    entry!(Synonym {
        phrase: row.get("phrase", folded),
        readings: row.filled_list("readings", cell::metric_or_other),
        context: row.get("context", cell::word(CONTEXTS)).map(str::to_owned),
        note: row.remark("note"),
    })
}

/// A phrase as sentences are folded before they are searched: any other is never found.
fn folded(cell: &str) -> Parsed<String> {
    let phrase = cell.to_lowercase().replace('-', " ").replace("centre", "center");
    if phrase == cell {
        Ok(phrase)
    } else {
        refuse(format!("\"{cell}\" must be folded to \"{phrase}\""))
    }
}
