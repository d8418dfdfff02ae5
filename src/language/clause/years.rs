//! Years and months that a part speaks of.

use std::ops::Range;

use super::Sentence;
use crate::language::mark::Mark;
use crate::model::year::Year;

/// How a year is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language) enum Spoken {
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
    /// Years of a part that is said to be about, in their order.
    pub(in crate::language) fn years(&self, part: Range<usize>) -> Vec<(usize, Year, Spoken)> {
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
    pub(in crate::language) fn month(&self, year: usize) -> Option<u8> {
        let before = |back: usize| year.checked_sub(back).and_then(|at| self.mark(at));
        match (before(1), before(2)) {
            (Some(Mark::Month(month)), _)
            | (Some(Mark::Comma | Mark::Of), Some(Mark::Month(month))) => Some(month),
            _ => None,
        }
    }

    /// Whether a whole number is a year: no unit follows it, and nothing is counted.
    pub(in crate::language) fn is_year(&self, at: usize, value: f64) -> bool {
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
}

#[expect(clippy::cast_possible_truncation, reason = "a whole number of four digits")]
fn whole(value: f64) -> Option<i32> {
    (1900.0..2201.0).contains(&value).then_some(value as i32)
}
