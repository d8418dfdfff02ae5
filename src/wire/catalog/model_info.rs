//! What the model is, its limits and its defaults.

use super::coverage::coverage;
use crate::model::capacity::MAX_ROWS;
use crate::model::catalog::{Catalog, Skill};
use crate::model::claim::{APPROXIMATE, EQUAL, Verdict};
use crate::model::constraint;
use crate::model::cost::{MAX_DRAWS, MAX_DRAWS_OF_A_YEAR};
use crate::model::estimate::{REFERENCE, TESTED_YEARS, YOUNG_YEARS};
use crate::model::sampling::Plan;
use crate::model::year::Year;
use crate::wire::capacity;
use crate::wire::claim;
use crate::wire::claim_shape;
use crate::wire::constraint::MAX_REGIONS as MAX_REGIONS_OF_LIMITS;
use crate::wire::cost;
use crate::wire::date;
use crate::wire::document;
use crate::wire::kinds;
use crate::wire::options;
use crate::wire::page;
use crate::wire::pb;
use crate::wire::series;

/// What the model is and knows.
pub fn model_info(catalog: &Catalog) -> pb::GetModelInfoResponse {
    pb::GetModelInfoResponse {
        model_version: env!("CARGO_PKG_VERSION").to_owned(),
        catalog_digest: catalog.digest().to_owned(),
        catalog_as_of: Some(date::tell(catalog.as_of())),
        coverage: coverage(catalog),
        limits: limits(),
        defaults: defaults(),
        verdict_bands: Verdict::BANDS.map(band).to_vec(),
        skill: catalog.tables().skill.iter().map(skill).collect(),
        warnings: warnings(catalog),
    }
}

fn band((verdict, min_probability): (Verdict, f64)) -> pb::VerdictBand {
    pb::VerdictBand { verdict: claim_shape::verdict(verdict).into(), min_probability }
}

fn limits() -> Vec<pb::Limit> {
    let (least_quantile, most_quantile) = options::QUANTILE_RANGE;
    let year = |year: Year| f64::from(year.get());
    [
        ("first_year.min", year(Year::FIRST)),
        ("last_year.max", year(Year::LAST)),
        ("page_size", counted(page::MAX_SIZE)),
        ("ModelOptions.sample_count.min", counted(Plan::MIN_DRAWS)),
        ("ModelOptions.sample_count", counted(Plan::MAX_DRAWS)),
        ("ModelOptions.quantiles", counted(options::MAX_QUANTILES)),
        ("ModelOptions.overrides", counted(options::MAX_OVERRIDES)),
        ("ModelOptions.quantiles.probability.min", least_quantile),
        ("ModelOptions.quantiles.probability", most_quantile),
        ("ProjectCapacity.regions", counted(capacity::MAX_REGIONS)),
        ("ProjectCapacity.metrics", counted(capacity::MAX_METRICS)),
        ("ProjectCapacity.rows", counted(MAX_ROWS)),
        ("ProjectCapacity.years_past_last_record.tested", f64::from(TESTED_YEARS)),
        ("ProjectCapacity.years_past_last_record.young_technology", f64::from(YOUNG_YEARS)),
        ("ProjectSeries.values", counted(series::MAX_VALUES)),
        ("ProjectSeries.horizon_years", f64::from(series::MAX_HORIZON)),
        ("ProjectCompute.regions", counted(MAX_REGIONS_OF_LIMITS)),
        ("ProjectCompute.sample_count_times_rows", counted(constraint::MAX_DRAWS)),
        ("CompareCosts.sites.min", counted(*cost::SITES.start())),
        ("CompareCosts.sites", counted(*cost::SITES.end())),
        ("CompareCosts.sample_count_times_sites", counted(MAX_DRAWS_OF_A_YEAR)),
        ("CompareCosts.sample_count_times_sites_and_years", counted(MAX_DRAWS)),
        ("BatchCheckClaims.requests", counted(claim::MAX_BATCH)),
        ("CheckClaim.text_bytes", counted(claim::MAX_TEXT)),
        ("CheckDocument.text_bytes", counted(document::MAX_DOCUMENT)),
        ("StructuredClaim.metric_readings", counted(claim_shape::MAX_READINGS)),
        ("StructuredClaim.regions", counted(claim_shape::MAX_REGIONS)),
    ]
    .map(|(name, value)| pb::Limit { name: name.to_owned(), value })
    .to_vec()
}

/// A limit as a number; every one is far below the 32 bits that fit exactly.
fn counted(limit: usize) -> f64 {
    u32::try_from(limit).map_or(f64::from(u32::MAX), f64::from)
}

fn defaults() -> Vec<pb::Default> {
    let quantiles: Vec<String> = options::DEFAULT_QUANTILES.iter().map(f64::to_string).collect();
    [
        ("page_size", page::DEFAULT_SIZE.to_string()),
        ("ModelOptions.scenario", REFERENCE.to_owned()),
        ("ModelOptions.seed", Plan::DEFAULT_SEED.to_string()),
        ("ModelOptions.sample_count", Plan::DEFAULT_DRAWS.to_string()),
        ("ModelOptions.quantiles", quantiles.join(", ")),
        ("ModelOptions.view", pb::View::Basic.as_str_name().to_owned()),
        ("CompareCosts.hours", cost::DEFAULT_HOURS.to_string()),
        ("CompareCosts.include_capital", "true".to_owned()),
        ("COMPARATOR_APPROXIMATELY.relative_tolerance", APPROXIMATE.to_string()),
        ("COMPARATOR_EQUAL.relative_tolerance", EQUAL.to_string()),
    ]
    .map(|(name, value)| pb::Default { name: name.to_owned(), value })
    .to_vec()
}

fn skill(skill: &Skill) -> pb::Skill {
    pb::Skill {
        projection_class: kinds::class(skill.class).into(),
        horizon_years: skill.horizon,
        forecasts: skill.forecasts,
        median_absolute_error: skill.median_absolute_error,
        coverage_80: skill.coverage_80,
        coverage_95: skill.coverage_95,
        measured: Some(date::tell(skill.measured)),
    }
}

fn warnings(catalog: &Catalog) -> Vec<pb::Warning> {
    let unmeasured =
        ("NO_SKILL_IN_BUILD", "no backtest is part of this catalog, so that skill is empty");
    let always = [
        (
            "CAPACITY_FROM_PARTS",
            "installed capacity is projected as solar, wind and the rest where all three are \
             known; the rest is fitted on the few years that the three series share, so that its \
             bands rest on less than those of other metrics",
        ),
        (
            "NOT_BACKTESTED",
            "projections of AI compute, and limits of compute by chips or by power, have too \
             short a history to be backtested: their bands are judgments",
        ),
    ];
    let known = catalog.tables().skill.is_empty().then_some(unmeasured);
    let warning = |(reason, message): (&str, &str)| pb::Warning {
        reason: reason.to_owned(),
        message: message.to_owned(),
    };
    always.into_iter().chain(known).map(warning).collect()
}
