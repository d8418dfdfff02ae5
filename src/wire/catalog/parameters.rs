//! Scenarios, assumptions and sources.

use super::{band, page};
use crate::model::catalog::{Assumption, BandKind, Catalog, ScenarioInfo};
use crate::model::year::Year;
use crate::wire::pb;
use crate::wire::provenance::{self, Sources};
use crate::wire::violations::Violations;

/// A page of scenarios, the default first.
///
/// # Errors
///
/// Every violation of the request.
pub fn list_scenarios(
    catalog: &Catalog,
    request: pb::ListScenariosRequest,
) -> Result<pb::ListScenariosResponse, Violations> {
    let pb::ListScenariosRequest { page_size, page_token } = request;
    let page = page(catalog, "scenarios", page_size, &page_token)?;
    let (scenarios, next_page_token) = page.slice(catalog.tables().scenarios.iter().map(scenario));
    Ok(pb::ListScenariosResponse { scenarios, next_page_token })
}

fn scenario(scenario: &ScenarioInfo) -> pb::Scenario {
    // How a scenario changes the reference is told in its description.
    let ScenarioInfo { name, display_name, description, growth_percentile: _, at_low: _ } =
        scenario.clone();
    pb::Scenario { name, display_name, description }
}

/// A page of assumptions, by parameter and scenario.
///
/// # Errors
///
/// Every violation of the request.
pub fn list_assumptions(
    catalog: &Catalog,
    request: pb::ListAssumptionsRequest,
) -> Result<pb::ListAssumptionsResponse, Violations> {
    let pb::ListAssumptionsRequest { page_size, page_token } = request;
    let page = page(catalog, "assumptions", page_size, &page_token)?;
    let mut known: Vec<&Assumption> = catalog.tables().assumptions.iter().collect();
    known.sort_by_key(|row| (&row.parameter, &row.scenario, row.region, row.year));
    let (known, next_page_token) = page.slice(known);
    let mut sources = Sources::default();
    let assumptions = known.into_iter().map(|row| assumption(catalog, row, &mut sources)).collect();
    Ok(pb::ListAssumptionsResponse { assumptions, next_page_token, sources: sources.into_pb() })
}

fn assumption<'c>(
    catalog: &Catalog,
    known: &'c Assumption,
    sources: &mut Sources<'c>,
) -> pb::AssumptionInfo {
    pb::AssumptionInfo {
        name: known.parameter.clone(),
        display_name: known.title.clone(),
        region: catalog.code(known.region).to_owned(),
        year: known.year.map_or(0, Year::get),
        unit: known.unit.clone(),
        band: Some(band(known.band)),
        band_kind: band_kind(known.kind).to_owned(),
        scenario: known.scenario.clone().unwrap_or_default(),
        comparison_only: known.comparison_only,
        confidence: known.confidence,
        note: known.note.clone(),
        source: sources.key(&known.source),
        basis: provenance::basis(known.basis).into(),
    }
}

const fn band_kind(kind: BandKind) -> &'static str {
    match kind {
        BandKind::Band80 => "band80",
        BandKind::Range => "range",
        BandKind::Fixed => "fixed",
    }
}

/// A page of sources, by name.
///
/// # Errors
///
/// Every violation of the request.
pub fn list_sources(
    catalog: &Catalog,
    request: pb::ListSourcesRequest,
) -> Result<pb::ListSourcesResponse, Violations> {
    let pb::ListSourcesRequest { page_size, page_token } = request;
    let page = page(catalog, "sources", page_size, &page_token)?;
    let known = catalog.tables().sources.by_name().map(|source| provenance::source(source).into());
    let (sources, next_page_token) = page.slice(known);
    Ok(pb::ListSourcesResponse { sources, next_page_token })
}
