//! Table `sources.csv`.

use std::sync::Arc;

use super::cell;
use super::entries::{Book, Entries};
use super::fault::Log;
use super::row::{Read, Row, entry};
use super::sheet::Layout;
use super::words;
use crate::model::catalog::{Rank, Source};
use crate::model::written::Written;

pub(super) static LAYOUT: Layout = Layout {
    file: "sources.csv",
    noun: "source",
    header: "name,title,publisher,published,license,rank,uri",
    is_ordered: false,
};

/// Reads the table.
pub(super) fn read(book: &Book, log: &mut Log) -> Entries<Arc<Source>> {
    let sources = book.read(&LAYOUT, log, |row| source(row).map(Arc::new));
    sources.unique(log, "name", |source| &source.name);
    sources
}

fn source(row: &mut Row<'_>) -> Read<Source> {
    let source = entry!(Source {
        name: row.get("name", cell::name),
        title: row.text("title"),
        publisher: row.text("publisher"),
        published: row.optional("published", cell::date),
        license: row.text("license"),
        rank: row.get("rank", cell::word(words::RANKS)),
        uri: row.remark("uri"),
        written: Some(Written::default()),
    })?;
    let is_dated = source.published.is_some() || source.rank == Rank::GeneralKnowledge;
    row.require(is_dated, "published", || "is missing".to_owned())?;
    Some(source)
}
