//! The scenario that holds only what the article states: a figure answers for
//! its own year, and nothing is carried on.

use super::recorded::{evidence_of_figure, history};
use super::{Estimate, Evidence, Kind, Outlook, record_law, residual_width};
use crate::model::catalog::{Figure, FigureKind, RegionId, Relation, Stance};
use crate::model::claim::Comparator;
use crate::model::distribution::{Law, Scale};
use crate::model::error::ModelError;
use crate::model::metric::Metric;
use crate::model::projection::anchor_width;
use crate::model::year::Year;

impl<'c> Outlook<'c> {
    pub(super) fn of_article(
        &self,
        region: RegionId,
        metric: Metric,
        year: Year,
        month: Option<u8>,
    ) -> Result<Estimate<'c>, ModelError> {
        let fits = |figure: &&Figure| {
            let stated = figure.period.and_then(|period| period.month);
            month.is_none() || stated.is_none() || stated == month
        };
        let figure = self.article_statements(region, metric, year).find(fits);
        let figure = figure.ok_or_else(|| self.no_base_figure(region, metric, Some(year)))?;
        Ok(of_figure(region, metric, year, figure))
    }

    /// A ratio that the article states between two regions in a year.
    ///
    /// # Errors
    ///
    /// When it states none.
    pub fn article_ratio(
        &self,
        (region, other): (RegionId, RegionId),
        metric: Metric,
        year: Year,
    ) -> Result<Estimate<'c>, ModelError> {
        let fits = |figure: &&Figure| {
            let relates = match figure.relation {
                Relation::RatioTo(to, of) => to == other && of == metric,
                Relation::ShareOf(to) => to == other,
                Relation::Absolute => false,
            };
            relates && figure.period.is_some_and(|period| period.year == year)
        };
        let mut figures = self.article_figures(region, metric);
        let figure = figures.find(fits);
        let figure = figure.ok_or_else(|| self.no_base_figure(region, metric, Some(year)))?;
        Ok(of_figure(region, metric, year, figure))
    }

    /// What the article states of a value, beside what is known of it.
    pub(super) fn article_evidence(
        &self,
        region: RegionId,
        metric: Metric,
        year: Year,
    ) -> impl Iterator<Item = Evidence<'c>> {
        self.article_statements(region, metric, year)
            .map(|figure| evidence_of_figure(figure, Stance::Context))
    }

    fn article_statements(
        &self,
        region: RegionId,
        metric: Metric,
        year: Year,
    ) -> impl Iterator<Item = &'c Figure> + use<'c> {
        self.article_figures(region, metric).filter(move |figure| {
            figure.relation == Relation::Absolute
                && figure.period.is_some_and(|period| period.year == year)
        })
    }

    fn article_figures(
        &self,
        region: RegionId,
        metric: Metric,
    ) -> impl Iterator<Item = &'c Figure> + use<'c> {
        self.figures(region, metric).filter(|figure| figure.from_article)
    }

    /// What the article says of a metric, in words.
    pub(super) fn article_holdings(&self, metric: Metric) -> String {
        let figures = self.catalog().tables().figures.iter();
        let stated: Vec<&str> = figures
            .filter(|figure| figure.from_article && figure.metric == Some(metric))
            .map(|figure| figure.name.as_str())
            .collect();
        if stated.is_empty() {
            return "the article states none of this metric; scenario \"reference\" may".to_owned();
        }
        format!("of this metric the article states only {}", stated.join(", "))
    }
}

fn of_figure(region: RegionId, metric: Metric, year: Year, figure: &Figure) -> Estimate<'_> {
    let is_ratio = figure.relation != Relation::Absolute;
    let value = figure.canonical;
    let (kind, law) = if figure.kind == FigureKind::Forecast {
        let h = figure.published.map_or(0, |published| year.since(published.year)).max(0);
        let residual = if metric == Metric::SpareCapacity { residual_width() } else { 0.0 };
        (Kind::Anchor, Law::around(Scale::Log, value, anchor_width(h).max(residual)))
    } else if is_ratio {
        (Kind::History, Law::around(Scale::Log, value, super::RECORD_WIDTH))
    } else {
        (Kind::History, record_law(metric, value, None))
    };
    Estimate {
        kind,
        evidence: vec![evidence_of_figure(figure, Stance::Context)],
        is_lower_bound: matches!(figure.comparator, Comparator::MoreThan | Comparator::AtLeast),
        ..history(region, metric, year, law)
    }
}
