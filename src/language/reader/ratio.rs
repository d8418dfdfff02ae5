//! Multiples of another value, comparisons without a number, and ranks.

use super::sides::Multiple;
use super::{Reader, Years};
use crate::language::amount::Amount;
use crate::language::claims::{Draft, Nothing, deny};
use crate::language::mark::Mark;
use crate::language::metric::metrics;
use crate::model::catalog::WORLD;
use crate::model::claim::{Comparator, Object, RankOrder, Referent, RegionSet, When};
use crate::model::year::Year;

impl Reader<'_, '_> {
    /// A multiple: of another value, or of what it was.
    pub(super) fn times(&self, amount: &Amount) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let after = amount.to..self.window.end;
        let years = self.years();
        let has_right = !sentence.regions(after.clone()).is_empty()
            || self.against.is_some()
            || sentence.has(self.window.clone(), |mark| matches!(mark, Mark::Beats(_)));
        let right_metric = self.is_of_another_kind(amount);
        let is_present = sentence.has(after.clone(), |mark| mark == Mark::Today) && !has_right;
        let grows = self.change(amount).is_some() || years.from.is_some() || is_present;
        let inherits =
            self.earlier.is_some_and(|earlier| matches!(earlier.claim.right, Object::Ratio { .. }));
        let later = sentence.years(after.clone());
        let has_as = sentence.has(after.clone(), |mark| matches!(mark, Mark::As | Mark::Than));
        // "Three times its value in 2015": of itself, in an earlier year.
        let is_earlier = |earlier: &Year| years.year.is_some_and(|year| *earlier < year);
        let has_earlier = later.iter().any(|(_, year, _)| is_earlier(year)) && years.from.is_none();
        let is_of_another = right_metric && !grows;
        let is_of_itself = (has_as || has_earlier) && !is_of_another;
        // "30 times as much came out of China in 2025 as in 2015."
        let last_as = sentence.marks(after.clone()).rfind(|(_, mark)| *mark == Mark::As);
        let ends_in_year = last_as.is_some_and(|(at, _)| {
            sentence.mark(at + 1) == Some(Mark::In)
                && sentence.regions(at..self.window.end).is_empty()
                && !sentence.years(at..(at + 4).min(self.window.end)).is_empty()
        });
        if ends_in_year || !has_right && !later.is_empty() && is_of_itself {
            return self.over_time(amount, true);
        }
        if !(has_right || is_of_another || inherits) {
            return self.grown(amount.low, amount.high, amount, true);
        }
        self.ratio(Multiple { low: amount.low, high: amount.high, flips: false }, amount)
    }

    /// Whether what stands after an amount, and after its `as` or `than`, is about
    /// something that is measured, as is what stands before it.
    pub(super) fn is_of_another_kind(&self, amount: &Amount) -> bool {
        let sentence = self.sentence;
        let after = amount.to..self.window.end;
        let compares = |(_, mark): &(usize, Mark)| matches!(mark, Mark::As | Mark::Than);
        let last = sentence.marks(after).rfind(compares).map_or(amount.to, |(at, _)| at);
        let is_measured = |part| !metrics(&sentence.concepts(part), None).is_empty();
        is_measured(last..self.window.end) && is_measured(self.window.start..amount.from)
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
        // "Japan has been overtaken by India."
        let by = sentence.find(to..(to + 7).min(self.window.end), |mark| mark == Mark::By);
        let is_passive = matches!(sentence.mark(at), Some(Mark::Beats(_)))
            && by.is_some_and(|by| sentence.regions(to..by).is_empty())
            && !sentence.regions(after.clone()).is_empty();
        let comparator = if is_passive { comparator.flipped() } else { comparator };
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
        let goes_on = self.earlier.is_some_and(|earlier| !earlier.window.is_empty());
        if !goes_on && metrics(&sentence.concepts(self.window.clone()), None).is_empty() {
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
            let later = later.or_else(|| match self.earlier?.claim.left.when {
                When::Year { year, .. } => Some(year),
                When::Latest | When::Range(_) => None,
            });
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
            if denied && sentence.mark(at) == Some(Mark::Rivals) {
                draft.claim.comparator = Comparator::LessThan;
            } else if denied {
                deny(&mut draft.claim);
            }
        }
        Ok(drafts)
    }

    /// "More than any other", "the second largest in the world".
    pub(super) fn ranked(
        &self,
        at: usize,
        n: usize,
        order: RankOrder,
    ) -> Result<Vec<Draft>, Nothing> {
        let metrics = self.metrics(None);
        if metrics.is_empty() {
            return Err(Nothing::NoQuantity);
        }
        let world = self.sentence.catalog.find_region(WORLD);
        let is_ranked = |set: &RegionSet| set.single() != world;
        let before = self.sentence.side(self.window.start..at, None).filter(is_ranked);
        // "The world's largest producer is China."
        let named = || {
            let all = self.sentence.regions(self.window.clone());
            all.into_iter().map(|(_, id)| RegionSet::of(id)).find(is_ranked)
        };
        let regions = match before.or_else(named) {
            Some(regions) => regions,
            None => self.left(self.window.start..at)?,
        };
        let right = Object::Rank { n, order, among: Vec::new() };
        Ok(vec![self.draft_at(regions, metrics, right, at..at + 1, self.years())])
    }
}
