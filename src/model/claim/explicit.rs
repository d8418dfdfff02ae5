//! Readings that a catalog claim spells out, because no general rule reaches
//! them: shares of ownership, hub tariffs, figures that are ratios themselves.

use super::accept::{Accepted, last_digit};
use super::general::Case;
use super::reading::{Comparison, Reading};
use super::some_sites;
use super::structured::{Object, ShareSize};
use crate::model::catalog::{ExplicitReading, Figure, Operand, Relation, Stance};
use crate::model::compare::{Term, evaluate};
use crate::model::distribution::{Law, Scale, t4_quantile};
use crate::model::error::ModelError;
use crate::model::estimate::{Estimate, Kind, RECORD_WIDTH, evidence_of_figure, history};
use crate::model::metric::Metric;
use crate::model::unit::{Dimension, Unit};
use crate::model::year::Year;

impl<'c> Case<'_, 'c> {
    /// The verdict on one explicit reading.
    pub(super) fn explicit(&self, reading: &'c ExplicitReading) -> Reading<'c> {
        self.judge_explicit(reading).unwrap_or_else(|error| {
            Reading::missing(reading.metric, &reading.interpretation, &error)
        })
    }

    fn judge_explicit(&self, reading: &'c ExplicitReading) -> Result<Reading<'c>, ModelError> {
        let metric = reading.metric;
        let (left, known_left) = self.operand(metric, &reading.left)?;
        let right = reading.right.as_ref().map(|right| self.operand(metric, right)).transpose()?;
        let mut estimates = vec![known_left];
        let mut under = Vec::new();
        if let Some((term, known)) = right {
            under.push(term);
            estimates.push(known);
        }
        let years: Vec<Year> = estimates.iter().map(|known| known.year).collect();
        let is_ratio = matches!(self.claim.right, Object::Ratio { .. });
        let comparison = Comparison {
            metric,
            interpretation: (&reading.interpretation).into(),
            year: years.first().copied().filter(|first| years.iter().all(|year| year == first)),
            value: evaluate(&[left], &under, self.plan),
            unit: if is_ratio { Unit::Ratio } else { metric.unit() },
            accepted: self.accepted_explicit(metric),
            stated: self.stated_explicit(metric).0,
            estimates,
            is_same_bound: false,
        };
        let judged = comparison.judge(self.claim.negated);
        Ok(Reading { note: reading.note.clone(), ..judged })
    }

    fn stated_explicit(&self, metric: Metric) -> (f64, f64) {
        match &self.claim.right {
            Object::Quantity { value, unit } => {
                let factor = unit.map_or(1.0, Unit::factor) / metric.unit().factor();
                (value * factor, last_digit(*value) * factor)
            }
            Object::Ratio { value, .. } => (*value, last_digit(*value)),
            Object::OneIn(n) | Object::ShareOf { size: ShareSize::OneIn(n), .. } => (1.0 / n, 0.0),
            _ => (1.0, 0.0),
        }
    }

    fn accepted_explicit(&self, metric: Metric) -> Accepted {
        let comparator = self.claim.comparator;
        if let Object::OneIn(n) = self.claim.right {
            return Accepted::one_in(comparator, n, self.tolerance);
        }
        let (stated, digit) = self.stated_explicit(metric);
        Accepted::around(comparator, stated, digit, self.tolerance, false)
    }

    fn operand(
        &self,
        metric: Metric,
        operand: &'c Operand,
    ) -> Result<(Term<'c>, Estimate<'c>), ModelError> {
        let catalog = self.outlook.catalog();
        let missing = |name: &str| ModelError::MissingInput {
            site: name.to_owned(),
            input: "entry in the catalog",
            hint: "the reading names it".to_owned(),
        };
        if self.outlook.is_article() && !self.is_stated(operand) {
            let region = self.claim.left.regions.include.first().copied();
            return Err(region.map_or_else(
                || missing("article"),
                |region| self.outlook.no_base_figure(region, metric, None),
            ));
        }
        match operand {
            Operand::Figure(name) => {
                let figure = self.outlook.figure(name).ok_or_else(|| missing(name))?;
                let known = of_figure(metric, figure, self.outlook.catalog().as_of().year);
                Ok((Term::new(known.law, format!("figures/{name}")), known))
            }
            Operand::Site(name) => {
                let site = catalog.tables().sites.get(name).ok_or_else(|| missing(name))?;
                let known = some_sites::estimate(site);
                Ok((some_sites::term(site), known))
            }
            Operand::Record { region, metric, period } => {
                let known = self.outlook.estimate(*region, *metric, period.year, period.month)?;
                Ok((Term::new(known.law, known.stream(catalog)), known))
            }
        }
    }

    /// Whether the article itself states an operand.
    fn is_stated(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Figure(name) => self
                .outlook
                .catalog()
                .tables()
                .figures
                .get(name)
                .is_some_and(|figure| figure.from_article),
            Operand::Site(_) => false,
            Operand::Record { .. } => true,
        }
    }
}

/// A figure as a number with its error: its own 90 % interval where it has one,
/// else a usual revision, twice where it is a ratio of two records.
fn of_figure(metric: Metric, figure: &Figure, as_of: Year) -> Estimate<'_> {
    let is_ratio = Unit::from_symbol(&figure.unit).is_some_and(|unit| unit == Unit::Ratio)
        && (metric.dimension() != Dimension::Pure || figure.relation != Relation::Absolute);
    let sigma = match figure.factor90 {
        Some(factor) => libm::log(factor) / t4_quantile(0.95),
        None if is_ratio => std::f64::consts::SQRT_2 * RECORD_WIDTH,
        None => RECORD_WIDTH,
    };
    let year = figure.period.map_or(as_of, |period| period.year);
    let law = Law::around(Scale::Log, figure.canonical, sigma);
    Estimate {
        kind: Kind::History,
        evidence: vec![evidence_of_figure(figure, Stance::Context)],
        ..history(figure.region, metric, year, law)
    }
}
