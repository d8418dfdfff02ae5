//! The values that forecasts are made from and judged by.

use std::collections::BTreeMap;

use super::scale_of;
use crate::model::metric::Class;
use crate::model::year::{Year, YearRange};

/// The yearly values of one metric in one place.
#[derive(Clone, Debug)]
pub struct History {
    class: Class,
    values: BTreeMap<Year, f64>,
}

impl History {
    /// Takes the values in any order. Those that the class cannot have count as missing.
    pub fn new(class: Class, values: impl IntoIterator<Item = (Year, f64)>) -> Self {
        let scale = scale_of(class);
        let possible = |value: &(Year, f64)| scale.forward(value.1).is_finite();
        Self { class, values: values.into_iter().filter(possible).collect() }
    }

    /// How it is projected.
    pub const fn class(&self) -> Class {
        self.class
    }

    /// The value of a year.
    pub fn value(&self, year: Year) -> Option<f64> {
        self.values.get(&year).copied()
    }

    /// First and last year with a value.
    pub fn span(&self) -> Option<YearRange> {
        YearRange::new(*self.values.keys().next()?, *self.values.keys().next_back()?)
    }

    /// The run of consecutive years that ends at `origin`, oldest first.
    pub fn run(&self, origin: Year) -> Vec<f64> {
        let mut expected = origin;
        let mut run = Vec::new();
        for (&year, &value) in self.values.range(..=origin).rev() {
            if year != expected {
                break;
            }
            run.push(value);
            expected = year.previous();
        }
        run.reverse();
        run
    }
}
