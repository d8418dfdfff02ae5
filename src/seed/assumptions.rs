//! Table `assumptions.csv`.

use super::cell::{self, Refusal, refuse};
use super::entries::{Book, Entries};
use super::fault::Log;
use super::references::References;
use super::row::{Read, Row, entry};
use super::sheet::Layout;
use super::words::{self, Words};
use crate::model::catalog::{Accelerator, Assumption, Band, BandKind, ScenarioInfo};

pub(super) static LAYOUT: Layout = Layout {
    file: "assumptions.csv",
    noun: "assumption",
    header: "parameter,scenario,title,region,year,unit,low,central,high,band,use,basis,source,\
             confidence,note",
    is_ordered: false,
};

/// Whether it is for comparison only.
const USES: Words<bool> = &[("input", false), ("comparison", true)];

/// Reads the table.
pub(super) fn read(
    book: &Book,
    refs: &References,
    accelerators: &Entries<Accelerator>,
    scenarios: &Entries<ScenarioInfo>,
    log: &mut Log,
) -> Entries<Assumption> {
    let assumptions = book.read(&LAYOUT, log, |row| {
        let assumption = assumption(row, refs, scenarios);
        path(row, refs, accelerators)?;
        bounds(row, &assumption?)
    });
    assumptions.unique(log, "parameter", |at| (&at.parameter, &at.scenario));
    assumptions
}

fn assumption(
    row: &mut Row<'_>,
    refs: &References,
    scenarios: &Entries<ScenarioInfo>,
) -> Read<Assumption> {
    entry!(Assumption {
        parameter: row.text("parameter"),
        scenario: row.optional("scenario", |name| scenarios.find(name).map(|at| at.name.clone())),
        title: row.text("title"),
        region: row.get("region", |code| refs.region(code)),
        year: row.optional("year", cell::year),
        unit: row.text("unit"),
        band: row.band(["low", "central", "high"], cell::number),
        kind: row.get("band", cell::word(words::BAND_KINDS)),
        comparison_only: row.get("use", cell::word(USES)),
        basis: row.get("basis", cell::word(words::BASES)),
        source: row.get("source", |name| refs.source(name)),
        confidence: row.get("confidence", cell::fraction),
        note: row.remark("note"),
    })
}

/// Checks `assumptions/NAME/REGION`, where a chip may stand for the region and a
/// year may follow, against the other columns.
fn path(row: &mut Row<'_>, refs: &References, accelerators: &Entries<Accelerator>) -> Read<()> {
    let (region, year) = (row.cell("region"), row.cell("year"));
    row.get("parameter", |path| {
        let parts: Vec<&str> = path.split('/').collect();
        let (place, suffix) = match parts[..] {
            ["assumptions" | "constraint", _, place] => (place, None),
            ["assumptions" | "constraint", _, place, year] => (place, Some(year)),
            _ => {
                return refuse(format!(
                    "\"{path}\" is not assumptions/NAME/REGION or constraint/NAME/REGION"
                ));
            }
        };
        if suffix.is_some_and(|suffix| suffix != year) {
            return refuse(format!("\"{path}\" does not end in the year of the row"));
        }
        match accelerators.find(place) {
            Ok(_) | Err(Refusal::KnownElsewhere) => Ok(()),
            Err(Refusal::Because(_)) if refs.region(place).is_ok() && place != region => {
                refuse(format!("\"{path}\" does not name the region of the row"))
            }
            Err(Refusal::Because(_)) => refs.region(place).map(|_| ()),
        }
    })
}

/// Checks that the bounds are what the column `band` says: a single value, or
/// two that exist on the scale that the parameter is drawn on.
fn bounds(row: &mut Row<'_>, assumption: &Assumption) -> Read<Assumption> {
    let Band { low, central, high } = assumption.band;
    match assumption.kind {
        BandKind::Fixed => row.require(low >= high, "band", || {
            format!("is fixed though the bounds are {low} and {high}")
        })?,
        BandKind::Range => {}
        BandKind::Band80 => {
            let scale = assumption.scale();
            for (column, value) in [("low", low), ("central", central), ("high", high)] {
                row.require(scale.forward(value).is_finite(), column, || {
                    format!("{value} lies outside the scale of a parameter in {}", assumption.unit)
                })?;
            }
        }
    }
    Some(assumption.clone())
}
