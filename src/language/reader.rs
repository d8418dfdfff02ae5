//! One anchor with the part of a sentence that belongs to it, read to a claim.

mod growth;
mod quantity;
mod ratio;
mod regions;
mod share;
mod sides;
mod total;

use std::ops::Range;

use super::amount::{Amount, Counted};
use super::anchor::Anchor;
use super::claims::{Draft, Nothing, deny};
use super::clause::{Sentence, Spoken};
use super::mark::{Concept, Mark};
use super::metric::metrics;
use crate::model::catalog::RegionId;
use crate::model::claim::{
    Comparator, Object, Referent, RegionSet, Statement, StructuredClaim, Subject, When,
};
use crate::model::metric::Metric;
use crate::model::unit::{Dimension, Unit};
use crate::model::year::Year;

/// One anchor with the part of the sentence that belongs to it.
pub(super) struct Reader<'r, 's> {
    pub(super) sentence: &'r Sentence<'s>,
    pub(super) window: Range<usize>,
    pub(super) anchor: Anchor,
    pub(super) earlier: Option<&'r Draft>,
    /// What the sentence began by comparing with.
    pub(super) against: Option<RegionId>,
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
    pub(super) fn read(&self) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let is_foreign = |(at, mark)| mark == Mark::OutOfScope && !self.is_aside(at);
        if sentence.marks(self.own()).any(is_foreign) {
            return Err(Nothing::OutOfScope);
        }
        match self.anchor {
            Anchor::Amount(amount) => self.amount(&amount),
            Anchor::Comparison { at, to, comparator } => self.compared(at, to, comparator),
            Anchor::Rank { at, n, order } => self.ranked(at, n, order),
        }
    }

    /// Whether a word stands in an aside of some length, between commas before the
    /// anchor: "Australia, whose coal fleet is retiring, ...".
    fn is_aside(&self, at: usize) -> bool {
        let sentence = self.sentence;
        let is_comma =
            |at: &usize| matches!(sentence.mark(*at), Some(Mark::Comma | Mark::Open | Mark::Close));
        // What comes before a "but" is another matter.
        if sentence.has(at..self.anchor.span().start.max(at), |mark| mark == Mark::Break) {
            return true;
        }
        let from = (self.window.start..at).rev().find(is_comma);
        let to = (at..self.anchor.span().start).find(is_comma);
        from.zip(to).is_some_and(|(from, to)| to - from > 4)
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
            // "More than halved": to less than half.
            Counted::Became => self.grown(amount.low, amount.high, amount, amount.low >= 1.0),
            Counted::Nothing => self.bare(amount),
        }
    }

    /// A number whose unit stands with an earlier one, or that counts racks.
    fn bare(&self, amount: &Amount) -> Result<Vec<Draft>, Nothing> {
        if let Some(found) = self.for_every(amount) {
            return found;
        }
        let is_of_racks = self.sentence.concepts(self.window.clone()).contains(&Concept::Racks);
        if is_of_racks && self.earlier.is_none_or(|earlier| earlier.window.is_empty()) {
            let counted = Counted::In(Unit::Rack);
            return self.quantity(&Amount { counted, ..*amount }, Dimension::Racks);
        }
        let earlier =
            self.earlier.map(|earlier| (&earlier.claim.right, &earlier.claim.left.metrics));
        match earlier {
            Some((Object::Quantity { unit: Some(unit), value: first }, metrics)) => {
                let dimension = unit.dimension();
                let one_year = |part| self.sentence.years(part).len() == 1;
                let after = amount.to..self.window.end;
                let own_year = one_year(self.window.clone()) || one_year(after);
                let own = own_year
                    || self.sentence.has(self.window.clone(), |mark| {
                        matches!(mark, Mark::Region(..) | Mark::Concept(_))
                    });
                if !own || metrics.is_empty() {
                    return Err(Nothing::NoQuantity);
                }
                // "4,278 billion kWh ... from 4,189 billion": in steps of a thousand, as the first.
                let is_scaled = *first > 0.0 && amount.low > 0.0;
                let steps = if is_scaled { libm::log10(first / amount.low) / 3.0 } else { 0.0 };
                let scale = libm::pow(1e3, libm::round(steps));
                let counted = if dimension == Dimension::Pure {
                    return Err(Nothing::NoQuantity);
                } else {
                    Counted::In(*unit)
                };
                let (low, high) = (amount.low * scale, amount.high * scale);
                self.quantity(&Amount { low, high, counted, ..*amount }, dimension)
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

    /// The metrics of the window, or those of the claim before it.
    fn metrics(&self, dimension: Option<Dimension>) -> Vec<Metric> {
        let own = metrics(&self.sentence.concepts(self.own()), dimension);
        if !own.is_empty() {
            return own;
        }
        let earlier = self.earlier.map(|earlier| earlier.claim.left.metrics.clone());
        let fits = |metric: &Metric| dimension.is_none_or(|wanted| metric.dimension() == wanted);
        if let Some(earlier) = earlier.filter(|metrics| metrics.iter().all(fits)) {
            return earlier;
        }
        let own = metrics(&self.sentence.concepts(self.window.clone()), dimension);
        if !own.is_empty() {
            return own;
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

    /// The window up to the end of the anchor's clause: what is said after a comma
    /// is said of something else.
    fn own(&self) -> Range<usize> {
        let end = self.anchor.span().end;
        let after = end..self.window.end;
        let ends = |mark| matches!(mark, Mark::Comma | Mark::Break);
        self.window.start..self.sentence.find(after, ends).unwrap_or(self.window.end)
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
        let earlier = self.earlier.and_then(|earlier| match earlier.claim.left.when {
            When::Year { year, .. } if right.is_some() => Some(year),
            _ => None,
        });
        // "Reached 3.9 TW in 2025, up 16 % on a year earlier": on the year before that.
        let told = || {
            let before = self.sentence.years(0..self.window.start);
            before.iter().rev().find(|known| known.2 == Spoken::In).map(|known| known.1)
        };
        let year = year.or(earlier).or_else(|| told().filter(|_| of(Spoken::Since).is_some()));
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
        let is_even =
            bound == Some(Comparator::LessThan) && sentence.mark(began) == Some(Mark::Even);
        let denied_before = !is_even
            && (self.window.start..began)
                .rev()
                .take(5)
                .any(|at| sentence.mark(at) == Some(Mark::Not));
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
        // "Nor has it derived as much as a fifth."
        let nor = sentence.mark(self.window.start) == Some(Mark::Not);
        if bound == Some(Comparator::AtMost) && (denied_before || nor) {
            claim.comparator = Comparator::LessThan;
        } else if is_denied || denied_before {
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
