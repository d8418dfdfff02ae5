//! Regions and site presets.

use super::{band, filter_code, filter_region, page};
use crate::model::catalog::{Catalog, Intensity, Region, Site, Source};
use crate::wire::page::Page;
use crate::wire::pb;
use crate::wire::provenance::Sources;
use crate::wire::violations::Violations;

/// A page of regions, by code.
///
/// # Errors
///
/// Every violation of the request.
pub fn list_regions(
    catalog: &Catalog,
    request: pb::ListRegionsRequest,
) -> Result<pb::ListRegionsResponse, Violations> {
    let pb::ListRegionsRequest { page_size, page_token } = request;
    let page = page(catalog, "regions", page_size, &page_token)?;
    let regions = catalog.tables().regions.by_name().map(region);
    let (regions, next_page_token) = page.slice(regions);
    Ok(pb::ListRegionsResponse { regions, next_page_token })
}

fn region(region: &Region) -> pb::Region {
    let Region { code, display_name, parent, synonyms, demonyms } = region;
    pb::Region {
        code: code.clone(),
        display_name: display_name.clone(),
        parent: parent.clone().unwrap_or_default(),
        synonyms: synonyms.clone(),
        demonyms: demonyms.clone(),
    }
}

/// A page of site presets, by name.
///
/// # Errors
///
/// Every violation of the request.
pub fn list_sites(
    catalog: &Catalog,
    request: pb::ListSitesRequest,
) -> Result<pb::ListSitesResponse, Violations> {
    let pb::ListSitesRequest { page_size, page_token, region } = request;
    let mut violations = Violations::default();
    let within = violations.take("region", filter_region(catalog, &region));
    let list = within.map(|within| ["sites", filter_code(catalog, within)]);
    let page = Page::parse(catalog, list, (page_size, &page_token), &mut violations);
    let (within, page) = violations.finish(within.zip(page))?;

    let sites = catalog.tables().sites.by_name();
    let sites =
        sites.filter(|site| within.is_none_or(|outer| catalog.is_within(site.region, outer)));
    let (sites, next_page_token) = page.slice(sites);
    let mut sources = Sources::default();
    let sites = sites.into_iter().map(|site| preset(catalog, site, &mut sources)).collect();
    Ok(pb::ListSitesResponse { sites, next_page_token, sources: sources.into_pb() })
}

fn preset<'c>(catalog: &Catalog, site: &'c Site, sources: &mut Sources<'c>) -> pb::SitePreset {
    let grams = |of: &Option<Intensity>| of.as_ref().map(|intensity| intensity.g_per_kwh);
    pb::SitePreset {
        name: site.name.clone(),
        display_name: site.display_name.clone(),
        region: catalog.code(site.region).to_owned(),
        accelerator: site.accelerator.clone(),
        electricity_price_usd_per_mwh: Some(band(site.price)),
        price_year: site.price_year.get(),
        customer_class: site.customer_class.clone(),
        subsidized: site.subsidized,
        pue: Some(band(site.pue)),
        carbon_lifecycle_g_per_kwh: grams(&site.carbon_lifecycle),
        carbon_direct_g_per_kwh: grams(&site.carbon_direct),
        confidence: site.confidence,
        note: site.note.clone(),
        source_keys: sources.keys(sources_of(site)),
    }
}

fn sources_of(site: &Site) -> impl Iterator<Item = &Source> {
    let intensities = [&site.carbon_lifecycle, &site.carbon_direct].into_iter().flatten();
    let carbon = intensities.flat_map(|intensity| &intensity.sources);
    site.price_sources.iter().chain(&site.pue_sources).chain(carbon).map(AsRef::as_ref)
}
