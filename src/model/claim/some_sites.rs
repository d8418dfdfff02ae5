//! Claims that some sites of a region pay a price: the best pair of presets
//! decides, each with the spread between its customers.

use super::accept::{Accepted, last_digit};
use super::general::Case;
use super::reading::{Comparison, Reading};
use super::structured::{Object, Quantifier, RegionSet};
use crate::model::catalog::{Basis, RegionId, Site};
use crate::model::compare::{Term, evaluate};
use crate::model::distribution::{Law, Scale};
use crate::model::estimate::{Estimate, evidence_of_site, history};
use crate::model::metric::Metric;
use crate::model::unit::Unit;

impl<'c> Case<'_, 'c> {
    /// The best pair of sites for a claim that some pay such a price.
    pub(super) fn best_pair(&self) -> Option<Reading<'c>> {
        let claim = self.claim;
        let is_about_prices = claim.quantifier == Quantifier::Some
            && claim.left.metrics.contains(&Metric::ElectricityPrice)
            && !self.outlook.is_article();
        let region = claim.left.regions.single().filter(|_| is_about_prices)?;
        let (stated, right) = match &claim.right {
            Object::Ratio { value, of } if of.metric.is_none() => {
                (*value, Some(of.regions.as_ref().and_then(RegionSet::single)?))
            }
            Object::Quantity { .. } => {
                let now = self.outlook.catalog().as_of().year;
                (self.stated(Metric::ElectricityPrice, now).ok()?.0, None)
            }
            _ => return None,
        };
        let rights: Vec<Option<&'c Site>> = match right {
            Some(other) => self.averages(other).into_iter().map(Some).collect(),
            None => vec![None],
        };
        let pairs = self
            .presets(region)
            .flat_map(|left| rights.iter().map(move |right| (left, *right)))
            .map(|(left, right)| self.pair_of_sites(stated, left, right));
        let probability = |reading: &Reading<'_>| reading.probability.unwrap_or(0.0);
        // Of equal pairs the first in the catalog.
        pairs.reduce(|best, next| if probability(&next) > probability(&best) { next } else { best })
    }

    /// Presets in a region and its parts.
    fn presets(&self, region: RegionId) -> impl Iterator<Item = &'c Site> {
        let catalog = self.outlook.catalog();
        catalog.tables().sites.iter().filter(move |site| catalog.is_within(site.region, region))
    }

    /// Presets of a region itself, else of its parts.
    fn averages(&self, region: RegionId) -> Vec<&'c Site> {
        let own: Vec<&'c Site> =
            self.presets(region).filter(|site| site.region == region).collect();
        if own.is_empty() { self.presets(region).collect() } else { own }
    }

    fn pair_of_sites(&self, stated: f64, left: &'c Site, right: Option<&'c Site>) -> Reading<'c> {
        let sites = [Some(left), right];
        let terms: Vec<Term<'_>> = sites.into_iter().flatten().map(term).collect();
        let (over, under) = terms.split_at(1);
        let digit = last_digit(stated);
        let comparator = self.claim.comparator;
        let names: Vec<&str> = sites.into_iter().flatten().map(|site| site.name.as_str()).collect();
        let comparison = Comparison {
            metric: Metric::ElectricityPrice,
            interpretation: names.join("-over-").into(),
            year: Some(left.price_year),
            value: evaluate(over, under, self.plan),
            unit: if right.is_some() { Unit::Ratio } else { Unit::UsdPerMegawattHour },
            accepted: Accepted::around(comparator, stated, digit, self.tolerance, false),
            stated,
            estimates: sites.into_iter().flatten().map(estimate).collect(),
            is_same_bound: false,
        };
        let reading = comparison.judge(self.claim.negated);
        let note = "the best pair of site presets, with the spread between customers".to_owned();
        Reading { note, ..reading }
    }
}

fn law(site: &Site) -> Law {
    Law::from_band(Scale::Log, site.price.low, site.price.central, site.price.high)
}

/// A site's price in an expression.
pub(super) fn term(site: &Site) -> Term<'static> {
    Term::new(law(site), site.parameter("electricity_price"))
}

/// A site's price as an estimate.
pub(super) fn estimate(site: &Site) -> Estimate<'_> {
    Estimate {
        basis: Basis::Reported,
        confidence: Some(site.confidence),
        evidence: evidence_of_site(site),
        ..history(site.region, Metric::ElectricityPrice, site.price_year, law(site))
    }
}
