//! What nearly every table points at: sources, and regions by code.

use std::sync::Arc;

use super::cell::{self, Parsed, Refusal, refuse};
use super::entries::Entries;
use crate::model::catalog::{Catalog, Parts, Region, RegionId, Source, Table};
use crate::model::metric::Metric;
use crate::model::year::{Date, Year};

/// Sources and regions.
#[derive(Debug)]
pub(super) struct References {
    pub(super) sources: Entries<Arc<Source>>,
    pub(super) regions: Entries<Region>,
    /// A catalog of regions alone: only a catalog hands out their ids.
    shell: Catalog,
}

impl References {
    /// Indexes both tables.
    pub(super) fn new(sources: Entries<Arc<Source>>, regions: Entries<Region>) -> Self {
        let known = Table::new(regions.values().cloned().collect());
        let nothing = Parts::empty(Date::of_year(Year::FIRST));
        let shell = Catalog::new(Parts { regions: known, ..nothing });
        Self { sources, regions, shell }
    }

    /// The source of that name.
    pub(super) fn source(&self, name: &str) -> Parsed<Arc<Source>> {
        self.sources.find(name).cloned()
    }

    /// The region of that code.
    pub(super) fn region(&self, code: &str) -> Parsed<RegionId> {
        match self.shell.find_region(code) {
            // It is found in any case, but is to be written as it is.
            Some(region) if self.code(region) == code => Ok(region),
            _ => Err(self.regions.find(code).err().unwrap_or(Refusal::KnownElsewhere)),
        }
    }

    /// Code of a region.
    pub(super) fn code(&self, region: RegionId) -> &str {
        self.shell.code(region)
    }

    /// Whether a region is an aggregate of countries.
    pub(super) fn is_aggregate(&self, region: RegionId) -> bool {
        self.shell.is_aggregate(region)
    }

    /// `REGION/METRIC`.
    pub(super) fn region_metric(&self, path: &str) -> Parsed<(RegionId, Metric)> {
        match path.split_once('/') {
            Some((region, metric)) => Ok((self.region(region)?, cell::metric(metric)?)),
            None => refuse(format!("\"{path}\" is not REGION/METRIC")),
        }
    }

    /// `REGION/METRIC/PERIOD`.
    pub(super) fn record(&self, path: &str) -> Parsed<(RegionId, Metric, Date)> {
        match path.rsplit_once('/') {
            Some((place, period)) => {
                let (region, metric) = self.region_metric(place)?;
                Ok((region, metric, cell::period(period)?))
            }
            None => refuse(format!("\"{path}\" is not REGION/METRIC/PERIOD")),
        }
    }
}
