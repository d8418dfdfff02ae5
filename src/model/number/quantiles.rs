//! Quantiles of many columns, of which some share their draws.

use std::collections::BTreeMap;

use super::Column;

/// What a column is divided by that is divided by nothing.
static ONE: Column = Column { factor: 1.0, draws: None };

/// Quantiles of columns, computed once for those that share their draws, which
/// are known by where they lie: the columns outlive what is known of them.
#[derive(Debug)]
pub struct Quantiles<'a> {
    probabilities: &'a [f64],
    known: BTreeMap<(usize, usize), Vec<f64>>,
}

impl<'a> Quantiles<'a> {
    /// Quantiles of these probabilities, which ascend.
    pub const fn new(probabilities: &'a [f64]) -> Self {
        Self { probabilities, known: BTreeMap::new() }
    }

    /// Their probabilities.
    pub const fn probabilities(&self) -> &'a [f64] {
        self.probabilities
    }

    /// The quantiles of a column.
    pub fn of(&mut self, column: &'a Column) -> Vec<f64> {
        self.of_ratio(column, &ONE)
    }

    /// The quantiles of one column over another.
    pub fn of_ratio(&mut self, over: &'a Column, under: &'a Column) -> Vec<f64> {
        let factor = over.factor / under.factor;
        if factor < 0.0 {
            return (over.clone() / under.clone()).quantiles(self.probabilities);
        }
        let place =
            |column: &Column| column.draws.as_ref().map_or(0, |draws| draws.as_ptr().addr());
        let pure = |column: &Column| Column { factor: 1.0, ..column.clone() };
        let compute = || (pure(over) / pure(under)).quantiles(self.probabilities);
        let known = self.known.entry((place(over), place(under))).or_insert_with(compute);
        known.iter().map(|value| value * factor).collect()
    }
}
