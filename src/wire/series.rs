//! ProjectSeries on the wire.

use std::ops::RangeInclusive;

use super::answer;
use super::check;
use super::kinds;
use super::options;
use super::pb;
use super::provenance;
use super::quantity::LARGEST;
use super::violations::{Fault, Violations};
use crate::model::catalog::Basis;
use crate::model::estimate::YOUNG_YEARS;
use crate::model::metric::Class;
use crate::model::series::{Answer, CLASSES, Question, Row};
use crate::model::year::Year;

/// Most values of one request.
pub const MAX_VALUES: usize = 200;

/// Most years past the last value.
pub const MAX_HORIZON: u8 = 35;

/// Years that the first value can be of; the last one can be of no later one.
const FIRST_YEARS: RangeInclusive<i32> = 1900..=Year::LAST.get();

/// Reads a request whole, or names every fault in it.
///
/// # Errors
///
/// Every violation of the request.
pub fn parse(request: pb::ProjectSeriesRequest) -> Result<Question, Violations> {
    let pb::ProjectSeriesRequest { first_year, values, class, horizon_years, threshold, quantiles } =
        request;
    let mut violations = Violations::default();
    let first = violations.take("first_year", parse_first(first_year));
    let class = violations.take("class", parse_class(class));
    let counted = violations.take("values", check::count(values.len(), 1..=MAX_VALUES));
    let checked = counted.and_then(|()| check_values(class, &values, &mut violations));
    let last = first.zip(counted).and_then(|(first, ())| {
        let last = last_year(first, values.len());
        violations.take("values", last)
    });
    let horizon = violations.take("horizon_years", parse_horizon(class, last, horizon_years));
    let threshold = match threshold {
        None => Some(None),
        Some(asked) => violations.take("threshold", parse_threshold(class, asked)).map(Some),
    };
    let quantiles = options::parse_quantiles(&quantiles, &mut violations);
    let question = || {
        let (class, last, horizon, ()) = (class?, last?, horizon?, checked?);
        let (threshold, quantiles) = (threshold?, quantiles?);
        let quantiles = quantiles.into_owned();
        Some(Question { class, values, last, horizon, threshold, quantiles })
    };
    let question = question();
    violations.finish(question)
}

fn parse_first(number: i32) -> Result<Year, Fault> {
    if number == 0 {
        return Err(check::required());
    }
    let (first, last) = (*FIRST_YEARS.start(), *FIRST_YEARS.end());
    let known = Year::new(number).filter(|year| FIRST_YEARS.contains(&year.get()));
    known.ok_or_else(|| {
        let message = format!("{number} is not a year from {first} to {last}");
        check::year_fault(message, (first, last), number)
    })
}

fn last_year(first: Year, len: usize) -> Result<Year, Fault> {
    let end = Year::LAST.get();
    let last = i32::try_from(len).map_or(i32::MAX, |len| first.get().saturating_add(len - 1));
    Year::new(last).filter(|year| *year <= Year::LAST).ok_or_else(|| {
        let message = format!("the last value would be of {last}, which is past {end}");
        check::year_fault(message, (*FIRST_YEARS.start(), end), last)
    })
}

fn parse_class(number: i32) -> Result<Class, Fault> {
    let sent = check::required_enum::<pb::ProjectionClass>(number)?;
    let known = CLASSES.into_iter().find(|class| kinds::class(*class) == sent);
    known.ok_or_else(|| {
        let allowed = CLASSES.map(|class| kinds::class(class).as_str_name()).join(", ");
        let name = sent.as_str_name();
        Fault::new("CLASS_NOT_ALLOWED", format!("must be one of {allowed}, not {name}"))
            .with("allowed", allowed)
            .with("value", name)
    })
}

fn check_values(class: Option<Class>, values: &[f64], violations: &mut Violations) -> Option<()> {
    let before = violations.count();
    for (place, &value) in values.iter().enumerate() {
        let checked = if class == Some(Class::Share) {
            check::share(value)
        } else {
            check::above_zero(value, LARGEST, "")
        };
        violations.take_entry("values", place, checked);
    }
    (violations.count() == before).then_some(())
}

/// Young technologies end earlier than a horizon may be in general.
fn parse_horizon(class: Option<Class>, last: Option<Year>, years: i32) -> Result<u8, Fault> {
    if years == 0 {
        return Err(check::required());
    }
    let horizon = check::whole(years, 1..=MAX_HORIZON)?;
    if class != Some(Class::YoungTechnology) || years <= YOUNG_YEARS {
        return Ok(horizon);
    }
    let message =
        format!("young technologies are projected for at most {YOUNG_YEARS} years, not {years}");
    let fault = match last {
        Some(last) => {
            let last = last.get();
            check::year_fault(message, (last + 1, last + YOUNG_YEARS), last + years)
        }
        None => Fault::new("YEAR_OUT_OF_RANGE", message),
    };
    Err(fault.with("horizon_years", years.to_string()).with("most", YOUNG_YEARS.to_string()))
}

fn parse_threshold(class: Option<Class>, threshold: f64) -> Result<f64, Fault> {
    let most = if class == Some(Class::Share) { 1.0 } else { LARGEST };
    check::finite_in(threshold, 0.0, most, "")
}

/// An answer as a reply.
pub fn reply(question: &Question, answer: &Answer) -> pb::ProjectSeriesResponse {
    let row = |row: &Row| pb::SeriesRow {
        year: row.year,
        distribution: Some(answer::of_law(&row.law, pb::Unit::Unspecified, &question.quantiles)),
        basis: provenance::basis(Basis::Projected).into(),
        probability_at_least: row.probability_at_least,
    };
    pb::ProjectSeriesResponse {
        rows: answer.rows.iter().map(row).collect(),
        state: Some(pb::SeriesState {
            drift_per_year: answer.state.drift(),
            scale_per_year: answer.state.width(),
            last_year: question.last.get(),
        }),
        run: Some(answer::run_without_catalog(&answer.warnings)),
    }
}
