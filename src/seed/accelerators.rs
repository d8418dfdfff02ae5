//! Table `accelerators.csv`.

use super::cell;
use super::entries::{Book, Entries};
use super::fault::Log;
use super::references::References;
use super::row::{Read, Row, entry};
use super::sheet::Layout;
use crate::model::catalog::Accelerator;

pub(super) static LAYOUT: Layout = Layout {
    file: "accelerators.csv",
    noun: "accelerator",
    header: "name,display_name,aliases,vendor,country,year,dense_bf16_tflops,dense_fp8_tflops,\
             tdp_w,all_in_it_w,memory_gb,price_usd_low,price_usd_high,source,power_source,\
             price_source,confidence,note",
    is_ordered: false,
};

/// Reads the table.
pub(super) fn read(book: &Book, refs: &References, log: &mut Log) -> Entries<Accelerator> {
    let accelerators = book.read(&LAYOUT, log, |row| accelerator(row, refs));
    accelerators.unique(log, "name", |chip| &chip.name);
    accelerators
        .unique_parts(log, "aliases", |chip| chip.aliases.iter().map(|alias| alias.to_lowercase()));
    accelerators
}

fn accelerator(row: &mut Row<'_>, refs: &References) -> Read<Accelerator> {
    let sourced = [
        row.together(&["all_in_it_w", "power_source"]),
        row.together(&["price_usd_low", "price_usd_high", "price_source"]),
    ];
    let chip = entry!(Accelerator {
        name: row.get("name", cell::name),
        display_name: row.text("display_name"),
        aliases: row.list("aliases", cell::text),
        vendor: row.text("vendor"),
        country: row.get("country", |code| refs.region(code).map(|id| refs.code(id).to_owned())),
        year: row.get("year", cell::year),
        dense_bf16_tflops: row.get("dense_bf16_tflops", cell::positive),
        dense_fp8_tflops: row.optional("dense_fp8_tflops", cell::positive),
        tdp_w: row.optional("tdp_w", cell::positive),
        all_in_it_w: row.optional("all_in_it_w", cell::positive),
        memory_gb: row.optional("memory_gb", cell::positive),
        price_usd: sourced[1].and(row.bounds(["price_usd_low", "price_usd_high"], cell::positive)),
        source: row.get("source", |name| refs.source(name)),
        power_source: row.optional("power_source", |name| refs.source(name)),
        price_source: row.optional("price_source", |name| refs.source(name)),
        confidence: row.get("confidence", cell::fraction),
        note: row.remark("note"),
    });
    chip.filter(|_| sourced.iter().all(Option::is_some))
}
