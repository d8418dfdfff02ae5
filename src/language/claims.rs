//! From the amounts and comparisons of a sentence to its claims, in their order.

use std::ops::Range;

use super::amount::{Amount, Counted};
use super::anchor::{Anchor, anchors, boundary};
use super::clause::{Sentence, Spoken};
use super::mark::Mark;
use super::reader::Reader;
use crate::model::catalog::RegionId;
use crate::model::claim::{Comparator, Object, StructuredClaim, When};
use crate::model::year::Year;

/// A claim and the items that it was read from.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) claim: StructuredClaim,
    pub(super) number: Range<usize>,
    pub(super) window: Range<usize>,
}

/// Why a sentence, or a part of it, says nothing that can be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nothing {
    /// No number and no comparison.
    NoQuantity,
    /// A quantity that no metric measures.
    OutOfScope,
    /// A place or time that nothing is known of.
    NoData,
}

/// The claims of a sentence, in reading order, or why there is none; `before` is
/// the last claim of the text before it.
pub(super) fn claims(
    sentence: &Sentence<'_>,
    before: Option<&Draft>,
) -> Result<Vec<Draft>, Nothing> {
    let anchors = anchors(sentence);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut reason = Nothing::NoQuantity;
    let (against, after) = set_against(sentence).unzip();
    let mut start = after.unwrap_or(0);
    for (place, anchor) in anchors.iter().enumerate() {
        let next = anchors.get(place + 1);
        let end = next.map_or(sentence.items.len(), |next| {
            boundary(sentence, anchor.span().end, next.span().start)
        });
        let read = |window: Range<usize>, earlier: Option<&Draft>, against| {
            Reader { sentence, window, anchor: *anchor, earlier, against }.read()
        };
        // What leads is told of by the words that follow it.
        let leads = drafts.is_empty() && leads(sentence, anchor, end);
        let led = || next.filter(|_| leads).map(|next| read(start..next.span().start, None, None));
        let window = start..end;
        let says = |mark| matches!(mark, Mark::Region(..) | Mark::Concept(_) | Mark::Elsewhere);
        // "From 44 GW in 2015, China's solar fleet has grown to ..."
        let is_start =
            anchor.span().start.checked_sub(1).and_then(|at| sentence.mark(at)) == Some(Mark::From);
        let is_bare = !is_start && !sentence.has(window.clone(), says);
        if drafts.is_empty() && is_bare && next.is_some() {
            // "More than double," she says: what follows tells of what.
            if let Some(Ok(found)) = led() {
                drafts.extend(found);
                start = end;
            }
            continue;
        }
        let own = sentence.concepts(window.clone());
        let is_blocked = drafts.is_empty() && reason == Nothing::OutOfScope && own.is_empty();
        let found = if is_blocked {
            Err(Nothing::OutOfScope)
        } else {
            read(window, drafts.last().or(before), against.filter(|_| place == 0))
        };
        match found {
            Ok(found) => drafts.extend(found),
            // "Having drawn 4.4 % of American power, data centers ...".
            Err(why) => match led() {
                Some(Ok(found)) => drafts.extend(found),
                Some(Err(_)) => continue,
                None => reason = if reason == Nothing::NoData { reason } else { why },
            },
        }
        start = end;
    }
    let mut drafts = from_to(sentence, drafts);
    presupposed_last(sentence, &mut drafts);
    let is_known = |draft: &Draft| match draft.claim.left.when {
        When::Year { year, .. } => year <= Year::LAST,
        When::Latest | When::Range(_) => true,
    };
    if !drafts.iter().all(is_known) {
        return Err(Nothing::NoData);
    }
    if drafts.is_empty() { Err(reason) } else { Ok(drafts) }
}

/// "Sitting at 41 g per kWh, France ...": whether an amount with a unit stands in a
/// clause of its own before the subject.
fn leads(sentence: &Sentence<'_>, anchor: &Anchor, end: usize) -> bool {
    let is_measured = |known: &Amount| matches!(known.counted, Counted::In(_) | Counted::Share);
    let is_amount = matches!(anchor, Anchor::Amount(known) if is_measured(known));
    is_amount && anchor.span().start < 8 && sentence.mark(end) == Some(Mark::Comma)
}

/// "Compared with the US, China ...": what all that follows is compared with, and
/// where it begins.
fn set_against(sentence: &Sentence<'_>) -> Option<(RegionId, usize)> {
    (sentence.mark(0) == Some(Mark::Against)).then_some(())?;
    let comma = sentence.find(0..sentence.items.len().min(8), |mark| mark == Mark::Comma)?;
    let (_, region) = sentence.regions(0..comma).first().copied()?;
    Some((region, comma + 1))
}

/// "China's 400 GW of reserve power would be three times ...": what the subject
/// carries along is said beside what the sentence says of it.
fn presupposed_last(sentence: &Sentence<'_>, drafts: &mut [Draft]) {
    let [first, second, ..] = drafts else { return };
    let is_carried =
        first.number.start > 0 && sentence.mark(first.number.start - 1) == Some(Mark::Possessive);
    let says_more = matches!(second.claim.right, Object::Ratio { .. } | Object::ShareOf { .. });
    // "Of the 31,772 TWh generated globally, India contributed 6.6 percent."
    let before = first.number.start.saturating_sub(2)..first.number.start;
    let is_whole = before.start == 0 && sentence.has(before, |mark| mark == Mark::Of);
    if is_whole && let Object::ShareOf { regions, .. } = &second.claim.right {
        first.claim.left.regions = regions.clone();
    }
    if (is_carried || is_whole) && says_more {
        std::mem::swap(first, second);
    }
}

/// "From A in one year to B in another": the end is what is claimed first.
fn from_to(sentence: &Sentence<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let [first, second] = drafts.as_mut_slice() else { return drafts };
    let before = |draft: &Draft, mark: Mark| {
        let near = draft.number.start.saturating_sub(3)..draft.number.start;
        sentence.has(near, |found| found == mark)
    };
    if before(first, Mark::From) && before(second, Mark::To) {
        std::mem::swap(first, second);
    } else if !(before(first, Mark::To) && before(second, Mark::From)) {
        return drafts;
    }
    let (end, start) = (first, second);
    let all = sentence.years(0..sentence.items.len());
    let since =
        all.iter().find(|(_, _, spoken)| *spoken == Spoken::Since).map(|(_, year, _)| *year);
    let within = |part: Range<usize>| {
        let known =
            all.iter().find(|(at, _, spoken)| part.contains(at) && *spoken != Spoken::Since);
        known.map(|(_, year, _)| *year)
    };
    let after = |one: &Draft, other: &Draft| {
        let next = if other.number.start > one.number.end {
            other.number.start
        } else {
            sentence.items.len()
        };
        within(one.number.end..next)
    };
    let of = |wanted: Spoken| all.iter().find(|known| known.2 == wanted).map(|known| known.1);
    // "From 705 to 670 between 2024 and 2025."
    let both = of(Spoken::From).zip(of(Spoken::To));
    let (from, to) = if let Some((from, to)) = both {
        (Some(from), Some(to))
    } else {
        let before = || within(0..start.number.start.min(end.number.start));
        let to = after(end, start).or_else(before);
        let from = after(start, end).or(since);
        (from.or_else(|| to.map(Year::previous)), to)
    };
    start.claim.left.when = when(from);
    end.claim.left.when = when(to);
    start.claim.left.regions = end.claim.left.regions.clone();
    start.claim.left.metrics.clone_from(&end.claim.left.metrics);
    drafts
}

pub(super) const fn when(year: Option<Year>) -> When {
    match year {
        Some(year) => When::Year { year, month: None },
        None => When::Latest,
    }
}

/// Denies a claim: an inequality turns, anything else is marked.
pub(super) fn deny(claim: &mut StructuredClaim) {
    match claim.comparator {
        Comparator::AtLeast => claim.comparator = Comparator::LessThan,
        Comparator::MoreThan => claim.comparator = Comparator::AtMost,
        Comparator::AtMost => claim.comparator = Comparator::MoreThan,
        Comparator::LessThan => claim.comparator = Comparator::AtLeast,
        Comparator::Approximately | Comparator::Equal | Comparator::Between => {
            claim.negated = !claim.negated;
        }
    }
}
