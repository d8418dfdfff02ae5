//! Costs drawn: every input by its own stream, shared between sites where it is
//! one and the same parameter.

use std::collections::BTreeMap;

use super::amounts::{Amounts, Measure};
use super::arithmetic::Task;
use super::inputs::{Input, Resolved};
use crate::model::error::ModelError;
use crate::model::estimate::Outlook;
use crate::model::number::{Column, Mark, is_known_finite};
use crate::model::quantity::Money;
use crate::model::sampling::{Plan, index, standard_error};
use crate::model::vector::widest;

/// Drawn amounts, by site.
#[derive(Clone, Debug)]
pub struct Sampled {
    sites: Vec<Vec<Option<Column>>>,
    draws: usize,
    cheapest: Vec<f64>,
}

/// Draws every site from common streams.
pub(super) fn draw<'s>(
    outlook: &Outlook<'_>,
    task: &Task,
    sites: &'s [Resolved<'_>],
    plan: Plan,
) -> Result<Sampled, ModelError> {
    let (points, budget) = (outlook.catalog().points(), outlook.budget());
    let (kept, layout) = (points.kept(), outlook.catalog().layout());
    let mut inputs = sites.iter().flat_map(|site| site.inputs.values());
    let has_uncertain = inputs.any(|input| !input.law.is_exact());
    let mut columns: BTreeMap<&str, Column> = BTreeMap::new();
    let mut shares: BTreeMap<[&str; 3], Column> = BTreeMap::new();
    let mut amounts = |site: &'s Resolved<'_>| {
        let draw = |input: &Input<'_>| layout.column(plan, &input.parameter, &input.law, points);
        for input in site.inputs.values() {
            columns.entry(&input.parameter).or_insert_with(|| draw(input));
        }
        let column = |input: &Input<'_>| columns.get(input.parameter.as_str()).cloned();
        let values = site.values(
            |input| column(input).unwrap_or_else(|| input.law.median().into()),
            // Sites of one region share rates and lives, and what follows from them.
            |parameters, terms| {
                shares
                    .entry(parameters)
                    .or_insert_with(|| kept.column(plan, terms.recovery()))
                    .clone()
            },
        );
        task.amounts_by(&values, |sum| Money::from_usd(kept.column(plan, sum.as_usd())))
    };
    let in_time = |site| budget.check().map(|()| site);
    let sites = sites.iter().map(|site| in_time(site).map(&mut amounts));
    let sites = sites.collect::<Result<Vec<Amounts<Column>>, _>>()?;
    let draws = if has_uncertain { plan.draws() } else { 0 };
    let mut costs: Vec<Column> = sites.iter().map(Amounts::cost_of_compute).collect();
    for column in sites.iter().map(|site| &site.accelerators).chain(&costs) {
        budget.check()?;
        if !is_known_finite(column, points) {
            return Err(ModelError::NotFinite { what: "the cost of the workload" });
        }
    }
    let cheapest = points.kept().of((side_by_side(&mut costs), Mark::of("cheapest")), || {
        let costs: Vec<_> = costs.iter().map(|cost| cost.values(draws.max(1))).collect();
        probability_cheapest(&costs)
    });
    let each = |site: &Amounts<Column>| Measure::ALL.map(|measure| site.get(measure)).to_vec();
    let sites = sites.iter().map(each).collect();
    Ok(Sampled { sites, draws, cheapest: cheapest.to_vec() })
}

/// Puts costs in units of the largest, and marks all of them together.
fn side_by_side(costs: &mut [Column]) -> Mark {
    let largest = costs.iter().map(Column::scale).fold(0.0, f64::max);
    for cost in &mut *costs {
        *cost = cost.in_units_of(if largest > 0.0 { largest } else { 1.0 });
    }
    Mark::of(costs.iter().map(Column::mark).collect::<Vec<_>>())
}

/// Probability of each site that its cost is the lowest, of costs by site and draw; equal costs
/// share a draw.
fn probability_cheapest(costs: &[Vec<f64>]) -> Vec<f64> {
    let Some(first) = costs.first() else { return Vec::new() };
    let mut least = first.clone();
    for costs in costs {
        let nearer = |least: f64, cost: f64| if cost < least { cost } else { least };
        widest!(
            least.iter_mut().zip(costs).for_each(|(least, cost)| *least = nearer(*least, *cost))
        );
    }
    // How many sites cost the least, by draw.
    let mut level = vec![0.0_f64; least.len()];
    for costs in costs {
        let pairs = least.iter().zip(costs);
        widest!(level.iter_mut().zip(pairs).for_each(|(level, (least, cost))| {
            *level += if cost <= least { 1.0 } else { 0.0 };
        }));
    }
    let draws = index(least.len());
    let is_shared = level.iter().any(|level| *level > 1.0);
    let probability = |costs: &Vec<f64>| {
        let all = costs.iter().zip(&least).zip(&level);
        let wins = all.filter(|((cost, least), _)| cost <= least);
        if is_shared {
            return wins.map(|(_, level)| 1.0 / level).sum::<f64>() / draws;
        }
        index(widest!(wins.fold(0, |wins, _| wins + 1))) / draws
    };
    costs.iter().map(probability).collect()
}

impl Sampled {
    /// Number of draws; 0 where every input is exact.
    pub const fn draws(&self) -> usize {
        self.draws
    }

    /// One amount of a site, draw by draw.
    pub fn get(&self, site: usize, measure: Measure) -> Option<&Column> {
        self.sites.get(site)?.get(measure as usize)?.as_ref()
    }

    /// Probability of each site that its cost per exaflop-hour is the lowest.
    pub fn probability_cheapest(&self) -> &[f64] {
        &self.cheapest
    }

    /// Largest standard error of these probabilities; 0 without draws.
    pub fn sampling_error(&self) -> f64 {
        let errors = self.cheapest.iter().map(|p| standard_error(*p, self.draws.max(1)));
        if self.draws == 0 { 0.0 } else { errors.fold(0.0, f64::max) }
    }
}
