//! Where rows about one metric of one region stand.

use std::collections::BTreeMap;

use super::RegionId;
use crate::model::metric::Metric;

/// Places of rows by region and metric, in file order.
#[derive(Debug)]
pub(super) struct Places(BTreeMap<(RegionId, Metric), Vec<usize>>);

impl Places {
    /// Notes each row under all that it is about; rows about no metric are left out.
    pub(super) fn of(
        rows: impl Iterator<Item = impl IntoIterator<Item = (RegionId, Metric)>>,
    ) -> Self {
        let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (place, all) in rows.enumerate() {
            for about in all {
                places.entry(about).or_default().push(place);
            }
        }
        Self(places)
    }

    /// Places of the rows that are about a metric of a region.
    pub(super) fn about(&self, region: RegionId, metric: Metric) -> &[usize] {
        self.0.get(&(region, metric)).map_or(&[], Vec::as_slice)
    }

    /// The rows, of all rows, that are about a metric of a region.
    pub(super) fn pick<'r, T>(
        &'r self,
        rows: &'r [T],
        region: RegionId,
        metric: Metric,
    ) -> impl Iterator<Item = &'r T> + use<'r, T> {
        self.about(region, metric).iter().filter_map(|&place| rows.get(place))
    }
}
