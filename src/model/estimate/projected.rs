//! Projections: of a series, of a total built from its parts, of AI compute,
//! and published forecasts where nothing is projected.

use std::borrow::Cow;

use super::anchors::targets;
use super::recorded::history;
use super::{Estimate, Evidence, Kind, Outlook, Part, TESTED_YEARS, Warning, YOUNG_TESTED_YEARS};
use crate::model::catalog::{Assumption, Basis, Fitted, RegionId, Series, Stance, total_lag};
use crate::model::distribution::Law;
use crate::model::error::ModelError;
use crate::model::metric::{Class, Metric};
use crate::model::projection::{damped_years, total};
use crate::model::year::Year;

/// Years past the last record at which young technologies end.
pub const YOUNG_YEARS: i32 = 10;

/// Years past its base up to which AI compute is meant to be projected.
pub(in crate::model) const COMPUTE_YEARS: i32 = 5;

impl<'c> Outlook<'c> {
    pub(super) fn projected(
        &self,
        region: RegionId,
        metric: Metric,
        year: Year,
    ) -> Result<Estimate<'c>, ModelError> {
        match self.class(metric) {
            Class::AiCompute => self.ai_compute(region, year),
            Class::AnchorOnly | Class::None => self.published(region, metric, year),
            Class::GenerationLike
            | Class::CarbonIntensity
            | Class::YoungTechnology
            | Class::Share
            | Class::Price => match self.catalog().rest_of_capacity(region, metric) {
                Some(rest) => self.capacity_from_parts(region, year, rest),
                None => self.of_series(region, metric, year),
            },
        }
    }

    /// A series carried on, bent by published forecasts unless it is a share.
    fn of_series(
        &self,
        region: RegionId,
        metric: Metric,
        year: Year,
    ) -> Result<Estimate<'c>, ModelError> {
        let missing = || self.no_base_figure(region, metric, Some(year));
        let series = self.catalog().series(region, metric).ok_or_else(missing)?;
        let fitted = series.fitted().filter(|fitted| fitted.last < year).ok_or_else(missing)?;
        let class = self.class(metric);
        let h = year.since(fitted.last);
        if class == Class::YoungTechnology {
            self.check_young(region, metric, year, fitted.last)?;
        }
        let model = |h| fitted.state.ahead(h);
        let (law, bent_by) = if class == Class::Share {
            (model(h), Vec::new())
        } else {
            self.bend((region, metric), fitted.last, year, model)
        };
        // Room for what the article says of it, which comes last.
        let mut evidence = Vec::with_capacity(bent_by.len() + 2);
        let record = series.record(fitted.last);
        evidence.extend(record.map(|record| self.evidence_of_record(region, metric, record)));
        evidence.extend(bent_by);
        let basis = if fitted.is_assumed { Basis::Assumed } else { self.projected_basis() };
        let mut warnings = horizon_warning(class, h).into_iter().collect::<Vec<_>>();
        if fitted.is_assumed {
            let message = format!(
                "{metric} of {} has too few yearly records to be projected: the value of {} stands, \
                 with the band of its class",
                self.catalog().code(region),
                fitted.last
            );
            warnings.push(Warning { reason: "TOO_FEW_RECORDS", message });
        }
        Ok(Estimate {
            kind: Kind::Projection,
            basis,
            evidence,
            last: Some((fitted.last, fitted.value)),
            warnings,
            ..history(region, metric, year, self.supposed(law))
        })
    }

    /// Installed capacity as the sum of solar, wind and the rest, each from its
    /// own last year: a total hides that solar doubles while coal stands still.
    fn capacity_from_parts(
        &self,
        region: RegionId,
        year: Year,
        rest: &'c Fitted,
    ) -> Result<Estimate<'c>, ModelError> {
        let metric = Metric::InstalledCapacity;
        let catalog = self.catalog();
        let series = catalog.series(region, metric);
        let last = series.and_then(|series| series.records().last());
        let last = last
            .filter(|record| record.year < year)
            .ok_or_else(|| self.no_base_figure(region, metric, Some(year)))?;
        self.check_young(region, metric, year, last.year)?;

        let lag = total_lag(catalog, region);
        let beside = Year::new(year.get() - lag).unwrap_or(year);
        let solar = self.part(region, Metric::SolarCapacity, beside)?;
        let wind = self.part(region, Metric::WindCapacity, beside)?;
        let rest_law = self.supposed(rest.state.ahead(year.since(rest.last)));
        let parts = vec![
            Part { name: "solar", law: solar.law, basis: solar.basis },
            Part { name: "wind", law: wind.law, basis: wind.basis },
            Part { name: "rest", law: rest_law, basis: self.projected_basis() },
        ];
        let laws: Vec<Law> = parts.iter().map(|part| part.law).collect();
        let mut evidence = vec![self.evidence_of_record(region, metric, last)];
        evidence.extend(solar.evidence);
        evidence.extend(wind.evidence);
        Ok(Estimate {
            kind: Kind::Projection,
            basis: self.projected_basis(),
            evidence,
            parts,
            formula: Some("sum of solar, wind and the rest, each projected from its own last year"),
            last: Some((last.year, last.value)),
            warnings: horizon_warning(Class::YoungTechnology, year.since(last.year))
                .into_iter()
                .collect(),
            ..history(region, metric, year, total(&laws))
        })
    }

    /// A part of the total: exact where it is recorded.
    fn part(
        &self,
        region: RegionId,
        metric: Metric,
        year: Year,
    ) -> Result<Estimate<'c>, ModelError> {
        match self.record(region, metric, year, None) {
            Some(record) => {
                let law = Law::exact(record.law.scale(), record.law.median());
                Ok(Estimate { law, ..record })
            }
            None => self.of_series(region, metric, year).map(|known| self.grown(known)),
        }
    }

    /// AI compute: the stock of the base year times growth that fades.
    fn ai_compute(&self, region: RegionId, year: Year) -> Result<Estimate<'c>, ModelError> {
        let metric = Metric::AiCompute;
        let missing = || self.no_base_figure(region, metric, Some(year));
        let parameter = |name: &str| {
            let path = format!("constraint/{name}/{}", self.catalog().code(region));
            self.assumption(&path).ok_or_else(missing)
        };
        let (stock, growth) = (parameter("chips_stock")?, parameter("chips_growth")?);
        let damping = parameter("chips_damping")?;
        let base = stock.year.filter(|base| *base <= year).ok_or_else(missing)?;
        self.check_young(region, metric, year, base)?;

        let h = year.since(base);
        let years = damped_years(damping.band.central, h);
        let (stock_law, growth_law) = (stock.law(), growth.law());
        let width = years * growth_law.sigma();
        let sigma = (stock_law.sigma() * stock_law.sigma() + width * width).sqrt();
        let yearly = self.supposed_value(&growth_law);
        let law = Law::log(libm::log(stock.band.central) + years * libm::log(yearly), sigma);
        Ok(Estimate {
            kind: Kind::Projection,
            basis: Basis::Assumed,
            confidence: Some(stock.confidence.min(growth.confidence).min(damping.confidence)),
            evidence: [stock, growth, damping].into_iter().map(evidence_of_assumption).collect(),
            formula: Some("stock times growth to the power (1 - k^h) / (1 - k)"),
            last: Some((base, stock.band.central)),
            warnings: compute_warning(base, year).into_iter().collect(),
            ..history(region, metric, year, law)
        })
    }

    /// A published forecast for just this year.
    fn published(
        &self,
        region: RegionId,
        metric: Metric,
        year: Year,
    ) -> Result<Estimate<'c>, ModelError> {
        let forecasts = self.forecasts(region, metric);
        let Some(target) = targets(&forecasts).find(|target| target.year == year) else {
            return Err(self.not_published(region, metric, year));
        };
        let record = self.latest_record(region, metric);
        let from = record.or_else(|| target.anchors.first().map(|a| a.published.year));
        let h = from.map_or(0, |from| year.since(from)).max(0);
        let law = target.law(h);
        // Publishers that disagree by more than the usual error of one widen the band.
        let law = Law::around(law.scale(), law.median(), law.sigma().max(target.spread()));
        Ok(Estimate {
            kind: Kind::Anchor,
            evidence: target.evidence(),
            ..history(region, metric, year, law)
        })
    }

    /// Why there is no forecast: nothing at all is known, or just not this year.
    pub(super) fn not_published(&self, region: RegionId, metric: Metric, year: Year) -> ModelError {
        let mut years: Vec<Year> =
            self.forecasts(region, metric).iter().map(|anchor| anchor.year).collect();
        let series = self.catalog().series(region, metric);
        years.extend(series.iter().flat_map(|s| s.records()).map(|record| record.year));
        years.sort_unstable();
        years.dedup();
        if years.is_empty() {
            return self.no_base_figure(region, metric, Some(year));
        }
        let years: Vec<String> = years.iter().map(Year::to_string).collect();
        ModelError::NotProjectable {
            region: self.catalog().code(region).to_owned(),
            metric,
            first: year,
            last: year,
            available: format!("known for {}", years.join(", ")),
        }
    }

    fn check_young(
        &self,
        region: RegionId,
        metric: Metric,
        year: Year,
        last: Year,
    ) -> Result<(), ModelError> {
        let end = Year::new(last.get() + YOUNG_YEARS).unwrap_or(last);
        if year <= end {
            return Ok(());
        }
        let series = self.catalog().series(region, metric).and_then(Series::span);
        Err(ModelError::YearOutOfRange {
            region: self.catalog().code(region).to_owned(),
            metric,
            year,
            first: series.map_or(last, |span| span.0),
            last: end,
        })
    }
}

/// An assumption as evidence.
pub(crate) fn evidence_of_assumption(assumption: &Assumption) -> Evidence<'_> {
    Evidence {
        name: Cow::Borrowed(&assumption.parameter),
        source: &assumption.source,
        stance: Stance::Context,
        basis: assumption.basis,
        disputed: false,
        confidence: Some(assumption.confidence),
        note: Cow::Borrowed(&assumption.title),
        value: Some(assumption.band.central),
        unit: Cow::Borrowed(&assumption.unit),
        written: None,
    }
}

/// What to tell of a year that lies further past the stock of AI compute than its
/// growth is meant for.
pub(in crate::model) fn compute_warning(base: Year, year: Year) -> Option<Warning> {
    (year.since(base) > COMPUTE_YEARS).then(|| Warning {
        reason: "BEYOND_TESTED_RANGE",
        message: format!("growth of AI compute is meant for {COMPUTE_YEARS} years past {base}"),
    })
}

/// What to tell of a year that lies further past the last record than was tested.
pub(crate) fn horizon_warning(class: Class, h: i32) -> Option<Warning> {
    let tested = if class == Class::YoungTechnology { YOUNG_TESTED_YEARS } else { TESTED_YEARS };
    (h > tested).then(|| Warning {
        reason: "BEYOND_TESTED_RANGE",
        message: format!(
            "years more than {tested} past the last record lie outside the tested range"
        ),
    })
}
