//! The two TOML files: the catalog's date and its scenarios.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use super::cell::{self, Refusal};
use super::entries::Entries;
use super::fault::Log;
use super::files::Files;
use crate::model::catalog::{Assumption, BandKind, ScenarioInfo};
use crate::model::year::Date;

const CATALOG: &str = "catalog.toml";
const SCENARIOS: &str = "scenarios.toml";

/// What the TOML files say.
#[derive(Debug)]
pub(super) struct Settings {
    /// Name of the catalog.
    pub(super) name: String,
    /// Month up to which sources were read.
    pub(super) as_of: Option<Date>,
    /// Scenarios, the default first.
    pub(super) scenarios: Entries<ScenarioInfo>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    name: String,
    as_of: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenarios {
    scenario: Vec<Scenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: Spanned<String>,
    display_name: String,
    description: String,
    growth_percentile: Option<f64>,
    #[serde(default)]
    at_low: Vec<String>,
}

impl Settings {
    /// Reads both files.
    pub(super) fn read(files: &Files, log: &mut Log) -> Self {
        let (name, as_of) = about(files, log).unwrap_or_default();
        Self { name, as_of, scenarios: scenarios(files, log) }
    }
}

fn about(files: &Files, log: &mut Log) -> Option<(String, Option<Date>)> {
    let text = files.text(CATALOG)?;
    let About { name, as_of } = parse(CATALOG, text, log)?;
    let date = match cell::date(as_of.as_ref()) {
        Ok(date) => Some(date),
        Err(Refusal::KnownElsewhere) => None,
        Err(Refusal::Because(why)) => {
            log.field(CATALOG, line(text, as_of.span().start), "as_of", why);
            None
        }
    };
    Some((name, date))
}

fn scenarios(files: &Files, log: &mut Log) -> Entries<ScenarioInfo> {
    let mut entries = Entries::new(SCENARIOS, "scenario");
    let Some(text) = files.text(SCENARIOS) else {
        entries.set_unread();
        return entries;
    };
    let Some(Scenarios { scenario }) = parse(SCENARIOS, text, log) else {
        entries.set_unread();
        return entries;
    };
    if scenario.is_empty() {
        log.file(SCENARIOS, "has no scenario");
    }
    for Scenario { name, display_name, description, growth_percentile, at_low } in scenario {
        let line = line(text, name.span().start);
        let name = name.into_inner();
        let info = ScenarioInfo { name, display_name, description, growth_percentile, at_low };
        if growth_percentile.is_some_and(|p| !(0.01..=0.99).contains(&p)) {
            log.field(SCENARIOS, line, "growth_percentile", "is not from 0.01 to 0.99");
        }
        for (field, value) in [
            ("name", &info.name),
            ("display_name", &info.display_name),
            ("description", &info.description),
        ] {
            if value.trim().is_empty() {
                log.field(SCENARIOS, line, field, "is missing");
            }
        }
        entries.push(line, &info.name.clone(), info);
    }
    entries.unique(log, "name", |scenario| &scenario.name);
    entries
}

/// Checks that what a scenario sets low is an assumption with a band.
pub(super) fn check_parameters(
    scenarios: &Entries<ScenarioInfo>,
    assumptions: &Entries<Assumption>,
    log: &mut Log,
) {
    for entry in scenarios {
        for parameter in &entry.value.at_low {
            let is_banded = |known: &Assumption| {
                known.parameter == *parameter && known.kind == BandKind::Band80
            };
            if assumptions.is_whole() && !assumptions.values().any(is_banded) {
                let message = format!("there is no assumption \"{parameter}\" with an 80 % band");
                scenarios.fault(log, entry, "at_low", message);
            }
        }
    }
}

fn parse<T: DeserializeOwned>(file: &'static str, text: &str, log: &mut Log) -> Option<T> {
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let message = error.message().to_owned();
            match error.span() {
                Some(span) => log.row(file, line(text, span.start), message),
                None => log.file(file, message),
            }
            None
        }
    }
}

/// The line of a byte, as an editor counts it.
fn line(text: &str, byte: usize) -> u64 {
    let breaks = text.bytes().take(byte).filter(|byte| *byte == b'\n');
    breaks.fold(1, |line, _| line + 1)
}
