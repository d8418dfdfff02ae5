//! Multiples of another value, comparisons without a number, and ranks.

use super::sides::Multiple;
use super::{Reader, Years};
use crate::language::amount::Amount;
use crate::language::claims::{Draft, Nothing, deny};
use crate::language::mark::Mark;
use crate::language::metric::metrics;
use crate::model::catalog::WORLD;
use crate::model::claim::{Comparator, Object, RankOrder, Referent, RegionSet};

impl Reader<'_, '_> {
    /// A multiple: of another value, or of what it was.
    pub(super) fn times(&self, amount: &Amount) -> Result<Vec<Draft>, Nothing> {
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
        let is_of_another = right_metric && !grows;
        if !(has_right || is_of_another || inherits) {
            return self.grown(amount.low, amount.high, amount, true);
        }
        self.ratio(Multiple { low: amount.low, high: amount.high, flips: false }, amount)
    }

    /// A value over another region's, or another metric's.
    pub(super) fn ratio(&self, multiple: Multiple, amount: &Amount) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let end = self.window.end;
        let beats = sentence.find(self.window.start..end, |mark| matches!(mark, Mark::Beats(_)));
        let beats = beats.filter(|&at| {
            !sentence.regions(at..end).is_empty()
                && !sentence.regions(self.window.start..at).is_empty()
        });
        let than = sentence.find(amount.to..end, |mark| mark == Mark::Than);
        let last_as = sentence.marks(amount.to..end).rfind(|(_, mark)| *mark == Mark::As);
        let last_as = last_as.map(|(at, _)| at);
        let pivot = beats.or(than).or(last_as).unwrap_or(amount.to);
        self.sides(pivot, multiple, amount.from..amount.to)
    }

    /// A comparison without a number.
    pub(super) fn compared(
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
        // What a sentence before was about does not make two regions in this one compared.
        if metrics(&sentence.concepts(self.window.clone()), None).is_empty() {
            return Err(Nothing::NoQuantity);
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
        let level = Multiple { low: 1.0, high: 1.0, flips: false };
        let mut drafts = self.sides(to, level, at..to)?;
        let covers = sentence.mark(at) == Some(Mark::Beats(true))
            && sentence.has(after.clone(), |mark| mark == Mark::Every);
        let denied =
            (self.window.start..at).rev().take(4).any(|at| sentence.mark(at) == Some(Mark::Not));
        for draft in &mut drafts {
            let is_about = draft.claim.comparator == Comparator::Approximately;
            draft.claim.comparator = match comparator {
                _ if covers => Comparator::AtLeast,
                Comparator::Equal if is_about => Comparator::Approximately,
                comparator => comparator,
            };
            draft.claim.negated = false;
            if denied {
                deny(&mut draft.claim);
            }
        }
        Ok(drafts)
    }

    pub(super) fn ranked(&self, at: usize, order: RankOrder) -> Result<Vec<Draft>, Nothing> {
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
}
