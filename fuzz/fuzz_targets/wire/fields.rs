//! Changes of fields rather than bytes, with the names that the catalog knows:
//! most of what they make is a request that some handler answers.

use energycompute::model::catalog::Catalog;
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, ReflectMessage as _, Value};

use crate::random::Random;

/// What stands in texts of a request, by the names of their fields.
#[derive(Debug)]
pub struct Words {
    regions: Vec<String>,
    scenarios: Vec<String>,
    parameters: Vec<String>,
    sites: Vec<String>,
    accelerators: Vec<String>,
    workloads: Vec<String>,
    figures: Vec<String>,
    claims: Vec<String>,
    texts: Vec<String>,
}

impl Words {
    pub fn of(catalog: &Catalog) -> Self {
        let tables = catalog.tables();
        let regions: Vec<String> =
            tables.regions.iter().map(|region| region.code.clone()).collect();
        let figures: Vec<String> =
            tables.figures.iter().map(|figure| format!("figures/{}", figure.name)).collect();
        let mut parameters: Vec<String> =
            tables.assumptions.iter().map(|known| known.parameter.clone()).collect();
        parameters.extend(figures.iter().cloned());
        for (region, metric, _) in catalog.all_series() {
            for kind in ["growth", "block"] {
                parameters.push(format!("{kind}/{}/{}", catalog.code(region), metric.name()));
            }
        }
        Self {
            scenarios: tables.scenarios.iter().map(|scenario| scenario.name.clone()).collect(),
            sites: tables.sites.iter().map(|site| site.name.clone()).collect(),
            accelerators: tables.accelerators.iter().map(|chip| chip.name.clone()).collect(),
            workloads: tables.workloads.iter().map(|work| work.name.clone()).collect(),
            claims: tables.claims.iter().map(|claim| format!("claims/{}", claim.name)).collect(),
            texts: tables.claims.iter().map(|claim| claim.text.clone()).collect(),
            regions,
            parameters,
            figures,
        }
    }

    fn text(&self, field: &FieldDescriptor, random: &mut Random) -> String {
        let among: &[String] = match field.name() {
            "regions" | "region" | "relative_to_region" | "from_region" | "include" | "exclude"
            | "among" | "baseline_region" => {
                // Of most regions little is known.
                if random.below(3) > 0 {
                    return (*random.pick(&["CN", "US", "WORLD"]).unwrap_or(&"CN")).to_owned();
                }
                &self.regions
            }
            "scenario" => &self.scenarios,
            "parameter" => &self.parameters,
            "site" => &self.sites,
            "accelerator" => &self.accelerators,
            "workload" => &self.workloads,
            "name" if random.below(2) == 0 => &self.figures,
            "claim" | "name" => &self.claims,
            "text" => &self.texts,
            "id" | "baseline_site_id" => {
                return (*random.pick(&["a", "b", "c", "va", "west", ""]).unwrap_or(&"a"))
                    .to_owned();
            }
            _ => &[],
        };
        random.pick(among).cloned().unwrap_or_default()
    }
}

/// Changes one field, here or further in.
pub fn change(message: &mut DynamicMessage, words: &Words, random: &mut Random) {
    let fields: Vec<FieldDescriptor> = message.descriptor().fields().collect();
    let Some(mut field) = random.pick(&fields).cloned() else { return };
    // What is there is changed more often than what is not is added.
    let present: Vec<FieldDescriptor> = message.fields().map(|(field, _)| field).collect();
    if random.below(4) > 0
        && let Some(there) = random.pick(&present)
    {
        field = there.clone();
    }
    if !message.has_field(&field) {
        let value = if field.is_list() {
            Value::List(vec![made(&field, words, random)])
        } else {
            made(&field, words, random)
        };
        set(message, &field, value);
        return;
    }
    match message.get_field_mut(&field) {
        Value::Message(inner) if random.below(12) > 0 => change(inner, words, random),
        Value::List(all) if random.below(24) > 0 => change_list(&field, all, words, random),
        Value::F64(value) if random.below(2) == 0 => {
            *value = match random.below(5) {
                0 => *value * 2.0,
                1 => *value / 2.0,
                2 => -*value,
                3 => *value * 1e3,
                _ => value.next_up(),
            };
        }
        Value::I32(value) if random.below(2) == 0 => {
            *value =
                if random.below(2) == 0 { value.wrapping_add(1) } else { value.wrapping_sub(1) };
        }
        Value::String(text) if random.below(3) == 0 => change_text(text, words, random),
        Value::Message(_) | Value::List(_) => message.clear_field(&field),
        _ if random.below(6) == 0 => message.clear_field(&field),
        _ => {
            let value = made(&field, words, random);
            set(message, &field, value);
        }
    }
}

fn set(message: &mut DynamicMessage, field: &FieldDescriptor, value: Value) {
    // One that is no text stands for what it is, and is no fault of the fuzzer.
    if message.try_set_field(field, value).is_err() {
        message.clear_field(field);
    }
}

fn change_list(field: &FieldDescriptor, all: &mut Vec<Value>, words: &Words, random: &mut Random) {
    let at = random.below(all.len());
    match random.below(6) {
        0 => all.push(made(field, words, random)),
        1 if !all.is_empty() => {
            all.remove(at);
        }
        2 if !all.is_empty() => all.push(all[at].clone()),
        _ => match all.get_mut(at) {
            Some(Value::Message(inner)) => change(inner, words, random),
            Some(other) => *other = made(field, words, random),
            None => {}
        },
    }
}

/// Words of a text in other places, or letters that are none.
fn change_text(text: &mut String, words: &Words, random: &mut Random) {
    const ODD: [&str; 12] =
        ["\u{0}", "\u{200b}", "中", "é", "-", "0", "9999", " billion", "%", "/", "\"", "\n\n"];
    let mut parts: Vec<String> = text.split(' ').map(str::to_owned).collect();
    let at = random.below(parts.len());
    match random.below(5) {
        0 => {
            parts.remove(at);
        }
        1 => parts.insert(at, parts[at].clone()),
        2 => parts.insert(at, random.pick(&ODD).copied().unwrap_or_default().to_owned()),
        3 => {
            let other = random.pick(&words.texts).map_or("", String::as_str);
            let other: Vec<&str> = other.split(' ').collect();
            parts.insert(at, random.pick(&other).copied().unwrap_or_default().to_owned());
        }
        _ => parts[at].push_str(random.pick(&ODD).copied().unwrap_or_default()),
    }
    *text = parts.join(" ");
}

/// A value for a field, or for one more entry of it.
fn made(field: &FieldDescriptor, words: &Words, random: &mut Random) -> Value {
    match field.kind() {
        Kind::Double => Value::F64(random.number()),
        Kind::Int32 => Value::I32(whole(field.name(), random)),
        Kind::Int64 => Value::I64(random.next().cast_signed()),
        Kind::Bool => Value::Bool(random.below(2) == 0),
        Kind::String => Value::String(words.text(field, random)),
        Kind::Enum(kind) => {
            let known: Vec<i32> = kind.values().map(|value| value.number()).collect();
            let odd = [-1, 99];
            let among = if random.below(24) == 0 { odd.as_slice() } else { known.as_slice() };
            Value::EnumNumber(random.pick(among).copied().unwrap_or_default())
        }
        Kind::Message(kind) => {
            let mut message = DynamicMessage::new(kind);
            for _ in 0..random.below(4) {
                change(&mut message, words, random);
            }
            Value::Message(message)
        }
        _ => Value::default_value(&field.kind()),
    }
}

fn whole(name: &str, random: &mut Random) -> i32 {
    const HOSTILE: [i32; 6] = [0, -1, 1, i32::MAX, i32::MIN, 200];
    let below = |end: usize, random: &mut Random| i32::try_from(random.below(end)).unwrap_or(0);
    match name {
        _ if random.below(12) == 0 => random.pick(&HOSTILE).copied().unwrap_or_default(),
        "sample_count" => 1 << below(18, random),
        _ if name.contains("year") && random.below(3) > 0 => 2018 + below(14, random),
        _ if name.contains("year") => 1984 + below(79, random),
        _ => below(40, random),
    }
}
