//! The definitions that one wording may mean: capacity on a common or on each
//! nation's own basis, data-center load at its peak or on average.

use crate::model::catalog::RegionId;
use crate::model::error::ModelError;
use crate::model::estimate::{Estimate, LoadKind, Outlook};
use crate::model::metric::Metric;
use crate::model::year::Year;

/// One choice among the definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lens {
    /// The metric has one definition.
    Plain,
    /// Capacity on the common basis.
    Common,
    /// Capacity as each nation counts it; a side without such a total keeps the common basis.
    National,
    /// Data-center load at its peak.
    Peak,
    /// Data-center load on average.
    Average,
}

impl Lens {
    /// The lenses to look through at a claim on these two metrics.
    pub(super) fn of(left: Metric, right: Option<Metric>) -> &'static [Self] {
        let either = |metric| left == metric || right == Some(metric);
        if left == Metric::InstalledCapacity {
            &[Self::Common, Self::National]
        } else if either(Metric::DataCenterLoad) {
            &[Self::Peak, Self::Average]
        } else {
            &[Self::Plain]
        }
    }

    /// What the reading is called.
    pub(super) const fn interpretation(
        self,
        metric: Metric,
        right: Option<Metric>,
    ) -> &'static str {
        let over_load = matches!(right, Some(Metric::DataCenterLoad))
            && !matches!(metric, Metric::DataCenterLoad);
        match self {
            Self::Common => "common",
            Self::National => "national",
            Self::Peak if over_load => "over-peak-load",
            Self::Peak => "peak",
            Self::Average if over_load => "over-average-load",
            Self::Average => "average",
            Self::Plain => plain_interpretation(metric),
        }
    }

    /// What is known through this lens.
    pub(super) fn estimate<'c>(
        self,
        outlook: &Outlook<'c>,
        (region, metric): (RegionId, Metric),
        (year, month): (Year, Option<u8>),
    ) -> Result<Estimate<'c>, ModelError> {
        if self == Self::Average && metric == Metric::DataCenterLoad {
            return outlook.data_center_load(region, year, LoadKind::Average);
        }
        outlook.estimate(region, self.metric(outlook, region, metric), year, month)
    }

    /// The latest year with a record through this lens.
    pub(super) fn latest_record(
        self,
        outlook: &Outlook<'_>,
        region: RegionId,
        metric: Metric,
    ) -> Option<Year> {
        if metric == Metric::DataCenterLoad {
            // A load follows from electricity wherever it is not recorded itself.
            let own = outlook.latest_record(region, metric).filter(|year| {
                self == Self::Peak
                    && outlook.data_center_load(region, *year, LoadKind::Peak).is_ok()
            });
            return own.max(outlook.latest_record(region, Metric::DataCenterElectricity));
        }
        outlook.latest_record(region, self.metric(outlook, region, metric))
    }

    /// The metric that is looked up for a region.
    fn metric(self, outlook: &Outlook<'_>, region: RegionId, metric: Metric) -> Metric {
        let official = Metric::InstalledCapacityOfficial;
        let has_official = || outlook.catalog().series(region, official).is_some();
        if self == Self::National && metric == Metric::InstalledCapacity && has_official() {
            official
        } else {
            metric
        }
    }

    /// The metric that a reading through this lens tells.
    pub(super) const fn told(self, metric: Metric) -> Metric {
        match self {
            Self::National => Metric::InstalledCapacityOfficial,
            _ => metric,
        }
    }

    /// Whether the national lens sees anything else than the common one.
    pub(super) fn differs(self, outlook: &Outlook<'_>, regions: &[RegionId]) -> bool {
        let metric = Metric::InstalledCapacity;
        self != Self::National
            || regions.iter().any(|&region| self.metric(outlook, region, metric) != metric)
    }
}

const fn plain_interpretation(metric: Metric) -> &'static str {
    match metric {
        Metric::InstalledCapacityOfficial => "national",
        Metric::ElectricityGeneration => "gross",
        Metric::SpareCapacity => "derated",
        Metric::RenewableShare | Metric::LowCarbonShare => "generation",
        Metric::ElectricityPrice => "national-industrial",
        Metric::AiCompute | Metric::StorageCapacity => "official-count",
        Metric::RackCount => "standard-rack",
        _ => "as-recorded",
    }
}
