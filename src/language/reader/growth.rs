//! Growth since an earlier year.

use super::Reader;
use crate::language::amount::{Amount, Counted};
use crate::language::claims::{Draft, Nothing, when};
use crate::language::clause::Spoken;
use crate::language::mark::{Concept, Mark};
use crate::model::claim::{Object, RangeOf, When};
use crate::model::metric::Metric;
use crate::model::year::Year;

impl Reader<'_, '_> {
    /// "28 % more than a year earlier", "thirty times as much as in 2015".
    pub(super) fn over_time(&self, amount: &Amount, up: bool) -> Result<Vec<Draft>, Nothing> {
        let turn = |part: f64| if up { 1.0 + part } else { 1.0 - part };
        let is_share = amount.counted == Counted::Share;
        let (one, other) = if is_share {
            (turn(amount.low), turn(amount.high))
        } else {
            (amount.low, amount.high)
        };
        let mut drafts = self.since(one, other, amount)?;
        if !up {
            for draft in &mut drafts {
                draft.claim.comparator = draft.claim.comparator.flipped();
            }
        }
        Ok(drafts)
    }

    /// A multiple of the value of the year that is named last.
    pub(super) fn since(
        &self,
        one: f64,
        other: f64,
        amount: &Amount,
    ) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let mut drafts = self.grown(one, other, amount, true)?;
        let after = sentence.years(amount.to..self.window.end);
        let known = |at: Option<&(usize, Year, Spoken)>| at.map(|(_, year, _)| *year);
        let before = known(sentence.years(0..amount.from).last());
        // "85 TWh in 2025 as against 2024": of two years behind it, the first is its own.
        let before = before.or(known(after.first()).filter(|_| after.len() > 1));
        let after = known(after.last());
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
    pub(super) fn grown(
        &self,
        one: f64,
        other: f64,
        amount: &Amount,
        up: bool,
    ) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let metrics = self.metrics(None);
        // "Double the wind target": what is meant to be is not what is.
        let is_of_plan = amount.counted == Counted::Became
            && sentence
                .has(amount.to..(amount.to + 5).min(self.window.end), |mark| mark == Mark::Said);
        if metrics.is_empty() || is_of_plan {
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
        let before = amount.from.saturating_sub(8).max(self.window.start)..amount.from;
        let after = amount.to..(amount.to + 2).min(self.window.end);
        let is_yearly = |part| sentence.has(part, |mark| mark == Mark::Yearly);
        let annual = annual || is_yearly(before) || is_yearly(after);
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
            draft.claim.comparator = draft.claim.comparator.flipped();
        }
        Ok(vec![draft])
    }

    /// Whether the amount is what something grew or fell by, and in which direction.
    pub(super) fn change(&self, amount: &Amount) -> Option<bool> {
        let sentence = self.sentence;
        let of = |(_, mark)| if let Mark::Change(up) = mark { Some(up) } else { None };
        let before = self.window.start..amount.from;
        let near = sentence.marks(before).rev().take(9).find_map(of);
        near.or_else(|| {
            sentence.marks(amount.to..(amount.to + 3).min(self.window.end)).find_map(of)
        })
    }
}
