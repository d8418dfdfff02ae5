//! Table `regions.csv`.

use super::cell::Refusal;
use super::cell::{self, Parsed, refuse};
use super::entries::{Book, Entries, Entry};
use super::fault::Log;
use super::row::{Read, Row, entry};
use super::sheet::Layout;
use crate::model::catalog::{EU27, Region, WORLD};

pub(super) static LAYOUT: Layout = Layout {
    file: "regions.csv",
    noun: "region",
    header: "name,display_name,parent,synonyms,demonyms",
    is_ordered: false,
};

/// Reads the table.
pub(super) fn read(book: &Book, log: &mut Log) -> Entries<Region> {
    let regions = book.read(&LAYOUT, log, region);
    regions.unique(log, "name", |region| &region.code);
    for code in [WORLD, EU27] {
        if regions.find(code).is_err() && !regions.may_hold(code) {
            log.file(LAYOUT.file, format!("has no row for {code}"));
        }
    }
    for entry in &regions {
        if let Err(Refusal::Because(why)) = ancestry(&regions, entry) {
            regions.fault(log, entry, "parent", why);
        }
    }
    regions
}

fn region(row: &mut Row<'_>) -> Read<Region> {
    entry!(Region {
        code: row.get("name", region_code),
        display_name: row.text("display_name"),
        parent: row.optional("parent", region_code),
        synonyms: row.list("synonyms", cell::text),
        demonyms: row.list("demonyms", cell::text),
    })
}

fn region_code(cell: &str) -> Parsed<String> {
    let is_code = cell.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'-'));
    if is_code { Ok(cell.to_owned()) } else { refuse(format!("\"{cell}\" is not a region code")) }
}

/// Follows the parents to the top, which there must be.
fn ancestry(regions: &Entries<Region>, entry: &Entry<Region>) -> Parsed<()> {
    let mut region = &entry.value;
    for _ in 0..=regions.iter().len() {
        match &region.parent {
            Some(parent) => region = regions.find(parent)?,
            None => return Ok(()),
        }
    }
    refuse(format!("\"{}\" is a part of itself", entry.value.code))
}
