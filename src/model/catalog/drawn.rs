//! The parameters that comparisons of costs draw.

use super::{Catalog, Parts, Site};
use crate::model::metric::Metric;
use crate::model::sampling::Layout;

impl Catalog {
    /// Lays out a coordinate for each of them.
    pub(super) fn layout_of_costs(&self) -> Layout {
        let Parts { sites, accelerators, assumptions, .. } = &self.parts;
        let of_site = |site: &Site| ["electricity_price", "pue"].map(|of| site.parameter(of));
        let of_sites = sites.iter().flat_map(of_site);
        let priced = accelerators.iter().filter(|known| known.price_usd.is_some());
        let of_accelerators = priced.map(|known| known.parameter("price_usd"));
        let is_cost = |parameter: &str| {
            ["assumptions/", "constraint/fleet_improvement/"]
                .iter()
                .any(|of| parameter.starts_with(of))
        };
        let assumed = assumptions.iter().filter(|known| is_cost(&known.parameter));
        let assumed = assumed.filter(|known| !known.comparison_only && !known.law().is_exact());
        let assumed = assumed.map(|known| known.parameter.clone());
        let priced = self.series.keys().filter(|(_, metric)| *metric == Metric::ElectricityPrice);
        let trends = priced.map(|&(region, metric)| self.growth(region, metric));
        Layout::new(of_sites.chain(of_accelerators).chain(assumed).chain(trends))
    }
}
