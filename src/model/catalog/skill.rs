//! How well projections did when history was replayed.

use crate::model::metric::Class;
use crate::model::year::Date;

/// Skill of one class at one horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct Skill {
    /// Class of the metrics replayed.
    pub class: Class,
    /// Years ahead.
    pub horizon: i32,
    /// Forecasts replayed.
    pub forecasts: i32,
    /// Median absolute error of the median, as a fraction of the outcome.
    pub median_absolute_error: f64,
    /// Fraction of outcomes inside the 80 % band.
    pub coverage_80: f64,
    /// Fraction of outcomes inside the 95 % band.
    pub coverage_95: f64,
    /// Day of the replay.
    pub measured: Date,
}
