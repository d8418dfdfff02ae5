//! Everything known, indexed. Total after construction: every reference inside
//! it resolves, every series is fitted.

mod assumption;
mod claims;
mod compute;
mod drawn;
mod figure;
mod parts;
mod place;
mod places;
mod provenance;
mod record;
mod series;
mod skill;
mod table;

pub use assumption::{Assumption, Band, BandKind};
pub use claims::{Claim, ExplicitReading, Operand};
pub use compute::{Accelerator, Intensity, MfuBasis, Site, Workload};
pub use figure::{Figure, FigureKind, Relation};
pub use parts::Parts;
pub use place::{MetricInfo, Region, RegionId, ScenarioInfo, Synonym};
pub use provenance::{Basis, Rank, Source, Stance};
pub use record::{Anchor, AnchorBand, ExchangeRate, PriceIndex, Record, Variant};
pub(super) use series::state_of;
pub use series::{Fitted, Series, total_lag};
pub use skill::Skill;
pub use table::{Named, Table};

use std::collections::BTreeMap;

use super::estimate;
use super::metric::Metric;
use super::sampling::{Layout, Points};
use super::year::{Date, Year};
use places::Places;

/// Code of the whole world.
pub const WORLD: &str = "WORLD";

/// Code of the European Union.
pub const EU27: &str = "EU27";

/// Everything that the model knows.
#[derive(Debug)]
pub struct Catalog {
    parts: Parts,
    metrics: BTreeMap<Metric, usize>,
    series: BTreeMap<(RegionId, Metric), Series>,
    capacity_parts: BTreeMap<RegionId, Fitted>,
    assumptions: BTreeMap<String, Vec<usize>>,
    figures: Places,
    anchors: Places,
    claims: Places,
    points: Points,
    layout: Layout,
    estimates: estimate::Kept,
}

impl Catalog {
    /// Indexes the tables and fits every series once.
    pub fn new(mut parts: Parts) -> Self {
        let low = parts.at_low();
        parts.assumptions.extend(low);
        let metrics: BTreeMap<_, _> =
            parts.metrics.iter().enumerate().map(|(place, info)| (info.metric, place)).collect();
        let mut assumptions: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, assumption) in parts.assumptions.iter().enumerate() {
            assumptions.entry(assumption.parameter.clone()).or_default().push(place);
        }
        let series: BTreeMap<_, _> = std::mem::take(&mut parts.series)
            .into_iter()
            .filter_map(|((region, metric), records)| {
                let class = parts.metrics.get(*metrics.get(&metric)?)?.class;
                Some(((region, metric), Series::new(class, records)))
            })
            .collect();
        let figures = parts.figures.iter().map(|figure| Some((figure.region, figure.metric?)));
        let anchors = parts.anchors.iter().map(|anchor| Some((anchor.region, anchor.metric)));
        let (figures, anchors) = (Places::of(figures), Places::of(anchors));
        let claims = Places::of(parts.claims.iter().map(Claim::about));
        let mut catalog = Self {
            parts,
            metrics,
            series,
            capacity_parts: BTreeMap::new(),
            assumptions,
            figures,
            anchors,
            claims,
            points: Points::default(),
            layout: Layout::default(),
            estimates: estimate::Kept::default(),
        };
        catalog.layout = catalog.layout_of_costs();
        catalog.capacity_parts = catalog
            .region_ids()
            .filter_map(|region| Some((region, series::rest_of_capacity(&catalog, region)?)))
            .collect();
        catalog
    }

    /// Date up to which it was compiled.
    pub const fn as_of(&self) -> Date {
        self.parts.as_of
    }

    /// SHA-256 over its parsed content, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.parts.digest
    }

    /// Every region.
    pub fn region_ids(&self) -> impl Iterator<Item = RegionId> + use<> {
        (0..self.parts.regions.len()).map(RegionId)
    }

    /// The region of that code, in any case.
    pub fn find_region(&self, code: &str) -> Option<RegionId> {
        let regions = &self.parts.regions;
        let place = regions.position(code).or_else(|| regions.position(&code.to_ascii_uppercase()));
        place.map(RegionId)
    }

    /// The region of that place.
    pub fn region(&self, id: RegionId) -> &Region {
        self.parts.regions.at(id.0)
    }

    /// Code of a region.
    pub fn code(&self, id: RegionId) -> &str {
        &self.region(id).code
    }

    /// The parameter of a series' growth. Example: `growth/CN/solar_capacity`.
    pub fn growth(&self, id: RegionId, metric: Metric) -> String {
        ["growth/", self.code(id), "/", metric.name()].concat()
    }

    /// The region that this one is part of.
    pub fn parent(&self, id: RegionId) -> Option<RegionId> {
        self.region(id).parent.as_deref().and_then(|code| self.find_region(code))
    }

    /// Whether `inner` is `outer` or part of it.
    pub fn is_within(&self, inner: RegionId, outer: RegionId) -> bool {
        inner == outer || self.parent(inner).is_some_and(|parent| self.is_within(parent, outer))
    }

    /// Whether a region is an aggregate of countries.
    pub fn is_aggregate(&self, id: RegionId) -> bool {
        matches!(self.code(id), WORLD | EU27)
    }

    /// Meaning of a metric, `None` for one that is derived only.
    pub fn metric(&self, metric: Metric) -> Option<&MetricInfo> {
        self.metrics.get(&metric).and_then(|&place| self.parts.metrics.get(place))
    }

    /// The yearly history of a metric in a region.
    pub fn series(&self, region: RegionId, metric: Metric) -> Option<&Series> {
        self.series.get(&(region, metric))
    }

    /// Every history, by region and metric.
    pub fn all_series(&self) -> impl Iterator<Item = (RegionId, Metric, &Series)> {
        self.series.iter().map(|(&(region, metric), series)| (region, metric, series))
    }

    /// Capacity other than solar and wind, where both are known beside a total,
    /// which is projected from them then; `None` of any other metric.
    pub fn rest_of_capacity(&self, region: RegionId, metric: Metric) -> Option<&Fitted> {
        self.capacity_parts.get(&region).filter(|_| metric == Metric::InstalledCapacity)
    }

    /// The assumption of that path: the scenario's own, else the general one.
    pub fn assumption(&self, path: &str, scenario: &str) -> Option<&Assumption> {
        let rows =
            self.assumptions.get(path)?.iter().filter_map(|&at| self.parts.assumptions.get(at));
        rows.clone()
            .find(|row| row.scenario.as_deref() == Some(scenario))
            .or_else(|| rows.clone().find(|row| row.scenario.is_none()))
    }

    /// Figures about a metric of a region, in file order.
    pub fn figures(&self, region: RegionId, metric: Metric) -> impl Iterator<Item = &Figure> {
        self.figures.pick(self.parts.figures.rows(), region, metric)
    }

    /// Published forecasts of a metric in a region, in file order.
    pub fn anchors(&self, region: RegionId, metric: Metric) -> impl Iterator<Item = &Anchor> {
        self.anchors.pick(&self.parts.anchors, region, metric)
    }

    /// Claims of which the left side begins with a region and may mean one of some metrics, in file order.
    pub fn claims(&self, region: RegionId, metrics: &[Metric]) -> Vec<&Claim> {
        let all = metrics.iter().flat_map(|&metric| self.claims.about(region, metric));
        let mut places: Vec<usize> = all.copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| self.parts.claims.at(place)).collect()
    }

    /// Units of a currency per US dollar in a year; the last year known stands in for later ones.
    pub fn units_per_usd(&self, currency: &str, year: Year) -> Option<&ExchangeRate> {
        let rates = self.parts.exchange_rates.iter().filter(|rate| rate.currency == currency);
        rates.filter(|rate| rate.year <= year).max_by_key(|rate| rate.year)
    }

    /// US consumer prices of a year.
    pub fn price_index(&self, year: Year) -> Option<&PriceIndex> {
        self.parts.price_index.iter().find(|row| row.year == year)
    }

    /// What its laws are at the midpoints of draws, as far as they were drawn.
    pub const fn points(&self) -> &Points {
        &self.points
    }

    /// Where comparisons of costs draw their parameters.
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Estimates that were asked for.
    pub(super) const fn estimates(&self) -> &estimate::Kept {
        &self.estimates
    }

    /// The tables as they were read, but for the series.
    pub const fn tables(&self) -> &Parts {
        &self.parts
    }
}
