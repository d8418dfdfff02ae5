//! Yearly histories with their fitted states.

use super::{Catalog, Record, RegionId};
use crate::model::metric::{Class, Metric};
use crate::model::projection::State;
use crate::model::year::Year;

/// Fewest values that a price is projected from.
const PRICE_POINTS: usize = 5;

/// A history's state and the year it speaks from.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// Last year of the history.
    pub last: Year,
    /// Value of that year.
    pub value: f64,
    /// What the history says about its future.
    pub state: State,
    /// Whether the history was too short to say anything, so that the class decides.
    pub is_assumed: bool,
}

/// The history of one metric in one region.
#[derive(Clone, Debug)]
pub struct Series {
    records: Vec<Record>,
    fitted: Option<Fitted>,
}

impl Series {
    /// Orders the records and fits the last run of years without a gap.
    pub(super) fn new(class: Class, mut records: Vec<Record>) -> Self {
        records.sort_by_key(|record| record.year);
        let fitted = fit(class, records.iter().map(|record| (record.year, record.value)));
        Self { records, fitted }
    }

    /// Records in order of year.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The record of a year.
    pub fn record(&self, year: Year) -> Option<&Record> {
        let place = self.records.binary_search_by_key(&year, |record| record.year).ok()?;
        self.records.get(place)
    }

    /// First and last recorded year.
    pub fn span(&self) -> Option<(Year, Year)> {
        Some((self.records.first()?.year, self.records.last()?.year))
    }

    /// The fitted state, `None` for a class that is not projected from history.
    pub const fn fitted(&self) -> Option<&Fitted> {
        self.fitted.as_ref()
    }
}

/// Fits the last run of consecutive years.
fn fit(class: Class, points: impl DoubleEndedIterator<Item = (Year, f64)>) -> Option<Fitted> {
    let mut run: Vec<(Year, f64)> = Vec::new();
    for point in points.rev() {
        if run.last().is_some_and(|later| later.0.previous() != point.0) {
            break;
        }
        run.push(point);
    }
    let &(last, value) = run.first()?;
    let values: Vec<f64> = run.iter().rev().map(|point| point.1).collect();
    let (state, is_assumed) = state_of(class, &values)?;
    Some(Fitted { last, value, state, is_assumed })
}

/// The state after a run of yearly values, and whether the run was too short to
/// say anything, so that the class decides.
pub(in crate::model) fn state_of(class: Class, values: &[f64]) -> Option<(State, bool)> {
    let is_assumed = class == Class::Price && values.len() < PRICE_POINTS;
    let state = if is_assumed {
        State::without_drift(class, *values.last()?)
    } else {
        State::fit(class, values)
    };
    Some((state?, is_assumed))
}

/// Years that a region's total lags its solar and wind: India counts the total
/// at 31 March, so that it stands beside the December before.
pub fn total_lag(catalog: &Catalog, region: RegionId) -> i32 {
    let records = catalog.series(region, Metric::InstalledCapacity).map(Series::records);
    let month = records.and_then(<[Record]>::last).and_then(|record| record.month);
    i32::from(month.is_some_and(|month| month <= 6))
}

/// Fits what is left of installed capacity without solar and wind.
pub(super) fn rest_of_capacity(catalog: &Catalog, region: RegionId) -> Option<Fitted> {
    let total = catalog.series(region, Metric::InstalledCapacity)?;
    let solar = catalog.series(region, Metric::SolarCapacity)?;
    let wind = catalog.series(region, Metric::WindCapacity)?;
    let lag = total_lag(catalog, region);
    let points: Vec<(Year, f64)> = total
        .records()
        .iter()
        .filter_map(|record| {
            let beside = Year::new(record.year.get() - lag)?;
            let rest = record.value - solar.record(beside)?.value - wind.record(beside)?.value;
            (rest > 0.0).then_some((record.year, rest))
        })
        .collect();
    fit(Class::GenerationLike, points.into_iter())
}
