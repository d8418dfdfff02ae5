//! Table `workloads.csv`.

use super::cell::{self, Parsed};
use super::entries::{Book, Entries};
use super::fault::Log;
use super::references::References;
use super::row::{Read, Row, entry};
use super::sheet::Layout;
use super::words::{self, Words};
use crate::model::catalog::{Accelerator, Workload};

pub(super) static LAYOUT: Layout = Layout {
    file: "workloads.csv",
    noun: "workload",
    header: "name,display_name,kind,region,year,training_flop,inference_flop_per_year,mfu,\
             mfu_basis,accelerator,accelerator_count,hours,accelerator_hours,\
             published_energy_gwh_low,published_energy_gwh_high,published_energy_basis,\
             energy_source,source,confidence,note",
    is_ordered: false,
};

/// Each kind and the column that says how large it is.
const KINDS: Words<&str> =
    &[("training", "training_flop"), ("inference", "inference_flop_per_year")];

const ENERGY_BASES: Words<&str> = &[("facility", "facility"), ("chip_tdp", "chip_tdp")];

/// How far accelerator-hours may be from count times hours: each is rounded.
const TOLERANCE: f64 = 0.05;

/// Reads the table.
pub(super) fn read(
    book: &Book,
    refs: &References,
    accelerators: &Entries<Accelerator>,
    log: &mut Log,
) -> Entries<Workload> {
    let workloads = book.read(&LAYOUT, log, |row| workload(row, refs, accelerators));
    workloads.unique(log, "name", |workload| &workload.name);
    workloads
}

fn workload(
    row: &mut Row<'_>,
    refs: &References,
    accelerators: &Entries<Accelerator>,
) -> Read<Workload> {
    let kind = row.get("kind", cell::word(KINDS));
    let sized = kind.and_then(|size| only(row, size));
    let energy = ["published_energy_gwh_low", "published_energy_gwh_high"];
    let published =
        row.together(&[energy[0], energy[1], "published_energy_basis", "energy_source"]);
    let workload = entry!(Workload {
        name: row.get("name", cell::name),
        display_name: row.text("display_name"),
        region: row.get("region", |code| refs.region(code)),
        year: row.get("year", cell::year),
        training_flop: row.optional("training_flop", cell::positive),
        inference_flop_per_year: row.optional("inference_flop_per_year", cell::positive),
        mfu: row.get("mfu", utilization),
        mfu_basis: row.get("mfu_basis", cell::word(words::MFU_BASES)),
        accelerator: row.optional("accelerator", |name| {
            accelerators.find(name).map(|chip| chip.name.clone())
        }),
        accelerator_count: row.optional("accelerator_count", cell::positive),
        hours: row.optional("hours", cell::positive),
        accelerator_hours: row.optional("accelerator_hours", cell::positive),
        published_energy_gwh: published.and(row.bounds(energy, cell::positive)),
        published_energy_basis: row
            .optional("published_energy_basis", cell::word(ENERGY_BASES))
            .map(|basis| basis.unwrap_or_default().to_owned()),
        energy_source: row.optional("energy_source", |name| refs.source(name)),
        source: row.get("source", |name| refs.source(name)),
        confidence: row.get("confidence", cell::fraction),
        note: row.remark("note"),
    })?;
    if let Workload {
        accelerator_count: Some(n),
        hours: Some(h),
        accelerator_hours: Some(nh),
        ..
    } = workload
    {
        row.require((n * h / nh - 1.0).abs() <= TOLERANCE, "accelerator_hours", || {
            format!("{nh} is not about {n} times {h}")
        })?;
    }
    sized.map(|()| workload)
}

fn utilization(cell: &str) -> Parsed<f64> {
    cell::fraction(cell).and_then(|_| cell::positive(cell))
}

/// Checks that of the two sizes just that of the kind is given.
fn only(row: &mut Row<'_>, size: &str) -> Read<()> {
    let mut checked = Some(());
    for &(kind, column) in KINDS {
        let is_given = !row.cell(column).is_empty();
        let one = row.require(is_given == (column == size), column, || {
            format!("is given exactly for {kind}")
        });
        checked = checked.and(one);
    }
    checked
}
