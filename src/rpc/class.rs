//! What a call costs, told before it is answered: some methods always take more
//! than a moment, and others do when they ask for many draws or rows.

use crate::model::sampling::Plan;
use crate::wire::pb;

/// Rows of a projection that take no more than a moment, drawn as they may be.
const FEW_ROWS: usize = 64;

/// Where a call is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// At once.
    Cheap,
    /// On the threads for heavy work.
    Heavy,
}

impl Weight {
    fn heavy_if(is_heavy: bool) -> Self {
        if is_heavy { Self::Heavy } else { Self::Cheap }
    }

    /// A method that always takes more than a moment.
    pub(super) const fn heavy<Q>(_request: &Q) -> Self {
        Self::Heavy
    }

    /// A projection is heavy with many rows or draws.
    pub(super) fn of_projection(request: &pb::ProjectCapacityRequest) -> Self {
        let years = request.last_year.abs_diff(request.first_year).saturating_add(1);
        let years = usize::try_from(years).unwrap_or(usize::MAX);
        let rows = request.regions.len().saturating_mul(request.metrics.len());
        let is_long = rows.saturating_mul(years) > FEW_ROWS;
        Self::heavy_if(is_long || has_many_draws(request.options.as_ref()))
    }

    /// A claim is heavy with many draws.
    pub(super) fn of_claim(request: &pb::CheckClaimRequest) -> Self {
        Self::heavy_if(has_many_draws(request.options.as_ref()))
    }
}

fn has_many_draws(options: Option<&pb::ModelOptions>) -> bool {
    let asked = options.map_or(0, |options| options.sample_count);
    usize::try_from(asked).is_ok_and(|asked| asked > Plan::DEFAULT_DRAWS)
}

#[cfg(test)]
mod tests {
    use super::Weight;
    use crate::wire::pb;

    #[test]
    fn many_draws_and_many_rows_are_heavy() {
        let options =
            |sample_count| Some(pb::ModelOptions { sample_count, ..pb::ModelOptions::default() });
        for (sample_count, expected) in [
            (0, Weight::Cheap),
            (4_096, Weight::Cheap),
            (8_192, Weight::Heavy),
            (i32::MAX, Weight::Heavy),
            (i32::MIN, Weight::Cheap), // refused where it is read
        ] {
            let request =
                pb::CheckClaimRequest { options: options(sample_count), ..Default::default() };
            assert_eq!(Weight::of_claim(&request), expected, "{sample_count}");
        }
        for (regions, first_year, last_year, expected) in [
            (2, 2024, 2030, Weight::Cheap),
            (2, 1990, 2030, Weight::Heavy),
            (0, 1990, 2030, Weight::Cheap), // refused where it is read
            (1, i32::MIN, i32::MAX, Weight::Heavy),
        ] {
            let request = pb::ProjectCapacityRequest {
                regions: vec!["CN".to_owned(); regions],
                metrics: vec![0],
                first_year,
                last_year,
                ..Default::default()
            };
            assert_eq!(Weight::of_projection(&request), expected, "{first_year}-{last_year}");
        }
    }
}
