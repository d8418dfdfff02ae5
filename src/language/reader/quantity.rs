//! Values with a unit: a level, a change, or a difference between regions.

use super::{Reader, Years};
use crate::language::amount::{Amount, Counted, as_stated};
use crate::language::claims::{Draft, Nothing};
use crate::language::mark::Mark;
use crate::language::metric::share;
use crate::model::catalog::RegionId;
use crate::model::claim::{ChangeFrom, Comparator, Object, RangeOf, RegionSet};
use crate::model::metric::Metric;
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
        let amount = &self.per_kilowatt_hour(amount);
        let metrics = self.metrics(Some(dimension));
        let is_of_machine = dimension == Dimension::ComputeRate
            && sentence.has(self.own(), |mark| mark == Mark::Machine);
        if metrics.is_empty() || is_of_machine {
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
            let all = sentence.years(self.window.clone());
            let earlier = all.iter().find(|(at, _, _)| *at > word).map(|(_, year, _)| *year);
            let is_over_time = sentence.regions(than..self.window.end).is_empty();
            if let (Some(earlier), true) = (earlier, is_over_time) {
                let down = sentence.mark(than).is_some_and(is_less);
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
                let regions = self.left(self.window.start..amount.from)?;
                let down = sentence.mark(than).is_some_and(is_less);
                return Ok(vec![self.apart(amount, (regions, other), metrics, unit, down)]);
            }
        }
        if let Some(gap) = sentence.find(self.window.clone(), |mark| mark == Mark::Gap)
            && let [(_, one), (_, other), ..] = sentence.regions(gap..self.window.end).as_slice()
        {
            let sides = (RegionSet::of(*one), *other);
            return Ok(vec![self.apart(amount, sides, metrics, unit, false)]);
        }
        let before = self.window.start..amount.from;
        // "315 GW of new solar" was added.
        let is_new = sentence.mark(amount.to) == Some(Mark::Of)
            && sentence.mark(amount.to + 1) == Some(Mark::New)
            || sentence.mark(amount.to) == Some(Mark::New);
        // "7,770 more terawatt-hours."
        let is_more =
            sentence.has(amount.from..amount.to, |mark| matches!(mark, Mark::Comparative(..)));
        let is_change = is_new
            || is_more
            || self.is_change_by(amount.from)
            || sentence.has(before, |mark| mark == Mark::Added);
        let regions = self.anywhere()?;
        let years = self.years();
        let each = self.each(&regions, &metrics);
        if is_change && amount.low >= amount.high {
            let from = years.from.or_else(|| years.year.map(Year::previous));
            let falls =
                sentence.has(self.window.start..amount.from, |mark| mark == Mark::Change(false));
            let value = if falls { -amount.low } else { amount.low };
            let right = Object::Change { value, unit: Some(unit), from: ChangeFrom::Year(from) };
            let mut draft = self.draft(regions, metrics, right, amount, years);
            if falls {
                draft.claim.comparator = draft.claim.comparator.flipped();
            }
            return Ok(vec![draft]);
        }
        let right = if amount.low < amount.high {
            Object::Range { low: amount.low, high: amount.high, of: RangeOf::Quantity(Some(unit)) }
        } else {
            Object::Quantity { value: amount.low, unit: Some(unit) }
        };
        let draft = |regions| self.draft(regions, metrics.clone(), right.clone(), amount, years);
        Ok(each.into_iter().map(draft).collect())
    }

    /// Grams of a kilowatt-hour, of whatever unit of electricity they are said:
    /// "each megawatt-hour comes with 0.48 tonnes".
    fn per_kilowatt_hour(&self, amount: &Amount) -> Amount {
        let sizes = self.sentence.marks(self.window.clone());
        let size = sizes.filter_map(|(_, mark)| match mark {
            Mark::Energy(size) => Some(size),
            _ => None,
        });
        match (amount.counted, { size }.next()) {
            (Counted::Grams, Some(size)) => {
                let turn = |value: f64| as_stated(value * 1e-9 / size);
                Amount { low: turn(amount.low), high: turn(amount.high), ..*amount }
            }
            _ => *amount,
        }
    }

    /// A difference between regions.
    fn apart(
        &self,
        amount: &Amount,
        (regions, other): (RegionSet, RegionId),
        metrics: Vec<Metric>,
        unit: Unit,
        down: bool,
    ) -> Draft {
        let value = if down { -amount.low } else { amount.low };
        let from = ChangeFrom::Region(other);
        let right = Object::Change { value, unit: Some(unit), from };
        let years = Years { right: None, ..self.years() };
        let mut draft = self.draft(regions, metrics, right, amount, years);
        if down {
            draft.claim.comparator = draft.claim.comparator.flipped();
        }
        draft
    }

    /// A share that has moved by so many points, or stands that far from another's.
    pub(super) fn points(&self, amount: &Amount) -> Result<Vec<Draft>, Nothing> {
        let concepts = self.sentence.concepts(self.window.clone());
        let metric = share(&|concept| concepts.contains(&concept)).ok_or(Nothing::OutOfScope)?;
        let next = (amount.to..amount.to + 2).find_map(|at| match self.sentence.mark(at)? {
            Mark::Comparative(up, _) | Mark::Beats(up) => Some(up),
            Mark::Bound(Comparator::MoreThan) => Some(true),
            Mark::Bound(Comparator::LessThan) => Some(false),
            _ => None,
        });
        let other = self.sentence.regions(amount.to..self.window.end).first().map(|(_, id)| *id);
        if let (Some(up), Some(other)) = (next, other) {
            let regions = self.left(self.window.start..amount.from)?;
            let sides = (regions, other);
            return Ok(vec![self.apart(amount, sides, vec![metric], Unit::Fraction, !up)]);
        }
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

/// Whether a word that compares says that there is less.
const fn is_less(mark: Mark) -> bool {
    matches!(mark, Mark::Comparative(false, _) | Mark::Bound(Comparator::LessThan))
}
