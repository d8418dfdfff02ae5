//! CompareCosts on the wire: the request.

mod reply;

pub use reply::reply;

use super::check;
use super::compute;
use super::names;
use super::options::{self, Options};
use super::pb;
use super::violations::{Fault, Violations};
use crate::model::catalog::{Catalog, RegionId, Site};
use crate::model::cost::{Chip, MAX_DRAWS_TIMES_SITES, Question, SiteSpec, Work};

/// Fewest and most sites of one request.
pub const SITES: std::ops::RangeInclusive<usize> = 2..=20;

/// Hours of operation when the caller gives none: a year.
pub const DEFAULT_HOURS: f64 = 8_760.0;

/// Longest period, hours: a century.
const MAX_HOURS: f64 = 876_000.0;

/// Longest id of a site.
const MAX_ID: usize = 64;

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
    let pb::CompareCostsRequest {
        sites,
        workload,
        period,
        baseline_site_id,
        carbon_price_usd_per_tonne,
        include_capital,
        options,
    } = request;
    let mut violations = Violations::default();
    let ids: Vec<String> = sites.iter().map(|site| site.id.clone()).collect();
    let sites = parse_sites(catalog, sites, &mut violations);
    let work = parse_work(catalog, workload, &mut violations);
    let hours = violations.take("hours", parse_hours(period.as_ref()));
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
    let options = options::parse(catalog, options, &mut violations);
    if let Some(options) = &options {
        violations.take("options.sample_count", check_draws(options.plan.draws(), ids.len()));
    }
    let asked = || {
        let options = options?;
        let plan = options.plan;
        let question = Question {
            sites: sites?,
            work: work?,
            hours: hours?,
            baseline: baseline?,
            carbon_price: carbon_price?,
            include_capital: include_capital.unwrap_or(true),
            plan,
        };
        Some(Asked { options, question })
    };
    let asked = asked();
    violations.finish(asked)
}

fn parse_hours(period: Option<&pb::compare_costs_request::Period>) -> Result<f64, Fault> {
    use pb::compare_costs_request::Period;
    match period {
        None => Ok(DEFAULT_HOURS),
        Some(Period::Hours(hours)) => check::above_zero(*hours, MAX_HOURS, "hours"),
        Some(Period::Years(_)) => {
            let message =
                "a row for each year is not answered by this release; give hours".to_owned();
            Err(Fault::new("NOT_SUPPORTED", message))
        }
    }
}

fn find_baseline(ids: &[String], wanted: &str) -> Result<usize, Fault> {
    if wanted.is_empty() {
        return Ok(0);
    }
    let found = ids.iter().position(|id| id == wanted);
    found.ok_or_else(|| names::unknown("site id", wanted, ids.iter().map(String::as_str)))
}

fn check_draws(draws: usize, sites: usize) -> Result<(), Fault> {
    if draws.saturating_mul(sites) <= MAX_DRAWS_TIMES_SITES {
        return Ok(());
    }
    let message = format!(
        "{draws} draws of {sites} sites are too many: at most {MAX_DRAWS_TIMES_SITES} draws times sites"
    );
    Err(Fault::new("TOO_MANY_DRAWS", message))
}

fn parse_sites<'c>(
    catalog: &'c Catalog,
    sites: Vec<pb::Site>,
    violations: &mut Violations,
) -> Option<Vec<SiteSpec<'c>>> {
    violations.take("sites", check::count(sites.len(), SITES))?;
    let mut ids: Vec<String> = Vec::new();
    let mut known = Vec::new();
    for (place, site) in sites.into_iter().enumerate() {
        let mut violations = violations.at(&format!("sites[{place}]"));
        if ids.contains(&site.id) {
            violations.push("id", check::duplicate(&site.id));
        }
        ids.push(site.id.clone());
        known.push(parse_site(catalog, site, &mut violations));
    }
    known.into_iter().collect()
}

fn parse_site<'c>(
    catalog: &'c Catalog,
    site: pb::Site,
    violations: &mut Violations,
) -> Option<SiteSpec<'c>> {
    let pb::Site {
        id,
        site,
        region,
        electricity_price_usd_per_mwh,
        pue,
        carbon_lifecycle_g_per_kwh,
        carbon_direct_g_per_kwh,
        accelerator_choice,
        duty,
        mfu,
        energy_per_flop_scale,
    } = site;
    let id = violations.take("id", check::text(&id, 1..=MAX_ID).map(|()| id));
    let preset = if site.is_empty() {
        Some(None)
    } else {
        violations.take("site", find_preset(catalog, &site)).map(Some)
    };
    let region = preset.and_then(|preset| place(catalog, preset, &region, violations));
    if preset == Some(None) && electricity_price_usd_per_mwh.is_none() {
        let message = "a custom site needs its electricity price".to_owned();
        violations.push("electricity_price_usd_per_mwh", Fault::new("REQUIRED", message));
    }
    let mut within = |field: &str, value: Option<f64>, low: f64, high: f64, unit: &str| {
        let checked = value.map(|value| check::finite_in(value, low, high, unit)).transpose();
        violations.take(field, checked)
    };
    let price = within(
        "electricity_price_usd_per_mwh",
        electricity_price_usd_per_mwh,
        0.0,
        10_000.0,
        "USD/MWh",
    );
    let lifecycle =
        within("carbon_lifecycle_g_per_kwh", carbon_lifecycle_g_per_kwh, 0.0, 2_000.0, "gCO2e/kWh");
    let direct =
        within("carbon_direct_g_per_kwh", carbon_direct_g_per_kwh, 0.0, 2_000.0, "gCO2/kWh");
    let pue = violations.take("pue", pue.map(check::pue).transpose());
    let duty = violations.take("duty", duty.map(check::part).transpose());
    let mfu = violations.take("mfu", mfu.map(check::part).transpose());
    let scale = energy_per_flop_scale.map(|scale| check::above_zero(scale, 1_000.0, "factor"));
    let energy_scale = violations.take("energy_per_flop_scale", scale.transpose());
    let chip = parse_chip(catalog, accelerator_choice, violations);
    Some(SiteSpec {
        id: id?,
        preset: preset?,
        region: region?,
        price: price?,
        pue: pue?,
        carbon_lifecycle: lifecycle?,
        carbon_direct: direct?,
        chip: chip?,
        duty: duty?,
        mfu: mfu?,
        energy_scale: energy_scale?,
    })
}

fn find_preset<'c>(catalog: &'c Catalog, name: &str) -> Result<&'c Site, Fault> {
    let sites = &catalog.tables().sites;
    let known = || sites.iter().map(|site| site.name.as_str());
    sites.get(name).ok_or_else(|| names::unknown("site", name, known()))
}

/// The preset's region, or the caller's for a custom site.
fn place(
    catalog: &Catalog,
    preset: Option<&Site>,
    region: &str,
    violations: &mut Violations,
) -> Option<RegionId> {
    match preset {
        Some(preset) if region.is_empty() => Some(preset.region),
        _ => violations.take("region", names::region(catalog, region)),
    }
}

fn parse_chip<'c>(
    catalog: &'c Catalog,
    choice: Option<pb::site::AcceleratorChoice>,
    violations: &mut Violations,
) -> Option<Option<Chip<'c>>> {
    use pb::site::AcceleratorChoice;
    match choice {
        None => Some(None),
        Some(AcceleratorChoice::Accelerator(name)) => violations
            .take("accelerator", compute::find(catalog, &name))
            .map(|found| Some(Chip::Listed(found))),
        Some(AcceleratorChoice::CustomAccelerator(custom)) => {
            let pb::CustomAccelerator { bf16_tflops, all_in_it_w, price_usd } = custom;
            let mut violations = violations.at("custom_accelerator");
            let tflops = check::above_zero(bf16_tflops, 1e6, "TFLOP/s");
            let tflops = violations.take("bf16_tflops", tflops);
            let watts = violations.take("all_in_it_w", check::above_zero(all_in_it_w, 1e6, "W"));
            let price = price_usd.map(|price| check::above_zero(price, 1e8, "USD")).transpose();
            let price = violations.take("price_usd", price);
            Some(Some(Chip::Custom { tflops: tflops?, watts: watts?, price: price? }))
        }
    }
}

fn parse_work<'c>(
    catalog: &'c Catalog,
    workload: Option<pb::Workload>,
    violations: &mut Violations,
) -> Option<Work<'c>> {
    use pb::workload::Kind;
    let Some(kind) = workload.and_then(|workload| workload.kind) else {
        violations.push("workload", check::required());
        return None;
    };
    let mut violations = violations.at("workload");
    match kind {
        Kind::ItLoadMw(load) => {
            let load = check::above_zero(load, 1e6, "MW");
            violations.take("it_load_mw", load).map(Work::ItLoad)
        }
        Kind::AcceleratorCount(count) => {
            let count = check::above_zero(count, 1e9, "accelerators");
            violations.take("accelerator_count", count).map(Work::Accelerators)
        }
        Kind::Training(pb::Training { flop, accelerators }) => {
            let mut violations = violations.at("training");
            let flop = violations.take("flop", check::above_zero(flop, 1e30, "FLOP"));
            let count = accelerators.map(|count| check::above_zero(count, 1e9, "accelerators"));
            let count = violations.take("accelerators", count.transpose());
            Some(Work::Training(flop?, count?))
        }
        Kind::Workload(name) => {
            let listed = &catalog.tables().workloads;
            let known = || listed.iter().map(|workload| workload.name.as_str());
            let found = listed.get(&name).ok_or_else(|| names::unknown("workload", &name, known()));
            violations.take("workload", found).map(Work::Named)
        }
    }
}
