//! The skill of a catalog's own projections, measured by replaying its series.
//!
//! It measures the projection of a series from its own history. Capacity that is
//! built from solar, wind and the rest is left out, because that is not how it
//! is answered; published forecasts, which bend answers, take no part.

use super::score::{Outcome, Scores, outcome};
use super::{History, Method, replay};
use crate::model::catalog::{Catalog, RegionId, Series, Skill};
use crate::model::metric::{Class, Metric};
use crate::model::projection::parameters;
use crate::model::year::{Date, YearRange};

/// Years ahead that are told.
pub const HORIZONS: [i32; 4] = [1, 3, 5, 10];

/// Fewest values behind an origin.
pub const FEWEST_VALUES: usize = 8;

/// Skill by class and horizon, as of the day `measured`.
pub fn measure(catalog: &Catalog, measured: Date) -> Vec<Skill> {
    let of_class = |class| {
        let outcomes = outcomes(catalog, class);
        HORIZONS.into_iter().filter_map(move |horizon| {
            let scores = Scores::of(outcomes.iter().filter(|o| o.horizon == horizon))?;
            Some(Skill {
                class,
                horizon,
                forecasts: i32::try_from(scores.forecasts).ok()?,
                median_absolute_error: scores.median_relative_error,
                coverage_80: scores.coverage_80,
                coverage_95: scores.coverage_95,
                measured,
            })
        })
    };
    let projected = Class::ALL.into_iter().filter(|&class| parameters(class).is_some());
    projected.flat_map(of_class).collect()
}

fn outcomes(catalog: &Catalog, class: Class) -> Vec<Outcome> {
    let of_class = catalog.all_series().filter(|&(region, metric, series)| {
        catalog.metric(metric).is_some_and(|info| info.class == class)
            && is_projected_alone(catalog, region, metric, series)
    });
    let of_series = |(_, _, series): (RegionId, Metric, &Series)| {
        let records = series.records().iter();
        let history = History::new(class, records.map(|record| (record.year, record.value)));
        let origins = series.span().and_then(|(first, last)| YearRange::new(first, last));
        let replayed = origins
            .map(|origins| replay(Method::Model, &history, origins, &HORIZONS, FEWEST_VALUES));
        let forecasts = replayed.unwrap_or_default();
        forecasts.iter().filter_map(|forecast| outcome(&history, forecast)).collect::<Vec<_>>()
    };
    of_class.flat_map(of_series).collect()
}

/// Whether an answer comes from this history and no other.
fn is_projected_alone(
    catalog: &Catalog,
    region: RegionId,
    metric: Metric,
    series: &Series,
) -> bool {
    series.fitted().is_some() && catalog.rest_of_capacity(region, metric).is_none()
}
