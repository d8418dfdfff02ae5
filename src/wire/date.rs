//! Dates on the wire.

use super::pb;
use super::violations::Fault;
use crate::model::year::{Date, Year};

/// A date as it is sent.
pub(super) fn tell(date: Date) -> pb::Date {
    let number = |part: Option<u8>| part.map_or(0, i32::from);
    pb::Date { year: date.year.get(), month: number(date.month), day: number(date.day) }
}

/// A date that was sent, known to the day, the month or the year.
pub(super) fn read(date: pb::Date) -> Result<Date, Fault> {
    let pb::Date { year, month, day } = date;
    let known = |part: u8| (part > 0).then_some(part);
    let read = || {
        let year = Year::new(year)?;
        let month = up_to(month, 12)?;
        let day = up_to(day, days(year, month))?;
        Some(Date { year, month: known(month), day: known(day) })
    };
    read().ok_or_else(|| {
        let message = format!("{year}-{month}-{day} is not a date of 1900 to 2200");
        Fault::new("MALFORMED_DATE", message).with("date", format!("{year}-{month}-{day}"))
    })
}

fn up_to(number: i32, last: u8) -> Option<u8> {
    u8::try_from(number).ok().filter(|&number| number <= last)
}

/// Days of a month; none can be named without the month, which is then 0.
fn days(year: Year, month: u8) -> u8 {
    let year = year.get();
    match month {
        0 => 0,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_may_be_known_in_part_and_must_exist() {
        for (year, month, day, is_date) in [
            (2026, 1, 9, true),
            (2026, 1, 0, true),
            (2026, 0, 0, true),
            (2024, 2, 29, true),
            (2025, 2, 29, false),
            (2026, 0, 9, false),
            (2026, 13, 1, false),
            (2026, 4, 31, false),
            (0, 1, 1, false),
            (2026, -1, 1, false),
        ] {
            let sent = pb::Date { year, month, day };
            let read = read(sent);
            assert_eq!(read.is_ok(), is_date, "{year}-{month}-{day}");
            assert!(read.is_err() || read.map(tell) == Ok(sent));
        }
    }
}
