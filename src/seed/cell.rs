//! What a cell may hold: one small parser a kind.

use crate::model::metric::Metric;
use crate::model::year::{Date, Year};

/// Why a cell was not taken.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It is wrong in itself.
    Because(String),
    /// It leans on something whose own fault is noted already.
    KnownElsewhere,
}

/// What became of a cell.
pub(super) type Parsed<T> = Result<T, Refusal>;

/// A refusal with its reason.
pub(super) fn refuse<T>(why: impl Into<String>) -> Parsed<T> {
    Err(Refusal::Because(why.into()))
}

fn expect<T>(value: Option<T>, cell: &str, what: &str) -> Parsed<T> {
    value.ok_or_else(|| Refusal::Because(format!("\"{cell}\" is not {what}")))
}

/// Largest size of a number, far beyond anything that is counted here.
const LARGEST: f64 = 1e30;

/// A decimal number.
pub(super) fn number(cell: &str) -> Parsed<f64> {
    let is_plain =
        cell.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    let value: f64 = expect(cell.parse().ok().filter(|_| is_plain), cell, "a number")?;
    if value.abs() > LARGEST {
        return refuse(format!("{cell} is too large"));
    }
    Ok(value)
}

fn number_where(cell: &str, holds: impl Fn(f64) -> bool, what: &str) -> Parsed<f64> {
    let value = number(cell)?;
    if holds(value) { Ok(value) } else { refuse(format!("{cell} {what}")) }
}

/// A number above zero.
pub(super) fn positive(cell: &str) -> Parsed<f64> {
    number_where(cell, |value| value > 0.0, "is not above zero")
}

/// A number from zero.
pub(super) fn not_negative(cell: &str) -> Parsed<f64> {
    number_where(cell, |value| value >= 0.0, "is below zero")
}

/// A number from one.
pub(super) fn at_least_one(cell: &str) -> Parsed<f64> {
    number_where(cell, |value| value >= 1.0, "is below one")
}

/// A number from zero to one.
pub(super) fn fraction(cell: &str) -> Parsed<f64> {
    number_where(cell, |value| (0.0..=1.0).contains(&value), "is not between 0 and 1")
}

/// A whole number of that many digits at most.
fn whole(cell: &str, digits: usize) -> Option<i32> {
    let is_plain = cell.len() <= digits && cell.bytes().all(|byte| byte.is_ascii_digit());
    cell.parse().ok().filter(|_| is_plain)
}

/// A calendar year.
pub(super) fn year(cell: &str) -> Parsed<Year> {
    expect(whole(cell, 4).and_then(Year::new), cell, "a year")
}

/// A month, 1 to 12.
pub(super) fn month(cell: &str) -> Parsed<u8> {
    let month = whole(cell, 2).filter(|month| (1..=12).contains(month));
    expect(month.and_then(|month| u8::try_from(month).ok()), cell, "a month from 1 to 12")
}

/// A paragraph of the article, from 1.
pub(super) fn paragraph(cell: &str) -> Parsed<i32> {
    expect(whole(cell, 4).filter(|&number| number >= 1), cell, "the number of a paragraph")
}

/// A whole number from 1.
pub(super) fn count(cell: &str) -> Parsed<i32> {
    expect(whole(cell, 9).filter(|&number| number >= 1), cell, "a whole number from 1")
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, all digits written out.
pub(super) fn date(cell: &str) -> Parsed<Date> {
    let date = Date::parse(cell).filter(|date| date.to_string() == cell && has_day(*date));
    expect(date, cell, "a date of the calendar (YYYY, YYYY-MM or YYYY-MM-DD)")
}

/// `YYYY` or `YYYY-MM`.
pub(super) fn period(cell: &str) -> Parsed<Date> {
    let period = date(cell)?;
    expect(Some(period).filter(|period| period.day.is_none()), cell, "a year or month")
}

fn has_day(date: Date) -> bool {
    let year = date.year.get();
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match date.month {
        Some(2) => 28 + u8::from(is_leap),
        Some(4 | 6 | 9 | 11) => 30,
        _ => 31,
    };
    date.day.is_none_or(|day| day <= days)
}

/// `true` or `false`.
pub(super) fn flag(cell: &str) -> Parsed<bool> {
    expect(cell.parse().ok(), cell, "true or false")
}

/// The name of a row: lower case, digits, `-` and `.`.
pub(super) fn name(cell: &str) -> Parsed<String> {
    let is_name = cell.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.'));
    expect(is_name.then(|| cell.to_owned()), cell, "a name of lower-case letters, digits, - and .")
}

/// Any text.
#[expect(clippy::unnecessary_wraps, reason = "has the form of every parser")]
pub(super) fn text(cell: &str) -> Parsed<String> {
    Ok(cell.to_owned())
}

/// A metric with data of its own.
pub(super) fn metric(cell: &str) -> Parsed<Metric> {
    let metric = Metric::from_name(cell).filter(|&metric| metric != Metric::SupportableCompute);
    expect(metric, cell, "a metric of the catalog")
}

/// A metric, or `other`.
pub(super) fn metric_or_other(cell: &str) -> Parsed<Option<Metric>> {
    if cell == "other" { Ok(None) } else { metric(cell).map(Some) }
}

/// One of the words given.
pub(super) fn word<T: Copy>(words: &[(&str, T)]) -> impl Fn(&str) -> Parsed<T> {
    |cell| {
        if let Some(&(_, meaning)) = words.iter().find(|(word, _)| *word == cell) {
            return Ok(meaning);
        }
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        refuse(format!("\"{cell}\" is not one of: {}", words.join(", ")))
    }
}
