//! Left and right of a comparison.

use std::ops::Range;

use super::Reader;
use crate::language::claims::{Draft, Nothing};
use crate::language::mark::{Concept, Mark};
use crate::language::metric::{Concepts, metrics};
use crate::model::claim::{Object, RangeOf, Referent, RegionSet, Statement};
use crate::model::metric::Metric;
use crate::model::unit::Dimension;

/// How large a multiple is, between its bounds, and whether it falls as the amount rises.
#[derive(Clone, Copy, Debug)]
pub(super) struct Multiple {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) flips: bool,
}

/// What both sides are about.
struct Topic {
    /// Subjects of the left side, and of the right one where the left names none.
    concepts: Concepts,
    left: Vec<Metric>,
    /// The metric of the right side, where it is another.
    right: Option<Metric>,
}

impl Reader<'_, '_> {
    /// The claims that left and right of a place make up.
    pub(super) fn sides(
        &self,
        pivot: usize,
        multiple: Multiple,
        number: Range<usize>,
    ) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let topic = self.topic(pivot)?;
        let left = self.left_of(pivot, &topic)?;
        let rights = self.rights_of(pivot, &topic, &left)?;
        let years = self.years();
        let right_year = sentence.years(pivot..self.window.end).first().map(|(_, year, _)| *year);
        let right_year = right_year.filter(|year| years.right == Some(*year));
        let before = self.window.start..pivot;
        let moved = |mark| matches!(mark, Mark::Added | Mark::Change(_));
        let changes = sentence.has(before.clone(), |mark| mark == Mark::Added)
            || sentence.has(before, moved) && years.from.is_some();
        let draft = |right: RegionSet| {
            let of = Referent { regions: Some(right), metric: topic.right, year: right_year };
            let object = if multiple.low < multiple.high {
                Object::Range { low: multiple.low, high: multiple.high, of: RangeOf::Ratio(of) }
            } else {
                Object::Ratio { value: multiple.low, of }
            };
            let metrics = topic.left.clone();
            let mut draft = self.draft_at(left.clone(), metrics, object, number.clone(), years);
            if multiple.flips {
                draft.claim.comparator = draft.claim.comparator.flipped();
            }
            if changes {
                draft.claim.left.of = Statement::Change { from: years.from };
            }
            draft
        };
        Ok(rights.into_iter().map(draft).collect())
    }

    /// The words of the right side: up to a comma after which something else is said.
    fn right_of(&self, pivot: usize) -> Range<usize> {
        let sentence = self.sentence;
        let end = self.cleft(pivot).unwrap_or(self.window.end);
        let says = |part| sentence.has(part, |mark| matches!(mark, Mark::Region(..)));
        let ends = |at: &usize| {
            let is_comma =
                matches!(sentence.mark(*at), Some(Mark::Comma | Mark::Break | Mark::Open));
            is_comma && says(pivot..*at) && !says(*at..(*at + 4).min(end))
        };
        pivot..(pivot..end).find(ends).unwrap_or(end)
    }

    /// The metrics of both sides: those of the left one, else of both together, else
    /// of the claim before.
    fn topic(&self, pivot: usize) -> Result<Topic, Nothing> {
        let right_concepts = self.sentence.concepts(self.right_of(pivot));
        let mut concepts = self.sentence.concepts(self.window.start..pivot);
        let mut left = metrics(&concepts, None);
        // Who does it is not yet what is counted: "data centers pay half the price".
        let actor = |concept: &Concept| {
            matches!(concept, Concept::Electricity | Concept::DataCenter | Concept::Plants)
        };
        let goes_on = concepts.is_empty() && !right_concepts.is_empty();
        if let (true, Some(earlier)) = (goes_on, self.earlier) {
            left.clone_from(&earlier.claim.left.metrics);
        }
        let is_vague = left.is_empty() || !goes_on && concepts.iter().all(actor);
        let right = if is_vague {
            concepts.extend(right_concepts);
            left = metrics(&concepts, None);
            None
        } else {
            self.other_metric(pivot, &left, &concepts, &right_concepts)
        };
        if left.is_empty() && self.earlier.is_none() {
            // "... when it comes to the share of renewables."
            concepts = self.sentence.concepts(self.window.clone());
            left = metrics(&concepts, None);
        }
        if left.is_empty() {
            let earlier = self.earlier.map(|earlier| earlier.claim.left.metrics.clone());
            left = earlier.ok_or(Nothing::OutOfScope)?;
        }
        Ok(Topic { concepts, left, right })
    }

    /// What the right side is about, where that is something else.
    fn other_metric(
        &self,
        pivot: usize,
        left: &[Metric],
        concepts: &Concepts,
        right: &Concepts,
    ) -> Option<Metric> {
        let sentence = self.sentence;
        let after = self.right_of(pivot);
        // "More than Japan uses", said of electricity, speaks of the same thing.
        let same = |concept: &Concept| {
            matches!(
                concept,
                Concept::Electricity
                    | Concept::Generation
                    | Concept::Consumption
                    | Concept::Price
                    | Concept::Capacity
            )
        };
        let is_telling = !right.iter().all(same);
        let consumes = right.contains(&Concept::Consumption)
            && !concepts.contains(&Concept::Consumption)
            && !sentence.has(after.clone(), |mark| mark == Mark::That);
        let names_all = sentence.has(after.clone(), |mark| mark == Mark::Every);
        let is_all = right.contains(&Concept::Electricity) && right.contains(&Concept::Generation);
        let is_other_place = !sentence.regions(after.clone()).is_empty();
        let is_alike = sentence.has(after, |mark| {
            matches!(mark, Mark::That | Mark::Possessive | Mark::Region(_, true))
        });
        match left.first() {
            // "Twice the electricity generated in Germany" is all of it.
            Some(Metric::SolarGeneration | Metric::WindGeneration)
                if is_all && is_other_place && !is_telling =>
            {
                return Some(Metric::ElectricityGeneration);
            }
            // "More electricity than France": than all of it uses.
            Some(Metric::DataCenterElectricity)
                if concepts.contains(&Concept::Electricity)
                    && is_other_place
                    && right.is_empty()
                    && !is_alike =>
            {
                return Some(Metric::ElectricityDemand);
            }
            Some(Metric::SolarGeneration | Metric::WindGeneration)
                if names_all && !is_telling && !consumes =>
            {
                return Some(Metric::ElectricityGeneration);
            }
            Some(Metric::DataCenterElectricity) if names_all => {
                return Some(Metric::ElectricityDemand);
            }
            _ => {}
        }
        if !(is_telling || consumes && right.len() > 1) {
            return None;
        }
        let dimension = left.first().map(|metric| metric.dimension());
        let alike = metrics(right, dimension.filter(|dimension| *dimension != Dimension::Pure));
        let found = alike.first().or(metrics(right, None).first()).copied();
        found.filter(|metric| Some(metric) != left.first())
    }

    /// "Twice that of Germany – that is what America has": where the left side is told.
    fn cleft(&self, pivot: usize) -> Option<usize> {
        let sentence = self.sentence;
        let is_turn = |at: &usize| {
            matches!(sentence.mark(*at), Some(Mark::Break | Mark::Dash))
                && sentence.mark(at + 1) == Some(Mark::ThatIs)
        };
        (pivot..self.window.end).find(is_turn)
    }

    /// "With a share higher than America's, China ...": the second region, after a comma.
    fn fronted(&self, pivot: usize) -> Option<RegionSet> {
        let sentence = self.sentence;
        let regions = sentence.regions(pivot..self.window.end);
        let [(first, _), (second, id)] = regions[..] else { return None };
        let comma = sentence.find(first..second, |mark| mark == Mark::Comma)?;
        (self.earlier.is_none() && second - comma <= 3).then(|| RegionSet::of(id))
    }

    fn left_of(&self, pivot: usize, topic: &Topic) -> Result<RegionSet, Nothing> {
        let sentence = self.sentence;
        let before = self.window.start..pivot;
        let right = sentence.regions(self.right_of(pivot));
        let told_later = || {
            let cleft = self.cleft(pivot).and_then(|at| sentence.side(at..self.window.end, None));
            cleft.or_else(|| self.fronted(pivot))
        };
        let left = match sentence.side(before.clone(), None).or_else(told_later) {
            Some(set) => set,
            // "Wind made twice as much as solar in China": one region for both.
            None if self.earlier.is_none()
                && topic.right.is_some()
                && right.len() <= 1
                && !topic.concepts.contains(&Concept::DataCenter) =>
            {
                RegionSet::of(right.first().ok_or(Nothing::NoData)?.1)
            }
            None => self.default_region(&topic.concepts)?,
        };
        if left.exclude.is_empty() && sentence.has(before, |mark| mark == Mark::Rest) {
            let exclude = right.iter().take(1).map(|(_, id)| *id).collect();
            return Ok(RegionSet { exclude, ..left });
        }
        Ok(left)
    }

    /// The regions compared with: each of "both A and B", else one set; where none is
    /// named, those of the left side or of the claim before.
    fn rights_of(
        &self,
        pivot: usize,
        topic: &Topic,
        left: &RegionSet,
    ) -> Result<Vec<RegionSet>, Nothing> {
        let sentence = self.sentence;
        let after = self.right_of(pivot);
        let named = sentence.regions(after.clone());
        if named.len() > 1 && sentence.has(after.clone(), |mark| mark == Mark::Both) {
            return Ok(named.iter().map(|(_, id)| RegionSet::of(*id)).collect());
        }
        if let Some(set) = sentence.side(after, Some(left)) {
            return Ok(vec![set]);
        }
        if let Some(against) = self.against {
            return Ok(vec![RegionSet::of(against)]);
        }
        if topic.right.is_some() {
            return Ok(vec![left.clone()]);
        }
        let inherited = self.earlier.and_then(|earlier| match &earlier.claim.right {
            Object::Ratio { of, .. } => of.regions.clone(),
            _ => None,
        });
        inherited.map(|set| vec![set]).ok_or(Nothing::OutOfScope)
    }
}
