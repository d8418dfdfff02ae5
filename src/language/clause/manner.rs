//! How a part is put: bounds, denials, hedges, and of whom it holds.

use std::ops::Range;

use super::Sentence;
use crate::language::amount::{Amount, amount};
use crate::language::mark::Mark;
use crate::model::claim::{Comparator, Modal, Quantifier};
use crate::model::year::Year;

impl Sentence<'_> {
    /// How a number is bounded by the words right before it, whether it is denied,
    /// and where these words begin.
    pub(in crate::language) fn bound(
        &self,
        from: usize,
        start: usize,
    ) -> (Option<Comparator>, bool, usize) {
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
        let number = || amount(self.items, from, false);
        let hedged = |known: &Amount| {
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
    pub(in crate::language) fn modal(&self, part: Range<usize>, year: Option<Year>) -> Modal {
        let mut modals = self
            .marks(part)
            .filter_map(|(_, mark)| if let Mark::Modal(modal) = mark { Some(modal) } else { None });
        let ahead = year.is_some_and(|year| year >= self.now);
        let last = modals.next_back();
        last.unwrap_or(if ahead { Modal::Forecast } else { Modal::Asserted })
    }

    pub(in crate::language) fn quantifier(&self, part: Range<usize>) -> Quantifier {
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
