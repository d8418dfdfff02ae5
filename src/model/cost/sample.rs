//! Costs drawn: every input by its own stream, shared between sites where it is
//! one and the same parameter.

use std::collections::BTreeMap;

use super::arithmetic::{Amounts, Task};
use super::inputs::{Input, Resolved};
use crate::model::error::ModelError;
use crate::model::sampling::{Draws, Plan, index, standard_error};

/// Drawn amounts, by site and draw.
#[derive(Clone, Debug)]
pub struct Sampled {
    sites: Vec<Vec<Amounts>>,
}

/// Draws every site from common streams.
pub(super) fn draw(task: &Task, sites: &[Resolved<'_>], plan: Plan) -> Result<Sampled, ModelError> {
    let uncertain =
        || sites.iter().flat_map(|site| site.inputs.values()).filter(|input| !input.law.is_exact());
    // An assumption keeps its coordinate when an override makes it exact, so that
    // the draws of the others stay.
    let has_place =
        |input: &&Input<'_>| !input.law.is_exact() || input.parameter.starts_with("assumptions/");
    let placed = sites.iter().flat_map(|site| site.inputs.values()).filter(has_place);
    let draws = Draws::new(plan, placed.map(|input| input.parameter.clone()).collect());
    let streams: BTreeMap<&str, Vec<f64>> = uncertain()
        .map(|input| input.parameter.as_str())
        .map(|name| (name, draws.stream(name).collect()))
        .collect();
    let of_site = |site: &Resolved<'_>| -> Vec<Amounts> {
        (0..draws.len())
            .map(|draw| {
                let values = site.values(|input| {
                    let t =
                        streams.get(input.parameter.as_str()).and_then(|stream| stream.get(draw));
                    t.map_or_else(|| input.law.median(), |&t| input.law.at(t))
                });
                task.amounts(&values)
            })
            .collect()
    };
    let sites: Vec<Vec<Amounts>> = sites.iter().map(of_site).collect();
    if sites.iter().flatten().any(|amounts| !amounts.is_finite()) {
        return Err(ModelError::NotFinite { what: "the cost of the workload" });
    }
    Ok(Sampled { sites })
}

impl Sampled {
    /// Number of draws.
    pub fn draws(&self) -> usize {
        self.sites.first().map_or(0, Vec::len)
    }

    /// One amount of a site, draw by draw.
    pub fn of(&self, site: usize, amount: impl Fn(&Amounts) -> Option<f64>) -> Option<Vec<f64>> {
        self.sites.get(site)?.iter().map(amount).collect()
    }

    /// Probability of each site that its cost per exaflop-hour is the lowest;
    /// equal costs share a draw.
    pub fn probability_cheapest(&self) -> Vec<f64> {
        let mut wins = vec![0.0; self.sites.len()];
        for draw in 0..self.draws() {
            let costs = || self.sites.iter().map(|site| site[draw].cost_per_exaflop_hour);
            let least = costs().fold(f64::INFINITY, f64::min);
            let is_least = |cost: f64| cost <= least;
            let share = 1.0 / index(costs().filter(|&cost| is_least(cost)).count());
            for (win, cost) in wins.iter_mut().zip(costs()) {
                if is_least(cost) {
                    *win += share;
                }
            }
        }
        let draws = index(self.draws());
        wins.into_iter().map(|win| win / draws).collect()
    }

    /// Largest standard error of these probabilities.
    pub fn sampling_error(&self) -> f64 {
        let errors = self.probability_cheapest().into_iter();
        errors.map(|p| standard_error(p, self.draws())).fold(0.0, f64::max)
    }
}
