//! Checks that many requests share: each takes one value and says what is
//! wrong with it.

use std::ops::RangeInclusive;

use super::violations::{Fault, Violations, cut, quoted};
use crate::model::year::{Year, YearRange};

/// A field that must be set and is not.
pub(super) fn required() -> Fault {
    Fault::new("REQUIRED", "is required")
}

/// A name that was given before.
pub(super) fn duplicate(name: &str) -> Fault {
    Fault::new("DUPLICATE", format!("{} is given twice", quoted(name))).with("name", cut(name))
}

/// A field that says nothing beside another one, or contradicts it.
pub(super) fn conflict(message: impl Into<String>) -> Fault {
    Fault::new("CONFLICTING_FIELDS", message)
}

/// A finite number within bounds, both included.
pub(super) fn finite_in(value: f64, low: f64, high: f64, unit: &str) -> Result<f64, Fault> {
    finite(value)?;
    if (low..=high).contains(&value) {
        return Ok(value);
    }
    Err(out_of_range(&value, format!("from {low} to {high}{}", spaced(unit))))
}

/// A finite number above zero, up to a bound.
pub(super) fn above_zero(value: f64, high: f64, unit: &str) -> Result<f64, Fault> {
    above(value, 0.0, high, unit)
}

/// A finite number above one bound, up to another.
pub(super) fn above(value: f64, low: f64, high: f64, unit: &str) -> Result<f64, Fault> {
    finite(value)?;
    if value > low && value <= high {
        return Ok(value);
    }
    Err(out_of_range(&value, format!("above {low} and at most {high}{}", spaced(unit))))
}

/// A part of a whole that is never all of it: above 0, below 1.
pub(super) fn share(value: f64) -> Result<f64, Fault> {
    finite(value)?;
    if value > 0.0 && value < 1.0 {
        return Ok(value);
    }
    Err(out_of_range(&value, "above 0 and below 1".to_owned()))
}

/// A part of a whole: above 0, at most 1.
pub(super) fn part(value: f64) -> Result<f64, Fault> {
    above_zero(value, 1.0, "")
}

/// A power usage effectiveness.
pub(super) fn pue(pue: f64) -> Result<f64, Fault> {
    if pue < 1.0 {
        let message = format!("{pue} is below 1: a facility cannot use less than its IT equipment");
        return Err(Fault::new("PUE_BELOW_ONE", message));
    }
    finite_in(pue, 1.0, 3.0, "ratio")
}

fn finite(value: f64) -> Result<(), Fault> {
    if value.is_finite() {
        return Ok(());
    }
    let message = format!("must be a finite number, not {value}");
    Err(Fault::new("NOT_FINITE", message).with("value", value.to_string()))
}

fn out_of_range(value: &impl ToString, allowed: String) -> Fault {
    let value = value.to_string();
    Fault::new("OUT_OF_RANGE", format!("must be {allowed}, not {value}"))
        .with("allowed", allowed)
        .with("value", value)
}

fn spaced(unit: &str) -> String {
    if unit.is_empty() { String::new() } else { format!(" {unit}") }
}

/// A whole number within bounds.
pub(super) fn whole(value: i32, allowed: RangeInclusive<u8>) -> Result<u8, Fault> {
    let known = u8::try_from(value).ok().filter(|value| allowed.contains(value));
    known.ok_or_else(|| {
        out_of_range(&value, format!("from {} to {}", allowed.start(), allowed.end()))
    })
}

/// How many entries a list has.
pub(super) fn count(len: usize, allowed: RangeInclusive<usize>) -> Result<(), Fault> {
    let (least, most) = (allowed.start(), allowed.end());
    if len == 0 && *least > 0 {
        Err(required())
    } else if len < *least {
        Err(counted("TOO_FEW", len, format!("needs at least {least} entries, not {len}")))
    } else if len > *most {
        Err(counted("TOO_MANY", len, format!("takes at most {most} entries, not {len}")))
    } else {
        Ok(())
    }
}

fn counted(reason: &'static str, len: usize, message: String) -> Fault {
    Fault::new(reason, message).with("count", len.to_string())
}

/// The length of a text, bytes.
pub(super) fn text(text: &str, allowed: RangeInclusive<usize>) -> Result<(), Fault> {
    let (least, most) = (allowed.start(), allowed.end());
    if text.is_empty() && *least > 0 {
        Err(required())
    } else if allowed.contains(&text.len()) {
        Ok(())
    } else {
        let message = format!("must have {least} to {most} bytes, not {}", text.len());
        Err(counted("TEXT_LENGTH", text.len(), message))
    }
}

/// A known value of an enum, the unspecified one included.
pub(super) fn optional_enum<E: TryFrom<i32>>(number: i32) -> Result<E, Fault> {
    E::try_from(number).map_err(|_| {
        let message = format!("{number} is no value of this enum");
        Fault::new("UNKNOWN_ENUM_VALUE", message).with("value", number.to_string())
    })
}

/// A known value of an enum other than the unspecified one.
pub(super) fn required_enum<E: TryFrom<i32>>(number: i32) -> Result<E, Fault> {
    if number == 0 { Err(required()) } else { optional_enum(number) }
}

/// A calendar year that requests may name.
pub(super) fn year(number: i32) -> Result<Year, Fault> {
    let (first, last) = (Year::FIRST, Year::LAST);
    let known = Year::new(number).filter(|year| (first..=last).contains(year));
    known.ok_or_else(|| {
        let message = format!("{number} is not a year from {first} to {last}");
        year_fault(message, (first.get(), last.get()), number)
    })
}

/// A year beyond the first and last that can be asked for.
pub(super) fn year_fault(message: String, (first, last): (i32, i32), year: i32) -> Fault {
    Fault::new("YEAR_OUT_OF_RANGE", message)
        .with("first_year", first.to_string())
        .with("last_year", last.to_string())
        .with("year", year.to_string())
}

/// The fields `first_year` and `last_year` of a message, both required.
pub(super) fn year_range(first: i32, last: i32, violations: &mut Violations) -> Option<YearRange> {
    let set = |number| {
        if number == 0 { Err(required()) } else { year(number) }
    };
    let first = violations.take("first_year", set(first));
    let last = violations.take("last_year", set(last));
    let (first, last) = (first?, last?);
    let range = YearRange::new(first, last).ok_or_else(|| out_of_order(last, first));
    violations.take("last_year", range)
}

/// An earlier year, such as that of a change, that is before the later one where both are named.
pub(super) fn earlier(number: i32, later: Option<Year>) -> Result<Year, Fault> {
    let earlier = year(number)?;
    match later {
        Some(later) if later <= earlier => Err(out_of_order(later, earlier)),
        _ => Ok(earlier),
    }
}

fn out_of_order(later: Year, earlier: Year) -> Fault {
    Fault::new("YEARS_OUT_OF_ORDER", format!("{later} does not come after {earlier}"))
        .with("earlier", earlier.to_string())
        .with("later", later.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::pb;

    fn reason<T>(checked: Result<T, Fault>) -> &'static str {
        checked.err().map_or("", |fault| fault.reason)
    }

    #[test]
    fn numbers_must_be_finite_and_within_bounds() {
        for (value, expected) in [
            (0.0, ""),
            (10.0, ""),
            (-0.1, "OUT_OF_RANGE"),
            (10.1, "OUT_OF_RANGE"),
            (f64::NAN, "NOT_FINITE"),
            (f64::INFINITY, "NOT_FINITE"),
            (f64::NEG_INFINITY, "NOT_FINITE"),
        ] {
            assert_eq!(reason(finite_in(value, 0.0, 10.0, "GW")), expected, "{value}");
        }
    }

    #[test]
    fn parts_are_above_zero_and_at_most_one() {
        for (value, expected) in
            [(0.0, "OUT_OF_RANGE"), (0.01, ""), (1.0, ""), (1.01, "OUT_OF_RANGE")]
        {
            assert_eq!(reason(part(value)), expected, "{value}");
        }
    }

    #[test]
    fn lists_and_texts_have_a_length() {
        for (len, expected) in [(0, "REQUIRED"), (1, "TOO_FEW"), (2, ""), (3, ""), (4, "TOO_MANY")]
        {
            assert_eq!(reason(count(len, 2..=3)), expected, "{len}");
        }
        for (given, expected) in [("", "REQUIRED"), ("a", ""), ("é", "TEXT_LENGTH")] {
            assert_eq!(reason(text(given, 1..=1)), expected, "{given}");
        }
    }

    #[test]
    fn enums_are_known_and_chosen() {
        for (number, expected) in [(0, "REQUIRED"), (1, ""), (99, "UNKNOWN_ENUM_VALUE")] {
            assert_eq!(reason(required_enum::<pb::Comparator>(number)), expected, "{number}");
        }
        assert_eq!(optional_enum(0), Ok(pb::View::Unspecified));
    }

    #[test]
    fn years_are_in_range_and_in_order() {
        for (first, last, expected) in [
            (1985, 2060, &[][..]),
            (1984, 2061, &["YEAR_OUT_OF_RANGE", "YEAR_OUT_OF_RANGE"]),
            (0, 2030, &["REQUIRED"]),
            (2030, 2029, &["YEARS_OUT_OF_ORDER"]),
            (i32::MIN, 2030, &["YEAR_OUT_OF_RANGE"]),
        ] {
            let mut violations = Violations::default();
            let range = year_range(first, last, &mut violations);
            let reasons: Vec<_> = violations.iter().map(|found| found.fault.reason).collect();
            assert_eq!(reasons, expected, "{first}-{last}");
            assert_eq!(range.is_some(), expected.is_empty());
        }
    }
}
