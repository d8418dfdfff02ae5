//! What a catalog is made of, before it is indexed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Accelerator, Anchor, Assumption, Band, Basis, Claim, ExchangeRate, Figure, MetricInfo,
    PriceIndex, Record, Region, RegionId, ScenarioInfo, Site, Skill, Source, Synonym, Table,
    Workload,
};
use crate::model::metric::Metric;
use crate::model::year::Date;

/// The tables that a catalog is made of.
#[derive(Debug)]
pub struct Parts {
    /// Date up to which the catalog was compiled.
    pub as_of: Date,
    /// SHA-256 over the parsed content, in hexadecimal.
    pub digest: String,
    /// Sources.
    pub sources: Table<Arc<Source>>,
    /// Regions.
    pub regions: Table<Region>,
    /// Metrics, in any order.
    pub metrics: Vec<MetricInfo>,
    /// Metric phrases.
    pub synonyms: Vec<Synonym>,
    /// Yearly records by region and metric, in order of year.
    pub series: BTreeMap<(RegionId, Metric), Vec<Record>>,
    /// Figures.
    pub figures: Table<Figure>,
    /// Claims.
    pub claims: Table<Claim>,
    /// Published forecasts.
    pub anchors: Vec<Anchor>,
    /// Accelerators.
    pub accelerators: Table<Accelerator>,
    /// Site presets.
    pub sites: Table<Site>,
    /// Workloads.
    pub workloads: Table<Workload>,
    /// Assumptions.
    pub assumptions: Vec<Assumption>,
    /// Exchange rates.
    pub exchange_rates: Vec<ExchangeRate>,
    /// US consumer prices.
    pub price_index: Vec<PriceIndex>,
    /// Measured skill of the projections.
    pub skill: Vec<Skill>,
    /// Scenarios, the default first.
    pub scenarios: Table<ScenarioInfo>,
}

impl Parts {
    /// Tables without a row.
    pub fn empty(as_of: Date) -> Self {
        Self {
            as_of,
            digest: String::new(),
            sources: Table::new(Vec::new()),
            regions: Table::new(Vec::new()),
            metrics: Vec::new(),
            synonyms: Vec::new(),
            series: BTreeMap::new(),
            figures: Table::new(Vec::new()),
            claims: Table::new(Vec::new()),
            anchors: Vec::new(),
            accelerators: Table::new(Vec::new()),
            sites: Table::new(Vec::new()),
            workloads: Table::new(Vec::new()),
            assumptions: Vec::new(),
            exchange_rates: Vec::new(),
            price_index: Vec::new(),
            skill: Vec::new(),
            scenarios: Table::new(Vec::new()),
        }
    }

    /// A scenario's own rows for the parameters that it sets to their low end, with
    /// bands of the same ratio.
    pub(super) fn at_low(&self) -> Vec<Assumption> {
        let of_scenario = |scenario: &ScenarioInfo| {
            let set = self.assumptions.iter().filter(|known| {
                known.scenario.is_none() && scenario.at_low.contains(&known.parameter)
            });
            set.map(|known| {
                let Band { low, central, high } = known.band;
                let ratio = low / central;
                Assumption {
                    scenario: Some(scenario.name.clone()),
                    band: Band { low: low * ratio, central: low, high: high * ratio },
                    basis: Basis::Assumed,
                    ..known.clone()
                }
            })
            .collect::<Vec<_>>()
        };
        self.scenarios.iter().flat_map(of_scenario).collect()
    }
}
