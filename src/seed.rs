//! Data files to a checked [`Catalog`].
//!
//! `data/README.md` says what a row means. Loading goes in three steps, and a
//! fault in one of them never stops the next, so that every fault comes out at
//! once:
//!
//! 1. `files` holds the texts, `sheet` and `settings` take them apart: header,
//!    quoting, number of cells.
//! 2. One file a table turns each row into its entry. `row` reads the cells,
//!    `cell` says what one may hold, `references` what it may name.
//! 3. Checks across rows: unique keys, gaps, totals, links.
//!
//! A row with a fault is left out, and what points at it is not blamed. A
//! catalog comes out only if nothing at all was found.

mod accelerators;
mod amount;
mod anchors;
mod assumptions;
mod cell;
mod claims;
mod digest;
mod entries;
mod fault;
mod figures;
mod files;
mod load;
mod metrics;
mod money;
mod quoting;
mod references;
mod regions;
mod row;
mod series;
mod settings;
mod sheet;
mod sites;
mod skill;
mod sources;
mod synonyms;
#[cfg(test)]
mod tests;
mod words;
mod workloads;

use std::path::Path;
use std::{fs, io};

use crate::model::catalog::Catalog;
use files::Files;

pub use fault::{Fault, Faults};
pub use skill::HEADER as SKILL_HEADER;

/// The catalog that is compiled into the binary.
///
/// # Errors
///
/// Every fault of the data files. A released binary has none: a test loads it.
pub fn embedded() -> Result<Catalog, Faults> {
    load::load(&Files::embedded(), fault::Log::default())
}

/// The catalog in a directory, which takes the place of the embedded one as a
/// whole: each file must be there.
///
/// # Errors
///
/// Every fault of the files, those that cannot be read among them.
pub fn from_dir(directory: &Path) -> Result<Catalog, Faults> {
    from_texts(|name| fs::read_to_string(directory.join(name)))
}

/// The catalog whose files are read by `read`, from wherever they are: each is
/// asked for once, by its name.
///
/// # Errors
///
/// Every fault of the files, those that cannot be read among them.
pub fn from_texts(read: impl FnMut(&str) -> io::Result<String>) -> Result<Catalog, Faults> {
    let mut log = fault::Log::default();
    let files = Files::read(read, &mut log);
    load::load(&files, log)
}
