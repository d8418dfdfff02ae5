//! The sites of a comparison.

use crate::model::catalog::{Catalog, RegionId, Site};
use crate::model::cost::{Chip, SiteSpec};
use crate::wire::check;
use crate::wire::compute;
use crate::wire::names;
use crate::wire::pb;
use crate::wire::violations::{Fault, Violations};

/// Longest id of a site.
const MAX_ID: usize = 64;

/// Reads the sites.
pub(super) fn parse_all<'c>(
    catalog: &'c Catalog,
    sites: Vec<pb::Site>,
    violations: &mut Violations,
) -> Option<Vec<SiteSpec<'c>>> {
    violations.take("sites", check::count(sites.len(), super::SITES))?;
    let mut ids: Vec<String> = Vec::new();
    let mut known = Vec::new();
    for (place, site) in sites.into_iter().enumerate() {
        let mut violations = violations.at_entry("sites", place);
        if ids.contains(&site.id) {
            violations.push("id", check::duplicate(&site.id));
        }
        ids.push(site.id.clone());
        known.push(parse(catalog, site, &mut violations));
    }
    known.into_iter().collect()
}

fn parse<'c>(
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
