//! Table `skill.csv`.

use super::cell::{self, Parsed, refuse};
use super::entries::{Book, Entries};
use super::fault::Log;
use super::row::{Read, Row, entry};
use super::sheet::Layout;
use crate::model::catalog::Skill;
use crate::model::metric::Class;
use crate::model::projection::parameters;

/// The columns, in order.
pub const HEADER: &str =
    "class,horizon,forecasts,median_absolute_error,coverage_80,coverage_95,measured";

pub(super) static LAYOUT: Layout =
    Layout { file: "skill.csv", noun: "measured skill", header: HEADER, is_ordered: false };

/// Reads the table.
pub(super) fn read(book: &Book, log: &mut Log) -> Entries<Skill> {
    let skill = book.read(&LAYOUT, log, skill);
    skill.unique(log, "horizon", |skill| (skill.class, skill.horizon));
    skill
}

fn skill(row: &mut Row<'_>) -> Read<Skill> {
    let inner = row.get("coverage_80", cell::fraction);
    let outer = row.get("coverage_95", cell::fraction);
    if let Some((inner, outer)) = inner.zip(outer) {
        row.require(inner <= outer, "coverage_80", || {
            format!("{inner} is above coverage_95, {outer}: the wider band holds the narrower one")
        })?;
    }
    entry!(Skill {
        class: row.get("class", class),
        horizon: row.get("horizon", cell::count),
        forecasts: row.get("forecasts", cell::count),
        median_absolute_error: row.get("median_absolute_error", cell::not_negative),
        coverage_80: inner,
        coverage_95: outer,
        measured: row.get("measured", cell::date),
    })
}

/// A class that is projected from history, so that history can be replayed.
fn class(name: &str) -> Parsed<Class> {
    match Class::from_name(name).filter(|&class| parameters(class).is_some()) {
        Some(class) => Ok(class),
        None => refuse(format!("\"{name}\" is not a class that is projected from history")),
    }
}
