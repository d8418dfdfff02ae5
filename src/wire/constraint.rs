//! ProjectCompute on the wire.

mod reply;

pub use reply::reply;
pub(super) use reply::{row, used};

use super::check;
use super::names;
use super::options::{self, Options};
use super::pb;
use super::violations::{Fault, Violations, quoted};
use crate::model::catalog::{Band, Catalog, RegionId};
use crate::model::constraint::{Lumped, MAX_DRAWS, Question};
use crate::model::year::YearRange;

/// Most regions of one request.
pub const MAX_REGIONS: usize = 10;

/// Most years of an answer.
const MAX_YEARS: usize = 11;

/// Largest power for AI that a request may state, GW.
const LARGEST_POWER: f64 = 1e6;

/// A question with its options.
#[derive(Clone, Debug)]
pub struct Asked<'c> {
    /// Options.
    pub options: Options<'c>,
    /// Question.
    pub question: Question,
}

/// Reads a request whole, or names every fault in it.
///
/// # Errors
///
/// Every violation of the request.
pub fn parse(
    catalog: &Catalog,
    request: pb::ProjectComputeRequest,
) -> Result<Asked<'_>, Violations> {
    Violations::gather(|violations| read(catalog, request, violations))
}

/// Reads a request as part of another.
pub(super) fn read<'c>(
    catalog: &'c Catalog,
    request: pb::ProjectComputeRequest,
    violations: &mut Violations,
) -> Option<Asked<'c>> {
    let pb::ProjectComputeRequest { regions, first_year, last_year, ai_power_gw, compare, options } =
        request;
    let regions = names::regions(catalog, &regions, MAX_REGIONS, violations);
    let years = check::year_range(first_year, last_year, violations);
    let ai_power = read_powers(catalog, &ai_power_gw, regions.as_deref(), years, violations);
    let compare = match compare {
        None => Some(None),
        Some(compare) => read_compare(catalog, &compare, violations).map(Some),
    };
    let options = options::parse(catalog, options, violations)?;
    let question = Question {
        regions: regions?,
        years: years?,
        ai_power: ai_power?,
        compare: compare?,
        plan: options.plan,
        is_full: options.is_full,
    };
    violations.take("options.sample_count", check_draws(&question))?;
    Some(Asked { options, question })
}

fn read_compare(
    catalog: &Catalog,
    compare: &pb::ComputeComparison,
    violations: &mut Violations,
) -> Option<(RegionId, RegionId)> {
    let mut violations = violations.at("compare");
    let region = violations.take("region", names::region(catalog, &compare.region));
    let other = names::region(catalog, &compare.baseline_region);
    let other = violations.take("baseline_region", other);
    let (region, other) = (region?, other?);
    if region == other {
        violations.push("baseline_region", check::conflict("is the region itself"));
        return None;
    }
    Some((region, other))
}

/// Every power that is given, each for a row that is asked for.
fn read_powers(
    catalog: &Catalog,
    given: &[pb::AiPowerInput],
    regions: Option<&[RegionId]>,
    years: Option<YearRange>,
    violations: &mut Violations,
) -> Option<Vec<Lumped>> {
    let rows = |years: YearRange| years.years().count();
    let most = regions.map_or(MAX_REGIONS, <[RegionId]>::len) * years.map_or(MAX_YEARS, rows);
    violations.take("ai_power_gw", check::count(given.len(), 0..=most))?;
    let mut read: Vec<Option<Lumped>> = Vec::new();
    for (place, power) in given.iter().enumerate() {
        let mut violations = violations.at_entry("ai_power_gw", place);
        let power = read_power(catalog, power, regions, years, &mut violations);
        let is_given = |known: &Lumped| {
            power.is_some_and(|power| (known.region, known.year) == (power.region, power.year))
        };
        let power = if read.iter().flatten().any(is_given) {
            let message = "is given twice for this region and year";
            violations.push("year", Fault::new("DUPLICATE", message));
            None
        } else {
            power
        };
        read.push(power);
    }
    read.into_iter().collect()
}

fn read_power(
    catalog: &Catalog,
    power: &pb::AiPowerInput,
    regions: Option<&[RegionId]>,
    years: Option<YearRange>,
    violations: &mut Violations,
) -> Option<Lumped> {
    let region = violations.take("region", names::region(catalog, &power.region));
    let year = violations.take("year", check::year(power.year));
    let [low, central, high] =
        [("low", power.low), ("central", power.central), ("high", power.high)].map(
            |(field, value)| violations.take(field, check::above_zero(value, LARGEST_POWER, "GW")),
        );
    if region.zip(regions).is_some_and(|(region, asked)| !asked.contains(&region)) {
        let message = format!("{} is not asked for", quoted(&power.region));
        violations.push("region", Fault::new("NOT_ASKED_FOR", message));
        return None;
    }
    if year.zip(years).is_some_and(|(year, asked)| !(asked.first()..=asked.last()).contains(&year))
    {
        let message = format!("{} is not asked for", power.year);
        violations.push("year", Fault::new("NOT_ASKED_FOR", message));
        return None;
    }
    let band = Band { low: low?, central: central?, high: high? };
    if band.low > band.central || band.central > band.high {
        let message = format!("{} to {} does not hold {}", band.low, band.high, band.central);
        violations.push("central", Fault::new("BOUNDS_OUT_OF_ORDER", message));
        return None;
    }
    Some(Lumped { region: region?, year: year?, band })
}

/// Rows times draws are memory; those of a comparison count too.
fn check_draws(question: &Question) -> Result<(), Fault> {
    let mut regions = question.regions.clone();
    let compared = question.compare.into_iter().flat_map(|(region, other)| [region, other]);
    regions.extend(compared.filter(|region| !question.regions.contains(region)));
    let rows = regions.len() * question.years.years().count();
    let draws = rows.saturating_mul(question.plan.draws());
    if draws <= MAX_DRAWS {
        return Ok(());
    }
    let message = format!("{draws} draws over {rows} rows are asked for, {MAX_DRAWS} at most");
    Err(Fault::new("TOO_MANY_DRAWS", message)
        .with("draws", draws.to_string())
        .with("max_draws", MAX_DRAWS.to_string()))
}
