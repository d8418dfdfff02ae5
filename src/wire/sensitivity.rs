//! AnalyzeSensitivity on the wire.

use super::answer::{self, Used};
use super::capacity::{self, Asked};
use super::check;
use super::pb;
use super::provenance::{self, Sources};
use super::quantity;
use super::violations::{Fault, Violations};
use crate::model::catalog::Catalog;
use crate::model::sensitivity::{Answer, Driver};

/// Reads a request whole, or names every fault in it.
///
/// # Errors
///
/// Every violation of the request.
pub fn parse(
    catalog: &Catalog,
    request: pb::AnalyzeSensitivityRequest,
) -> Result<Asked<'_>, Violations> {
    use pb::analyze_sensitivity_request::Question;
    let mut violations = Violations::default();
    let asked = match request.question {
        None => {
            violations.push("question", check::required());
            None
        }
        Some(Question::Project(project)) => {
            let mut violations = violations.at("project");
            for (field, rows) in [
                ("regions", project.regions.len()),
                ("metrics", project.metrics.len()),
                ("last_year", if project.first_year == project.last_year { 1 } else { 2 }),
            ] {
                if rows > 1 {
                    let message = "one region, one metric and one year can be varied at a time";
                    violations.push(field, Fault::new("ONE_ROW_NEEDED", message));
                }
            }
            capacity::read(catalog, project, &mut violations)
        }
    };
    violations.finish(asked)
}

/// An answer as a reply.
pub fn reply<'c>(
    catalog: &'c Catalog,
    asked: &'c Asked<'_>,
    answer: &Answer<'c>,
) -> pb::AnalyzeSensitivityResponse {
    let mut sources = Sources::default();
    let mut used = Used { warnings: answer.row.estimate.warnings.clone(), ..Used::default() };
    let row =
        capacity::tell(catalog, &answer.row, &asked.options.quantiles, &mut used, &mut sources);
    let unit = quantity::unit_to_pb(answer.row.unit);
    let flipping = answer.drivers.iter().find(|driver| driver.flips);
    let flipping = flipping.map(|driver| driver.parameter.clone());
    let run = answer::run(catalog, &asked.options, &used, &mut sources);
    pb::AnalyzeSensitivityResponse {
        row: Some(row),
        drivers: answer.drivers.iter().map(|driver| to_driver(driver, unit)).collect(),
        flipping_parameter: flipping.unwrap_or_default(),
        sources: sources.into_pb(),
        run: Some(run),
    }
}

fn to_driver(driver: &Driver, unit: pb::Unit) -> pb::SensitivityDriver {
    pb::SensitivityDriver {
        parameter: driver.parameter.clone(),
        unit: driver.unit.clone(),
        basis: provenance::basis(driver.basis).into(),
        low: driver.low,
        central: driver.central,
        high: driver.high,
        answer_at_low: driver.at_low,
        answer_at_high: driver.at_high,
        swing: driver.swing(),
        flips_at: driver.flips_at,
        flips: driver.flips,
        answer_unit: unit.into(),
    }
}
