//! What compute is made of: accelerators, sites and workloads.

use std::sync::Arc;

use super::assumption::Band;
use super::place::RegionId;
use super::provenance::Source;
use crate::model::year::Year;

/// A chip or module that does AI work.
#[derive(Clone, Debug, PartialEq)]
pub struct Accelerator {
    /// Name.
    pub name: String,
    /// Vendor's name.
    pub display_name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Vendor.
    pub vendor: String,
    /// Country of the vendor.
    pub country: String,
    /// Year of release.
    pub year: Year,
    /// Dense BF16 peak rate, TFLOP/s.
    pub dense_bf16_tflops: f64,
    /// Dense FP8 peak rate, TFLOP/s.
    pub dense_fp8_tflops: Option<f64>,
    /// Thermal design power, W.
    pub tdp_w: Option<f64>,
    /// Rated IT power with its share of the server, W.
    pub all_in_it_w: Option<f64>,
    /// Memory, GB.
    pub memory_gb: Option<f64>,
    /// Price range, USD.
    pub price_usd: Option<(f64, f64)>,
    /// Source of the rates.
    pub source: Arc<Source>,
    /// Source of the power.
    pub power_source: Option<Arc<Source>>,
    /// Source of the price.
    pub price_source: Option<Arc<Source>>,
    /// Confidence.
    pub confidence: f64,
    /// Remark.
    pub note: String,
}

impl Accelerator {
    /// The parameter that a field of it is read from. Example: `accelerators/nvidia-h20/tdp_w`.
    pub fn parameter(&self, field: &str) -> String {
        format!("accelerators/{}/{field}", self.name)
    }
}

/// A carbon intensity and where it is from.
#[derive(Clone, Debug, PartialEq)]
pub struct Intensity {
    /// g/kWh.
    pub g_per_kwh: f64,
    /// Year it holds for.
    pub year: Year,
    /// Sources.
    pub sources: Vec<Arc<Source>>,
}

/// A place to compute.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Name.
    pub name: String,
    /// Region.
    pub region: RegionId,
    /// English name.
    pub display_name: String,
    /// Default accelerator.
    pub accelerator: String,
    /// Electricity price, USD/MWh of the price year: spread between customers.
    pub price: Band,
    /// Who pays it.
    pub customer_class: String,
    /// Year of the price.
    pub price_year: Year,
    /// Whether a subsidy is inside.
    pub subsidized: bool,
    /// Power usage effectiveness.
    pub pue: Band,
    /// Life-cycle carbon intensity of the region's average kWh.
    pub carbon_lifecycle: Option<Intensity>,
    /// Direct carbon intensity of the region's average kWh.
    pub carbon_direct: Option<Intensity>,
    /// Sources of the price.
    pub price_sources: Vec<Arc<Source>>,
    /// Sources of the PUE.
    pub pue_sources: Vec<Arc<Source>>,
    /// Confidence.
    pub confidence: f64,
    /// Remark.
    pub note: String,
}

impl Site {
    /// The parameter that a field of it is read from. Example: `sites/us-texas/pue`.
    pub fn parameter(&self, field: &str) -> String {
        format!("sites/{}/{field}", self.name)
    }
}

/// Where a workload's utilization comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MfuBasis {
    /// FLOP over accelerator-hours: downtime is inside.
    Implied,
    /// Reported for running steps.
    Reported,
    /// Assumed for the workload.
    Assumed,
    /// The general assumption.
    Default,
}

/// A training run or a yearly inference demand.
#[derive(Clone, Debug, PartialEq)]
pub struct Workload {
    /// Name.
    pub name: String,
    /// English name.
    pub display_name: String,
    /// Region.
    pub region: RegionId,
    /// Year.
    pub year: Year,
    /// FLOP of the run.
    pub training_flop: Option<f64>,
    /// FLOP a year.
    pub inference_flop_per_year: Option<f64>,
    /// Model FLOP utilization.
    pub mfu: f64,
    /// Where that comes from.
    pub mfu_basis: MfuBasis,
    /// Accelerator.
    pub accelerator: Option<String>,
    /// Number of accelerators.
    pub accelerator_count: Option<f64>,
    /// Hours.
    pub hours: Option<f64>,
    /// Accelerator-hours.
    pub accelerator_hours: Option<f64>,
    /// Published energy, GWh: low and high.
    pub published_energy_gwh: Option<(f64, f64)>,
    /// What the published energy counts.
    pub published_energy_basis: String,
    /// Source of the published energy.
    pub energy_source: Option<Arc<Source>>,
    /// Source.
    pub source: Arc<Source>,
    /// Confidence.
    pub confidence: f64,
    /// Remark.
    pub note: String,
}
