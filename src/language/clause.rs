//! A part of a sentence: what it says besides its number.

use std::ops::Range;

use super::mark::{Concept, Item, Mark};
use super::metric::Concepts;
use crate::model::catalog::{Catalog, RegionId, WORLD};
use crate::model::claim::{Comparator, Modal, Quantifier, RegionSet};
use crate::model::year::Year;

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

/// How a year is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spoken {
    /// In it, by it.
    In,
    /// Since it.
    Since,
    /// As the first of two.
    From,
    /// As the second of two.
    To,
    /// As the present.
    Present,
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

    /// Years of a part that is said to be about, in their order.
    pub(super) fn years(&self, part: Range<usize>) -> Vec<(usize, Year, Spoken)> {
        let mut years = Vec::new();
        for (at, mark) in self.marks(part.clone()) {
            let before = |back: usize| at.checked_sub(back).and_then(|at| self.mark(at));
            match mark {
                Mark::Number(value, true) if self.is_year(at, value) => {
                    let Some(year) = whole(value).and_then(Year::new) else { continue };
                    if self.is_said(at) {
                        continue;
                    }
                    let month_before = usize::from(matches!(before(1), Some(Mark::Month(_))));
                    let lead = before(1 + month_before);
                    let follows = self.mark(at + 1);
                    let next_is_year = |at: usize| matches!(self.mark(at), Some(Mark::Number(value, true)) if self.is_year(at, value));
                    let spoken = match lead {
                        Some(Mark::Since | Mark::Against) => Spoken::Since,
                        Some(Mark::Between | Mark::From)
                            if matches!(follows, Some(Mark::And | Mark::To | Mark::Dash)) =>
                        {
                            Spoken::From
                        }
                        Some(Mark::And | Mark::To | Mark::Dash)
                            if years
                                .last()
                                .is_some_and(|(_, _, spoken)| *spoken == Spoken::From) =>
                        {
                            Spoken::To
                        }
                        _ if matches!(follows, Some(Mark::Dash | Mark::To))
                            && next_is_year(at + 2) =>
                        {
                            Spoken::From
                        }
                        _ => Spoken::In,
                    };
                    years.push((at, year, spoken));
                }
                Mark::YearsAfter(ahead) => {
                    let last = years.last().map(|(_, year, _): &(usize, Year, Spoken)| year.get());
                    let before = || self.years(0..part.start).last().map(|known| known.1.get());
                    let own = last.or_else(|| before().filter(|_| part.start > 0));
                    // "A year later, in 2025": the year itself is told.
                    let is_told = self.marks(at..part.end).any(|(at, mark)| {
                        matches!(mark, Mark::Number(value, true) if self.is_year(at, value))
                    });
                    let now = self.is_dated && !is_told;
                    let base = own.or(now.then_some(self.now.get()));
                    let year = base.and_then(|base| Year::new(base + ahead));
                    let spoken = if ahead < 0 { Spoken::Since } else { Spoken::In };
                    years.extend(year.map(|year| (at, year, spoken)));
                }
                Mark::YearsFrom(ahead) if self.is_dated || ahead == 1 => {
                    let year = Year::new(self.now.get() + ahead);
                    years.extend(year.filter(|_| self.is_dated).map(|year| (at, year, Spoken::In)));
                }
                Mark::Today => {
                    years.push((at, self.now.previous(), Spoken::Present));
                }
                Mark::Decade => years.extend(
                    Year::new((self.now.get() / 10 + 1) * 10).map(|year| (at, year, Spoken::In)),
                ),
                _ => {}
            }
        }
        years
    }

    /// The month that stands with a year.
    pub(super) fn month(&self, year: usize) -> Option<u8> {
        let before = |back: usize| year.checked_sub(back).and_then(|at| self.mark(at));
        match (before(1), before(2)) {
            (Some(Mark::Month(month)), _)
            | (Some(Mark::Comma | Mark::Of), Some(Mark::Month(month))) => Some(month),
            _ => None,
        }
    }

    /// Whether a whole number is a year: no unit follows it, and nothing is counted.
    pub(super) fn is_year(&self, at: usize, value: f64) -> bool {
        let follows = self.mark(at + 1);
        let counts = matches!(
            follows,
            Some(
                Mark::Scale(_)
                    | Mark::Percent
                    | Mark::Energy(_)
                    | Mark::Power(_)
                    | Mark::Money(..)
                    | Mark::Mass(_)
                    | Mark::Flops(_)
                    | Mark::Bytes(_)
                    | Mark::Times
                    | Mark::Points
            )
        );
        let before = at.checked_sub(1).and_then(|at| self.mark(at));
        (1985.0..2200.0).contains(&value)
            && !counts
            && !matches!(before, Some(Mark::Money(..) | Mark::Hedge))
    }

    /// Whether a year is that of a report or a speech.
    fn is_said(&self, at: usize) -> bool {
        let near = |part: Range<usize>| self.has(part, |mark| mark == Mark::Said);
        let other = |at: usize| {
            let known = |(other, mark)| matches!(mark, Mark::Number(value, true) if other != at && self.is_year(other, value));
            self.marks(0..self.items.len()).any(known)
                || self.has(at + 1..(at + 4).min(self.items.len()), |mark| mark == Mark::Said)
        };
        // "In January 2026 the agency reported that ..."
        let opens = at < 4 && near(at + 1..(at + 8).min(self.items.len()));
        (opens || near(at.saturating_sub(4)..at) || near(at + 1..(at + 3).min(self.items.len())))
            && other(at)
            || near(at.saturating_sub(4)..at)
                && self.has(at + 1..(at + 3).min(self.items.len()), |mark| mark == Mark::That)
    }

    /// How a number is bounded by the words right before it, whether it is denied,
    /// and where these words begin.
    pub(super) fn bound(&self, from: usize, start: usize) -> (Option<Comparator>, bool, usize) {
        let mut found = None;
        let mut began = from;
        for at in (start..from).rev().take(5) {
            match self.mark(at) {
                Some(Mark::Bound(comparator)) if found.is_none() => {
                    (found, began) = (Some(comparator), at);
                }
                Some(Mark::Hedge | Mark::Nearly) => {
                    if found.is_none() {
                        found = Some(Comparator::Approximately);
                    }
                    began = at;
                }
                Some(Mark::Even)
                    if found.is_none() && self.has(start..at, |mark| mark == Mark::Not) =>
                {
                    return (Some(Comparator::LessThan), false, at);
                }
                Some(Mark::Beats(up)) if found.is_none() => {
                    found = Some(if up { Comparator::MoreThan } else { Comparator::LessThan });
                    began = at;
                    break;
                }
                Some(
                    Mark::Article
                    | Mark::By
                    | Mark::Unknown
                    | Mark::Name
                    | Mark::Reach
                    | Mark::To
                    | Mark::Modal(_),
                ) if found.is_none() => {}
                _ => break,
            }
        }
        let number = || super::amount::amount(self.items, from, false);
        let hedged = |known: &super::amount::Amount| {
            let next = |ahead: usize| self.mark(known.to + ahead);
            let after_comma = |ahead: usize| {
                next(ahead) == Some(Mark::Comma) && next(ahead + 1) == Some(Mark::Hedge)
            };
            next(0) == Some(Mark::Hedge) || (0..6).any(after_comma)
        };
        if found.is_none() && number().as_ref().is_some_and(hedged) {
            found = Some(Comparator::Approximately);
        }
        let is_denied = (start..began).rev().take(4).any(|at| self.mark(at) == Some(Mark::Not));
        (found, is_denied, began)
    }

    /// How the sentence is put.
    pub(super) fn modal(&self, part: Range<usize>, year: Option<Year>) -> Modal {
        let mut modals = self
            .marks(part)
            .filter_map(|(_, mark)| if let Mark::Modal(modal) = mark { Some(modal) } else { None });
        let ahead = year.is_some_and(|year| year >= self.now);
        let last = modals.next_back();
        last.unwrap_or(if ahead { Modal::Forecast } else { Modal::Asserted })
    }

    pub(super) fn quantifier(&self, part: Range<usize>) -> Quantifier {
        let is_average = |(at, mark): (usize, Mark)| {
            // "The world average" is a place to compare with.
            let of_region = at.checked_sub(1).and_then(|at| self.mark(at));
            mark == Mark::Average && !matches!(of_region, Some(Mark::Region(..)))
        };
        if self.has(part.clone(), |mark| mark == Mark::SomeOf) {
            Quantifier::Some
        } else if self.marks(part).any(is_average) {
            Quantifier::Average
        } else {
            Quantifier::All
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a whole number of four digits")]
fn whole(value: f64) -> Option<i32> {
    (1900.0..2201.0).contains(&value).then_some(value as i32)
}
