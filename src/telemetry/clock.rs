//! The time of a line: RFC 3339 in UTC, to the microsecond. Its seconds are written once
//! for all lines of a second.

use std::cell::RefCell;
use std::fmt::{self, Write as _};
use std::time::{SystemTime, UNIX_EPOCH};

use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;

const SECONDS_A_DAY: u64 = 86_400;

/// The clock of the system.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock;

impl FormatTime for Clock {
    fn format_time(&self, writer: &mut Writer<'_>) -> fmt::Result {
        thread_local! {
            static SECOND: RefCell<(u64, String)> = const { RefCell::new((0, String::new())) };
        }
        // A clock that stands before 1970 tells nothing.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        SECOND.with_borrow_mut(|(second, told)| {
            if told.is_empty() || *second != since.as_secs() {
                told.clear();
                *second = since.as_secs();
                tell(*second, told)?;
            }
            writer.write_str(told)
        })?;
        let mut rest = since.subsec_micros();
        let mut fraction = *b".000000Z";
        for digit in fraction[1..7].iter_mut().rev() {
            *digit += u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        // Digits are text.
        writer.write_str(str::from_utf8(&fraction).unwrap_or_default())
    }
}

/// Example: `2026-01-09T08:07:06`.
fn tell(second: u64, told: &mut String) -> fmt::Result {
    let (days, rest) = (second / SECONDS_A_DAY, second % SECONDS_A_DAY);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    write!(told, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

/// The date so many days after 1 January 1970, by years that begin in March: the day
/// that leap years add is then their last. Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms".
fn date(days: u64) -> (u64, u64, u64) {
    // 1 March of the year 0.
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let is_next_year = from_march >= 10;
    let month = if is_next_year { from_march - 9 } else { from_march + 3 };
    (400 * era + year + u64::from(is_next_year), month, day)
}

#[cfg(test)]
mod tests {
    use super::tell;

    #[test]
    fn seconds_are_dates_and_times() {
        for (second, expected) in [
            (0, "1970-01-01T00:00:00"),
            (951_782_399, "2000-02-28T23:59:59"),
            (951_782_400, "2000-02-29T00:00:00"),
            (951_868_800, "2000-03-01T00:00:00"),
            (1_767_946_026, "2026-01-09T08:07:06"),
            (4_107_542_399, "2100-02-28T23:59:59"),
            (4_107_542_400, "2100-03-01T00:00:00"),
        ] {
            let mut told = String::new();
            tell(second, &mut told).unwrap();
            assert_eq!(told, expected);
        }
    }
}
