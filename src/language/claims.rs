//! From the amounts and comparisons of a sentence to its claims.

use std::ops::Range;

use super::amount::{Amount, Counted, amount};
use super::clause::{Sentence, Spoken};
use super::mark::{Concept, Mark};
use super::metric::{Concepts, metrics, share};
use crate::model::catalog::{RegionId, WORLD};
use crate::model::claim::{
    ChangeFrom, Comparator, Object, RangeOf, RankOrder, Referent, RegionSet, ShareSize, Statement,
    StructuredClaim, Subject, When,
};
use crate::model::metric::Metric;
use crate::model::unit::{Dimension, Unit};
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

/// What a claim hangs on: an amount, or a comparison without one.
#[derive(Clone, Copy, Debug)]
enum Anchor {
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
        order: RankOrder,
    },
}

impl Anchor {
    const fn span(&self) -> Range<usize> {
        match *self {
            Self::Amount(Amount { from, to, .. }) => from..to,
            Self::Comparison { at, to, .. } => at..to,
            Self::Rank { at, .. } => at..at + 1,
        }
    }
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
    let mut start = 0;
    for (place, anchor) in anchors.iter().enumerate() {
        let end = anchors.get(place + 1).map_or(sentence.items.len(), |next| {
            boundary(sentence, anchor.span().end, next.span().start)
        });
        let window = start..end;
        let says = |mark| matches!(mark, Mark::Region(..) | Mark::Concept(_) | Mark::Elsewhere);
        if drafts.is_empty() && place + 1 < anchors.len() && !sentence.has(window.clone(), says) {
            continue; // "More than double," she says: what follows tells of what
        }
        let earlier = drafts.last().or(before);
        let reader = Reader { sentence, window, anchor: *anchor, earlier };
        let own = sentence.concepts(reader.window.clone());
        let is_blocked = drafts.is_empty() && reason == Nothing::OutOfScope && own.is_empty();
        match if is_blocked { Err(Nothing::OutOfScope) } else { reader.read() } {
            Ok(found) => drafts.extend(found),
            Err(why) => reason = if reason == Nothing::NoData { reason } else { why },
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

/// Every amount that may be claimed, and comparisons where no amount is near.
fn anchors(sentence: &Sentence<'_>) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut at = 0;
    while at < sentence.items.len() {
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
            Some(found) if is_claimable(sentence, &found) => {
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
        let counts = |anchor: &Anchor| matches!(anchor, Anchor::Amount(known) if known.counted != Counted::Nothing || inherits(&anchors, known));
        return anchors.iter().filter(|anchor| counts(anchor)).copied().collect();
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
    comparison(sentence).into_iter().collect()
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
            !of_else && !of_date && !sentence.has(near, |mark| mark == Mark::Thing)
        }
        // One kilowatt-hour is what something else is counted by.
        Counted::In(Unit::TerawattHour) => found.high > 1e-6,
        _ => true,
    }
}

/// A comparison without a number.
fn comparison(sentence: &Sentence<'_>) -> Option<Anchor> {
    let all = 0..sentence.items.len();
    if let Some(than) = sentence.find(all.clone(), |mark| mark == Mark::AnyOther) {
        let up = sentence.marks(0..than).find_map(|(_, mark)| {
            if let Mark::Comparative(up, _) = mark { Some(up) } else { None }
        });
        let order = if up.unwrap_or(true) { RankOrder::Highest } else { RankOrder::Lowest };
        return Some(Anchor::Rank { at: than, order });
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
            }
            Mark::Comparative(up, _) => {
                let than = sentence.find(at + 1..(at + 9).min(all.end), |mark| mark == Mark::Than);
                if let Some(than) = than {
                    let comparator = if up { Comparator::MoreThan } else { Comparator::LessThan };
                    return Some(Anchor::Comparison { at, to: than + 1, comparator });
                }
            }
            Mark::Beats(up) => {
                let comparator = if up { Comparator::MoreThan } else { Comparator::LessThan };
                return Some(Anchor::Comparison { at, to: at + 1, comparator });
            }
            Mark::Bound(comparator) => {
                return Some(Anchor::Comparison { at, to: at + 1, comparator });
            }
            _ => {}
        }
    }
    None
}

/// Where the words of the next amount begin: after the last separator before it
/// that has a region or a subject after it.
fn boundary(sentence: &Sentence<'_>, from: usize, to: usize) -> usize {
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

/// "China's 400 GW of reserve power would be three times ...": what the subject
/// carries along is said beside what the sentence says of it.
fn presupposed_last(sentence: &Sentence<'_>, drafts: &mut [Draft]) {
    let [first, second, ..] = drafts else { return };
    let is_carried =
        first.number.start > 0 && sentence.mark(first.number.start - 1) == Some(Mark::Possessive);
    let says_more = matches!(second.claim.right, Object::Ratio { .. } | Object::ShareOf { .. });
    if is_carried && says_more {
        std::mem::swap(first, second);
    }
}

/// "From A in one year to B in another": the end is what is claimed first.
fn from_to(sentence: &Sentence<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let [first, second] = drafts.as_mut_slice() else { return drafts };
    let before = |draft: &Draft, mark: Mark| {
        let near = draft.number.start.saturating_sub(2)..draft.number.start;
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
    let from = after(start, end).or(since);
    let to = after(end, start).or_else(|| within(0..start.number.start.min(end.number.start)));
    let from = from.or_else(|| to.map(Year::previous));
    (start.claim.left.when, end.claim.left.when) = (when(from), when(to));
    start.claim.left.regions = end.claim.left.regions.clone();
    drafts
}

const fn when(year: Option<Year>) -> When {
    match year {
        Some(year) => When::Year { year, month: None },
        None => When::Latest,
    }
}

/// One anchor with the part of the sentence that belongs to it.
struct Reader<'r, 's> {
    sentence: &'r Sentence<'s>,
    window: Range<usize>,
    anchor: Anchor,
    earlier: Option<&'r Draft>,
}

/// The years of a clause by their role.
#[derive(Clone, Copy, Debug, Default)]
struct Years {
    year: Option<Year>,
    month: Option<u8>,
    from: Option<Year>,
    right: Option<Year>,
}

impl Reader<'_, '_> {
    fn read(&self) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        if sentence.has(self.window.clone(), |mark| mark == Mark::OutOfScope) {
            return Err(Nothing::OutOfScope);
        }
        match self.anchor {
            Anchor::Amount(amount) => self.amount(&amount),
            Anchor::Comparison { at, to, comparator } => self.compared(at, to, comparator),
            Anchor::Rank { at, order } => self.ranked(at, order),
        }
    }

    fn amount(&self, amount: &Amount) -> Result<Vec<Draft>, Nothing> {
        match amount.counted {
            Counted::In(unit) => self.quantity(amount, unit.dimension()),
            Counted::Grams
                if self
                    .sentence
                    .has(0..self.sentence.items.len(), |mark| matches!(mark, Mark::Energy(_))) =>
            {
                self.quantity(amount, Dimension::CarbonIntensity)
            }
            Counted::Grams => Err(Nothing::OutOfScope),
            Counted::Share => self.share(amount),
            Counted::Points => self.points(amount),
            Counted::Times => self.times(amount),
            Counted::Became => self.grown(amount.low, amount.high, amount, true),
            Counted::Nothing => self.bare(amount),
        }
    }

    /// A number whose unit stands with an earlier one, or that counts racks.
    fn bare(&self, amount: &Amount) -> Result<Vec<Draft>, Nothing> {
        if let Some(found) = self.for_every(amount) {
            return found;
        }
        let earlier =
            self.earlier.map(|earlier| (&earlier.claim.right, &earlier.claim.left.metrics));
        match earlier {
            Some((Object::Quantity { unit: Some(unit), .. }, metrics)) => {
                let dimension = unit.dimension();
                let own_year = self.sentence.years(self.window.clone()).len() == 1;
                let own = own_year
                    || self.sentence.has(self.window.clone(), |mark| {
                        matches!(mark, Mark::Region(..) | Mark::Concept(_))
                    });
                if !own || metrics.is_empty() {
                    return Err(Nothing::NoQuantity);
                }
                let counted = if dimension == Dimension::Pure {
                    return Err(Nothing::NoQuantity);
                } else {
                    Counted::In(*unit)
                };
                self.quantity(&Amount { counted, ..*amount }, dimension)
            }
            None if self.sentence.concepts(self.window.clone()).contains(&Concept::Racks) => {
                let counted = Counted::In(Unit::Rack);
                self.quantity(&Amount { counted, ..*amount }, Dimension::Racks)
            }
            _ => Err(Nothing::NoQuantity),
        }
    }

    /// "For every kilowatt-hour that one makes, another makes 2.3."
    fn for_every(&self, amount: &Amount) -> Option<Result<Vec<Draft>, Nothing>> {
        let sentence = self.sentence;
        let per = sentence.find(self.window.start..amount.from, |mark| mark == Mark::Per)?;
        let comma = sentence.find(per..amount.from, |mark| mark == Mark::Comma)?;
        let right = sentence.side(per..comma, None)?;
        let left = sentence.side(comma..amount.from, None)?;
        let metrics = self.metrics(None);
        let of = Referent { regions: Some(right), metric: None, year: None };
        let object = Object::Ratio { value: amount.low, of };
        (!metrics.is_empty())
            .then(|| Ok(vec![self.draft(left, metrics, object, amount, self.years())]))
    }

    /// A value with a unit: a level, a change, or a difference between regions.
    fn quantity(&self, amount: &Amount, dimension: Dimension) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let unit = match (amount.counted, dimension) {
            (Counted::In(unit), _) => unit,
            _ => Unit::GramPerKilowattHour,
        };
        let metrics = self.metrics(Some(dimension));
        if metrics.is_empty() {
            return Err(Nothing::OutOfScope);
        }
        let compares = |mark| {
            matches!(
                mark,
                Mark::Comparative(..) | Mark::Bound(Comparator::MoreThan | Comparator::LessThan)
            )
        };
        let than = (amount.to..amount.to + 2).find(|&at| sentence.mark(at).is_some_and(compares));
        let than = than.filter(|&at| {
            at == amount.to || matches!(sentence.mark(amount.to), Some(Mark::Concept(_)))
        });
        let beats =
            sentence.find(self.window.start..amount.from, |mark| matches!(mark, Mark::Beats(_)));
        if let (Some(beats), true) = (beats, self.is_by(amount.from))
            && let Some(&(_, other)) = sentence.regions(beats..amount.from).first()
        {
            let from = ChangeFrom::Region(other);
            let up = sentence.mark(beats) == Some(Mark::Beats(true));
            let value = if up { amount.low } else { -amount.low };
            let right = Object::Change { value, unit: Some(unit), from };
            let regions = self.left(self.window.start..beats)?;
            return Ok(vec![self.draft(regions, metrics, right, amount, self.years())]);
        }
        if let Some(than) = than {
            let earlier = sentence.years(than..self.window.end).first().map(|(_, year, _)| *year);
            let is_over_time = sentence.regions(than..self.window.end).is_empty();
            if let (Some(earlier), true) = (earlier, is_over_time) {
                let down = matches!(
                    sentence.mark(than),
                    Some(Mark::Comparative(false, _) | Mark::Bound(Comparator::LessThan))
                );
                let value = if down { -amount.low } else { amount.low };
                let right = Object::Change {
                    value,
                    unit: Some(unit),
                    from: ChangeFrom::Year(Some(earlier)),
                };
                let year =
                    sentence.years(self.window.start..than).first().map(|(_, year, _)| *year);
                let years = Years { year, ..Years::default() };
                return Ok(vec![self.draft(self.anywhere()?, metrics, right, amount, years)]);
            }
            let other = sentence.regions(than..self.window.end).first().map(|(_, id)| *id);
            if let Some(other) = other {
                let from = ChangeFrom::Region(other);
                let right = Object::Change { value: amount.low, unit: Some(unit), from };
                let regions = self.left(self.window.start..amount.from)?;
                return Ok(vec![self.draft(
                    regions,
                    metrics,
                    right,
                    amount,
                    Years { right: None, ..self.years() },
                )]);
            }
        }
        let before = self.window.start..amount.from;
        let is_change =
            self.is_change_by(amount.from) || sentence.has(before, |mark| mark == Mark::Added);
        let regions = self.anywhere()?;
        let years = self.years();
        let each = self.each(&regions, &metrics);
        if is_change && amount.low >= amount.high {
            let from = years.from.or_else(|| years.year.map(Year::previous));
            let falls =
                sentence.has(self.window.start..amount.from, |mark| mark == Mark::Change(false));
            let value = if falls { -amount.low } else { amount.low };
            let right = Object::Change { value, unit: Some(unit), from: ChangeFrom::Year(from) };
            return Ok(vec![self.draft(regions, metrics, right, amount, years)]);
        }
        let right = if amount.low < amount.high {
            Object::Range { low: amount.low, high: amount.high, of: RangeOf::Quantity(Some(unit)) }
        } else {
            Object::Quantity { value: amount.low, unit: Some(unit) }
        };
        let draft = |regions| self.draft(regions, metrics.clone(), right.clone(), amount, years);
        Ok(each.into_iter().map(draft).collect())
    }

    /// A fraction: of a total, of growth, of another value, or a share that is a metric.
    fn share(&self, amount: &Amount) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let (before, after) = (self.window.start..amount.from, amount.to..self.window.end);
        let next = amount.to..(amount.to + 6).min(self.window.end);
        let concepts = sentence.concepts(self.window.clone());
        // "60 % more than", "a third lower than", "20 % below".
        let comparative = sentence.marks(amount.to..(amount.to + 2).min(self.window.end)).find_map(
            |(_, mark)| match mark {
                Mark::Comparative(up, _) => Some(up),
                Mark::Bound(Comparator::MoreThan) => Some(true),
                Mark::Bound(Comparator::LessThan) => Some(false),
                Mark::Beats(up) => Some(up),
                _ => None,
            },
        );
        let has_right = !sentence.regions(after.clone()).is_empty();
        let later = sentence.years(after.clone());
        let a_year_earlier = sentence.has(after.clone(), |mark| mark == Mark::YearsFrom(-1));
        if let (Some(up), false) = (comparative, has_right)
            && (!later.is_empty() || a_year_earlier)
        {
            return self.over_time(amount, up);
        }
        if let (Some(up), true) = (comparative, has_right) {
            let turn = |part: f64| if up { 1.0 + part } else { 1.0 - part };
            let (one, other) = (turn(amount.low), turn(amount.high));
            return self.ratio(one.min(other), one.max(other), amount, !up);
        }
        if sentence.has(next, |mark| mark == Mark::As) {
            let again = sentence.has(amount.to..self.window.end, |mark| mark == Mark::Again);
            let more = if again { 1.0 } else { 0.0 };
            return self.ratio(more + amount.low, more + amount.high, amount, false);
        }
        let shared = share(&|concept| concepts.contains(&concept));
        let earlier_share =
            self.earlier.and_then(|earlier| earlier.claim.left.metrics.first().copied());
        let shared =
            shared.or(earlier_share.filter(|metric| metric.is_share() && concepts.is_empty()));
        let change = self.change(amount).filter(|_| shared.is_none() || !self.is_end(amount.from));
        if let Some(up) = change {
            let turn = |part: f64| if up { 1.0 + part } else { 1.0 - part };
            return self.grown(turn(amount.low), turn(amount.high), amount, up);
        }
        let speaks_of_capacity =
            concepts.contains(&Concept::Capacity) || concepts.contains(&Concept::Installed);
        if (concepts.contains(&Concept::Renewable) || concepts.contains(&Concept::LowCarbon))
            && speaks_of_capacity
        {
            return Err(Nothing::OutOfScope);
        }
        let left_concepts = sentence.concepts(before.clone());
        if let Some(metric) = shared {
            let regions = self.anywhere()?;
            let years = self.years();
            let right = match amount.one_in {
                Some(n) if n > 1.0 => Object::OneIn(n),
                _ if amount.low < amount.high => Object::Range {
                    low: amount.low,
                    high: amount.high,
                    of: RangeOf::Quantity(None),
                },
                _ => Object::Quantity { value: amount.low, unit: None },
            };
            let mut metrics = vec![metric];
            if sentence.has(self.window.clone(), |mark| mark == Mark::Concept(Concept::Renewable))
                && metric == Metric::LowCarbonShare
            {
                metrics = vec![Metric::RenewableShare, Metric::LowCarbonShare];
            }
            let each = self.each(&regions, &metrics);
            let draft =
                |regions| self.draft(regions, metrics.clone(), right.clone(), amount, years);
            return Ok(each.into_iter().map(draft).collect());
        }
        let all = metrics(&concepts, None);
        let intensive =
            matches!(all.first(), Some(Metric::ElectricityPrice | Metric::CarbonIntensity));
        let right_region = sentence.regions(after.clone()).first().copied();
        let left_region = sentence.regions(before.clone()).first().copied();
        let world = sentence.catalog.find_region(WORLD).ok_or(Nothing::NoData)?;
        let is_world =
            |region: Option<(usize, RegionId)>| region.is_some_and(|(_, id)| id == world);
        if intensive {
            return self.ratio(amount.low, amount.high, amount, false);
        }
        let that = sentence.has(amount.to..self.window.end, |mark| mark == Mark::That);
        if let (None, Some((_, right)), Some(own), true) =
            (left_region, right_region, self.earlier_region(), that)
            && own != right
        {
            return self.ratio(amount.low, amount.high, amount, false);
        }
        // Another region's value of the same kind: "less than half of China's".
        let is_ratio = match (left_region, right_region) {
            (Some((_, left)), Some((_, right))) => {
                left != right
                    && right != world
                    && !left_concepts.contains(&Concept::DataCenter)
                    && !self.is_part(left, right)
            }
            _ => false,
        };
        if is_ratio {
            return self.ratio(amount.low, amount.high, amount, false);
        }
        self.share_of(
            amount,
            &concepts,
            (left_region, right_region),
            is_world(right_region) || is_world(left_region),
        )
    }

    fn is_part(&self, left: RegionId, right: RegionId) -> bool {
        let catalog = self.sentence.catalog;
        catalog.is_within(left, right)
            || catalog.code(right) == "EU27" && !catalog.is_aggregate(left)
    }

    /// A fraction of a total.
    fn share_of(
        &self,
        amount: &Amount,
        concepts: &Concepts,
        (left, right): (Option<(usize, RegionId)>, Option<(usize, RegionId)>),
        names_world: bool,
    ) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let world = sentence.catalog.find_region(WORLD).ok_or(Nothing::NoData)?;
        let in_window = sentence.regions(self.window.clone());
        let other = in_window.iter().map(|(_, id)| *id).find(|id| *id != world);
        // What part it is of: data centers, the sun or the wind of all electricity.
        let part_of_kind = [Concept::DataCenter, Concept::Solar, Concept::Wind]
            .into_iter()
            .find(|kind| concepts.contains(kind));
        let after = sentence.concepts(amount.to..self.window.end);
        let of_itself = part_of_kind.is_some_and(|kind| after.contains(&kind))
            || sentence.has(self.window.start..amount.from, |mark| mark == Mark::Share)
                && other.is_some();
        let energy = Some(Dimension::YearlyEnergy);
        if let (Some(kind), false) = (
            part_of_kind,
            of_itself
                && (other.is_some() && names_world
                    || other.is_some() && left.is_some() && right.is_none()),
        ) {
            let own = metrics(&[kind, Concept::Generation].into_iter().collect(), energy);
            let total = if kind == Concept::DataCenter {
                Metric::ElectricityDemand
            } else {
                Metric::ElectricityGeneration
            };
            let region = other.unwrap_or(world);
            let regions = RegionSet::of(region);
            let size = ShareSize::Fraction(amount.low);
            let right = if amount.low < amount.high {
                Object::Range {
                    low: amount.low,
                    high: amount.high,
                    of: RangeOf::Share { regions: regions.clone(), metric: Some(total) },
                }
            } else {
                Object::ShareOf { size, regions: regions.clone(), metric: Some(total) }
            };
            return Ok(vec![self.draft(regions, own, right, amount, self.years())]);
        }
        let earlier = self.earlier.and_then(|earlier| earlier.claim.left.metrics.first().copied());
        let total = metrics(concepts, energy).first().copied();
        let is_part = matches!(
            earlier,
            Some(Metric::SolarGeneration | Metric::WindGeneration | Metric::DataCenterElectricity)
        );
        if let (true, None, false, Some(own), Some(part), Some(total)) =
            (is_part, other, names_world, self.earlier_region(), earlier, total)
            && total != part
        {
            let regions = RegionSet::of(own);
            let size = ShareSize::Fraction(amount.low);
            let right = Object::ShareOf { size, regions: regions.clone(), metric: Some(total) };
            return Ok(vec![self.draft(regions, vec![part], right, amount, self.years())]);
        }
        let Some(own) = other.or_else(|| self.earlier_region()) else {
            return Err(if self.is_elsewhere() { Nothing::NoData } else { Nothing::OutOfScope });
        };
        let of_all = names_world
            || sentence.has(self.window.clone(), |mark| matches!(mark, Mark::Every))
            || part_of_kind.is_some();
        if !of_all && self.earlier.is_none() {
            return Err(Nothing::OutOfScope);
        }
        let mut metrics = metrics(concepts, None);
        if metrics.first() == Some(&Metric::InstalledCapacity)
            && metrics.len() > 1
            && !concepts.contains(&Concept::Capacity)
        {
            metrics = vec![Metric::ElectricityGeneration];
        }
        if metrics.is_empty() {
            metrics = self
                .earlier
                .map(|earlier| earlier.claim.left.metrics.clone())
                .ok_or(Nothing::OutOfScope)?;
        }
        let regions = RegionSet::of(world);
        let right = if amount.low < amount.high {
            Object::Range {
                low: amount.low,
                high: amount.high,
                of: RangeOf::Share { regions, metric: None },
            }
        } else {
            let size = match amount.one_in {
                Some(n) => ShareSize::OneIn(n),
                None => ShareSize::Fraction(amount.low),
            };
            Object::ShareOf { size, regions, metric: None }
        };
        let each = self.each(&RegionSet::of(own), &metrics);
        let draft =
            |regions| self.draft(regions, metrics.clone(), right.clone(), amount, self.years());
        Ok(each.into_iter().map(draft).collect())
    }

    /// A multiple: of another value, or of what it was.
    fn times(&self, amount: &Amount) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let after = amount.to..self.window.end;
        let years = self.years();
        let has_right = !sentence.regions(after.clone()).is_empty()
            || sentence.has(self.window.clone(), |mark| matches!(mark, Mark::Beats(_)));
        let right_metric = !metrics(&sentence.concepts(after.clone()), None).is_empty()
            && !metrics(&sentence.concepts(self.window.start..amount.from), None).is_empty();
        let is_present = sentence.has(after.clone(), |mark| mark == Mark::Today) && !has_right;
        let grows = self.change(amount).is_some() || years.from.is_some() || is_present;
        let inherits =
            self.earlier.is_some_and(|earlier| matches!(earlier.claim.right, Object::Ratio { .. }));
        let later = sentence.years(after.clone());
        let has_as = sentence.has(after.clone(), |mark| matches!(mark, Mark::As | Mark::Than));
        if !has_right && !later.is_empty() && has_as {
            return self.over_time(amount, true);
        }
        if !has_right && !(right_metric && !grows) && !inherits {
            return self.grown(amount.low, amount.high, amount, true);
        }
        self.ratio(amount.low, amount.high, amount, false)
    }

    /// A value over another region's, or another metric's.
    fn ratio(
        &self,
        low: f64,
        high: f64,
        amount: &Amount,
        flips: bool,
    ) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let end = self.window.end;
        let beats = sentence.find(self.window.start..end, |mark| matches!(mark, Mark::Beats(_)));
        let beats = beats.filter(|&at| {
            !sentence.regions(at..end).is_empty()
                && !sentence.regions(self.window.start..at).is_empty()
        });
        let than = sentence.find(amount.to..end, |mark| mark == Mark::Than);
        let last_as = sentence
            .marks(amount.to..end)
            .filter(|(_, mark)| *mark == Mark::As)
            .map(|(at, _)| at)
            .last();
        let pivot = beats.or(than).or(last_as).unwrap_or(amount.to);
        self.sides(pivot, low, high, amount.from..amount.to, flips)
    }

    /// A comparison without a number.
    fn compared(
        &self,
        at: usize,
        to: usize,
        comparator: Comparator,
    ) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let after = to..self.window.end;
        let is_among = matches!(sentence.mark(at), Some(Mark::Superlative(..)));
        if is_among {
            let metrics = self.metrics(None);
            let regions = self.anywhere()?;
            if metrics.is_empty() {
                return Err(Nothing::NoQuantity);
            }
            let world = sentence.catalog.find_region(WORLD).ok_or(Nothing::NoData)?;
            let of = Referent { regions: Some(RegionSet::of(world)), metric: None, year: None };
            let mut draft = self.draft_at(
                regions,
                metrics,
                Object::Ratio { value: 1.0, of },
                at..to,
                self.years(),
            );
            draft.claim.comparator = comparator;
            return Ok(vec![draft]);
        }
        let right_regions = sentence.regions(after.clone());
        let rest = sentence.has(after.clone(), |mark| mark == Mark::Rest);
        let right_metrics = metrics(&sentence.concepts(after.clone()), None);
        let left_metrics = metrics(&sentence.concepts(self.window.start..to), None);
        let years = sentence.years(after.clone());
        // "Less in 2025 than in 2024": the same over time.
        if right_regions.is_empty()
            && !rest
            && right_metrics.is_empty()
            && let Some(&(_, earlier, _)) = years.first()
        {
            let later =
                sentence.years(self.window.start..at.max(to - 1)).last().map(|(_, year, _)| *year);
            let metrics = self.metrics(None);
            if metrics.is_empty() {
                return Err(Nothing::NoQuantity);
            }
            let right = Object::Growth { ratio: 1.0, from: Some(earlier), annual: false };
            let mut draft = self.draft_at(
                self.anywhere()?,
                metrics,
                right,
                at..to,
                Years { year: later, ..Years::default() },
            );
            draft.claim.comparator = comparator;
            return Ok(vec![draft]);
        }
        if right_regions.is_empty()
            && !rest
            && (right_metrics.is_empty() || right_metrics == left_metrics)
        {
            return Err(Nothing::NoQuantity);
        }
        let mut drafts = self.sides(to, 1.0, 1.0, at..to, false)?;
        let covers = sentence.mark(at) == Some(Mark::Beats(true))
            && sentence.has(after.clone(), |mark| mark == Mark::Every);
        let denied =
            (self.window.start..at).rev().take(4).any(|at| sentence.mark(at) == Some(Mark::Not));
        for draft in &mut drafts {
            draft.claim.comparator = if covers { Comparator::AtLeast } else { comparator };
            draft.claim.negated = false;
            if denied {
                deny(&mut draft.claim);
            }
        }
        Ok(drafts)
    }

    fn ranked(&self, at: usize, order: RankOrder) -> Result<Vec<Draft>, Nothing> {
        let metrics = self.metrics(None);
        if metrics.is_empty() {
            return Err(Nothing::NoQuantity);
        }
        let right = Object::Rank { n: 1, order, among: Vec::new() };
        Ok(vec![self.draft_at(
            self.left(self.window.start..at)?,
            metrics,
            right,
            at..at + 1,
            self.years(),
        )])
    }

    /// Left and right of a place.
    fn sides(
        &self,
        pivot: usize,
        low: f64,
        high: f64,
        number: Range<usize>,
        flips: bool,
    ) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let (before, after) = (self.window.start..pivot, pivot..self.window.end);
        let changed = |mark| matches!(mark, Mark::Added | Mark::Change(_));
        let changes = sentence.has(before.clone(), |mark| mark == Mark::Added)
            || sentence.has(before.clone(), changed) && self.years().from.is_some();
        let mut concepts = sentence.concepts(before.clone());
        let right_concepts = sentence.concepts(after.clone());
        let mut left_metrics = metrics(&concepts, None);
        let vague = left_metrics.is_empty()
            || concepts.iter().all(|concept| matches!(concept, Concept::Electricity));
        if vague {
            concepts.extend(right_concepts.iter().copied());
            left_metrics = metrics(&concepts, None);
        }
        if left_metrics.is_empty() {
            left_metrics = self
                .earlier
                .map(|earlier| earlier.claim.left.metrics.clone())
                .ok_or(Nothing::OutOfScope)?;
        }
        let left_regions = sentence.regions(before.clone());
        let right_regions = sentence.regions(after.clone());
        let dimension = left_metrics.first().map(|metric| metric.dimension());
        let other =
            metrics(&right_concepts, dimension.filter(|dimension| *dimension != Dimension::Pure));
        let plain = metrics(&right_concepts, None);
        let telling = right_concepts.iter().any(|concept| {
            !matches!(
                concept,
                Concept::Electricity
                    | Concept::Generation
                    | Concept::Consumption
                    | Concept::Price
                    | Concept::Capacity
            )
        });
        let consumes = right_concepts.contains(&Concept::Consumption)
            && !concepts.contains(&Concept::Consumption)
            && !sentence.has(after.clone(), |mark| mark == Mark::That);
        let all_of = sentence.has(after.clone(), |mark| mark == Mark::Every)
            && left_metrics.first() == Some(&Metric::DataCenterElectricity);
        let of_part =
            matches!(left_metrics.first(), Some(Metric::SolarGeneration | Metric::WindGeneration));
        let has_all = sentence.has(after.clone(), |mark| mark == Mark::Every);
        let all_sources = of_part && !telling && !consumes && has_all;
        let metric = if vague {
            None
        } else if all_sources {
            Some(Metric::ElectricityGeneration)
        } else if all_of {
            Some(Metric::ElectricityDemand)
        } else if telling || consumes && right_concepts.len() > 1 {
            other
                .first()
                .or(plain.first())
                .copied()
                .filter(|metric| Some(metric) != left_metrics.first())
        } else {
            None
        };
        let only = left_regions.first().or(right_regions.first()).map(|(_, id)| *id);
        let left = match sentence.side(before, None) {
            Some(set) => set,
            None if self.earlier.is_none()
                && metric.is_some()
                && right_regions.len() <= 1
                && !concepts.contains(&Concept::DataCenter) =>
            {
                RegionSet::of(only.ok_or(Nothing::NoData)?)
            }
            None => self.default_region(&concepts)?,
        };
        let left = if left.exclude.is_empty()
            && sentence.has(self.window.start..pivot, |mark| mark == Mark::Rest)
        {
            RegionSet { exclude: right_regions.iter().take(1).map(|(_, id)| *id).collect(), ..left }
        } else {
            left
        };
        let years = self.years();
        let right_year = sentence
            .years(pivot..self.window.end)
            .first()
            .map(|(_, year, _)| *year)
            .filter(|year| years.right == Some(*year));
        let both =
            sentence.has(after.clone(), |mark| mark == Mark::Both) && right_regions.len() > 1;
        let mut rights: Vec<RegionSet> = if both {
            right_regions.iter().map(|(_, id)| RegionSet::of(*id)).collect()
        } else {
            sentence.side(after, Some(&left)).into_iter().collect()
        };
        if rights.is_empty() {
            let inherited = self.earlier.and_then(|earlier| match &earlier.claim.right {
                Object::Ratio { of, .. } => of.regions.clone(),
                _ => None,
            });
            rights.push(
                inherited
                    .filter(|_| metric.is_none())
                    .or_else(|| metric.is_some().then(|| left.clone()))
                    .ok_or(Nothing::OutOfScope)?,
            );
        }
        let draft = |right: RegionSet| {
            let right =
                if concepts.contains(&Concept::DataCenter) && right == left && metric.is_none() {
                    right
                } else {
                    right
                };
            let of = Referent { regions: Some(right), metric, year: right_year };
            let object = if low < high {
                Object::Range { low, high, of: RangeOf::Ratio(of) }
            } else {
                Object::Ratio { value: low, of }
            };
            let mut draft =
                self.draft_at(left.clone(), left_metrics.clone(), object, number.clone(), years);
            if flips {
                draft.claim.comparator = flipped(draft.claim.comparator);
            }
            if changes {
                draft.claim.left.of = Statement::Change { from: years.from };
            }
            draft
        };
        Ok(rights.into_iter().map(draft).collect())
    }

    /// "28 % more than a year earlier", "thirty times as much as in 2015".
    fn over_time(&self, amount: &Amount, up: bool) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let turn = |part: f64| if up { 1.0 + part } else { 1.0 - part };
        let is_share = amount.counted == Counted::Share;
        let (one, other) = if is_share {
            (turn(amount.low), turn(amount.high))
        } else {
            (amount.low, amount.high)
        };
        let mut drafts = self.grown(one, other, amount, up)?;
        let before = sentence.years(0..amount.from).last().map(|(_, year, _)| *year);
        let after = sentence.years(amount.to..self.window.end).first().map(|(_, year, _)| *year);
        let year = before.or_else(|| match self.earlier?.claim.left.when {
            When::Year { year, .. } => Some(year),
            When::Latest | When::Range(_) => None,
        });
        for draft in &mut drafts {
            draft.claim.left.when = when(year);
            let earlier = after.or_else(|| year.map(Year::previous));
            if let Object::Growth { from, .. } = &mut draft.claim.right {
                *from = earlier;
            }
        }
        Ok(drafts)
    }

    /// Growth since an earlier year.
    fn grown(
        &self,
        one: f64,
        other: f64,
        amount: &Amount,
        up: bool,
    ) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let metrics = self.metrics(None);
        if metrics.is_empty() {
            return Err(Nothing::OutOfScope);
        }
        let metrics = if metrics.len() > 1
            && !sentence.concepts(self.window.clone()).contains(&Concept::Capacity)
        {
            vec![Metric::ElectricityGeneration]
        } else {
            metrics
        };
        let regions = self.anywhere()?;
        let mut years = self.years();
        let next = amount.to..(amount.to + 3).min(self.window.end);
        let annual = sentence.has(next.clone(), |mark| matches!(mark, Mark::Per | Mark::Every))
            || sentence.marks(next).any(|(at, mark)| {
                mark == Mark::Article
                    && matches!(sentence.mark(at + 1), Some(Mark::Unknown | Mark::Thing))
            });
        let explicit = years.from.is_some();
        if !explicit && !annual && years.year.is_some_and(|year| year < sentence.now) {
            years.from = years.year.map(Year::previous);
        }
        let (low, high) = (one.min(other), one.max(other));
        let from = years.from;
        let right = if low < high {
            Object::Range { low, high, of: RangeOf::Growth { from, annual } }
        } else {
            Object::Growth { ratio: low, from, annual }
        };
        let mut draft = self.draft(regions, metrics, right, amount, years);
        if !up {
            draft.claim.comparator = flipped(draft.claim.comparator);
        }
        Ok(vec![draft])
    }

    /// Whether the amount is what something grew or fell by, and in which direction.
    fn change(&self, amount: &Amount) -> Option<bool> {
        let sentence = self.sentence;
        let of = |(_, mark)| if let Mark::Change(up) = mark { Some(up) } else { None };
        let before = self.window.start..amount.from;
        let near = sentence.marks(before).rev().take(7).find_map(of);
        near.or_else(|| {
            sentence.marks(amount.to..(amount.to + 3).min(self.window.end)).find_map(of)
        })
    }

    /// Whether the words before an amount are "grew by", "an increase of", "up".
    fn is_change_by(&self, from: usize) -> bool {
        let sentence = self.sentence;
        let (_, _, began) = sentence.bound(from, self.window.start);
        let near = began.saturating_sub(6).max(self.window.start)..began;
        let before = |back: usize| began.checked_sub(back).and_then(|at| sentence.mark(at));
        let of = before(1) == Some(Mark::Of) && matches!(before(2), Some(Mark::Change(_)));
        of || self.is_by(from) && sentence.has(near, |mark| matches!(mark, Mark::Change(_)))
    }

    /// Whether an amount comes after "by".
    fn is_by(&self, from: usize) -> bool {
        let sentence = self.sentence;
        let (_, _, began) = sentence.bound(from, self.window.start);
        let near = began.saturating_sub(1).max(self.window.start)..from;
        sentence.has(near, |mark| mark == Mark::By)
    }

    /// Whether an amount is an end of "from ... to ...".
    fn is_end(&self, from: usize) -> bool {
        let (_, _, began) = self.sentence.bound(from, self.window.start);
        (began.saturating_sub(1)..from)
            .any(|at| matches!(self.sentence.mark(at), Some(Mark::To | Mark::From)))
    }

    /// The sides of a claim: each region of "both A and B", or all as one: those of
    /// a list, of what adds up, are meant together.
    fn each(&self, regions: &RegionSet, metrics: &[Metric]) -> Vec<RegionSet> {
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

    /// A share that has moved by so many points.
    fn points(&self, amount: &Amount) -> Result<Vec<Draft>, Nothing> {
        let concepts = self.sentence.concepts(self.window.clone());
        let metric = share(&|concept| concepts.contains(&concept)).ok_or(Nothing::OutOfScope)?;
        let up = self.change(amount).ok_or(Nothing::OutOfScope)?;
        let years = self.years();
        let value = if up { amount.low } else { -amount.low };
        let from = years.from.or_else(|| years.year.map(Year::previous));
        let right =
            Object::Change { value, unit: Some(Unit::Fraction), from: ChangeFrom::Year(from) };
        Ok(vec![self.draft(self.anywhere()?, vec![metric], right, amount, years)])
    }

    /// The metrics of the window, or those of the claim before it.
    fn metrics(&self, dimension: Option<Dimension>) -> Vec<Metric> {
        let concepts = self.sentence.concepts(self.window.clone());
        let own = metrics(&concepts, dimension);
        if !own.is_empty() {
            return own;
        }
        let earlier = self.earlier.map(|earlier| earlier.claim.left.metrics.clone());
        let fits = |metric: &Metric| dimension.is_none_or(|wanted| metric.dimension() == wanted);
        if let Some(earlier) = earlier.filter(|metrics| metrics.iter().all(fits)) {
            return earlier;
        }
        let mut all = self.sentence.concepts(0..self.sentence.items.len());
        let of_all = metrics(&all, dimension);
        if !of_all.is_empty() || dimension.is_none() {
            return of_all;
        }
        // Nothing but a unit of electricity: what is made of it, or what could be at once.
        all.insert(Concept::Electricity);
        metrics(&all, dimension)
    }

    fn left(&self, part: Range<usize>) -> Result<RegionSet, Nothing> {
        let concepts = self.sentence.concepts(self.window.clone());
        self.sentence.side(part, None).map_or_else(|| self.default_region(&concepts), Ok)
    }

    /// The region of the window, wherever it stands.
    fn anywhere(&self) -> Result<RegionSet, Nothing> {
        self.left(self.window.clone())
    }

    fn earlier_region(&self) -> Option<RegionId> {
        self.earlier.and_then(|earlier| earlier.claim.left.regions.single())
    }

    fn is_elsewhere(&self) -> bool {
        self.sentence.has(self.window.clone(), |mark| mark == Mark::Elsewhere)
    }

    /// Where no region is named: that of the claim before, any of the sentence, or the world.
    fn default_region(&self, concepts: &Concepts) -> Result<RegionSet, Nothing> {
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

    /// The years of the window, or of the sentence.
    fn years(&self) -> Years {
        let own = self.sentence.years(self.window.clone());
        let all =
            if own.is_empty() { self.sentence.years(0..self.sentence.items.len()) } else { own };
        let of = |spoken: Spoken| {
            all.iter().find(|(_, _, known)| *known == spoken).map(|(_, year, _)| *year)
        };
        let plain: Vec<Year> = all
            .iter()
            .filter(|(_, _, spoken)| *spoken == Spoken::In)
            .map(|(_, year, _)| *year)
            .collect();
        let (first, last) = (of(Spoken::From), of(Spoken::To));
        let from = of(Spoken::Since).or(first);
        let year = last.or(plain.first().copied());
        let right = of(Spoken::Present).or(plain.get(1).copied());
        let spoken = all.iter().find(|(_, known, how)| Some(*known) == year && *how == Spoken::In);
        let month = spoken.and_then(|(at, _, _)| self.sentence.month(*at));
        Years { year, month, from, right }
    }

    fn draft(
        &self,
        regions: RegionSet,
        metrics: Vec<Metric>,
        right: Object,
        amount: &Amount,
        years: Years,
    ) -> Draft {
        self.draft_at(regions, metrics, right, amount.from..amount.to, years)
    }

    fn draft_at(
        &self,
        regions: RegionSet,
        metrics: Vec<Metric>,
        right: Object,
        number: Range<usize>,
        years: Years,
    ) -> Draft {
        let sentence = self.sentence;
        let (bound, is_denied, began) = sentence.bound(number.start, self.window.start);
        let is_range = matches!(right, Object::Range { .. });
        let comparator =
            if is_range { Comparator::Between } else { bound.unwrap_or(Comparator::Equal) };
        let modal = sentence.modal(self.window.start..number.start.max(began), years.year);
        let quantifier = sentence.quantifier(self.window.clone());
        let denied_before =
            (self.window.start..began).rev().take(5).any(|at| sentence.mark(at) == Some(Mark::Not));
        let when = years.year.map_or(When::Latest, |year| When::Year { year, month: years.month });
        let left = Subject { regions, metrics, when, of: Statement::Level };
        let mut claim = StructuredClaim {
            left,
            comparator,
            right,
            modal,
            quantifier,
            negated: false,
            relative_tolerance: None,
        };
        if is_denied || denied_before {
            deny(&mut claim);
            let reaches =
                sentence.has(began.saturating_sub(2)..number.start, |mark| mark == Mark::Reach);
            if reaches && claim.negated {
                (claim.comparator, claim.negated) = (Comparator::LessThan, false);
            }
        }
        Draft { claim, number, window: self.window.clone() }
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
            claim.negated = !claim.negated
        }
    }
}

/// The comparator of what falls as the amount rises.
const fn flipped(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::AtLeast => Comparator::AtMost,
        Comparator::MoreThan => Comparator::LessThan,
        Comparator::AtMost => Comparator::AtLeast,
        Comparator::LessThan => Comparator::MoreThan,
        other => other,
    }
}
