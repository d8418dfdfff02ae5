//! The order in which tables are read: first what others point at.

use super::claims::readings::{self, Operands};
use super::digest::digest;
use super::entries::Book;
use super::fault::{Faults, Log};
use super::files::Files;
use super::references::References;
use super::settings::Settings;
use super::sheet::{Layout, Sheet};
use super::{
    accelerators, anchors, assumptions, claims, figures, metrics, money, regions, series, settings,
    sites, skill, sources, synonyms, workloads,
};
use crate::model::catalog::{Catalog, Parts, Table};

static LAYOUTS: [&Layout; 16] = [
    &accelerators::LAYOUT,
    &anchors::LAYOUT,
    &assumptions::LAYOUT,
    &claims::LAYOUT,
    &figures::LAYOUT,
    &metrics::LAYOUT,
    &money::PRICES,
    &money::RATES,
    &readings::LAYOUT,
    &regions::LAYOUT,
    &series::LAYOUT,
    &sites::LAYOUT,
    &skill::LAYOUT,
    &sources::LAYOUT,
    &synonyms::LAYOUT,
    &workloads::LAYOUT,
];

/// Reads everything. `log` holds the faults that were found before.
pub(super) fn load(files: &Files, mut log: Log) -> Result<Catalog, Faults> {
    let settings = Settings::read(files, &mut log);
    let book = Book::new(LAYOUTS.into_iter().filter_map(|layout| {
        let text = files.text(layout.file)?;
        Sheet::open(layout, text, &mut log)
    }));
    let parts = parts(&book, settings, &mut log);
    log.unless_any(parts).map(Catalog::new)
}

fn parts(book: &Book, settings: Settings, log: &mut Log) -> Option<Parts> {
    let digest = digest(book, &settings);
    let scenarios = settings.scenarios;
    let refs = &References::new(sources::read(book, log), regions::read(book, log));
    let metrics = metrics::read(book, log);
    let synonyms = synonyms::read(book, log);
    let series = series::read(book, refs, &metrics, log);
    let figures = figures::read(book, refs, log);
    let anchors = anchors::read(book, refs, &figures, &series, log);
    let accelerators = accelerators::read(book, refs, log);
    let sites = sites::read(book, refs, &accelerators, &series, log);
    let claims = claims::read(book, refs, &figures, log);
    let operands = Operands { refs, series: &series, figures: &figures, sites: &sites };
    let readings = readings::read(book, operands, &claims, log);
    let workloads = workloads::read(book, refs, &accelerators, log);
    let assumptions = assumptions::read(book, refs, &accelerators, &scenarios, log);
    settings::check_parameters(&scenarios, &assumptions, log);
    let exchange_rates = money::rates(book, refs, log);
    let skill = skill::read(book, log);
    let price_index = money::prices(book, refs, log);
    Some(Parts {
        as_of: settings.as_of?,
        digest,
        sources: Table::new(refs.sources.values().cloned().collect()),
        regions: Table::new(refs.regions.values().cloned().collect()),
        metrics: metrics.into_values(),
        synonyms: synonyms.into_values(),
        series: series::by_metric(series),
        figures: Table::new(figures.into_values()),
        claims: Table::new(claims::with_readings(claims, readings)),
        anchors: anchors.into_values(),
        accelerators: Table::new(accelerators.into_values()),
        sites: Table::new(sites.into_values()),
        workloads: Table::new(workloads.into_values()),
        assumptions: assumptions.into_values(),
        exchange_rates: exchange_rates.into_values(),
        price_index: price_index.into_values(),
        skill: skill.into_values(),
        scenarios: Table::new(scenarios.into_values()),
    })
}
