//! A fraction of a total: a region's of the world, or data centers' of all electricity.

use super::Reader;
use crate::language::amount::Amount;
use crate::language::claims::{Draft, Nothing};
use crate::language::mark::{Concept, Mark};
use crate::language::metric::{Concepts, metrics};
use crate::model::catalog::{RegionId, WORLD};
use crate::model::claim::{Object, RangeOf, Referent, RegionSet, ShareSize, Statement};
use crate::model::metric::Metric;
use crate::model::unit::Dimension;
use crate::model::year::Year;

impl Reader<'_, '_> {
    /// A fraction of a total.
    pub(super) fn share_of(
        &self,
        amount: &Amount,
        concepts: &Concepts,
    ) -> Result<Vec<Draft>, Nothing> {
        let world = self.sentence.catalog.find_region(WORLD).ok_or(Nothing::NoData)?;
        let named = self.sentence.regions(self.window.clone());
        let own = named.iter().map(|(_, id)| *id).find(|id| *id != world);
        let names_world = named.iter().any(|(_, id)| *id == world);
        if let Some((part, total)) = self.kind_of_total(amount, concepts, own, names_world) {
            let region = own.or_else(|| self.earlier_region()).unwrap_or(world);
            let regions = RegionSet::of(if names_world && own.is_none() { world } else { region });
            let right = object(amount, None, regions.clone(), Some(total));
            return Ok(vec![self.draft(regions, vec![part], right, amount, self.years())]);
        }
        let Some(own) = own.or_else(|| self.earlier_region()) else {
            return Err(if self.is_elsewhere() { Nothing::NoData } else { Nothing::OutOfScope });
        };
        // "A third of the EU's electricity": of what its members are part of.
        let after = self.sentence.regions(amount.to..self.window.end);
        let total = after.iter().find(|known| known.1 != own).map_or(world, |known| known.1);
        let total = if self.is_part(own, total) { total } else { world };
        let is_of_all = names_world
            || total != world
            || self.earlier.is_some_and(|earlier| !earlier.window.is_empty())
            || concepts.iter().any(|concept| KINDS.contains(concept))
            || self.sentence.has(self.window.clone(), |mark| mark == Mark::Every);
        if !is_of_all {
            return Err(Nothing::OutOfScope); // a share of nobody knows what
        }
        let metrics = self.metrics_of_total(concepts)?;
        let right = object(amount, amount.one_in, RegionSet::of(total), None);
        let side = self.sentence.side(self.window.start..amount.from, None);
        // "The world without China has 70 % of that of the world."
        let is_rest = |side: &RegionSet| !side.exclude.is_empty() || side.include.len() > 1;
        let regions = side.filter(is_rest).unwrap_or_else(|| RegionSet::of(own));
        let each = self.each(&regions, &metrics);
        let draft =
            |regions| self.draft(regions, metrics.clone(), right.clone(), amount, self.years());
        Ok(each.into_iter().map(draft).collect())
    }

    /// "Half of the increase in the world's solar generation came from China."
    pub(super) fn share_of_change(&self, amount: &Amount) -> Option<Result<Vec<Draft>, Nothing>> {
        let sentence = self.sentence;
        let next = amount.to..(amount.to + 4).min(self.window.end);
        let of = sentence.find(next.clone(), |mark| matches!(mark, Mark::Of | Mark::Every));
        let grown = sentence.find(next, |mark| mark == Mark::Change(true))?;
        if of.is_some_and(|of| of > grown) {
            return None;
        }
        let world = sentence.catalog.find_region(WORLD)?;
        let named = sentence.regions(self.window.clone());
        let own = named.iter().map(|(_, id)| *id).find(|id| *id != world)?;
        let metrics = match self.metrics_of_total(&sentence.concepts(self.window.clone())) {
            Ok(metrics) => metrics,
            Err(why) => return Some(Err(why)),
        };
        let mut years = self.years();
        years.from = years.from.or_else(|| years.year.map(Year::previous));
        let right = object(amount, amount.one_in, RegionSet::of(world), None);
        let mut draft = self.draft(RegionSet::of(own), metrics, right, amount, years);
        draft.claim.left.of = Statement::Change { from: years.from };
        Some(Ok(vec![draft]))
    }

    /// What is a part of which total of one region, unless it is the region that is
    /// a part of the world.
    fn kind_of_total(
        &self,
        amount: &Amount,
        concepts: &Concepts,
        own: Option<RegionId>,
        names_world: bool,
    ) -> Option<(Metric, Metric)> {
        let sentence = self.sentence;
        let energy = Some(Dimension::YearlyEnergy);
        let Some(kind) = KINDS.into_iter().find(|kind| concepts.contains(kind)) else {
            // "... which is 38 % of the country's generation": of the part told before.
            let part = self.earlier?.claim.left.metrics.first().copied()?;
            let total = metrics(concepts, energy).first().copied()?;
            let parts =
                [Metric::SolarGeneration, Metric::WindGeneration, Metric::DataCenterElectricity];
            let is_own = own.is_none() && !names_world;
            return (is_own && parts.contains(&part) && total != part).then_some((part, total));
        };
        let before = self.window.start..amount.from;
        let after = amount.to..self.window.end;
        let of_what = sentence.concepts(after.clone());
        let of_world = of_what.is_empty() && names_world && own.is_some();
        let is_of_its_kind = of_what.contains(&kind)
            || of_world
            || sentence.has(before.clone(), |mark| mark == Mark::Share) && own.is_some();
        let owns = !sentence.regions(before).is_empty() && sentence.regions(after).is_empty();
        if is_of_its_kind && own.is_some() && (names_world || owns) {
            return None;
        }
        let part = metrics(&[kind, Concept::Generation].into_iter().collect(), energy);
        let is_used = kind == Concept::DataCenter;
        let total = if is_used { Metric::ElectricityDemand } else { Metric::ElectricityGeneration };
        Some((*part.first()?, total))
    }

    /// The metrics of which a region has a share.
    fn metrics_of_total(&self, concepts: &Concepts) -> Result<Vec<Metric>, Nothing> {
        let found = metrics(concepts, None);
        let is_vague = found.len() > 1 && !concepts.contains(&Concept::Capacity);
        if is_vague && found.first() == Some(&Metric::InstalledCapacity) {
            return Ok(vec![Metric::ElectricityGeneration]);
        }
        if !found.is_empty() {
            return Ok(found);
        }
        let earlier = self.earlier.map(|earlier| earlier.claim.left.metrics.clone());
        earlier.ok_or(Nothing::OutOfScope)
    }
}

/// What is part of all electricity.
const KINDS: [Concept; 3] = [Concept::DataCenter, Concept::Solar, Concept::Wind];

/// A share as the right side of a claim. More than all of a total is no share of it,
/// and is said of the two as a multiple.
pub(super) fn object(
    amount: &Amount,
    one_in: Option<f64>,
    regions: RegionSet,
    metric: Option<Metric>,
) -> Object {
    let (low, high) = (amount.low, amount.high);
    let is_multiple = high > 1.0;
    let of = || Referent { regions: Some(regions.clone()), metric, year: None };
    if low < high {
        let of =
            if is_multiple { RangeOf::Ratio(of()) } else { RangeOf::Share { regions, metric } };
        return Object::Range { low, high, of };
    }
    if is_multiple {
        return Object::Ratio { value: low, of: of() };
    }
    let size = one_in.map_or(ShareSize::Fraction(low), ShareSize::OneIn);
    Object::ShareOf { size, regions, metric }
}
