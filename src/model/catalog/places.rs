//! Where rows about one metric of one region stand.

use std::collections::BTreeMap;

use super::RegionId;
use crate::model::metric::Metric;

/// Places of rows by region and metric, in file order.
#[derive(Debug)]
pub(super) struct Places(BTreeMap<(RegionId, Metric), Vec<usize>>);

impl Places {
    /// Notes each row under what it is about; rows about no metric are left out.
    pub(super) fn of(rows: impl Iterator<Item = Option<(RegionId, Metric)>>) -> Self {
        let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (place, about) in rows.enumerate() {
            if let Some(about) = about {
                places.entry(about).or_default().push(place);
            }
        }
        Self(places)
    }

    /// The rows, of all rows, that are about a metric of a region.
    pub(super) fn pick<'r, T>(
        &'r self,
        rows: &'r [T],
        region: RegionId,
        metric: Metric,
    ) -> impl Iterator<Item = &'r T> + use<'r, T> {
        let places = self.0.get(&(region, metric)).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|&place| rows.get(place))
    }
}
