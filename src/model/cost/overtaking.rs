//! When a site becomes cheaper than the baseline, or the baseline than it. Where
//! accelerators improve alike at both, only prices can turn the order.

use super::Answer;
use crate::model::year::Year;

/// How a site stands to the baseline over years, at central values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overtaking {
    /// Place of the site.
    pub site: usize,
    /// Whether its compute is cheaper than the baseline's in the first year.
    pub is_cheaper_at_first: bool,
    /// First year in which that is not so, or is so at last; `None` where it stays.
    pub year: Option<Year>,
}

/// Cost of compute at every site in a year, at central values.
#[derive(Clone, Debug)]
pub struct CostsOfYear {
    /// The year.
    pub year: Year,
    /// USD per exaflop-hour, by site.
    pub costs: Vec<f64>,
}

impl CostsOfYear {
    /// What an answer says of its year; `None` where it is of no year.
    pub fn of(answer: &Answer<'_>) -> Option<Self> {
        let costs = answer.sites.iter().map(|site| site.central.cost_of_compute()).collect();
        Some(Self { year: answer.year?, costs })
    }

    fn is_cheaper(&self, site: usize, baseline: usize) -> Option<bool> {
        Some(self.costs.get(site)? < self.costs.get(baseline)?)
    }
}

/// How every site but the baseline stands over years, which ascend.
pub fn overtakings(years: &[CostsOfYear], baseline: usize) -> Vec<Overtaking> {
    let Some(first) = years.first() else { return Vec::new() };
    let others = (0..first.costs.len()).filter(|&site| site != baseline);
    let stands = |site: usize| {
        let is_cheaper_at_first = first.is_cheaper(site, baseline)?;
        let turned =
            years.iter().find(|at| at.is_cheaper(site, baseline) != Some(is_cheaper_at_first));
        Some(Overtaking { site, is_cheaper_at_first, year: turned.map(|at| at.year) })
    };
    others.filter_map(stands).collect()
}

#[cfg(test)]
mod tests {
    use super::{CostsOfYear, overtakings};
    use crate::model::year::Year;

    #[test]
    fn the_first_year_of_another_order_is_told() {
        let costs = [[10.0, 12.0, 9.0, 11.0], [10.0, 10.0, 10.0, 10.5], [10.0, 9.0, 12.0, 10.2]];
        let years: Vec<CostsOfYear> = (2026..)
            .zip(costs)
            .map(|(year, costs)| CostsOfYear {
                year: Year::new(year).unwrap(),
                costs: costs.to_vec(),
            })
            .collect();
        let told: Vec<_> = overtakings(&years, 0)
            .iter()
            .map(|at| (at.site, at.is_cheaper_at_first, at.year.map(Year::get)))
            .collect();
        // Level is not cheaper: the second site passes in 2028, the third falls level in 2027.
        assert_eq!(told, [(1, false, Some(2028)), (2, true, Some(2027)), (3, false, None)]);
    }
}
