//! A small catalog for the tests of this crate's wire and handlers.

mod sites;
mod told;

use std::sync::Arc;

use crate::model::catalog::{
    Catalog, ExchangeRate, MetricInfo, Parts, Rank, Region, RegionId, ScenarioInfo, Source, Table,
};
use crate::model::metric::{Class, Metric};
use crate::model::written::Written;
use crate::model::year::{Date, Year};
use sites::{accelerator, assumptions, site, workload};
use told::{anchor, claim, figures, series};

pub(crate) fn source(name: &str) -> Arc<Source> {
    Arc::new(Source {
        name: name.to_owned(),
        title: "Title".to_owned(),
        publisher: "Publisher".to_owned(),
        published: Some(date(2025)),
        license: "CC BY 4.0".to_owned(),
        rank: Rank::Dataset,
        uri: String::new(),
        written: Written::default(),
    })
}

/// China, the United States with Virginia, and the world.
pub(crate) fn catalog() -> Catalog {
    Catalog::new(parts())
}

/// The parts of [`catalog`], for tests that need one thing different.
pub(crate) fn parts() -> Parts {
    let regions = Table::new(vec![
        region("CN", "China", None, &["PRC", "People's Republic of China"]),
        region("US", "United States", None, &["USA", "America"]),
        region("US-VA", "Virginia", Some("US"), &[]),
        region("WORLD", "World", None, &["globe"]),
    ]);
    let [china, america, virginia] = ids(&regions);
    Parts {
        as_of: date(2026),
        digest: "0123abcd".to_owned(),
        sources: Table::new(vec![source("stats"), source("article")]),
        metrics: metrics(),
        synonyms: Vec::new(),
        series: series(china, america),
        figures: Table::new(figures(china, america)),
        claims: Table::new(vec![claim("z-peak", Some(china)), claim("a-opinion", None)]),
        anchors: vec![anchor(china, 2028, true), anchor(china, 2030, false)],
        accelerators: Table::new(vec![accelerator("nvidia-h100-sxm"), accelerator("h20")]),
        sites: Table::new(vec![site("us-virginia", virginia), site("cn-north", china)]),
        workloads: Table::new(vec![workload("llama", america)]),
        assumptions: assumptions(china),
        exchange_rates: vec![ExchangeRate {
            currency: "CNY".to_owned(),
            year: year(2023),
            units_per_usd: 7.5,
            source: source("stats"),
            confidence: 0.9,
        }],
        price_index: Vec::new(),
        skill: Vec::new(),
        scenarios: Table::new(vec![scenario("reference"), scenario("article")]),
        regions,
    }
}

fn ids(regions: &Table<Region>) -> [RegionId; 3] {
    // Only a catalog hands out ids, so that none can point nowhere.
    let known = Catalog::new(Parts { regions: regions.clone(), ..Parts::empty(date(2026)) });
    ["CN", "US", "US-VA"].map(|code| known.find_region(code).expect(code))
}

fn year(number: i32) -> Year {
    Year::new(number).expect("a year")
}

fn date(number: i32) -> Date {
    Date::of_year(year(number))
}

fn region(code: &str, name: &str, parent: Option<&str>, synonyms: &[&str]) -> Region {
    Region {
        code: code.to_owned(),
        display_name: name.to_owned(),
        parent: parent.map(str::to_owned),
        synonyms: synonyms.iter().map(|&name| name.to_owned()).collect(),
        demonyms: Vec::new(),
    }
}

fn metrics() -> Vec<MetricInfo> {
    // Not in the order of the enum, as a data file need not be.
    [
        (Metric::PeakDemand, Class::GenerationLike),
        (Metric::InstalledCapacity, Class::GenerationLike),
        (Metric::SolarCapacity, Class::YoungTechnology),
        (Metric::WindCapacity, Class::YoungTechnology),
        (Metric::CoalGeneration, Class::None),
        (Metric::SpareCapacity, Class::AnchorOnly),
    ]
    .map(|(metric, class)| MetricInfo {
        metric,
        display_name: metric.name().to_owned(),
        class,
        definition: "What it counts.".to_owned(),
        plausible_min: 0.0,
        plausible_max: 1e6,
        aggregate_scale: 4.0,
    })
    .to_vec()
}

fn scenario(name: &str) -> ScenarioInfo {
    ScenarioInfo {
        growth_percentile: None,
        at_low: Vec::new(),
        name: name.to_owned(),
        display_name: name.to_owned(),
        description: "What it holds.".to_owned(),
    }
}
