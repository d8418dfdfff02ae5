//! Records: the series, and measured figures for periods it does not hold.

use std::borrow::Cow;

use super::{Estimate, Evidence, Kind, Outlook, record_law};
use crate::model::catalog::{
    Basis, Figure, FigureKind, Record, RegionId, Relation, Series, Site, Stance,
};
use crate::model::claim::Comparator;
use crate::model::distribution::Law;
use crate::model::metric::Metric;
use crate::model::stream::joined;
use crate::model::unit::Unit;
use crate::model::year::Year;

/// The month that a figure of a whole year stands for.
const YEAR_END: u8 = 12;

impl<'c> Outlook<'c> {
    /// The record nearest to a period, if its year has one.
    pub(super) fn record(
        &self,
        region: RegionId,
        metric: Metric,
        year: Year,
        month: Option<u8>,
    ) -> Option<Estimate<'c>> {
        let record = self.catalog().series(region, metric).and_then(|series| series.record(year));
        let figures = || self.measured(region, metric, year);
        let Some(month) = month else {
            // The series speaks for its year; figures fill years it does not hold.
            return record.map(|record| self.of_record(region, metric, record)).or_else(|| {
                let latest = figures().max_by_key(|figure| month_of(figure))?;
                Some(of_figure(region, metric, year, latest))
            });
        };
        let distance = |known: u8| known.abs_diff(month);
        let nearest =
            figures().min_by_key(|figure| (distance(month_of(figure)), figure.source.rank));
        match (record, nearest) {
            (Some(record), Some(figure))
                if distance(month_of(figure)) < distance(record.month.unwrap_or(YEAR_END)) =>
            {
                Some(of_figure(region, metric, year, figure))
            }
            (Some(record), _) => Some(self.of_record(region, metric, record)),
            (None, figure) => figure.map(|figure| of_figure(region, metric, year, figure)),
        }
    }

    /// The latest year that has a record.
    pub fn latest_record(&self, region: RegionId, metric: Metric) -> Option<Year> {
        let series =
            self.catalog().series(region, metric).and_then(Series::span).map(|span| span.1);
        let figures = self.figures(region, metric);
        let measured = figures
            .filter(|figure| is_record(figure, metric))
            .filter_map(|figure| figure.period.map(|period| period.year));
        series.into_iter().chain(measured).max()
    }

    pub(super) fn measured(
        &self,
        region: RegionId,
        metric: Metric,
        year: Year,
    ) -> impl Iterator<Item = &'c Figure> {
        self.figures(region, metric).filter(move |figure| {
            is_record(figure, metric) && figure.period.is_some_and(|period| period.year == year)
        })
    }

    pub(super) fn of_record(
        &self,
        region: RegionId,
        metric: Metric,
        record: &'c Record,
    ) -> Estimate<'c> {
        Estimate {
            confidence: record.confidence,
            evidence: vec![self.evidence_of_record(region, metric, record)],
            is_lower_bound: record.lower_bound,
            ..history(region, metric, record.year, record_law(metric, record.value, record.band))
        }
    }

    pub(super) fn evidence_of_record(
        &self,
        region: RegionId,
        metric: Metric,
        record: &'c Record,
    ) -> Evidence<'c> {
        let note = match record.note.as_str() {
            "" => Cow::Borrowed(record.basis.as_str()),
            note => Cow::Owned([&record.basis, "; ", note].concat()),
        };
        Evidence {
            name: joined("series/", self.catalog().code(region), metric, record.year).into(),
            source: &record.source,
            stance: Stance::Context,
            basis: Basis::Reported,
            disputed: false,
            confidence: record.confidence,
            note,
            value: Some(record.value),
            unit: Cow::Borrowed(metric.unit().symbol()),
            written: None,
        }
    }
}

fn month_of(figure: &Figure) -> u8 {
    figure.period.and_then(|period| period.month).unwrap_or(YEAR_END)
}

/// Whether a figure about this metric is a measurement of the metric itself.
fn is_record(figure: &Figure, metric: Metric) -> bool {
    let fits = |unit: Unit| unit.dimension() == metric.dimension();
    !figure.from_article
        && figure.relation == Relation::Absolute
        && figure.kind == FigureKind::Measured
        && Unit::from_symbol(&figure.unit).is_some_and(fits)
}

fn of_figure(region: RegionId, metric: Metric, year: Year, figure: &Figure) -> Estimate<'_> {
    Estimate {
        evidence: vec![evidence_of_figure(figure, Stance::Context)],
        is_lower_bound: matches!(figure.comparator, Comparator::MoreThan | Comparator::AtLeast),
        ..history(region, metric, year, record_law(metric, figure.canonical, None))
    }
}

/// A figure as evidence.
pub(crate) fn evidence_of_figure(figure: &Figure, stance: Stance) -> Evidence<'_> {
    let note = match figure.note.as_str() {
        "" => Cow::Borrowed(figure.statement.as_str()),
        note => Cow::Owned([&figure.statement, " (", note, ")"].concat()),
    };
    Evidence {
        name: ["figures/", &figure.name].concat().into(),
        source: &figure.source,
        stance: figure.stance.unwrap_or(stance),
        basis: Basis::Reported,
        disputed: figure.disputed,
        confidence: None,
        note,
        value: Some(figure.value),
        unit: Cow::Borrowed(figure.unit.as_str()),
        written: None,
    }
}

/// The sources of a site's price as evidence.
pub(crate) fn evidence_of_site(site: &Site) -> Vec<Evidence<'_>> {
    let of = |source| Evidence {
        name: site.parameter("electricity_price").into(),
        source,
        stance: Stance::Context,
        basis: Basis::Reported,
        disputed: false,
        confidence: Some(site.confidence),
        note: Cow::Owned(format!("{}: {}", site.display_name, site.customer_class)),
        value: Some(site.price.central),
        unit: Cow::Borrowed(Unit::UsdPerMegawattHour.symbol()),
        written: None,
    };
    site.price_sources.iter().map(|source| of(source.as_ref())).collect()
}

/// An estimate of a recorded year, to be filled in.
pub(crate) fn history<'c>(region: RegionId, metric: Metric, year: Year, law: Law) -> Estimate<'c> {
    Estimate {
        region,
        metric,
        year,
        law,
        kind: Kind::History,
        basis: Basis::Reported,
        confidence: None,
        evidence: Vec::new(),
        parts: Vec::new(),
        formula: None,
        last: None,
        is_lower_bound: false,
        warnings: Vec::new(),
    }
}
