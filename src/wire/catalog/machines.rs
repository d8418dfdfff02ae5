//! Accelerators and workloads.

use super::page;
use crate::model::catalog::{Accelerator, Catalog, MfuBasis, Source, Workload};
use crate::wire::pb;
use crate::wire::provenance::Sources;
use crate::wire::violations::Violations;

/// A page of accelerators, by name.
///
/// # Errors
///
/// Every violation of the request.
pub fn list_accelerators(
    catalog: &Catalog,
    request: pb::ListAcceleratorsRequest,
) -> Result<pb::ListAcceleratorsResponse, Violations> {
    let pb::ListAcceleratorsRequest { page_size, page_token } = request;
    let page = page(catalog, "accelerators", page_size, &page_token)?;
    let (known, next_page_token) = page.slice(catalog.tables().accelerators.by_name());
    let mut sources = Sources::default();
    let accelerators = known.into_iter().map(|known| accelerator(known, &mut sources)).collect();
    Ok(pb::ListAcceleratorsResponse { accelerators, next_page_token, sources: sources.into_pb() })
}

fn accelerator<'c>(known: &'c Accelerator, sources: &mut Sources<'c>) -> pb::Accelerator {
    let others = [&known.power_source, &known.price_source].into_iter().flatten();
    let named = [&known.source].into_iter().chain(others);
    pb::Accelerator {
        name: known.name.clone(),
        display_name: known.display_name.clone(),
        aliases: known.aliases.clone(),
        vendor: known.vendor.clone(),
        country: known.country.clone(),
        year: known.year.get(),
        dense_bf16_tflops: known.dense_bf16_tflops,
        dense_fp8_tflops: known.dense_fp8_tflops,
        tdp_w: known.tdp_w,
        all_in_it_w: known.all_in_it_w,
        memory_gb: known.memory_gb,
        price_usd_low: known.price_usd.map(|price| price.0),
        price_usd_high: known.price_usd.map(|price| price.1),
        confidence: known.confidence,
        note: known.note.clone(),
        source_keys: sources.keys(named.map(AsRef::<Source>::as_ref)),
    }
}

/// A page of workloads, by name.
///
/// # Errors
///
/// Every violation of the request.
pub fn list_workloads(
    catalog: &Catalog,
    request: pb::ListWorkloadsRequest,
) -> Result<pb::ListWorkloadsResponse, Violations> {
    let pb::ListWorkloadsRequest { page_size, page_token } = request;
    let page = page(catalog, "workloads", page_size, &page_token)?;
    let (known, next_page_token) = page.slice(catalog.tables().workloads.by_name());
    let mut sources = Sources::default();
    let workloads = known.into_iter().map(|known| workload(catalog, known, &mut sources)).collect();
    Ok(pb::ListWorkloadsResponse { workloads, next_page_token, sources: sources.into_pb() })
}

fn workload<'c>(
    catalog: &Catalog,
    known: &'c Workload,
    sources: &mut Sources<'c>,
) -> pb::WorkloadInfo {
    let named = [&known.source].into_iter().chain(&known.energy_source);
    pb::WorkloadInfo {
        name: known.name.clone(),
        display_name: known.display_name.clone(),
        region: catalog.code(known.region).to_owned(),
        year: known.year.get(),
        training_flop: known.training_flop,
        inference_flop_per_year: known.inference_flop_per_year,
        mfu: known.mfu,
        mfu_basis: mfu_basis(known.mfu_basis).to_owned(),
        accelerator: known.accelerator.clone().unwrap_or_default(),
        accelerator_count: known.accelerator_count,
        hours: known.hours,
        accelerator_hours: known.accelerator_hours,
        published_energy_gwh_low: known.published_energy_gwh.map(|energy| energy.0),
        published_energy_gwh_high: known.published_energy_gwh.map(|energy| energy.1),
        published_energy_basis: known.published_energy_basis.clone(),
        confidence: known.confidence,
        note: known.note.clone(),
        source_keys: sources.keys(named.map(AsRef::<Source>::as_ref)),
    }
}

const fn mfu_basis(basis: MfuBasis) -> &'static str {
    match basis {
        MfuBasis::Implied => "implied",
        MfuBasis::Reported => "reported",
        MfuBasis::Assumed => "assumed",
        MfuBasis::Default => "default",
    }
}
