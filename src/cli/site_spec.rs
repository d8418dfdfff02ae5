//! Sites on the command line: `PRESET`, `id=PRESET,field=value` or
//! `id=NAME,region=CN,price=41.3`.

use super::arguments::meant;
use crate::wire::pb;
use crate::wire::pb::site::AcceleratorChoice;

/// Fields that a site can be given, as they are written.
const FIELDS: [&str; 11] = [
    "site",
    "region",
    "price",
    "pue",
    "carbon-lifecycle",
    "carbon-direct",
    "accelerator",
    "duty",
    "mfu",
    "energy-scale",
    "id",
];

/// Reads a site. Ranges are the service's to judge.
pub(super) fn parse(spec: &str) -> Result<pb::Site, String> {
    let mut parts = spec.split(',').map(str::trim);
    let mut site = first_part(parts.next().unwrap_or_default())?;
    let mut given = vec![];
    for part in parts {
        let (field, value) =
            part.split_once('=').ok_or_else(|| format!("\"{part}\" needs the form field=value"))?;
        if given.contains(&field) {
            return Err(format!("\"{field}\" is given twice"));
        }
        given.push(field);
        set(&mut site, field, value)?;
    }
    Ok(site)
}

/// `PRESET` is its own id; `id=NAME` begins a custom site; any other name is
/// the id of the preset behind it.
fn first_part(part: &str) -> Result<pb::Site, String> {
    let (id, preset) = match part.split_once('=') {
        None => (part, part),
        Some(("id", id)) => (id, ""),
        Some((field, _)) if FIELDS.contains(&field) => {
            return Err(format!("needs a preset or id=NAME before \"{field}\""));
        }
        Some((id, preset)) => (id, preset),
    };
    if id.is_empty() || (preset.is_empty() && !part.starts_with("id=")) {
        return Err("needs a preset, id=PRESET or id=NAME first".to_owned());
    }
    Ok(pb::Site { id: id.to_owned(), site: preset.to_owned(), ..pb::Site::default() })
}

fn set(site: &mut pb::Site, field: &str, value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Err(format!("\"{field}\" has no value"));
    }
    let number = || {
        value
            .parse()
            .map(Some)
            .map_err(|_unreadable| format!("\"{field}\" needs a number, not \"{value}\""))
    };
    match field {
        "site" => value.clone_into(&mut site.site),
        "region" => value.clone_into(&mut site.region),
        "accelerator" => {
            site.accelerator_choice = Some(AcceleratorChoice::Accelerator(value.to_owned()));
        }
        "price" => site.electricity_price_usd_per_mwh = number()?,
        "pue" => site.pue = number()?,
        "carbon-lifecycle" => site.carbon_lifecycle_g_per_kwh = number()?,
        "carbon-direct" => site.carbon_direct_g_per_kwh = number()?,
        "duty" => site.duty = number()?,
        "mfu" => site.mfu = number()?,
        "energy-scale" => site.energy_per_flop_scale = number()?,
        "id" => return Err("\"id\" stands first".to_owned()),
        _ => {
            return Err(format!("unknown field \"{field}\"{}", meant(field, FIELDS.into_iter())));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{AcceleratorChoice, parse, pb};

    #[test]
    fn a_site_is_a_preset_a_changed_preset_or_custom() {
        let accelerator = |name: &str| Some(AcceleratorChoice::Accelerator(name.to_owned()));
        let named = |id: &str, site: &str| pb::Site {
            id: id.to_owned(),
            site: site.to_owned(),
            ..pb::Site::default()
        };
        for (spec, expected) in [
            ("us-virginia", named("us-virginia", "us-virginia")),
            ("va=us-virginia", named("va", "us-virginia")),
            ("a=us-texas, pue=1.2", pb::Site { pue: Some(1.2), ..named("a", "us-texas") }),
            (
                "us-virginia,accelerator=nvidia-b200",
                pb::Site {
                    accelerator_choice: accelerator("nvidia-b200"),
                    ..named("us-virginia", "us-virginia")
                },
            ),
            (
                "id=mine,region=CN,price=41.3,energy-scale=2.3",
                pb::Site {
                    region: "CN".to_owned(),
                    electricity_price_usd_per_mwh: Some(41.3),
                    energy_per_flop_scale: Some(2.3),
                    ..named("mine", "")
                },
            ),
        ] {
            assert_eq!(parse(spec), Ok(expected), "{spec}");
        }
    }

    #[test]
    fn a_fault_names_its_field() {
        for (spec, fault) in [
            ("", "needs a preset, id=PRESET or id=NAME first"),
            ("=us-virginia", "needs a preset, id=PRESET or id=NAME first"),
            ("va=", "needs a preset, id=PRESET or id=NAME first"),
            ("region=CN", "needs a preset or id=NAME before \"region\""),
            ("us-virginia,cheap", "\"cheap\" needs the form field=value"),
            ("us-virginia,prise=3", "unknown field \"prise\", did you mean \"price\"?"),
            ("us-virginia,price=low", "\"price\" needs a number, not \"low\""),
            ("us-virginia,pue=1.2,pue=1.3", "\"pue\" is given twice"),
            ("us-virginia,pue=", "\"pue\" has no value"),
        ] {
            assert_eq!(parse(spec), Err(fault.to_owned()), "{spec}");
        }
    }
}
