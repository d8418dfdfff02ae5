//! Coordinates of parameters.

use super::directions::Coordinates;
use super::turn::Turn;
use super::{Plan, Points};
use crate::model::distribution::Law;
use crate::model::number::Column;

/// Names of parameters in order: the place of a name is its coordinate.
#[derive(Debug, Default)]
pub struct Layout(Vec<String>);

impl Layout {
    /// Sorts the names, so that the order in which they come does not matter.
    pub fn new<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Self {
        let mut names: Vec<N> = names.into_iter().collect();
        names.sort_unstable_by(|a, b| a.as_ref().cmp(b.as_ref()));
        names.dedup_by(|a, b| a.as_ref() == b.as_ref());
        Self(names.into_iter().map(|name| name.as_ref().to_owned()).collect())
    }

    /// Whether each name has a coordinate to itself.
    #[cfg(test)]
    pub(crate) const fn is_roomy(&self) -> bool {
        self.0.len() <= Coordinates::Picked.count()
    }

    /// Place of a name; past the others where it is none of them.
    pub(super) fn place(&self, name: &str) -> usize {
        self.0.binary_search_by(|known| known.as_str().cmp(name)).unwrap_or(self.0.len())
    }

    /// A law's draws under a parameter's name, the same number in all of them where it is known
    /// exactly. They are the same in every question, so that what is told of a site does not hang on
    /// the sites beside it, and is known when it comes up again.
    pub fn column(&self, plan: Plan, name: &str, law: &Law, known: &Points) -> Column {
        if law.is_exact() {
            return law.median().into();
        }
        known.column(law, plan, Turn::new(plan, Coordinates::Picked, self.place(name), name))
    }
}
