//! The parameters of one region: its own rows, those of the world where it has none.

use std::collections::BTreeMap;

use super::HEADROOM_YEARS;
use super::arithmetic::{Chips, Fleet, Grid, Parts, Supply};
use super::factor::Factor;
use super::parameter::{Parameter, find};
use super::slope::Slope;
use crate::model::catalog::RegionId;
use crate::model::distribution::Law;
use crate::model::error::ModelError;
use crate::model::estimate::{Outlook, YOUNG_YEARS};
use crate::model::metric::Metric;
use crate::model::number::Number;
use crate::model::year::{Year, YearRange};

/// A region with all its parameters.
#[derive(Clone, Debug)]
pub(super) struct Region<'c> {
    pub(super) id: RegionId,
    /// Year of the stock of chips.
    pub(super) base: Year,
    known: BTreeMap<Factor, Parameter<'c>>,
    /// What is in service by the end of a year; the last one holds on.
    ramp: BTreeMap<Year, Parameter<'c>>,
}

impl<'c> Region<'c> {
    /// Finds every parameter.
    ///
    /// # Errors
    ///
    /// When one that must be known is not, or the scenario holds none.
    pub(super) fn find(outlook: &Outlook<'c>, id: RegionId) -> Result<Self, ModelError> {
        let needed = [&Factor::CHIPS[..], &Factor::FLEET, &Factor::POWER].concat();
        Self::with(outlook, id, &needed)
    }

    /// The same of those factors alone, for what hangs on no other.
    pub(super) fn with(
        outlook: &Outlook<'c>,
        id: RegionId,
        needed: &[Factor],
    ) -> Result<Self, ModelError> {
        let missing = || no_base_figure(outlook, id);
        let code = outlook.catalog().code(id);
        // Nobody's stock of chips stands in for a region's own.
        let stock = outlook.assumption(&format!("constraint/{}/{code}", Factor::ChipsStock.name()));
        let stock = stock.filter(|_| !outlook.is_article()).ok_or_else(missing)?;
        let base = stock.year.ok_or_else(missing)?;
        let after = |years: i32| Year::new(base.get() + years);
        let get = |factor: Factor| {
            let year = match factor {
                Factor::HeadroomAtBase => Some(base),
                Factor::HeadroomLater => after(HEADROOM_YEARS),
                _ => None,
            };
            find(outlook, factor, code, year).map(|found| (factor, found))
        };
        let mut known = BTreeMap::new();
        for &factor in needed {
            known.extend([get(factor).ok_or_else(missing)?]);
        }
        known.extend(Factor::OPTIONAL.into_iter().filter_map(get));
        let ramp = (0..=YOUNG_YEARS)
            .filter_map(after)
            .filter_map(|year| Some((year, find(outlook, Factor::OnsiteRamp, code, Some(year))?)));
        Ok(Self { id, base, known, ramp: ramp.collect() })
    }

    /// Refuses years before the base and more than ten years after it.
    pub(super) fn check(&self, outlook: &Outlook<'c>, years: YearRange) -> Result<(), ModelError> {
        let last = Year::new(self.base.get() + YOUNG_YEARS).unwrap_or(self.base);
        let outside = [years.first(), years.last()];
        let Some(&year) = outside.iter().find(|&&year| year < self.base || year > last) else {
            return Ok(());
        };
        Err(ModelError::YearOutOfRange {
            region: outlook.catalog().code(self.id).to_owned(),
            metric: Metric::AiCompute,
            year,
            first: self.base,
            last,
        })
    }

    /// A parameter, where it is known.
    pub(super) fn get(&self, factor: Factor) -> Option<&Parameter<'c>> {
        self.known.get(&factor)
    }

    /// Every parameter, of every year.
    pub(super) fn all(&self) -> impl Iterator<Item = &Parameter<'c>> {
        self.known.values().chain(self.ramp.values())
    }

    /// What a year's answer rests on; without the parts of power where the caller
    /// gives it whole.
    pub(super) fn used(&self, year: Year, is_lumped: bool) -> Vec<Parameter<'c>> {
        let chips = [&Factor::CHIPS[..], &Factor::FLEET, &[Factor::Correlation]].concat();
        let known = self.known.values().filter(|of| !is_lumped || chips.contains(&of.factor));
        known.chain(self.ramp_of(year).filter(|_| !is_lumped)).copied().collect()
    }

    /// The part in service by that year: that of the latest year known.
    fn ramp_of(&self, year: Year) -> Option<&Parameter<'c>> {
        self.ramp.range(..=year).next_back().map(|(_, ramp)| ramp)
    }

    /// The chips alone.
    pub(super) fn chips<N: Number>(
        &self,
        year: Year,
        of: &mut impl FnMut(&Parameter<'c>) -> N,
    ) -> N {
        let mut get = |factor| self.get(factor).map_or_else(|| N::from(0.0), &mut *of);
        let [stock, growth, damping] = Factor::CHIPS.map(&mut get);
        Chips { stock, growth, damping }.limit(year.since(self.base))
    }

    /// The law of the chips, which is the closed form and exact.
    pub(super) fn chips_law(&self, year: Year) -> Law {
        self.chips(year, &mut |of| Slope::of(of.factor, of.band.central, of.sigma())).law()
    }

    /// Power of a site per compute alone.
    pub(super) fn facility<N: Number>(
        &self,
        year: Year,
        of: &mut impl FnMut(&Parameter<'c>) -> N,
    ) -> N {
        let mut get = |factor| self.get(factor).map_or_else(|| N::from(0.0), &mut *of);
        let [watts, improvement, pue, draw_over_rated] = Factor::FLEET.map(&mut get);
        Fleet { watts, improvement, pue, draw_over_rated }.facility(year.since(self.base))
    }

    /// Both limits of a year, with power for AI as given or from its parts.
    pub(super) fn supply<N: Number>(
        &self,
        year: Year,
        given: Option<N>,
        of: &mut impl FnMut(&Parameter<'c>) -> N,
    ) -> Supply<N> {
        let (chips, facility) = (self.chips(year, of), self.facility(year, of));
        let parts = given.is_none().then(|| self.grid(year, of).parts(year.since(self.base)));
        let power = given.or_else(|| parts.as_ref().map(Parts::total));
        let power = power.unwrap_or_else(|| N::from(0.0));
        Supply::new(chips, facility, power, parts)
    }

    fn grid<N: Number>(&self, year: Year, of: &mut impl FnMut(&Parameter<'c>) -> N) -> Grid<N> {
        let ramp = self.ramp_of(year).map_or_else(|| N::from(0.0), &mut *of);
        let mut get = |factor| self.get(factor).map_or_else(|| N::from(0.0), &mut *of);
        Grid {
            load: get(Factor::DataCenterLoad),
            ai_share_of_load: get(Factor::AiShareOfLoad),
            pace: get(Factor::GridPace),
            pace_growth: get(Factor::GridPaceGrowth),
            ai_share_of_new_load: get(Factor::AiShareOfNewLoad),
            onsite_announced: get(Factor::OnsiteAnnounced),
            onsite_completion: get(Factor::OnsiteCompletion),
            onsite_ai_share: get(Factor::OnsiteAiShare),
            conversion: get(Factor::Conversion),
            ramp,
            headroom: [get(Factor::HeadroomAtBase), get(Factor::HeadroomLater)],
            flexibility: get(Factor::Flexibility),
            coincidence: get(Factor::Coincidence),
        }
    }
}

fn no_base_figure(outlook: &Outlook<'_>, region: RegionId) -> ModelError {
    let catalog = outlook.catalog();
    let has_rows = |id: &RegionId| {
        let path = format!("constraint/{}/{}", Factor::DataCenterLoad.name(), catalog.code(*id));
        outlook.assumption(&path).is_some()
    };
    let codes: Vec<&str> = if outlook.is_article() {
        Vec::new()
    } else {
        catalog.region_ids().filter(has_rows).map(|id| catalog.code(id)).collect()
    };
    let available = match codes.as_slice() {
        [] => "it leaves limits of compute out".to_owned(),
        codes => format!("limits of compute are known for {}", codes.join(", ")),
    };
    let known = (region, Metric::AiCompute);
    ModelError::no_base_figure(catalog, outlook.scenario(), known, None, available)
}
