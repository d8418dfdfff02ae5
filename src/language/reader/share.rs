//! Fractions and percentages: of growth, of another value, of a total, or a share
//! that is a metric.

use super::Reader;
use super::sides::Multiple;
use super::total::object;
use crate::language::amount::Amount;
use crate::language::claims::{Draft, Nothing};
use crate::language::mark::{Concept, Mark};
use crate::language::metric::{Concepts, metrics, share};
use crate::model::catalog::{EU27, RegionId, WORLD};
use crate::model::claim::{ChangeFrom, Comparator, Object, RangeOf, RegionSet};
use crate::model::metric::Metric;

impl Reader<'_, '_> {
    /// A fraction, by what stands around it.
    pub(super) fn share(&self, amount: &Amount) -> Result<Vec<Draft>, Nothing> {
        let sentence = self.sentence;
        let concepts = sentence.concepts(self.window.clone());
        if let Some(lost) = self.lost_to_controls(amount) {
            return Ok(vec![lost]);
        }
        if let Some(compared) = self.share_more(amount) {
            return compared;
        }
        if let Some(part) = self.share_of_change(amount) {
            return part;
        }
        let metric = self.share_metric(&concepts);
        let change = self.change(amount).filter(|_| metric.is_none() || !self.is_end(amount.from));
        if let Some(up) = change {
            let turn = |part: f64| if up { 1.0 + part } else { 1.0 - part };
            return self.grown(turn(amount.low), turn(amount.high), amount, up);
        }
        let has = |concept: Concept| concepts.contains(&concept);
        let is_green = has(Concept::Renewable) || has(Concept::LowCarbon);
        if is_green && (has(Concept::Capacity) || has(Concept::Installed)) {
            return Err(Nothing::OutOfScope); // no metric is a share of capacity
        }
        if let Some(metric) = metric {
            return self.share_value(amount, metric, &concepts);
        }
        if let Some(again) = self.share_again(amount, &concepts) {
            return again;
        }
        if let Some(part) = self.of_whole(amount, &concepts) {
            return part;
        }
        if let Some(apart) = self.beats_by(amount) {
            return apart;
        }
        if self.is_part_of_another(amount, &concepts) {
            let multiple = Multiple { low: amount.low, high: amount.high, flips: false };
            return self.ratio(multiple, amount);
        }
        self.share_of(amount, &concepts)
    }

    /// "Export controls cost China more than half of its AI compute."
    fn lost_to_controls(&self, amount: &Amount) -> Option<Draft> {
        let sentence = self.sentence;
        sentence.find(self.window.clone(), |mark| mark == Mark::Controls)?;
        let loses = |mark| matches!(mark, Mark::Change(false) | Mark::Concept(Concept::Price));
        sentence.find(self.window.clone(), loses)?;
        sentence.find(self.window.clone(), |mark| mark == Mark::Concept(Concept::Compute))?;
        let (_, region) = sentence.regions(self.window.clone()).first().copied()?;
        let (regions, metrics) = (RegionSet::of(region), vec![Metric::AiCompute]);
        let right = Object::LostToControls(amount.low);
        (amount.low < 1.0).then(|| self.draft(regions, metrics, right, amount, self.years()))
    }

    /// "60 % more than", "a third lower than", "half as much as".
    fn share_more(&self, amount: &Amount) -> Option<Result<Vec<Draft>, Nothing>> {
        let sentence = self.sentence;
        let after = amount.to..self.window.end;
        let near = |many: usize| amount.to..(amount.to + many).min(self.window.end);
        let up = sentence.marks(near(2)).find_map(|(_, mark)| match mark {
            Mark::Comparative(up, _) | Mark::Beats(up) => Some(up),
            Mark::Bound(Comparator::MoreThan) => Some(true),
            Mark::Bound(Comparator::LessThan) => Some(false),
            _ => None,
        });
        let has_right = !sentence.regions(after.clone()).is_empty() || self.against.is_some();
        let over_time = !sentence.years(after.clone()).is_empty()
            || sentence.has(after.clone(), |mark| {
                matches!(mark, Mark::YearsFrom(-1) | Mark::YearsAfter(-1))
            });
        if let Some(up) = up {
            let turn = |part: f64| if up { 1.0 + part } else { 1.0 - part };
            let (one, other) = (turn(amount.low), turn(amount.high));
            let (low, high) = (one.min(other), one.max(other));
            // "A third more electricity than solar": than another kind.
            if has_right || over_time && self.is_of_another_kind(amount) {
                return Some(self.ratio(Multiple { low, high, flips: !up }, amount));
            }
            if over_time {
                return Some(self.over_time(amount, up));
            }
        }
        let has_as = sentence.has(near(3), |mark| mark == Mark::As)
            && !self.is_change_by(amount.from)
            && self.change(amount).is_none();
        if has_as && !has_right && over_time && self.earlier.is_none() {
            // "Half as much as in 2000": of itself.
            return Some(self.since(amount.low, amount.high, amount));
        }
        has_as.then(|| {
            // "Half as much again" is one and a half times as much.
            let again = sentence.has(after, |mark| mark == Mark::Again);
            let more = if again { 1.0 } else { 0.0 };
            let (low, high) = (more + amount.low, more + amount.high);
            self.ratio(Multiple { low, high, flips: false }, amount)
        })
    }

    /// "Of all the wind capacity on earth, 46 % was Chinese."
    fn of_whole(
        &self,
        amount: &Amount,
        concepts: &Concepts,
    ) -> Option<Result<Vec<Draft>, Nothing>> {
        let sentence = self.sentence;
        let opens = sentence.mark(self.window.start) == Some(Mark::Of);
        let (_, total) = sentence.regions(self.window.start..amount.from).first().copied()?;
        let near = amount.to..(amount.to + 4).min(self.window.end);
        let (_, own) = sentence.regions(near).first().copied()?;
        let is_world = sentence.catalog.find_region(WORLD) == Some(total);
        if !opens || own == total || !is_world && !self.is_part(own, total) {
            return None;
        }
        let metrics = metrics(concepts, None);
        let right = object(amount, amount.one_in, RegionSet::of(total), None);
        let left = RegionSet::of(own);
        (!metrics.is_empty())
            .then(|| Ok(vec![self.draft(left, metrics, right, amount, self.years())]))
    }

    /// "Exceeded America's by 5 per cent": so many times that.
    fn beats_by(&self, amount: &Amount) -> Option<Result<Vec<Draft>, Nothing>> {
        let sentence = self.sentence;
        let before = self.window.start..amount.from;
        let beats = sentence.find(before, |mark| matches!(mark, Mark::Beats(_)))?;
        let has_right = !sentence.regions(beats..amount.from).is_empty();
        if !has_right || !self.is_by(amount.from) {
            return None;
        }
        let up = sentence.mark(beats) == Some(Mark::Beats(true));
        let turn = |part: f64| if up { 1.0 + part } else { 1.0 - part };
        let (one, other) = (turn(amount.low), turn(amount.high));
        let multiple = Multiple { low: one.min(other), high: one.max(other), flips: !up };
        Some(self.sides(beats + 1, multiple, amount.from..amount.to))
    }

    /// "636 TWh, or 30 %", "4.4 % now and 12 % by 2028": of what the claim before is of.
    fn share_again(
        &self,
        amount: &Amount,
        concepts: &Concepts,
    ) -> Option<Result<Vec<Draft>, Nothing>> {
        let names_region = !self.sentence.regions(self.window.clone()).is_empty();
        let earlier = self.earlier.filter(|_| !names_region)?;
        match &earlier.claim.right {
            Object::Growth { ratio, .. } if concepts.is_empty() => {
                let turn = |part: f64| if *ratio < 1.0 { 1.0 - part } else { 1.0 + part };
                Some(self.grown(turn(amount.low), turn(amount.high), amount, *ratio >= 1.0))
            }
            Object::Change { value, from: ChangeFrom::Year(_), .. } if concepts.is_empty() => {
                let turn = |part: f64| if *value < 0.0 { 1.0 - part } else { 1.0 + part };
                Some(self.grown(turn(amount.low), turn(amount.high), amount, *value >= 0.0))
            }
            Object::ShareOf { regions, metric, .. } => {
                let right = object(amount, amount.one_in, regions.clone(), *metric);
                let left = &earlier.claim.left;
                let (own, metrics) = (left.regions.clone(), left.metrics.clone());
                concepts
                    .iter()
                    .all(|concept| matches!(concept, Concept::Consumption))
                    .then(|| Ok(vec![self.draft(own, metrics, right, amount, self.years())]))
            }
            _ => None,
        }
    }

    /// The share that the words name, or that of the claim before where they name nothing.
    fn share_metric(&self, concepts: &Concepts) -> Option<Metric> {
        let earlier = self.earlier.and_then(|earlier| earlier.claim.left.metrics.first().copied());
        let named = share(&|concept| concepts.contains(&concept));
        named.or(earlier.filter(|metric| metric.is_share() && concepts.is_empty()))
    }

    /// A renewable or low-carbon share.
    fn share_value(
        &self,
        amount: &Amount,
        metric: Metric,
        concepts: &Concepts,
    ) -> Result<Vec<Draft>, Nothing> {
        let regions = self.anywhere()?;
        let years = self.years();
        let (low, high) = (amount.low, amount.high);
        let right = match amount.one_in {
            Some(n) if n > 1.0 => Object::OneIn(n),
            _ if low < high => Object::Range { low, high, of: RangeOf::Quantity(None) },
            _ => Object::Quantity { value: low, unit: None },
        };
        let is_mixed = metric == Metric::LowCarbonShare && concepts.contains(&Concept::Renewable);
        let metrics = if is_mixed { vec![Metric::RenewableShare, metric] } else { vec![metric] };
        let each = self.each(&regions, &metrics);
        let draft = |regions| self.draft(regions, metrics.clone(), right.clone(), amount, years);
        Ok(each.into_iter().map(draft).collect())
    }

    /// Whether it is a part of another region's value of the same kind: "less than
    /// half of China's"; prices and intensities have no total to be a part of.
    fn is_part_of_another(&self, amount: &Amount, concepts: &Concepts) -> bool {
        let sentence = self.sentence;
        let intensive = [Metric::ElectricityPrice, Metric::CarbonIntensity];
        if metrics(concepts, None).first().is_some_and(|metric| intensive.contains(metric)) {
            return true;
        }
        let region = |part| sentence.regions(part).first().map(|(_, id)| *id);
        let (before, after) = (self.window.start..amount.from, amount.to..self.window.end);
        let Some(right) = region(after.clone()) else { return false };
        match (region(before.clone()), self.earlier_region()) {
            (Some(left), _) => {
                let of_centers = sentence.concepts(before).contains(&Concept::DataCenter);
                let is_world = sentence.catalog.find_region(WORLD) == Some(right);
                left != right && !is_world && !of_centers && !self.is_part(left, right)
            }
            (None, Some(earlier)) => {
                earlier != right && sentence.has(after, |mark| mark == Mark::That)
            }
            (None, None) => false,
        }
    }

    pub(super) fn is_part(&self, left: RegionId, right: RegionId) -> bool {
        let catalog = self.sentence.catalog;
        catalog.is_within(left, right) || catalog.code(right) == EU27 && !catalog.is_aggregate(left)
    }
}
