//! Limits drawn: every parameter by its own stream, the same in every year, and
//! shared by regions where they share the parameter.

use std::collections::BTreeMap;

use super::arithmetic::{Parts, Supply};
use super::closed::Closed;
use super::factor::Factor;
use super::parameter::{Parameter, law_of};
use super::region::Region;
use super::row::Case;
use crate::model::catalog::Catalog;
use crate::model::error::ModelError;
use crate::model::number::{Column, Number};
use crate::model::sampling::{Draws, Plan, index};

/// The draws of one question.
#[derive(Debug)]
pub(super) struct Sample<'c> {
    draws: Draws,
    catalog: &'c Catalog,
    columns: BTreeMap<&'c str, Column>,
}

impl<'c> Sample<'c> {
    /// Lays out a coordinate for every uncertain parameter of the regions. One
    /// that the caller changed keeps its band, and so its coordinate.
    pub(super) fn new(plan: Plan, catalog: &'c Catalog, regions: &[&Region<'c>]) -> Self {
        let uncertain =
            regions.iter().flat_map(|region| region.all()).filter(|of| !of.law().is_exact());
        let names = uncertain.map(|of| of.stream().to_owned());
        let given = regions.iter().map(|region| given_stream(catalog, region));
        let draws = Draws::new(plan, names.chain(given));
        Self { draws, catalog, columns: BTreeMap::new() }
    }

    /// Number of draws.
    pub(super) const fn len(&self) -> usize {
        self.draws.len()
    }

    /// Both limits of a region and year, draw by draw.
    ///
    /// # Errors
    ///
    /// When one is not finite.
    pub(super) fn supply(&mut self, case: &Case<'_, 'c>) -> Result<Supply<Column>, ModelError> {
        let Self { draws, catalog, columns } = self;
        let Case { region, year, given } = *case;
        let points = catalog.points();
        let mut column = |of: &Parameter<'c>| {
            let drawn = || draws.column(of.stream(), &of.law(), points);
            columns.entry(&of.assumption.parameter).or_insert_with(drawn).clone()
        };
        let power =
            given.map(|band| draws.column(&given_stream(catalog, region), &law_of(band), points));
        let mut supply = region.supply(year, power, &mut column);
        let rho = region.get(Factor::Correlation).map_or(0.0, |of| of.band.central);
        if rho != 0.0 {
            supply.chips = tie(&supply, &case.closed(), rho);
        }
        let is_finite = supply.chips.is_finite() && supply.power_limited.is_finite();
        is_finite.then_some(supply).ok_or(ModelError::NotFinite { what: "the limit of compute" })
    }

    /// The draws in which power feeds less than the chips.
    pub(super) fn power_binds(&self, supply: &Supply<Column>) -> Vec<bool> {
        let [fed, chips] =
            [&supply.power_limited, &supply.chips].map(|column| column.values(self.len()));
        fed.iter().zip(&chips).map(|(fed, chips)| fed < chips).collect()
    }

    /// The draws in which it does, and would not if generation carried all that
    /// could be connected.
    pub(super) fn only_through_generation(
        &self,
        supply: &Supply<Column>,
        parts: &Parts<Column>,
    ) -> Vec<bool> {
        let uncapped = supply.without_cap(parts);
        let [fed, uncapped, chips] = [&supply.power_limited, &uncapped, &supply.chips]
            .map(|column| column.values(self.len()));
        let draws = fed.iter().zip(&uncapped).zip(&chips);
        draws.map(|((fed, uncapped), chips)| fed < chips && uncapped >= chips).collect()
    }
}

/// Part of the draws in which something is so.
pub(super) fn part(draws: &[bool]) -> f64 {
    index(draws.iter().filter(|&&is_so| is_so).count()) / index(draws.len().max(1))
}

/// Adds the draws in which something is so to those in which it was.
pub(super) fn either(so_far: &mut Vec<bool>, draws: &[bool]) {
    so_far.resize(draws.len(), false);
    so_far.iter_mut().zip(draws).for_each(|(so_far, is_so)| *so_far |= is_so);
}

/// Chips that move with power: on logs, in widths of the closed form, a part
/// `rho` of the way that power went.
fn tie(supply: &Supply<Column>, closed: &Closed, rho: f64) -> Column {
    let (chips, power) = (closed.chips_limited, closed.power_limited);
    let rest = (1.0 - rho * rho).max(0.0).sqrt();
    if power.is_exact() {
        return supply.chips.clone();
    }
    supply.chips.clone().combine(supply.power_limited.clone(), move |own, fed| {
        let gone = (libm::log(fed) - power.mu()) / power.sigma();
        let own = libm::log(own) - chips.mu();
        libm::exp(chips.mu() + rho * chips.sigma() * gone + rest * own)
    })
}

fn given_stream(catalog: &Catalog, region: &Region<'_>) -> String {
    format!("request/{}/{}", Factor::AiPower.name(), catalog.code(region.id))
}
