//! What the claims of a sentence hang on: its amounts, or a comparison without one.

use std::ops::Range;

use super::amount::{Amount, Counted, amount};
use super::clause::Sentence;
use super::mark::{Concept, Mark};
use crate::model::catalog::WORLD;
use crate::model::claim::{Comparator, RankOrder};
use crate::model::unit::Unit;

/// What a claim hangs on: an amount, or a comparison without one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Anchor {
    Amount(Amount),
    /// Exceeds, trails, more than: where, whether more, and a subject where it names one.
    Comparison {
        at: usize,
        to: usize,
        comparator: Comparator,
    },
    /// More than any other, the most.
    Rank {
        at: usize,
        n: usize,
        order: RankOrder,
    },
}

impl Anchor {
    pub(super) const fn span(&self) -> Range<usize> {
        match *self {
            Self::Amount(Amount { from, to, .. }) => from..to,
            Self::Comparison { at, to, .. } => at..to,
            Self::Rank { at, .. } => at..at + 1,
        }
    }
}

/// Most anchors of a sentence: a list of more numbers is a table.
const MOST: usize = 12;

/// Every amount that may be claimed, and comparisons where no amount is near.
pub(super) fn anchors(sentence: &Sentence<'_>) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut at = 0;
    while at < sentence.items.len() && anchors.len() < MOST {
        let is_year = matches!(sentence.mark(at), Some(Mark::Number(value, true)) if sentence.is_year(at, value));
        let changes =
            at > 0 && sentence.mark(at - 1) == Some(Mark::From) && from_of_change(sentence, at - 1);
        // The range begins at its "from": that of a change is left out.
        let is_from = sentence.mark(at) == Some(Mark::From);
        let found = if is_year || is_from && from_of_change(sentence, at) {
            None
        } else {
            amount(sentence.items, at, changes)
        };
        match found {
            Some(mut found) if is_claimable(sentence, &found) => {
                // "0.33 of the world".
                let is_part = found.counted == Counted::Nothing && found.high < 1.0;
                if is_part && sentence.mark(found.to) == Some(Mark::Of) {
                    found.counted = Counted::Share;
                }
                anchors.push(Anchor::Amount(found));
                at = found.to;
            }
            Some(found) => at = found.to.max(at + 1),
            None => at += 1,
        }
    }
    lend_units(sentence, &mut anchors);
    if anchors
        .iter()
        .any(|anchor| matches!(anchor, Anchor::Amount(known) if known.counted != Counted::Nothing))
    {
        let of_racks = |known: &Amount| {
            let ends = anchors.iter().map(|anchor| anchor.span().end);
            let before = ends.filter(|end| *end <= known.from).max();
            sentence.concepts(before.unwrap_or(0)..known.from).contains(&Concept::Racks)
        };
        let counts = |anchor: &Anchor| matches!(anchor, Anchor::Amount(known) if known.counted != Counted::Nothing || inherits(&anchors, known) || of_racks(known));
        let mut found: Vec<Anchor> =
            anchors.iter().filter(|anchor| counts(anchor)).copied().collect();
        found.extend(trailing(sentence, &found));
        return found;
    }
    let per_every = sentence.find(0..sentence.items.len(), |mark| mark == Mark::Per);
    if per_every.is_some_and(|per| matches!(sentence.mark(per + 1), Some(Mark::Energy(_))))
        && !anchors.is_empty()
    {
        return anchors;
    }
    let has_racks = sentence.concepts(0..sentence.items.len()).contains(&Concept::Racks);
    if has_racks && !anchors.is_empty() {
        return anchors;
    }
    let mut found: Vec<Anchor> =
        comparison(sentence, 0..sentence.items.len()).into_iter().collect();
    found.extend(trailing(sentence, &found));
    found
}

/// A comparison that follows the last anchor in a clause of its own: "400 GW, slightly
/// more than in Japan".
fn trailing(sentence: &Sentence<'_>, anchors: &[Anchor]) -> Option<Anchor> {
    let last = anchors.last()?;
    let rest = last.span().end..sentence.items.len();
    let ends = |mark| matches!(mark, Mark::Comma | Mark::Break | Mark::And | Mark::Open);
    let cut = sentence.find(rest, ends)?;
    comparison(sentence, cut + 1..sentence.items.len())
        .filter(|found| !matches!(found, Anchor::Rank { .. }))
}

/// Whether a "from" is that of a change: "climbed from 3,349 GW to 3,890 GW".
fn from_of_change(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.has(at.saturating_sub(5)..at, |mark| matches!(mark, Mark::Change(_)))
        && !sentence.has(0..at, |mark| mark == Mark::Somewhere)
}

/// A number without a unit speaks of that of an amount before it.
fn inherits(anchors: &[Anchor], bare: &Amount) -> bool {
    let before = |anchor: &&Anchor| matches!(anchor, Anchor::Amount(known) if known.to <= bare.from && matches!(known.counted, Counted::In(_) | Counted::Share));
    anchors.iter().rev().find(before).is_some()
}

/// "From 268 to 217 g/kWh": the first number is of the unit of the second.
fn lend_units(sentence: &Sentence<'_>, anchors: &mut [Anchor]) {
    for at in 1..anchors.len() {
        let (before, after) = anchors.split_at_mut(at);
        let (Some(Anchor::Amount(first)), Some(Anchor::Amount(second))) =
            (before.last_mut(), after.first())
        else {
            continue;
        };
        let to = (second.from.saturating_sub(2)..second.from)
            .any(|at| sentence.mark(at) == Some(Mark::To));
        let is_from = first.from > 0 && sentence.mark(first.from - 1) == Some(Mark::From);
        if first.counted == Counted::Nothing && is_from && to {
            first.counted = second.counted;
        }
    }
}

/// Whether an amount may be claimed: not the number of something else.
fn is_claimable(sentence: &Sentence<'_>, found: &Amount) -> bool {
    let next = sentence.mark(found.to);
    let near = found.to..(found.to + 3).min(sentence.items.len());
    let before = found.from.checked_sub(1).and_then(|at| sentence.mark(at));
    match found.counted {
        Counted::Nothing => {
            let of_else = matches!(next, Some(Mark::Money(..) | Mark::Month(_) | Mark::Bytes(_)));
            let of_date = matches!(before, Some(Mark::Month(_) | Mark::Money(..)));
            // "The American one" is no number.
            let is_pronoun = (found.high - 1.0).abs() < f64::EPSILON;
            !of_else && !of_date && !is_pronoun && !sentence.has(near, |mark| mark == Mark::Thing)
        }
        // One kilowatt-hour is what something else is counted by, and a household's use is no country's.
        Counted::In(Unit::TerawattHour) => found.high > 1e-4,
        _ => true,
    }
}

/// A comparison without a number.
fn comparison(sentence: &Sentence<'_>, all: Range<usize>) -> Option<Anchor> {
    if let Some(than) = sentence.find(all.clone(), |mark| mark == Mark::AnyOther) {
        let up = sentence.marks(all.start..than).find_map(|(_, mark)| {
            if let Mark::Comparative(up, _) = mark { Some(up) } else { None }
        });
        let order = if up.unwrap_or(true) { RankOrder::Highest } else { RankOrder::Lowest };
        return Some(Anchor::Rank { at: than, n: 1, order });
    }
    for (at, mark) in sentence.marks(all.clone()) {
        match mark {
            Mark::Superlative(up, _) => {
                let among = at.checked_sub(1).and_then(|at| sentence.mark(at));
                let is_among = among == Some(Mark::Among)
                    || at >= 2 && sentence.mark(at - 2) == Some(Mark::Among);
                if is_among {
                    let comparator = if up { Comparator::MoreThan } else { Comparator::LessThan };
                    return Some(Anchor::Comparison { at, to: at + 1, comparator });
                }
                if is_of_the_world(sentence, at) {
                    let order = if up { RankOrder::Highest } else { RankOrder::Lowest };
                    return Some(Anchor::Rank { at, n: place(sentence, at), order });
                }
            }
            Mark::Ranked(n) if is_of_the_world(sentence, at) => {
                return Some(Anchor::Rank { at, n: n.into(), order: RankOrder::Highest });
            }
            // "More fragile than": no quantity.
            Mark::Comparative(_, None)
                if sentence.mark(at + 1) == Some(Mark::Unknown)
                    && sentence.mark(at + 2) == Some(Mark::Than) => {}
            Mark::Comparative(up, _) => {
                let than = sentence.find(at + 1..(at + 9).min(all.end), |mark| mark == Mark::Than);
                if let Some(than) = than {
                    let comparator = if up { Comparator::MoreThan } else { Comparator::LessThan };
                    return Some(Anchor::Comparison { at, to: than + 1, comparator });
                }
            }
            Mark::As => {
                let near = at + 1..(at + 7).min(all.end);
                if let Some(other) = sentence.find(near, |mark| mark == Mark::As) {
                    let comparator = Comparator::Equal;
                    return Some(Anchor::Comparison { at, to: other + 1, comparator });
                }
            }
            Mark::Beats(up) => {
                let comparator = if up { Comparator::MoreThan } else { Comparator::LessThan };
                return Some(Anchor::Comparison { at, to: at + 1, comparator });
            }
            Mark::Rivals
                if !sentence.regions(at + 1..(at + 5).min(all.end)).is_empty()
                    || sentence.has(at + 1..(at + 4).min(all.end), |mark| {
                        matches!(mark, Mark::That | Mark::Rest | Mark::Every)
                    }) =>
            {
                let comparator = Comparator::Equal;
                return Some(Anchor::Comparison { at, to: at + 1, comparator });
            }
            Mark::Bound(comparator)
                if sentence.has(at + 1..(at + 4).min(all.end), |mark| {
                    matches!(mark, Mark::Region(..) | Mark::That | Mark::Rest | Mark::Every)
                }) || sentence.regions(at + 1..all.end).is_empty()
                    && !sentence.years(at + 1..(at + 7).min(all.end)).is_empty() =>
            {
                return Some(Anchor::Comparison { at, to: at + 1, comparator });
            }
            _ => {}
        }
    }
    None
}

/// Whether a superlative is of all countries, and of something that is measured: the
/// largest market or grid is not.
fn is_of_the_world(sentence: &Sentence<'_>, at: usize) -> bool {
    let world = sentence.catalog.find_region(WORLD);
    let near = at.saturating_sub(5)..(at + 12).min(sentence.items.len());
    let names_world = sentence.regions(near).iter().any(|(_, id)| Some(*id) == world);
    let measured = |concept: &Concept| {
        matches!(
            concept,
            Concept::Generation
                | Concept::Consumption
                | Concept::Capacity
                | Concept::Installed
                | Concept::Peak
                | Concept::Load
                | Concept::Spare
                | Concept::Price
                | Concept::Carbon
                | Concept::Compute
        )
    };
    let about = at.saturating_sub(16)..(at + 8).min(sentence.items.len());
    names_world && sentence.concepts(about).iter().any(measured)
}

/// "The third largest": the place that stands before a superlative.
fn place(sentence: &Sentence<'_>, at: usize) -> usize {
    let before = sentence.marks(at.saturating_sub(2)..at).rev();
    let places =
        before.filter_map(|(_, mark)| if let Mark::Place(n) = mark { Some(n) } else { None });
    places.map(usize::from).next().unwrap_or(1)
}

/// Where the words of the next amount begin: after the last separator before it
/// that has a region or a subject after it.
pub(super) fn boundary(sentence: &Sentence<'_>, from: usize, to: usize) -> usize {
    let is_break = |mark: Mark| matches!(mark, Mark::And | Mark::Comma | Mark::Break | Mark::Open);
    let says = |part: Range<usize>| {
        sentence.has(part, |mark| matches!(mark, Mark::Region(..) | Mark::Concept(_)))
    };
    let breaks: Vec<usize> =
        sentence.marks(from..to).filter(|(_, mark)| is_break(*mark)).map(|(at, _)| at).collect();
    let hard = breaks.iter().copied().find(|&at| sentence.mark(at) == Some(Mark::Break));
    let telling = breaks.iter().copied().find(|&at| says(at..to));
    hard.or(telling).or(breaks.last().copied()).unwrap_or(from)
}
