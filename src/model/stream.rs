//! Names of what is drawn. Most numbers have a closed form and draw nothing, so that a name is put
//! together only where it is asked for.

use std::borrow::Cow;

use super::metric::Metric;
use super::year::Year;

/// What a stream of draws is of; streams of one name are one quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stream<'c> {
    /// A metric of a region in a year. Example: `CN/peak_demand/2030`.
    Level {
        /// Code of the region.
        region: &'c str,
        /// The metric.
        metric: Metric,
        /// The year.
        year: Year,
    },
    /// Anything else, by its own name, which is none of the above.
    Named(String),
}

impl Stream<'_> {
    /// Its name.
    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Self::Level { region, metric, year } => joined("", region, *metric, *year).into(),
            Self::Named(name) => name.into(),
        }
    }
}

impl From<String> for Stream<'_> {
    fn from(name: String) -> Self {
        Self::Named(name)
    }
}

/// A metric of a region in a year, after a prefix.
pub(super) fn joined(prefix: &str, region: &str, metric: Metric, year: Year) -> String {
    // Joined rather than formatted: every record that an answer rests on has one.
    let metric = metric.name();
    let mut name = String::with_capacity(prefix.len() + region.len() + metric.len() + 6);
    for part in [prefix, region, "/", metric, "/"] {
        name.push_str(part);
    }
    year.write_to(&mut name);
    name
}
