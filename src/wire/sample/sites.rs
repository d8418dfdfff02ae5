//! Where and with what compute is made: accelerators, sites, workloads, and what is assumed of them.

use super::{source, year};
use crate::model::catalog::{
    Accelerator, Assumption, Band, BandKind, Basis, Intensity, MfuBasis, RegionId, Site, Workload,
};

pub(super) fn accelerator(name: &str) -> Accelerator {
    Accelerator {
        name: name.to_owned(),
        display_name: name.to_uppercase(),
        aliases: Vec::new(),
        vendor: "NVIDIA".to_owned(),
        country: "US".to_owned(),
        year: year(2022),
        dense_bf16_tflops: 989.0,
        dense_fp8_tflops: None,
        tdp_w: Some(700.0),
        all_in_it_w: Some(1_275.0),
        memory_gb: Some(80.0),
        price_usd: Some((25_000.0, 35_000.0)),
        source: source("stats"),
        power_source: Some(source("article")),
        price_source: None,
        confidence: 0.9,
        note: String::new(),
    }
}

pub(super) fn site(name: &str, region: RegionId) -> Site {
    Site {
        name: name.to_owned(),
        region,
        display_name: name.to_owned(),
        accelerator: "nvidia-h100-sxm".to_owned(),
        price: Band { low: 70.0, central: 80.0, high: 90.0 },
        customer_class: "industrial".to_owned(),
        price_year: year(2025),
        subsidized: false,
        pue: Band { low: 1.1, central: 1.2, high: 1.3 },
        carbon_lifecycle: Some(Intensity {
            g_per_kwh: 350.0,
            year: year(2024),
            sources: vec![source("stats")],
        }),
        carbon_direct: None,
        price_sources: vec![source("stats"), source("article")],
        pue_sources: vec![source("stats")],
        confidence: 0.8,
        note: String::new(),
    }
}

pub(super) fn workload(name: &str, region: RegionId) -> Workload {
    Workload {
        name: name.to_owned(),
        display_name: name.to_owned(),
        region,
        year: year(2024),
        training_flop: Some(3.8e25),
        inference_flop_per_year: None,
        mfu: 0.4,
        mfu_basis: MfuBasis::Reported,
        accelerator: Some("nvidia-h100-sxm".to_owned()),
        accelerator_count: None,
        hours: None,
        accelerator_hours: Some(3e7),
        published_energy_gwh: Some((20.0, 22.0)),
        published_energy_basis: "chip_tdp".to_owned(),
        energy_source: None,
        source: source("stats"),
        confidence: 0.9,
        note: String::new(),
    }
}

pub(super) fn assumptions(region: RegionId) -> Vec<Assumption> {
    [
        ("assumptions/pue/CN", Some("reference")),
        ("assumptions/mfu", None),
        ("assumptions/pue/CN", None),
    ]
    .map(|(parameter, scenario)| Assumption {
        parameter: parameter.to_owned(),
        scenario: scenario.map(str::to_owned),
        title: "What it is".to_owned(),
        region,
        year: None,
        unit: "ratio".to_owned(),
        band: Band { low: 1.1, central: 1.2, high: 1.3 },
        kind: BandKind::Band80,
        comparison_only: false,
        basis: Basis::Assumed,
        source: source("stats"),
        confidence: 0.7,
        note: String::new(),
    })
    .to_vec()
}
