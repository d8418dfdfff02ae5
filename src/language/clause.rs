//! A part of a sentence: what it says besides its number.

mod manner;
mod years;

use std::ops::Range;

use super::mark::{Concept, Item, Mark};
use super::metric::Concepts;
use crate::model::catalog::{Catalog, RegionId, WORLD};
use crate::model::claim::RegionSet;
use crate::model::year::Year;

pub(super) use years::Spoken;

/// The items of a sentence, with what is known of the time it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'s> {
    pub(super) catalog: &'s Catalog,
    pub(super) items: &'s [Item],
    /// Year of the text.
    pub(super) now: Year,
    /// Whether `now` was told, so that "last year" has a meaning.
    pub(super) is_dated: bool,
}

impl Sentence<'_> {
    pub(super) fn mark(&self, at: usize) -> Option<Mark> {
        self.items.get(at).map(|item| item.mark)
    }

    /// The marks of a part.
    pub(super) fn marks(
        &self,
        part: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (usize, Mark)> {
        part.filter_map(|at| Some((at, self.mark(at)?)))
    }

    /// The first place in a part of a mark.
    pub(super) fn find(&self, part: Range<usize>, is: impl Fn(Mark) -> bool) -> Option<usize> {
        self.marks(part).find(|(_, mark)| is(*mark)).map(|(at, _)| at)
    }

    pub(super) fn has(&self, part: Range<usize>, is: impl Fn(Mark) -> bool) -> bool {
        self.find(part, is).is_some()
    }

    pub(super) fn concepts(&self, part: Range<usize>) -> Concepts {
        // "More carbon per kilowatt-hour": what a unit of electricity emits.
        let is_per_unit = || {
            let mut marks = self.items.iter().map(|item| item.mark);
            marks.any(|mark| matches!(mark, Mark::Energy(_)))
        };
        let concept = |(_, mark)| match mark {
            Mark::Co2 if is_per_unit() => Some(Concept::Carbon),
            Mark::Concept(concept)
            | Mark::Comparative(_, Some(concept))
            | Mark::Superlative(_, Some(concept)) => Some(concept),
            _ => None,
        };
        self.marks(part).filter_map(concept).collect()
    }

    /// The regions of a part, in their order.
    pub(super) fn regions(&self, part: Range<usize>) -> Vec<(usize, RegionId)> {
        let region =
            |(at, mark)| if let Mark::Region(id, _) = mark { Some((at, id)) } else { None };
        self.marks(part).filter_map(region).collect()
    }

    /// The regions of one side as a set: those of a group together, the world
    /// without one; otherwise the first. `own` is the other side, for "the rest".
    pub(super) fn side(&self, part: Range<usize>, own: Option<&RegionSet>) -> Option<RegionSet> {
        let world = self.catalog.find_region(WORLD)?;
        if self.has(part.clone(), |mark| mark == Mark::Rest) {
            // "The rest of the world, leaving China aside."
            let named = || {
                let other = self.regions(part.clone()).into_iter().find(|(_, id)| *id != world);
                other.map(|(_, id)| vec![id])
            };
            let exclude = own.map(|own| own.include.clone()).or_else(named).unwrap_or_default();
            return Some(RegionSet { include: vec![world], exclude });
        }
        let regions = self.regions(part.clone());
        // A country rather than a part of it, where both are named.
        let is_part = |id: RegionId| {
            let catalog = self.catalog;
            let holds =
                |other: RegionId| other != id && other != world && catalog.is_within(id, other);
            regions.iter().any(|(_, other)| holds(*other))
        };
        let regions: Vec<(usize, RegionId)> =
            regions.iter().copied().filter(|(_, id)| !is_part(*id)).collect();
        let (first, _) = *regions.first()?;
        if let Some(without) = self.find(part.clone(), |mark| mark == Mark::Without) {
            let next = regions.iter().find(|(at, id)| *at > without && *id != world);
            if let Some(&(first, _)) = next.filter(|(at, _)| at - without <= 3) {
                let exclude: Vec<RegionId> =
                    self.group(&regions, first).into_iter().filter(|id| *id != world).collect();
                return Some(RegionSet { include: vec![world], exclude });
            }
        }
        let group = self.group(&regions, first);
        let is_together = self.has(part, |mark| mark == Mark::Together);
        let joined = group.len() > 1 && is_together;
        let include =
            if joined { group } else { regions.iter().take(1).map(|(_, id)| *id).collect() };
        Some(RegionSet { include, exclude: Vec::new() })
    }

    /// Regions that stand in one list: with nothing but commas, `and` and small words between them.
    pub(super) fn group(&self, regions: &[(usize, RegionId)], first: usize) -> Vec<RegionId> {
        let mut group = Vec::new();
        let mut last = first;
        for &(at, id) in regions.iter().skip_while(|(at, _)| *at < first) {
            let small = |(_, mark)| {
                matches!(
                    mark,
                    Mark::And
                        | Mark::Or
                        | Mark::Comma
                        | Mark::Article
                        | Mark::Possessive
                        | Mark::Unknown
                        | Mark::Name
                        | Mark::That
                        | Mark::Of
                )
            };
            if at != first && !(self.marks(last + 1..at).all(small) && at - last <= 4) {
                break;
            }
            if !group.contains(&id) {
                group.push(id);
            }
            last = at;
        }
        group
    }
}
