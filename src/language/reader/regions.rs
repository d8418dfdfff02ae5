//! Of which regions a window speaks.

use std::ops::Range;

use super::Reader;
use crate::language::claims::Nothing;
use crate::language::mark::{Concept, Mark};
use crate::language::metric::Concepts;
use crate::model::catalog::{RegionId, WORLD};
use crate::model::claim::RegionSet;
use crate::model::metric::Metric;

impl Reader<'_, '_> {
    pub(super) fn left(&self, part: Range<usize>) -> Result<RegionSet, Nothing> {
        let concepts = self.sentence.concepts(self.window.clone());
        self.sentence.side(part, None).map_or_else(|| self.default_region(&concepts), Ok)
    }

    /// The region of the window, wherever it stands, and of its own clause first.
    pub(super) fn anywhere(&self) -> Result<RegionSet, Nothing> {
        let own = self.sentence.side(self.own(), None);
        let earlier = || self.earlier.filter(|earlier| !earlier.window.is_empty());
        match (own, earlier()) {
            (Some(own), _) => Ok(own),
            (None, Some(earlier)) => Ok(earlier.claim.left.regions.clone()),
            (None, None) => self.left(self.window.clone()),
        }
    }

    pub(super) fn earlier_region(&self) -> Option<RegionId> {
        self.earlier.and_then(|earlier| earlier.claim.left.regions.single())
    }

    pub(super) fn is_elsewhere(&self) -> bool {
        self.sentence.has(self.window.clone(), |mark| mark == Mark::Elsewhere)
    }

    /// Where no region is named: that of the claim before, any of the sentence, or the world.
    pub(super) fn default_region(&self, concepts: &Concepts) -> Result<RegionSet, Nothing> {
        if self.is_elsewhere() {
            return Err(Nothing::NoData);
        }
        if let Some(earlier) = self.earlier {
            return Ok(earlier.claim.left.regions.clone());
        }
        let world = self.sentence.catalog.find_region(WORLD).ok_or(Nothing::NoData)?;
        if concepts.contains(&Concept::DataCenter) || concepts.contains(&Concept::Compute) {
            return Ok(RegionSet::of(world));
        }
        let all = self.sentence.regions(0..self.sentence.items.len());
        // What a company does is not what the world does.
        if all.is_empty() && self.sentence.has(self.window.clone(), |mark| mark == Mark::Name) {
            return Err(Nothing::OutOfScope);
        }
        Ok(RegionSet::of(all.first().map_or(world, |(_, id)| *id)))
    }

    /// The sides of a claim: each region of "both A and B", or all as one: those of
    /// a list, of what adds up, are meant together.
    pub(super) fn each(&self, regions: &RegionSet, metrics: &[Metric]) -> Vec<RegionSet> {
        let sentence = self.sentence;
        let named = sentence.regions(self.window.clone());
        let Some(&(first, _)) = named.first() else { return vec![regions.clone()] };
        let group = sentence.group(&named, first);
        if group.len() < 2 || regions.include.len() > 1 || !regions.exclude.is_empty() {
            return vec![regions.clone()];
        }
        if sentence.has(self.window.clone(), |mark| mark == Mark::Both) {
            return group.into_iter().map(RegionSet::of).collect();
        }
        let adds_up = metrics.first().is_some_and(|metric| metric.is_additive());
        if adds_up {
            vec![RegionSet { include: group, exclude: Vec::new() }]
        } else {
            vec![regions.clone()]
        }
    }
}
