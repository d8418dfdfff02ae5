//! Changes to the model's parameters on the wire.

use super::check;
use super::names;
use super::pb;
use super::violations::{Fault, Violations, quoted};
use crate::model::catalog::{Catalog, ScenarioInfo};
use crate::model::overrides::{Change, Overrides, Unchangeable};

/// Most overrides of one request.
pub const MAX_OVERRIDES: usize = 50;

/// Largest size of a number in an override.
const LARGEST: f64 = 1e15;

/// Reads every override, or names each that cannot be made.
pub(super) fn parse(
    catalog: &Catalog,
    scenario: &ScenarioInfo,
    overrides: Vec<pb::Override>,
    violations: &mut Violations,
) -> Option<Overrides> {
    violations.take("overrides", check::count(overrides.len(), 0..=MAX_OVERRIDES))?;
    let mut changes = Overrides::default();
    let mut is_whole = true;
    for (place, asked) in overrides.into_iter().enumerate() {
        let mut violations = violations.at_entry("overrides", place);
        let pb::Override { parameter, change } = asked;
        let change = violations.take("change", read(change));
        let Some(change) = change else {
            is_whole = false;
            continue;
        };
        let set = changes.set(catalog, &scenario.name, &parameter, change);
        let set = set.map_err(|why| fault(catalog, &parameter, &why));
        is_whole &= violations.take("parameter", set).is_some();
    }
    is_whole.then_some(changes)
}

fn read(change: Option<pb::r#override::Change>) -> Result<Change, Fault> {
    use pb::r#override::Change as Wire;
    match change {
        None => Err(check::required()),
        Some(Wire::Value(value)) => {
            check::finite_in(value, -LARGEST, LARGEST, "").map(Change::Value)
        }
        Some(Wire::Scale(factor)) => {
            check::above_zero(factor, LARGEST, "factor").map(Change::Scale)
        }
        Some(Wire::Add(more)) => check::finite_in(more, -LARGEST, LARGEST, "").map(Change::Add),
    }
}

fn fault(catalog: &Catalog, parameter: &str, why: &Unchangeable) -> Fault {
    let shown = quoted(parameter);
    match why {
        Unchangeable::Unknown => unknown(catalog, parameter),
        Unchangeable::Duplicate => check::duplicate(parameter),
        Unchangeable::NeedsAdd => {
            Fault::new("NEEDS_ADD", format!("{shown} is changed by \"add\" only"))
        }
        Unchangeable::ComparisonOnly => Fault::new(
            "COMPARISON_ONLY",
            format!("{shown} is a published comparison and feeds no result"),
        ),
        Unchangeable::OutOfRange => Fault::new(
            "OUT_OF_RANGE",
            format!("{shown} cannot have the value that this change gives"),
        ),
    }
}

fn unknown(catalog: &Catalog, parameter: &str) -> Fault {
    let tables = catalog.tables();
    let figures = tables.figures.iter().map(|figure| format!("figures/{}", figure.name));
    let growth = catalog.all_series().filter_map(|(region, metric, series)| {
        series.fitted()?;
        Some(catalog.growth(region, metric))
    });
    let assumptions = tables.assumptions.iter().map(|known| known.parameter.clone());
    let known: Vec<String> = assumptions.chain(figures).chain(growth).collect();
    names::unknown("parameter", parameter, known.iter().map(String::as_str))
}
