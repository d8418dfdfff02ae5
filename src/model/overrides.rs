//! A caller's own assumptions: changed copies of what the catalog holds, and
//! additions to growth. Each parameter is changed once, so that order does not
//! matter.

use std::collections::{BTreeMap, BTreeSet};

use super::catalog::{Assumption, Band, BandKind, Basis, Catalog, Figure, RegionId};
use super::distribution::Scale;
use super::metric::{Class, Metric};

/// What to do with a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// Replace its central value.
    Value(f64),
    /// Multiply it, band and all.
    Scale(f64),
    /// Add to it, band and all; for growth per year.
    Add(f64),
}

impl Change {
    fn apply(self, value: f64) -> f64 {
        match self {
            Self::Value(own) => own,
            Self::Scale(factor) => value * factor,
            Self::Add(more) => value + more,
        }
    }
}

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unchangeable {
    /// No such parameter.
    Unknown,
    /// The parameter was changed already.
    Duplicate,
    /// Growth and totals can only be added to.
    NeedsAdd,
    /// A published comparison feeds no result.
    ComparisonOnly,
    /// The result is a value that the parameter cannot have.
    OutOfRange,
}

/// Least and most that may be added to growth, per year.
const GROWTH: std::ops::RangeInclusive<f64> = -0.5..=1.0;

/// Least and most that may be added to a projected total, in its canonical unit.
const BLOCK: std::ops::RangeInclusive<f64> = 0.0..=1e6;

/// The changes of one request.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    parameters: BTreeSet<String>,
    assumptions: BTreeMap<String, Assumption>,
    figures: BTreeMap<String, Figure>,
    growth: BTreeMap<(RegionId, Metric), f64>,
    blocks: BTreeMap<(RegionId, Metric), f64>,
}

impl Overrides {
    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.parameters.is_empty()
    }

    /// Names of what is changed, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().map(String::as_str)
    }

    /// Changes one parameter: `assumptions/...`, `constraint/...`, `figures/...`,
    /// `growth/REGION/METRIC` or `block/REGION/METRIC`.
    ///
    /// # Errors
    ///
    /// When there is no such parameter, it was changed already, or it cannot be
    /// changed in this way.
    pub fn set(
        &mut self,
        catalog: &Catalog,
        scenario: &str,
        parameter: &str,
        change: Change,
    ) -> Result<(), Unchangeable> {
        if self.parameters.contains(parameter) {
            return Err(Unchangeable::Duplicate);
        }
        let (growth, block) = (parameter.strip_prefix("growth/"), parameter.strip_prefix("block/"));
        if let Some(series) = growth.or(block) {
            let key = projected(catalog, series).ok_or(Unchangeable::Unknown)?;
            if block.is_some() && !key.1.is_additive() {
                return Err(Unchangeable::Unknown);
            }
            let Change::Add(more) = change else { return Err(Unchangeable::NeedsAdd) };
            let (allowed, changes) = if growth.is_some() {
                (GROWTH, &mut self.growth)
            } else {
                (BLOCK, &mut self.blocks)
            };
            if !allowed.contains(&more) {
                return Err(Unchangeable::OutOfRange);
            }
            if changes.insert(key, more).is_some() {
                return Err(Unchangeable::Duplicate);
            }
        } else if let Some(name) = parameter.strip_prefix("figures/") {
            let figure = catalog.tables().figures.get(name).ok_or(Unchangeable::Unknown)?;
            let changed = change_figure(figure, change).ok_or(Unchangeable::OutOfRange)?;
            self.figures.insert(name.to_owned(), changed);
        } else {
            let known = catalog.assumption(parameter, scenario).ok_or(Unchangeable::Unknown)?;
            if known.comparison_only {
                return Err(Unchangeable::ComparisonOnly);
            }
            let changed = change_assumption(known, change).ok_or(Unchangeable::OutOfRange)?;
            self.assumptions.insert(parameter.to_owned(), changed);
        }
        self.parameters.insert(parameter.to_owned());
        Ok(())
    }

    pub(super) fn assumption(&self, path: &str) -> Option<&Assumption> {
        self.assumptions.get(path)
    }

    pub(super) fn figure(&self, name: &str) -> Option<&Figure> {
        self.figures.get(name)
    }

    pub(super) fn block(&self, region: RegionId, metric: Metric) -> Option<f64> {
        self.blocks.get(&(region, metric)).copied()
    }

    pub(super) fn growth(&self, region: RegionId, metric: Metric) -> Option<f64> {
        self.growth.get(&(region, metric)).copied()
    }
}

/// The series that `REGION/METRIC` names, where it is projected.
fn projected(catalog: &Catalog, series: &str) -> Option<(RegionId, Metric)> {
    let (region, metric) = series.split_once('/')?;
    let (region, metric) = (catalog.find_region(region)?, Metric::from_name(metric)?);
    let class = catalog.metric(metric)?.class;
    let is_projected = !matches!(class, Class::AnchorOnly | Class::None);
    (is_projected && catalog.series(region, metric).is_some()).then_some((region, metric))
}

fn change_figure(figure: &Figure, change: Change) -> Option<Figure> {
    let value = change.apply(figure.value);
    let canonical = value * (figure.canonical / figure.value);
    let is_legal = value.is_finite() && canonical.is_finite() && canonical > 0.0;
    is_legal.then(|| Figure { value, canonical, ..figure.clone() })
}

/// A replaced value is known exactly, but for limits on compute, whose band
/// keeps its ratio; a scale or an addition moves the band along.
fn change_assumption(known: &Assumption, change: Change) -> Option<Assumption> {
    let mut changed = Assumption { basis: Basis::Overridden, ..known.clone() };
    let band = &mut changed.band;
    match change {
        Change::Value(value) if keeps_ratio(known) => {
            let ratio = value / band.central;
            *band = Band { low: band.low * ratio, central: value, high: band.high * ratio };
        }
        Change::Value(value) => {
            *band = Band { low: value, central: value, high: value };
            changed.kind = BandKind::Fixed;
        }
        Change::Scale(_) | Change::Add(_) => {
            for bound in [&mut band.low, &mut band.central, &mut band.high] {
                *bound = change.apply(*bound);
            }
        }
    }
    let law = changed.law();
    let is_legal = [0.001, 0.5, 0.999].into_iter().all(|p| law.quantile(p).is_finite())
        && (changed.scale().forward(changed.band.central).is_finite() || is_at_end(&changed));
    is_legal.then_some(changed)
}

/// Limits on compute keep the ratio of their bands; nothing has none.
fn keeps_ratio(known: &Assumption) -> bool {
    known.parameter.starts_with("constraint/") && known.band.central != 0.0
}

/// Whether a limit on compute that is not drawn stands at an end of its scale: no
/// flexibility, a ramp that is complete.
fn is_at_end(changed: &Assumption) -> bool {
    let value = changed.band.central;
    let is_all = changed.scale() == Scale::LogOdds && (value - 1.0).abs() < f64::EPSILON;
    let is_drawn = changed.kind == BandKind::Band80;
    changed.parameter.starts_with("constraint/") && !is_drawn && (value == 0.0 || is_all)
}
