//! AnalyzeSensitivity on the wire.

use super::answer::{self, Used};
use super::kinds;
use super::options::Options;
use super::pb;
use super::provenance::{self, Sources};
use super::violations::{Fault, Violations};
use super::{capacity, check, claim, claim_shape, constraint, cost};
use crate::language::Lexicon;
use crate::model::catalog::Catalog;
use crate::model::constraint::Answer as Limits;
use crate::model::sensitivity::{Answer, ClaimAnswer, CostAnswer, Driver};
use claim::Refusal;

/// A question of which the inputs are varied.
#[derive(Debug)]
pub enum Asked<'c> {
    /// One row of a projection.
    Projection(capacity::Asked<'c>),
    /// A comparison of sites.
    Costs(cost::Asked<'c>),
    /// A claim.
    Claim(claim::Asked<'c>),
    /// What limits compute.
    Limits(constraint::Asked<'c>),
}

/// Reads a request whole, or names every fault in it.
///
/// # Errors
///
/// Every violation of the request, or a claim's name that does not exist.
pub fn parse<'c>(
    catalog: &'c Catalog,
    lexicon: &Lexicon,
    request: pb::AnalyzeSensitivityRequest,
) -> Result<Asked<'c>, Refusal> {
    use pb::analyze_sensitivity_request::Question;
    let mut violations = Violations::default();
    let asked = match request.question {
        None => {
            violations.push("question", check::required());
            None
        }
        Some(Question::Project(project)) => {
            let mut violations = violations.at("project");
            one_row(
                [
                    ("regions", project.regions.len()),
                    ("metrics", project.metrics.len()),
                    ("last_year", years(project.first_year, project.last_year)),
                ],
                &mut violations,
            );
            capacity::read(catalog, project, &mut violations).map(Asked::Projection).map(Ok)
        }
        Some(Question::Compare(compare)) => {
            let mut violations = violations.at("compare");
            let asked = cost::read(catalog, compare, &mut violations);
            let years = asked.as_ref().and_then(|asked| asked.question.years);
            if years.is_some_and(|years| years.single().is_none()) {
                let message = "one year can be varied at a time";
                violations.push("years.last_year", Fault::new("ONE_ROW_NEEDED", message));
            }
            asked.map(Asked::Costs).map(Ok)
        }
        Some(Question::Compute(compute)) => {
            let mut violations = violations.at("compute");
            one_row(
                [
                    ("regions", compute.regions.len()),
                    ("last_year", years(compute.first_year, compute.last_year)),
                ],
                &mut violations,
            );
            let compare = compute.compare.as_ref();
            if compare.is_some() {
                violations.push("compare", check::conflict("has no place in one row"));
            }
            constraint::read(catalog, compute, &mut violations).map(Asked::Limits).map(Ok)
        }
        Some(Question::Check(check)) => {
            let mut violations = violations.at("check");
            let asked = claim::read(catalog, lexicon, check, &mut violations);
            asked.map(|asked| asked.map(Asked::Claim))
        }
    };
    violations.finish(asked).map_err(Refusal::Violations)?
}

/// Years of a range, as far as it matters here: one, or more.
const fn years(first: i32, last: i32) -> usize {
    if first == last { 1 } else { 2 }
}

/// Notes what asks for more than one row.
fn one_row<const N: usize>(counted: [(&str, usize); N], violations: &mut Violations) {
    for (field, _) in counted.into_iter().filter(|(_, rows)| *rows > 1) {
        let message = "one region, one metric and one year can be varied at a time";
        violations.push(field, Fault::new("ONE_ROW_NEEDED", message));
    }
}

/// What a row of a projection hangs on, as a reply.
pub fn of_projection<'c>(
    catalog: &'c Catalog,
    asked: &'c capacity::Asked<'_>,
    answer: &'c Answer<'c>,
) -> pb::AnalyzeSensitivityResponse {
    let mut sources = Sources::default();
    let mut used = Used { warnings: answer.row.estimate.warnings.clone(), ..Used::default() };
    let row =
        capacity::tell(catalog, &answer.row, &asked.options.quantiles, &mut used, &mut sources);
    let unit = kinds::unit_to_pb(answer.row.unit);
    let drivers = answer.drivers.iter().map(|each| driver(each, unit, &mut sources)).collect();
    let told =
        pb::AnalyzeSensitivityResponse { row: Some(row.into()), drivers, ..Default::default() };
    finish(catalog, &asked.options, told, &used, sources)
}

/// What the order of sites hangs on, as a reply.
pub fn of_costs<'c>(
    catalog: &'c Catalog,
    asked: &'c cost::Asked<'_>,
    answer: &CostAnswer<'c>,
) -> pb::AnalyzeSensitivityResponse {
    let mut sources = Sources::default();
    let sites = &asked.question.sites;
    let id = |place: usize| sites.get(place).map(|site| site.id.clone()).unwrap_or_default();
    let drivers = answer.drivers.iter().map(|each| pb::SensitivityDriver {
        cheapest_site_id_at_low: id(each.cheapest_at_low),
        cheapest_site_id_at_high: id(each.cheapest_at_high),
        ..driver(&each.driver, pb::Unit::Ratio, &mut sources)
    });
    let drivers = drivers.collect();
    let lead = pb::CostLead {
        cheapest_site_id: id(answer.standing.cheapest),
        rival_site_id: id(answer.standing.rival),
        ratio: answer.standing.ratio,
        basis: pb::Basis::Derived.into(),
        year: asked.question.years.map(|years| years.first().get()),
    };
    let used = Used { warnings: answer.warnings.clone(), ..Used::default() };
    let cost_lead = Some(lead);
    let told = pb::AnalyzeSensitivityResponse { cost_lead, drivers, ..Default::default() };
    finish(catalog, &asked.options, told, &used, sources)
}

/// What a verdict hangs on, as a reply.
pub fn of_claim<'c>(
    catalog: &'c Catalog,
    asked: &'c claim::Asked<'_>,
    answer: Option<ClaimAnswer<'c>>,
) -> pb::AnalyzeSensitivityResponse {
    let mut sources = Sources::default();
    let (finding, drivers) = answer.map(|answer| (answer.finding, answer.drivers)).unzip();
    let drivers = drivers.iter().flatten().map(|each| pb::SensitivityDriver {
        verdict_at_low: claim_shape::verdict(each.verdict_at_low).into(),
        verdict_at_high: claim_shape::verdict(each.verdict_at_high).into(),
        ..driver(&each.driver, pb::Unit::Fraction, &mut sources)
    });
    let drivers = drivers.collect();
    let found: Vec<_> = finding.into_iter().chain(claim::unread(asked)).collect();
    let mut claim = pb::CheckClaimResponse::from(claim::reply(catalog, asked, &found));
    let run = claim.run.take();
    let mut told = sources.into_pb();
    told.append(&mut claim.sources);
    let claim = Some(claim);
    turned(pb::AnalyzeSensitivityResponse {
        claim,
        drivers,
        sources: told,
        run,
        ..Default::default()
    })
}

/// What limits compute, and what that hangs on, as a reply.
pub fn of_limits<'c>(
    catalog: &'c Catalog,
    asked: &'c constraint::Asked<'_>,
    answer: &Limits<'c>,
) -> pb::AnalyzeSensitivityResponse {
    let mut sources = Sources::default();
    let row = constraint::row(catalog, asked, answer, &mut sources);
    let rows = answer.rows.first();
    let drivers = rows.iter().flat_map(|row| &row.drivers);
    let drivers = drivers.map(|each| driver(each, pb::Unit::Fraction, &mut sources)).collect();
    let told = pb::AnalyzeSensitivityResponse { compute_row: row, drivers, ..Default::default() };
    finish(catalog, &asked.options, told, &constraint::used(answer), sources)
}

fn finish<'c>(
    catalog: &'c Catalog,
    options: &'c Options<'_>,
    told: pb::AnalyzeSensitivityResponse,
    used: &Used,
    mut sources: Sources<'c>,
) -> pb::AnalyzeSensitivityResponse {
    let run = answer::run(catalog, options, used, &mut sources);
    let sources = sources.into_pb();
    turned(pb::AnalyzeSensitivityResponse { sources, run: Some(run), ..told })
}

/// Names the first driver that turns the answer.
fn turned(told: pb::AnalyzeSensitivityResponse) -> pb::AnalyzeSensitivityResponse {
    let flipping = told.drivers.iter().find(|driver| driver.flips);
    let flipping_parameter = flipping.map(|driver| driver.parameter.clone()).unwrap_or_default();
    pb::AnalyzeSensitivityResponse { flipping_parameter, ..told }
}

fn driver<'c>(
    driver: &Driver<'c>,
    unit: pb::Unit,
    sources: &mut Sources<'c>,
) -> pb::SensitivityDriver {
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
        sources: driver.sources.iter().map(|source| sources.key(source)).collect(),
        ..pb::SensitivityDriver::default()
    }
}
