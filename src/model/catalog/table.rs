//! Rows in file order that are found by name.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Accelerator, Claim, Figure, Region, ScenarioInfo, Site, Source, Workload};

/// Something with a name that is unique in its table.
pub trait Named {
    /// The name.
    fn name(&self) -> &str;
}

macro_rules! named {
    ($($entry:ty: $field:ident),*) => {
        $(impl Named for $entry {
            fn name(&self) -> &str {
                &self.$field
            }
        })*
    };
}

named!(Arc<Source>: name, Region: code, Figure: name, Claim: name, Accelerator: name,
       Site: name, Workload: name, ScenarioInfo: name);

/// Rows of one table, in file order, with an index by name.
#[derive(Clone, Debug)]
pub struct Table<T> {
    rows: Vec<T>,
    places: BTreeMap<String, usize>,
}

impl<T: Named> Table<T> {
    /// Indexes the rows. Of rows with one name the last is found.
    pub fn new(rows: Vec<T>) -> Self {
        let places =
            rows.iter().enumerate().map(|(place, row)| (row.name().to_owned(), place)).collect();
        Self { rows, places }
    }

    /// The row of that name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.position(name).map(|place| self.at(place))
    }

    /// Every row, in file order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// Every row, by name.
    pub fn by_name(&self) -> impl ExactSizeIterator<Item = &T> {
        self.places.values().map(|&place| self.at(place))
    }

    /// Number of rows.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn rows(&self) -> &[T] {
        &self.rows
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    pub(super) fn at(&self, place: usize) -> &T {
        &self.rows[place]
    }
}

impl<'a, T: Named> IntoIterator for &'a Table<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
