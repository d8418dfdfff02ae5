//! Table `sites.csv`.

use super::cell::{self, refuse};
use super::entries::{Book, Entries};
use super::fault::Log;
use super::references::References;
use super::row::{Read, Row, entry};
use super::series::Recorded;
use super::sheet::Layout;
use super::words::Words;
use crate::model::catalog::{Accelerator, Intensity, Site};
use crate::model::metric::Metric;
use crate::model::year::Date;

pub(super) static LAYOUT: Layout = Layout {
    file: "sites.csv",
    noun: "site",
    header: "name,region,display_name,accelerator,price_low,price_central,price_high,price_unit,\
             price_band,customer_class,price_year,subsidized,pue_low,pue_central,pue_high,\
             carbon_lifecycle_g_per_kwh,carbon_lifecycle_region,carbon_lifecycle_year,\
             carbon_direct_g_per_kwh,carbon_direct_year,price_sources,pue_sources,\
             carbon_lifecycle_sources,carbon_direct_sources,confidence,note",
    is_ordered: true, // the first site of a region is its default
};

const PRICE_UNITS: Words<()> = &[("USD/MWh", ())];
const PRICE_BANDS: Words<()> = &[("customer_dispersion", ())];

/// How far an intensity may lie from the series that it is rounded from, g/kWh.
const ROUNDING: f64 = 0.051;

/// Reads the table.
pub(super) fn read(
    book: &Book,
    refs: &References,
    accelerators: &Entries<Accelerator>,
    series: &Entries<Recorded>,
    log: &mut Log,
) -> Entries<Site> {
    let sites = book.read(&LAYOUT, log, |row| site(row, refs, accelerators, series));
    sites.unique(log, "name", |site| &site.name);
    sites
}

fn site(
    row: &mut Row<'_>,
    refs: &References,
    accelerators: &Entries<Accelerator>,
    series: &Entries<Recorded>,
) -> Read<Site> {
    let fixed = [
        row.get("price_unit", cell::word(PRICE_UNITS)),
        row.get("price_band", cell::word(PRICE_BANDS)),
    ];
    let carbon_lifecycle = intensity(row, refs, "carbon_lifecycle");
    from_series(row, refs, series, carbon_lifecycle.as_ref());
    let site = entry!(Site {
        name: row.get("name", cell::name),
        region: row.get("region", |code| refs.region(code)),
        display_name: row.text("display_name"),
        accelerator: row.get("accelerator", |name| match accelerators.find(name)? {
            chip if chip.all_in_it_w.is_some() => Ok(chip.name.clone()),
            _ => refuse(format!("\"{name}\" has no all_in_it_w")),
        }),
        price: row.band(["price_low", "price_central", "price_high"], cell::positive),
        customer_class: row.text("customer_class"),
        price_year: row.get("price_year", cell::year),
        subsidized: row.get("subsidized", cell::flag),
        pue: row.band(["pue_low", "pue_central", "pue_high"], cell::at_least_one),
        carbon_lifecycle,
        carbon_direct: intensity(row, refs, "carbon_direct"),
        price_sources: row.filled_list("price_sources", |name| refs.source(name)),
        pue_sources: row.filled_list("pue_sources", |name| refs.source(name)),
        confidence: row.get("confidence", cell::fraction),
        note: row.remark("note"),
    });
    site.filter(|_| fixed.iter().all(Option::is_some))
}

/// An intensity with its year and sources, or none of them.
fn intensity(row: &mut Row<'_>, refs: &References, prefix: &str) -> Read<Option<Intensity>> {
    let columns = ["g_per_kwh", "year", "sources"].map(|column| format!("{prefix}_{column}"));
    let [g_per_kwh, year, sources] = columns.each_ref().map(String::as_str);
    if !row.together(&[g_per_kwh, year, sources])? {
        return Some(None);
    }
    let intensity = entry!(Intensity {
        g_per_kwh: row.get(g_per_kwh, cell::not_negative),
        year: row.get(year, cell::year),
        sources: row.filled_list(sources, |name| refs.source(name)),
    });
    intensity.map(Some)
}

/// Checks that a life-cycle intensity is the one of the region and year it names.
fn from_series(
    row: &mut Row<'_>,
    refs: &References,
    series: &Entries<Recorded>,
    intensity: Read<&Option<Intensity>>,
) -> Read<()> {
    let is_whole = row.together(&["carbon_lifecycle_g_per_kwh", "carbon_lifecycle_region"])?;
    let region = row.optional("carbon_lifecycle_region", |code| refs.region(code))?;
    let Some((Some(intensity), region)) = intensity.zip(region).filter(|_| is_whole) else {
        return None;
    };
    let key = (region, Metric::CarbonIntensity, Date::of_year(intensity.year));
    let record = series.values().find(|at| at.is_of(key));
    row.require(record.is_some() || !series.is_whole(), "carbon_lifecycle_year", || {
        format!("{} is not a year of that series", intensity.year)
    })?;
    let recorded = record?.record.as_ref()?.value;
    let is_same = (recorded - intensity.g_per_kwh).abs() < ROUNDING;
    row.require(is_same, "carbon_lifecycle_g_per_kwh", || {
        format!("{} is not the recorded {recorded}", intensity.g_per_kwh)
    })
}
