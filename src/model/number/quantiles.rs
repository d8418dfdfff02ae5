//! Quantiles of many columns, of which some share their draws.

use std::collections::BTreeMap;

use super::Column;
use super::drawn::Product;
use crate::model::sampling::order::Scratch;

/// What tells a product, and whether its order is turned round.
type Key = (Vec<(usize, i8)>, bool);

/// Quantiles of columns, computed once for those that are multiples of one product.
#[derive(Debug)]
pub struct Quantiles<'a> {
    probabilities: &'a [f64],
    /// Products are kept: others could come to lie where they lay.
    known: BTreeMap<Key, (Product, Vec<f64>)>,
    scratch: Scratch,
}

impl<'a> Quantiles<'a> {
    /// Quantiles of these probabilities, which ascend.
    pub fn new(probabilities: &'a [f64]) -> Self {
        Self { probabilities, known: BTreeMap::new(), scratch: Scratch::default() }
    }

    /// Their probabilities.
    pub const fn probabilities(&self) -> &'a [f64] {
        self.probabilities
    }

    /// The quantiles of a column.
    pub fn of(&mut self, column: &Column) -> Vec<f64> {
        let Self { probabilities, known, scratch } = self;
        let is_turned = column.is_turned();
        column.quantiles_by(probabilities, |product, probabilities| {
            let compute = || (product.clone(), product.quantiles(probabilities, scratch));
            known.entry((product.key(), is_turned)).or_insert_with(compute).1.clone()
        })
    }

    /// The quantiles of one column over another.
    pub fn of_ratio(&mut self, over: &Column, under: &Column) -> Vec<f64> {
        self.of(&(over.clone() / under.clone()))
    }
}
