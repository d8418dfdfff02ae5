//! The left side of a claim.

use super::regions;
use crate::model::catalog::Catalog;
use crate::model::claim::{Statement, Subject, When};
use crate::model::year::Year;
use crate::wire::check;
use crate::wire::names;
use crate::wire::pb;
use crate::wire::violations::{Fault, Violations};

/// Most metrics that a wording may mean.
pub(in crate::wire) const MAX_READINGS: usize = 5;

pub(super) fn parse(
    catalog: &Catalog,
    left: Option<pb::ClaimSubject>,
    violations: &mut Violations,
) -> Option<Subject> {
    let Some(left) = left else {
        violations.push("left", check::required());
        return None;
    };
    let pb::ClaimSubject { regions, metric_readings, year, year_range, month, of, from_year } =
        left;
    let mut violations = violations.at("left");
    let regions = regions::required(catalog, "regions", regions, &mut violations);
    let metrics =
        names::metrics("metric_readings", &metric_readings, MAX_READINGS, &mut violations);
    let when = when(year, year_range, month, &mut violations);
    let of = statement(of, from_year, when, &mut violations);
    Some(Subject { regions: regions?, metrics: metrics?, when: when?, of: of? })
}

fn when(
    year: Option<i32>,
    range: Option<pb::YearRange>,
    month: Option<i32>,
    violations: &mut Violations,
) -> Option<When> {
    if month.is_some() && (year.is_none() || range.is_some()) {
        violations.push("month", check::conflict("goes with year only"));
    }
    let month = month.map(|month| check::whole(month, 1..=12)).transpose();
    let month = violations.take("month", month);
    match (year, range) {
        (None, None) => month.map(|_| When::Latest),
        (Some(year), None) => {
            let year = violations.take("year", check::year(year));
            Some(When::Year { year: year?, month: month? })
        }
        (None, Some(pb::YearRange { first_year, last_year })) => {
            let mut violations = violations.at("year_range");
            check::year_range(first_year, last_year, &mut violations).map(When::Range)
        }
        (Some(_), Some(_)) => {
            violations.push("year_range", check::conflict("takes the place of year: give one"));
            None
        }
    }
}

fn statement(
    of: i32,
    from_year: Option<i32>,
    when: Option<When>,
    violations: &mut Violations,
) -> Option<Statement> {
    let of = violations.take("of", check::optional_enum::<pb::ComparedOf>(of))?;
    let from = match of {
        pb::ComparedOf::Unspecified | pb::ComparedOf::Level => level_from(from_year).map(|()| None),
        pb::ComparedOf::Change => change_from(from_year, when).map(Some),
    };
    let from = violations.take("from_year", from)?;
    Some(from.map_or(Statement::Level, |from| Statement::Change { from }))
}

fn level_from(from_year: Option<i32>) -> Result<(), Fault> {
    match from_year {
        None => Ok(()),
        Some(_) => Err(check::conflict("goes with COMPARED_OF_CHANGE only")),
    }
}

fn change_from(from_year: Option<i32>, when: Option<When>) -> Result<Option<Year>, Fault> {
    match (from_year, when) {
        (None, None | Some(When::Range(_))) => Ok(None),
        (None, Some(When::Latest | When::Year { .. })) => Err(check::required()),
        (Some(_), Some(When::Range(_))) => {
            Err(check::conflict("is given by year_range, which a change runs over"))
        }
        (Some(from), Some(When::Year { year, .. })) => check::earlier(from, Some(year)).map(Some),
        (Some(from), None | Some(When::Latest)) => check::year(from).map(Some),
    }
}
