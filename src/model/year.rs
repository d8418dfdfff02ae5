//! Calendar years, ranges of them, and dates known only in part.

use std::fmt;

/// A calendar year that the service can speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Year(i32);

impl Year {
    /// First year a request may name.
    pub const FIRST: Self = Self(1985);
    /// Last year a request may name.
    pub const LAST: Self = Self(2060);

    /// Returns `None` outside 1900 to 2200, where no record and no question lies.
    pub fn new(year: i32) -> Option<Self> {
        (1900..=2200).contains(&year).then_some(Self(year))
    }

    /// The year as a number.
    pub const fn get(self) -> i32 {
        self.0
    }

    /// The year before.
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// The year after.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Writes it at the end of a text, without a formatter: every number of every
    /// answer names its year.
    pub(super) fn write_to(self, text: &mut String) {
        let digits = [1_000, 100, 10, 1].map(|place| self.0.unsigned_abs() / place % 10);
        text.extend(digits.iter().filter_map(|&digit| char::from_digit(digit, 10)));
    }

    /// Years from `earlier` to this one; negative when it is later.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Calendar years, both ends included, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearRange {
    first: Year,
    last: Year,
}

impl YearRange {
    /// Returns `None` when `last` comes before `first`.
    pub fn new(first: Year, last: Year) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Just this year.
    pub const fn only(year: Year) -> Self {
        Self { first: year, last: year }
    }

    /// The year, where it is just one.
    pub fn single(self) -> Option<Year> {
        (self.first == self.last).then_some(self.first)
    }

    /// First year.
    pub const fn first(self) -> Year {
        self.first
    }

    /// Last year.
    pub const fn last(self) -> Year {
        self.last
    }

    /// Every year of the range.
    pub fn years(self) -> impl Iterator<Item = Year> {
        (self.first.0..=self.last.0).map(Year)
    }
}

/// A date known to the day, the month or only the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Calendar year.
    pub year: Year,
    /// Month, 1 to 12, where known.
    pub month: Option<u8>,
    /// Day of the month, where known.
    pub day: Option<u8>,
}

impl Date {
    /// A date known to the year.
    pub const fn of_year(year: Year) -> Self {
        Self { year, month: None, day: None }
    }

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = Year::new(parts.next()?.parse().ok()?)?;
        let month = parts.next().map(|part| in_range(part, 12)).transpose().ok()?;
        let day = parts.next().map(|part| in_range(part, 31)).transpose().ok()?;
        parts.next().is_none().then_some(Self { year, month, day })
    }
}

fn in_range(part: &str, last: u8) -> Result<u8, ()> {
    part.parse().ok().filter(|number| (1..=last).contains(number)).ok_or(())
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}
