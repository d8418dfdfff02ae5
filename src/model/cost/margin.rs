//! How far ahead the cheapest site is, and what that becomes when one input moves.

use super::{Case, Input, Question};
use crate::model::error::ModelError;
use crate::model::estimate::{Outlook, Warning};
use crate::model::year::Year;

/// A comparison at central values, of which one input at a time can be moved.
#[derive(Debug)]
pub struct Margin<'c> {
    case: Case<'c>,
    cheapest: usize,
}

/// Where sites stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Cost of compute at the best other site over that at the site which is the
    /// cheapest with every input at its central value.
    pub ratio: f64,
    /// That other site.
    pub rival: usize,
    /// The cheapest site.
    pub cheapest: usize,
}

impl<'c> Margin<'c> {
    /// Finds every input.
    ///
    /// # Errors
    ///
    /// When an input is neither given nor known, or a cost is not finite.
    pub fn new(
        outlook: &Outlook<'c>,
        question: &Question<'c>,
        year: Option<Year>,
    ) -> Result<Self, ModelError> {
        let case = Case::new(outlook, question, year)?;
        let cheapest = case.cheapest();
        Ok(Self { case, cheapest })
    }

    /// Where sites stand with every input at its central value.
    pub fn now(&self) -> Standing {
        self.with("", 0.0)
    }

    /// Where sites stand with the input of a parameter at a value, at every site that has it.
    pub fn with(&self, parameter: &str, value: f64) -> Standing {
        let of = |input: &Input<'_>| {
            if input.parameter == parameter { value } else { input.law.median() }
        };
        let costs: Vec<f64> = self
            .case
            .sites
            .iter()
            .map(|site| {
                let values = site.values(of, |_, terms| terms.recovery());
                self.case.task.amounts(&values).cost_of_compute()
            })
            .collect();
        let least = |places: &mut dyn Iterator<Item = usize>| {
            places.min_by(|&a, &b| costs[a].total_cmp(&costs[b])).unwrap_or(self.cheapest)
        };
        let rival = least(&mut (0..costs.len()).filter(|&place| place != self.cheapest));
        let cheapest = least(&mut (0..costs.len()));
        Standing { ratio: costs[rival] / costs[self.cheapest], rival, cheapest }
    }

    /// The inputs that are uncertain, each parameter once.
    pub fn uncertain(&self) -> Vec<&Input<'c>> {
        let inputs = self.case.sites.iter().flat_map(|site| site.inputs.values());
        let mut uncertain: Vec<_> = inputs.filter(|input| !input.law.is_exact()).collect();
        uncertain.sort_by(|a, b| a.parameter.cmp(&b.parameter));
        uncertain.dedup_by(|a, b| a.parameter == b.parameter);
        uncertain
    }

    /// What the reader should know.
    pub fn warnings(&self) -> &[Warning] {
        &self.case.warnings
    }
}
