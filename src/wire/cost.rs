//! CompareCosts on the wire: the request.

mod reply;
mod site;
mod summary;
mod work;

pub use reply::Reply;
pub use work::DEFAULT_HOURS;

use super::check;
use super::names;
use super::options::{self, Options};
use super::pb;
use super::violations::{Fault, Violations};
use crate::model::catalog::Catalog;
use crate::model::cost::{MAX_DRAWS, MAX_DRAWS_OF_A_YEAR, Question};

/// Fewest and most sites of one request.
pub const SITES: std::ops::RangeInclusive<usize> = 2..=20;

/// A question with its options.
#[derive(Clone, Debug)]
pub struct Asked<'c> {
    /// Options.
    pub options: Options<'c>,
    /// Question.
    pub question: Question<'c>,
}

/// Reads a request whole, or names every fault in it.
///
/// # Errors
///
/// Every violation of the request.
pub fn parse(catalog: &Catalog, request: pb::CompareCostsRequest) -> Result<Asked<'_>, Violations> {
    Violations::gather(|violations| read(catalog, request, violations))
}

/// Reads a request that may be part of another.
pub(super) fn read<'c>(
    catalog: &'c Catalog,
    request: pb::CompareCostsRequest,
    violations: &mut Violations,
) -> Option<Asked<'c>> {
    let pb::CompareCostsRequest {
        sites,
        workload,
        period,
        baseline_site_id,
        carbon_price_usd_per_tonne,
        include_capital,
        options,
    } = request;
    let ids: Vec<String> = sites.iter().map(|site| site.id.clone()).collect();
    let sites = site::parse_all(catalog, sites, violations);
    let work = work::parse(catalog, workload, violations);
    let period = work::period(period, violations);
    let baseline = violations.take("baseline_site_id", find_baseline(&ids, &baseline_site_id));
    let carbon_price = violations.take(
        "carbon_price_usd_per_tonne",
        check::finite_in(
            carbon_price_usd_per_tonne.unwrap_or(0.0),
            0.0,
            10_000.0,
            "USD per metric ton",
        ),
    );
    let options = options::parse(catalog, options, violations);
    let years = period.and_then(|(_, years)| years).map_or(1, |range| range.years().count());
    if let Some(options) = &options {
        let checked = check_draws(options.plan.draws(), ids.len(), years);
        violations.take("options.sample_count", checked);
    }
    let asked = || {
        let (options, (hours, years)) = (options?, period?);
        let plan = options.plan;
        let question = Question {
            sites: sites?,
            work: work?,
            hours,
            years,
            baseline: baseline?,
            carbon_price: carbon_price?,
            include_capital: include_capital.unwrap_or(true),
            plan,
        };
        Some(Asked { options, question })
    };
    asked()
}

fn find_baseline(ids: &[String], wanted: &str) -> Result<usize, Fault> {
    if wanted.is_empty() {
        return Ok(0);
    }
    let found = ids.iter().position(|id| id == wanted);
    found.ok_or_else(|| names::unknown("site id", wanted, ids.iter().map(String::as_str)))
}

fn check_draws(draws: usize, sites: usize, years: usize) -> Result<(), Fault> {
    let of_a_year = draws.saturating_mul(sites);
    let (asked, most) = if of_a_year > MAX_DRAWS_OF_A_YEAR {
        (format!("{draws} draws of {sites} sites"), MAX_DRAWS_OF_A_YEAR)
    } else if of_a_year.saturating_mul(years) > MAX_DRAWS {
        (format!("{draws} draws of {sites} sites in {years} years"), MAX_DRAWS)
    } else {
        return Ok(());
    };
    let message = format!("{asked} are too many: at most {most} in all");
    Err(Fault::new("TOO_MANY_DRAWS", message))
}
