//! A small catalog for the tests of this crate's wire and handlers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::catalog::{
    Accelerator, Anchor, AnchorBand, Assumption, Band, BandKind, Basis, Catalog, Claim,
    ExchangeRate, Figure, FigureKind, Intensity, MetricInfo, MfuBasis, Parts, Rank, Record, Region,
    RegionId, Relation, ScenarioInfo, Site, Source, Stance, Table, Workload,
};
use crate::model::claim::{
    Comparator, Fidelity, Modal, Object, Quantifier, RegionSet, Statement, StructuredClaim,
    Subject, When,
};
use crate::model::metric::{Class, Metric};
use crate::model::year::{Date, Year};

pub(crate) fn source(name: &str) -> Arc<Source> {
    Arc::new(Source {
        name: name.to_owned(),
        title: "Title".to_owned(),
        publisher: "Publisher".to_owned(),
        published: Some(date(2025)),
        license: "CC BY 4.0".to_owned(),
        rank: Rank::Dataset,
        uri: String::new(),
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

fn series(china: RegionId, america: RegionId) -> BTreeMap<(RegionId, Metric), Vec<Record>> {
    let rising =
        |from: f64| (2020..=2025).zip(0..).map(|(at, n)| record(at, from + f64::from(n))).collect();
    BTreeMap::from([
        ((china, Metric::InstalledCapacity), rising(3_000.0)),
        ((china, Metric::SolarCapacity), rising(900.0)),
        ((china, Metric::WindCapacity), rising(500.0)),
        ((china, Metric::SpareCapacity), rising(100.0)),
        ((china, Metric::CoalGeneration), rising(5_000.0)),
        ((america, Metric::PeakDemand), rising(750.0)),
        ((america, Metric::InstalledCapacity), rising(1_200.0)),
    ])
}

fn record(at: i32, value: f64) -> Record {
    Record {
        year: year(at),
        month: None,
        value,
        band: None,
        variant: None,
        lower_bound: false,
        confidence: None,
        source: source("stats"),
        basis: "year end".to_owned(),
        note: String::new(),
    }
}

fn figures(china: RegionId, america: RegionId) -> Vec<Figure> {
    let ratio = Relation::RatioTo(america, Metric::InstalledCapacity);
    let article = figure("cn-capacity", china, Some(Metric::InstalledCapacity), ratio, &["r-cn"]);
    let rival = figure("r-cn", china, Some(Metric::InstalledCapacity), Relation::Absolute, &[]);
    let rival = Figure { from_article: false, stance: Some(Stance::Contradicts), ..rival };
    let other = figure("a-peak", america, None, Relation::ShareOf(china), &["gone"]);
    vec![article, rival, other]
}

fn figure(
    name: &str,
    region: RegionId,
    metric: Option<Metric>,
    relation: Relation,
    related: &[&str],
) -> Figure {
    Figure {
        name: name.to_owned(),
        from_article: true,
        region,
        metric,
        period: Some(date(2026)),
        comparator: Comparator::Approximately,
        value: 3.0,
        unit: "ratio".to_owned(),
        canonical: 3.0,
        relation,
        attributed_to: "Someone".to_owned(),
        published: None,
        paragraph: 4,
        kind: FigureKind::Forecast,
        disputed: true,
        stance: None,
        related: related.iter().map(|&name| name.to_owned()).collect(),
        source: source("article"),
        variant: None,
        factor90: None,
        statement: "Three times as much.".to_owned(),
        note: String::new(),
    }
}

fn claim(name: &str, region: Option<RegionId>) -> Claim {
    Claim {
        name: name.to_owned(),
        figure: "cn-capacity".to_owned(),
        claimant_names: Vec::new(),
        claimant: "Someone".to_owned(),
        date: date(2026),
        text: "Three times as much.".to_owned(),
        structured: region.map(|region| StructuredClaim {
            left: Subject {
                regions: RegionSet::of(region),
                metrics: vec![Metric::PeakDemand],
                when: When::Latest,
                of: Statement::Level,
            },
            comparator: Comparator::AtLeast,
            right: Object::Quantity { value: 1_000.0, unit: None },
            modal: Modal::Asserted,
            quantifier: Quantifier::All,
            negated: false,
            relative_tolerance: None,
        }),
        readings: Vec::new(),
        fidelity: Fidelity::Matches,
        fidelity_note: "read".to_owned(),
        commentary: "So it is.".to_owned(),
    }
}

fn anchor(region: RegionId, at: i32, is_current: bool) -> Anchor {
    Anchor {
        name: format!("anchor-{at}"),
        publisher: "Publisher".to_owned(),
        published: date(2025),
        region,
        metric: Metric::SpareCapacity,
        year: year(at),
        central: 400.0,
        bounds: None,
        band: AnchorBand::None,
        variant: None,
        source: source("stats"),
        is_target: false,
        is_current,
        note: String::new(),
    }
}

fn accelerator(name: &str) -> Accelerator {
    Accelerator {
        name: name.to_owned(),
        display_name: name.to_uppercase(),
        aliases: Vec::new(),
        vendor: "NVIDIA".to_owned(),
        country: "US".to_owned(),
        year: year(2022),
        dense_bf16_tflops: 989.0,
        dense_fp8_tflops: None,
        tdp_w: Some(700.0),
        all_in_it_w: Some(1_275.0),
        memory_gb: Some(80.0),
        price_usd: Some((25_000.0, 35_000.0)),
        source: source("stats"),
        power_source: Some(source("article")),
        price_source: None,
        confidence: 0.9,
        note: String::new(),
    }
}

fn site(name: &str, region: RegionId) -> Site {
    Site {
        name: name.to_owned(),
        region,
        display_name: name.to_owned(),
        accelerator: "nvidia-h100-sxm".to_owned(),
        price: Band { low: 70.0, central: 80.0, high: 90.0 },
        customer_class: "industrial".to_owned(),
        price_year: year(2025),
        subsidized: false,
        pue: Band { low: 1.1, central: 1.2, high: 1.3 },
        carbon_lifecycle: Some(Intensity {
            g_per_kwh: 350.0,
            year: year(2024),
            sources: vec![source("stats")],
        }),
        carbon_direct: None,
        price_sources: vec![source("stats"), source("article")],
        pue_sources: vec![source("stats")],
        confidence: 0.8,
        note: String::new(),
    }
}

fn workload(name: &str, region: RegionId) -> Workload {
    Workload {
        name: name.to_owned(),
        display_name: name.to_owned(),
        region,
        year: year(2024),
        training_flop: Some(3.8e25),
        inference_flop_per_year: None,
        mfu: 0.4,
        mfu_basis: MfuBasis::Reported,
        accelerator: Some("nvidia-h100-sxm".to_owned()),
        accelerator_count: None,
        hours: None,
        accelerator_hours: Some(3e7),
        published_energy_gwh: Some((20.0, 22.0)),
        published_energy_basis: "chip_tdp".to_owned(),
        energy_source: None,
        source: source("stats"),
        confidence: 0.9,
        note: String::new(),
    }
}

fn assumptions(region: RegionId) -> Vec<Assumption> {
    [
        ("assumptions/pue/CN", Some("reference")),
        ("assumptions/mfu", None),
        ("assumptions/pue/CN", None),
    ]
    .map(|(parameter, scenario)| Assumption {
        parameter: parameter.to_owned(),
        scenario: scenario.map(str::to_owned),
        title: "What it is".to_owned(),
        region,
        year: None,
        unit: "ratio".to_owned(),
        band: Band { low: 1.1, central: 1.2, high: 1.3 },
        kind: BandKind::Band80,
        comparison_only: false,
        basis: Basis::Assumed,
        source: source("stats"),
        confidence: 0.7,
        note: String::new(),
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
