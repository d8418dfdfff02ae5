//! What is told of regions: records, figures, claims and forecasts.

use std::collections::BTreeMap;

use super::{date, source, year};
use crate::model::catalog::{
    Anchor, AnchorBand, Claim, Figure, FigureKind, Record, RegionId, Relation, Stance,
};
use crate::model::claim::{
    Comparator, Fidelity, Modal, Object, Quantifier, RegionSet, Statement, StructuredClaim,
    Subject, When,
};
use crate::model::metric::Metric;

pub(super) fn series(
    china: RegionId,
    america: RegionId,
) -> BTreeMap<(RegionId, Metric), Vec<Record>> {
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

pub(super) fn figures(china: RegionId, america: RegionId) -> Vec<Figure> {
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

pub(super) fn claim(name: &str, region: Option<RegionId>) -> Claim {
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

pub(super) fn anchor(region: RegionId, at: i32, is_current: bool) -> Anchor {
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
