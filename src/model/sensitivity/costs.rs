//! What the order of sites hangs on: the cost of compute at the best other site
//! over that at the cheapest. Below 1, another site is the cheapest.

use super::{Driver, Lever, sort};
use crate::model::cost::{Input, Margin, Question, Standing};
use crate::model::error::ModelError;
use crate::model::estimate::{Outlook, Warning};
use crate::model::year::YearRange;

/// The ratio below which the order turns.
const LEVEL: f64 = 1.0;

/// What the order of sites hangs on.
#[derive(Clone, Debug)]
pub struct CostAnswer<'c> {
    /// Where sites stand with every input at its central value.
    pub standing: Standing,
    /// Drivers by falling swing, then by name.
    pub drivers: Vec<CostDriver<'c>>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
}

/// One input, and which site is the cheapest at the ends of its band.
#[derive(Clone, Debug)]
pub struct CostDriver<'c> {
    /// The driver.
    pub driver: Driver<'c>,
    /// The cheapest site at its 10th percentile.
    pub cheapest_at_low: usize,
    /// The cheapest site at its 90th percentile.
    pub cheapest_at_high: usize,
}

/// Varies the inputs of a comparison; of its years, the first.
///
/// # Errors
///
/// When an input is neither given nor known, or a cost is not finite.
pub fn of_costs<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
) -> Result<CostAnswer<'c>, ModelError> {
    let year = question.years.map(YearRange::first);
    let margin = Margin::new(outlook, question, year)?;
    let mut drivers: Vec<CostDriver<'c>> = Vec::new();
    for input in margin.uncertain() {
        outlook.budget().check()?;
        drivers.extend(vary(&margin, input));
    }
    sort(&mut drivers, |each| &each.driver);
    let warnings = margin.warnings().to_vec();
    Ok(CostAnswer { standing: margin.now(), drivers, warnings })
}

fn vary<'c>(margin: &Margin<'c>, input: &Input<'c>) -> Option<CostDriver<'c>> {
    let lever = Lever {
        parameter: input.parameter.clone(),
        unit: input.unit.to_owned(),
        basis: input.basis,
        sources: input.sources.clone(),
        law: input.law,
        years: None,
    };
    let answer = |lever: &Lever<'_>, t: f64| {
        let ratio = margin.with(&lever.parameter, lever.at(t)).ratio;
        ratio.is_finite().then_some(ratio)
    };
    let driver = lever.drive(Some(LEVEL), answer)?;
    let cheapest = |value: f64| margin.with(&driver.parameter, value).cheapest;
    let (cheapest_at_low, cheapest_at_high) = (cheapest(driver.low), cheapest(driver.high));
    Some(CostDriver { driver, cheapest_at_low, cheapest_at_high })
}
