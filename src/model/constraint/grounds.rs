//! What an answer about limits rests on: its parameters, and the one to trust least.

use super::drivers;
use super::parameter::Parameter;
use super::region::Region;
use crate::model::catalog::Assumption;
use crate::model::year::Year;

/// The parameters of an answer.
#[derive(Clone, Debug, Default)]
pub struct Grounds<'c> {
    /// Every one, once.
    pub parameters: Vec<&'c Assumption>,
    /// The least trusted of those that move it most.
    pub weakest: Option<&'c Assumption>,
}

impl<'c> Grounds<'c> {
    /// Of parameters that all count alike.
    pub(super) fn of<'r>(parameters: impl Iterator<Item = &'r Parameter<'c>>) -> Self
    where
        'c: 'r,
    {
        let mut grounds = Self::default();
        for each in parameters {
            grounds.note(each.assumption);
            grounds.doubt(each.assumption);
        }
        grounds
    }

    /// Adds those of a region and year.
    pub(super) fn add(&mut self, region: &Region<'c>, year: Year) {
        let used = region.used(year, false);
        for each in &used {
            self.note(each.assumption);
        }
        let drivers = drivers::drivers(region, year, None, false);
        if let Some(weakest) = drivers::weakest(&drivers, &used) {
            self.doubt(weakest.assumption);
        }
    }

    fn note(&mut self, known: &'c Assumption) {
        if self.parameters.iter().all(|other| other.parameter != known.parameter) {
            self.parameters.push(known);
        }
    }

    fn doubt(&mut self, known: &'c Assumption) {
        if self.weakest.is_none_or(|weakest| known.confidence < weakest.confidence) {
            self.weakest = Some(known);
        }
    }
}
