//! Values with a unit: a level, a change, or a difference between regions.

use super::{Reader, Years};
use crate::language::amount::{Amount, Counted};
use crate::language::claims::{Draft, Nothing};
use crate::language::mark::Mark;
use crate::language::metric::share;
use crate::model::claim::{ChangeFrom, Comparator, Object, RangeOf};
use crate::model::unit::{Dimension, Unit};
use crate::model::year::Year;

impl Reader<'_, '_> {
    /// A value with a unit: a level, a change, or a difference between regions.
    pub(super) fn quantity(
        &self,
        amount: &Amount,
        dimension: Dimension,
    ) -> Result<Vec<Draft>, Nothing> {
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
            let word =
                sentence.find(than..self.window.end, |mark| mark == Mark::Than).unwrap_or(than);
            let earlier = sentence.years(word..self.window.end).first().map(|(_, year, _)| *year);
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
                    sentence.years(self.window.start..word).first().map(|(_, year, _)| *year);
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

    /// A share that has moved by so many points.
    pub(super) fn points(&self, amount: &Amount) -> Result<Vec<Draft>, Nothing> {
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

    /// Whether the words before an amount are "grew by", "an increase of", "up".
    pub(super) fn is_change_by(&self, from: usize) -> bool {
        let sentence = self.sentence;
        let (_, _, began) = sentence.bound(from, self.window.start);
        let near = began.saturating_sub(6).max(self.window.start)..began;
        let before = |back: usize| began.checked_sub(back).and_then(|at| sentence.mark(at));
        let of = before(1) == Some(Mark::Of) && matches!(before(2), Some(Mark::Change(_)));
        of || self.is_by(from) && sentence.has(near, |mark| matches!(mark, Mark::Change(_)))
    }

    /// Whether an amount comes after "by".
    pub(super) fn is_by(&self, from: usize) -> bool {
        let sentence = self.sentence;
        let (_, _, began) = sentence.bound(from, self.window.start);
        let skips = |mark| {
            matches!(
                mark,
                Mark::Article
                    | Mark::Unknown
                    | Mark::Name
                    | Mark::Hedge
                    | Mark::Nearly
                    | Mark::Bound(_)
            )
        };
        let mut before = sentence.marks(self.window.start..began).rev().map(|(_, mark)| mark);
        before.find(|mark| !skips(*mark)) == Some(Mark::By)
            || sentence.has(began..from, |mark| mark == Mark::By)
    }

    /// Whether an amount is an end of "from ... to ...".
    pub(super) fn is_end(&self, from: usize) -> bool {
        let (_, _, began) = self.sentence.bound(from, self.window.start);
        (began.saturating_sub(1)..from)
            .any(|at| matches!(self.sentence.mark(at), Some(Mark::To | Mark::From)))
    }
}
