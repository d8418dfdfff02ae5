//! Table `anchors.csv`.

use super::amount::Amount;
use super::cell::{self, Parsed, Refusal, refuse};
use super::entries::{Book, Entries};
use super::fault::Log;
use super::references::References;
use super::row::{Read, Row, entry};
use super::series::Recorded;
use super::sheet::Layout;
use super::words::{self, Words};
use crate::model::catalog::{Anchor, AnchorBand, Figure};

pub(super) static LAYOUT: Layout = Layout {
    file: "anchors.csv",
    noun: "anchor",
    header: "name,publisher,published,region,metric,year,low,central,high,unit,band,variant,\
             source,target,status,superseded_by,note",
    is_ordered: false,
};

const STATUSES: Words<Status> =
    &[("current", Status::Current), ("superseded", Status::Superseded), ("past", Status::Past)];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Current,
    Superseded,
    Past,
}

/// Reads the table.
pub(super) fn read(
    book: &Book,
    refs: &References,
    figures: &Entries<Figure>,
    series: &Entries<Recorded>,
    log: &mut Log,
) -> Entries<Anchor> {
    let read = book.read(&LAYOUT, log, |row| anchor(row, refs));
    read.unique(log, "name", |(anchor, _)| &anchor.name);
    read.unique_parts(log, "status", |(at, _)| {
        let is_used = at.is_current && !at.is_target;
        is_used.then_some((&at.publisher, at.region, at.metric, at.variant, at.year))
    });
    let mut anchors = Entries::new(LAYOUT.file, LAYOUT.noun);
    for entry in &read {
        let (anchor, successor) = &entry.value;
        let found =
            successor.as_deref().map_or(Ok(()), |name| match name.strip_prefix("series:") {
                Some(path) => recorded(path, refs, series),
                None => known(name, &read, figures),
            });
        if let Err(Refusal::Because(why)) = found {
            read.fault(log, entry, "superseded_by", why);
        }
        anchors.push(entry.line, &anchor.name, anchor.clone());
    }
    anchors
}

fn known<T>(name: &str, anchors: &Entries<T>, figures: &Entries<Figure>) -> Parsed<()> {
    let is_anchor = anchors.find(name).is_ok() || anchors.may_hold(name);
    let is_figure = figures.find(name).is_ok() || figures.may_hold(name);
    if is_anchor || is_figure {
        return Ok(());
    }
    refuse(format!("there is no anchor or figure \"{name}\""))
}

fn recorded(path: &str, refs: &References, series: &Entries<Recorded>) -> Parsed<()> {
    let record = refs.record(path)?;
    let is_known = series.values().any(|at| at.is_of(record)) || !series.is_whole();
    if is_known { Ok(()) } else { refuse(format!("there is no record \"{path}\"")) }
}

/// An anchor and its successor.
fn anchor(row: &mut Row<'_>, refs: &References) -> Read<(Anchor, Option<String>)> {
    let metric = row.get("metric", cell::metric);
    let amount = Amount::read(row, metric);
    let central = row.get("central", |cell| amount.canonical(cell));
    let bounds =
        row.bounds_around(["low", "central", "high"], central, |cell| amount.canonical(cell));
    let band = row.get("band", cell::word(words::ANCHOR_BANDS));
    if let Some((bounds, band)) = bounds.zip(band) {
        row.require(bounds.is_some() == (band != AnchorBand::None), "band", || {
            "says what the bounds mean, and is none where there are none".to_owned()
        });
    }
    let status = row.get("status", cell::word(STATUSES));
    let successor = row.optional("superseded_by", cell::text);
    if let Some((status, successor)) = status.zip(successor.as_ref()) {
        let is_superseded = status == Status::Superseded;
        row.require(successor.is_some() == is_superseded, "superseded_by", || {
            "is set exactly where the status is superseded".to_owned()
        });
    }
    let anchor = entry!(Anchor {
        name: row.get("name", cell::name),
        publisher: row.text("publisher"),
        published: row.get("published", cell::date),
        region: row.get("region", |code| refs.region(code)),
        metric,
        year: row.get("year", cell::year),
        central,
        bounds,
        band,
        variant: row.optional("variant", cell::word(words::VARIANTS)),
        source: row.get("source", |name| refs.source(name)),
        is_target: row.get("target", cell::flag),
        is_current: status.map(|status| status == Status::Current),
        note: row.remark("note"),
    });
    anchor.zip(successor)
}
