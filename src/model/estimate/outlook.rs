//! The catalog as one scenario and one caller's changes see it.

use super::kept::About;
use super::{ARTICLE, Estimate, Kind, LoadKind, REFERENCE};
use crate::model::budget::Budget;
use crate::model::catalog::{
    Assumption, Basis, Catalog, Figure, RegionId, ScenarioInfo, Series, WORLD,
};
use crate::model::distribution::{Law, t4_quantile};
use crate::model::error::ModelError;
use crate::model::metric::{Class, Metric};
use crate::model::overrides::Overrides;
use crate::model::projection::{add_block, shift_growth};
use crate::model::year::Year;

/// The catalog as one scenario sees it.
#[derive(Clone, Copy, Debug)]
pub struct Outlook<'c> {
    catalog: &'c Catalog,
    scenario: &'c ScenarioInfo,
    overrides: Option<&'c Overrides>,
    budget: Budget<'c>,
    keeps: bool,
}

impl<'c> Outlook<'c> {
    /// The catalog under a scenario.
    pub const fn new(catalog: &'c Catalog, scenario: &'c ScenarioInfo) -> Self {
        Self { catalog, scenario, overrides: None, budget: Budget::ENDLESS, keeps: true }
    }

    /// The same with a caller's changes.
    #[must_use]
    pub fn with(self, overrides: &'c Overrides) -> Self {
        Self { overrides: (!overrides.is_empty()).then_some(overrides), ..self }
    }

    /// The same for as long as answers are wanted.
    #[must_use]
    pub const fn within(self, budget: Budget<'c>) -> Self {
        Self { budget, ..self }
    }

    /// The same, which neither finds estimates that are kept nor keeps any: a question of many would leave no
    /// room for others.
    #[must_use]
    pub const fn anew(self) -> Self {
        Self { keeps: false, ..self }
    }

    /// How long answers are wanted for.
    pub const fn budget(&self) -> Budget<'c> {
        self.budget
    }

    /// The caller's changes.
    pub const fn overrides(&self) -> Option<&'c Overrides> {
        self.overrides
    }

    /// The same without any changes.
    #[must_use]
    pub const fn without_changes(&self) -> Self {
        Self { overrides: None, ..*self }
    }

    /// The same without any changes, `None` where there are none.
    pub fn base(&self) -> Option<Self> {
        self.overrides.map(|_| self.without_changes())
    }

    /// The assumption of that path, as changed.
    pub fn assumption(&self, path: &str) -> Option<&'c Assumption> {
        let changed = self.overrides.and_then(|changes| changes.assumption(path));
        changed.or_else(|| self.catalog.assumption(path, self.scenario()))
    }

    /// The assumption of a region, of what it is part of, or of the world:
    /// `assumptions/NAME/REGION`, as changed.
    pub fn assumption_for(&self, name: &str, region: RegionId) -> Option<&'c Assumption> {
        let chain = std::iter::successors(Some(region), |&region| self.catalog.parent(region));
        let codes = chain.map(|region| self.catalog.code(region)).chain([WORLD]);
        let mut path = format!("assumptions/{name}/");
        let before = path.len();
        codes.into_iter().find_map(|code| {
            path.truncate(before);
            path.push_str(code);
            self.assumption(&path)
        })
    }

    /// The figure of that name, as changed.
    pub fn figure(&self, name: &str) -> Option<&'c Figure> {
        self.catalog.tables().figures.get(name).map(|figure| self.changed(figure))
    }

    /// Every figure about a metric of a region, as changed.
    pub(super) fn figures(
        &self,
        region: RegionId,
        metric: Metric,
    ) -> impl Iterator<Item = &'c Figure> + use<'c> {
        let outlook = *self;
        self.catalog.figures(region, metric).map(move |figure| outlook.changed(figure))
    }

    fn changed(&self, figure: &'c Figure) -> &'c Figure {
        self.overrides.and_then(|changes| changes.figure(&figure.name)).unwrap_or(figure)
    }

    /// The catalog.
    pub const fn catalog(&self) -> &'c Catalog {
        self.catalog
    }

    /// Name of the scenario.
    pub fn scenario(&self) -> &'c str {
        &self.scenario.name
    }

    /// Whether only the article may answer.
    pub fn is_article(&self) -> bool {
        self.scenario.name == ARTICLE
    }

    /// What is known of a metric in a region and year. It is kept, unless a month is named, or the
    /// scenario or the caller sets anything apart from the reference.
    ///
    /// # Errors
    ///
    /// When the scenario holds nothing to start from, the metric is not
    /// projected, or the year lies past what its history can say.
    pub fn estimate(
        &self,
        region: RegionId,
        metric: Metric,
        year: Year,
        month: Option<u8>,
    ) -> Result<Estimate<'c>, ModelError> {
        self.budget.check()?;
        let (kept, about) = (self.catalog.estimates(), (region, metric, year));
        let is_usual = self.overrides.is_none() && self.scenario.name == REFERENCE;
        if !(self.keeps && is_usual && month.is_none()) {
            return self.work_out(about, month);
        }
        if let Some(known) = kept.find(about) {
            return Ok(known);
        }
        let known = self.work_out(about, None)?;
        kept.keep(self.catalog, about, &known);
        Ok(known)
    }

    fn work_out(
        &self,
        (region, metric, year): About,
        month: Option<u8>,
    ) -> Result<Estimate<'c>, ModelError> {
        if self.is_article() {
            return self.of_article(region, metric, year, month);
        }
        let known = match metric {
            Metric::DataCenterLoad => self.data_center_load(region, year, LoadKind::Peak),
            Metric::SpareCapacity => self.spare_capacity(region, year),
            _ => match self.record(region, metric, year, month) {
                Some(record) => Ok(record),
                None => self.projected(region, metric, year),
            },
        };
        known.map(|known| {
            let mut known = self.grown(known);
            known.evidence.extend(self.article_evidence(region, metric, year));
            known
        })
    }

    /// A projection at the percentile of growth that the scenario supposes.
    pub(super) fn supposed(&self, law: Law) -> Law {
        match self.scenario.growth_percentile {
            None => law,
            Some(p) => {
                let moved = law.mu() + law.sigma() * t4_quantile(p);
                Law::symmetric(law.scale(), moved, law.sigma())
            }
        }
    }

    /// A rate of growth at the percentile that the scenario supposes.
    pub(in crate::model) fn supposed_value(&self, law: &Law) -> f64 {
        self.scenario.growth_percentile.map_or_else(|| law.median(), |p| law.quantile(p))
    }

    /// How a projection comes about under the scenario.
    pub(super) const fn projected_basis(&self) -> Basis {
        if self.scenario.growth_percentile.is_some() { Basis::Assumed } else { Basis::Projected }
    }

    /// A projection with the caller's additions to its growth and to itself.
    pub(super) fn grown(&self, known: Estimate<'c>) -> Estimate<'c> {
        let Some(changes) = self.overrides else { return known };
        let projected = known.last.filter(|_| known.kind == Kind::Projection);
        let Some((last, _)) = projected else { return known };
        let added = changes.growth(known.region, known.metric);
        let block = changes.block(known.region, known.metric);
        if added.or(block).is_none() {
            return known;
        }
        let grown = added
            .map_or(known.law, |added| shift_growth(&known.law, added, known.year.since(last)));
        let law = block.map_or(grown, |block| add_block(&grown, block));
        Estimate { law, basis: Basis::Overridden, ..known }
    }

    /// How a metric is projected.
    pub fn class(&self, metric: Metric) -> Class {
        self.catalog.metric(metric).map_or(Class::None, |info| info.class)
    }

    pub(crate) fn no_base_figure(
        &self,
        region: RegionId,
        metric: Metric,
        year: Option<Year>,
    ) -> ModelError {
        let known = (region, metric);
        let available = if self.is_article() {
            self.article_holdings(metric)
        } else {
            self.holdings(region, metric)
        };
        ModelError::no_base_figure(self.catalog, self.scenario(), known, year, available)
    }

    /// Which years of a metric the reference figures hold, in words.
    fn holdings(&self, region: RegionId, metric: Metric) -> String {
        let span = self.catalog.series(region, metric).and_then(Series::span);
        if let Some((first, last)) = span {
            return format!("records run from {first} to {last}");
        }
        let mut codes: Vec<&str> = self
            .catalog
            .all_series()
            .filter(|(_, known, _)| *known == metric)
            .map(|(region, ..)| self.catalog.code(region))
            .collect();
        codes.sort_unstable();
        match codes.as_slice() {
            [] => "no region has one".to_owned(),
            codes => format!("known for {}", codes.join(", ")),
        }
    }
}
