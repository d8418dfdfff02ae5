//! Why the model could not answer.

use thiserror::Error;

use super::catalog::{Catalog, RegionId};
use super::metric::Metric;
use super::year::Year;

/// Why the model could not answer. What each is called on the wire is decided
/// in `rpc`.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum ModelError {
    /// The scenario holds nothing that the answer could start from.
    #[error("scenario {scenario:?} has no figure of {metric} for {region}{}; {available}", in_year(*year))]
    NoBaseFigure {
        /// Code of the region.
        region: String,
        /// Metric asked for.
        metric: Metric,
        /// Year asked for, where there is just one.
        year: Option<Year>,
        /// Scenario asked in.
        scenario: String,
        /// What it does hold, in words.
        available: String,
    },
    /// The metric is not projected, and nothing is published for the years asked.
    #[error(
        "{metric} of {region} is not projected, and no published value falls in {first}-{last}; {available}"
    )]
    NotProjectable {
        /// Code of the region.
        region: String,
        /// Metric asked for.
        metric: Metric,
        /// First year asked for.
        first: Year,
        /// Last year asked for.
        last: Year,
        /// Which years have a value, in words.
        available: String,
    },
    /// The year lies past what the metric's history can say.
    #[error("{metric} of {region} can be asked for {first} to {last}, not {year}")]
    YearOutOfRange {
        /// Code of the region.
        region: String,
        /// Metric asked for.
        metric: Metric,
        /// Year asked for.
        year: Year,
        /// First year that can be asked for.
        first: Year,
        /// Last year that can be asked for.
        last: Year,
    },
    /// A cost input is neither given nor known.
    #[error("site {site:?} has no {input}: {hint}")]
    MissingInput {
        /// The request's id of the site.
        site: String,
        /// Which input.
        input: &'static str,
        /// How to supply it.
        hint: String,
    },
    /// A legal-looking input led to a number that is not finite.
    #[error("{what} is too large to compute with")]
    NotFinite {
        /// Which result.
        what: &'static str,
    },
    /// The answer was not ready before it was no longer wanted.
    #[error("there was no time left for the answer")]
    OutOfTime,
}

fn in_year(year: Option<Year>) -> String {
    year.map(|year| format!(" in {year}")).unwrap_or_default()
}

impl ModelError {
    pub(crate) fn no_base_figure(
        catalog: &Catalog,
        scenario: &str,
        (region, metric): (RegionId, Metric),
        year: Option<Year>,
        available: String,
    ) -> Self {
        Self::NoBaseFigure {
            region: catalog.code(region).to_owned(),
            metric,
            year,
            scenario: scenario.to_owned(),
            available,
        }
    }
}
