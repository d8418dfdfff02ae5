//! One row, read cell by cell. Each method notes what is wrong and returns
//! `None`, so that a reader can go on to the next cell.

use std::cell::Cell;

use super::cell::{self, Parsed, Refusal};
use super::fault::Log;
use super::sheet::{Line, Sheet};
use crate::model::catalog::Band;

/// Builds an entry out of optional values. Every one is computed before the
/// first that is missing ends it, so that all faults of a row come out at once.
macro_rules! entry {
    ($entry:ident { $($field:ident $(: $value:expr)?),* $(,)? }) => {{
        $($(let $field = $value;)?)*
        Some($entry { $($field: $field?),* })
    }};
}
pub(super) use entry;

/// What was read, or `None` once a fault is noted.
pub(super) type Read<T> = Option<T>;

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row<'a> {
    sheet: &'a Sheet,
    line: &'a Line,
    log: &'a mut Log,
    /// Place of the column that was asked for last: the same one or the next is asked for then.
    last: Cell<usize>,
}

impl<'a> Row<'a> {
    /// Begins a row; white space around a cell is a fault.
    pub(super) fn new(sheet: &'a Sheet, line: &'a Line, log: &'a mut Log) -> Self {
        let mut row = Self { sheet, line, log, last: Cell::new(0) };
        for (at, column) in sheet.columns.iter().enumerate() {
            if !is_trimmed(sheet.cell(line, at)) {
                row.fault(column, "has white space at an end");
            }
        }
        row
    }

    /// Notes a fault of a column.
    pub(super) fn fault(&mut self, column: &str, message: impl Into<String>) {
        self.log.field(self.sheet.layout.file, self.line.number, column, message);
    }

    /// Notes a fault of a column unless something holds.
    pub(super) fn require(
        &mut self,
        holds: bool,
        column: &str,
        message: impl FnOnce() -> String,
    ) -> Read<()> {
        if !holds {
            self.fault(column, message());
        }
        holds.then_some(())
    }

    /// The cell of a column as it stands.
    pub(super) fn cell(&self, column: &str) -> &'a str {
        let columns = &self.sheet.columns;
        let mut places = (self.last.get()..columns.len()).chain(0..self.last.get());
        let Some(place) = places.find(|&place| columns[place] == column) else { return "" };
        self.last.set(place);
        self.sheet.cell(self.line, place)
    }

    /// A cell that must be filled.
    pub(super) fn get<T>(
        &mut self,
        column: &str,
        parse: impl FnOnce(&str) -> Parsed<T>,
    ) -> Read<T> {
        let value = self.optional(column, parse)?;
        self.require(value.is_some(), column, || "is missing".to_owned())?;
        value
    }

    /// A cell that may be empty.
    pub(super) fn optional<T>(
        &mut self,
        column: &str,
        parse: impl FnOnce(&str) -> Parsed<T>,
    ) -> Read<Option<T>> {
        match self.cell(column) {
            "" => Some(None),
            cell => self.take(column, cell, parse).map(Some),
        }
    }

    /// A cell with values between semicolons, or none.
    pub(super) fn list<T>(
        &mut self,
        column: &str,
        parse: impl Fn(&str) -> Parsed<T>,
    ) -> Read<Vec<T>> {
        let items = self.cell(column).split_terminator(';');
        let values: Vec<Option<T>> = items.map(|item| self.take(column, item, &parse)).collect();
        let ends_open = self.cell(column).ends_with(';');
        self.require(!ends_open, column, || "ends with a semicolon".to_owned())?;
        values.into_iter().collect()
    }

    /// A cell with at least one value.
    pub(super) fn filled_list<T>(
        &mut self,
        column: &str,
        parse: impl Fn(&str) -> Parsed<T>,
    ) -> Read<Vec<T>> {
        let values = self.list(column, parse)?;
        self.require(!values.is_empty(), column, || "is missing".to_owned())?;
        Some(values)
    }

    /// Text that must be there.
    pub(super) fn text(&mut self, column: &str) -> Read<String> {
        self.get(column, cell::text)
    }

    /// Text that may be empty.
    pub(super) fn remark(&mut self, column: &str) -> Read<String> {
        self.optional(column, cell::text).map(Option::unwrap_or_default)
    }

    /// Cells of which all are filled or all are empty; whether they are filled.
    pub(super) fn together(&mut self, columns: &[&str]) -> Read<bool> {
        let filled = columns.iter().find(|column| !self.cell(column).is_empty());
        let Some(filled) = filled else {
            return Some(false);
        };
        let mut is_whole = true;
        for column in columns {
            let is_filled = !self.cell(column).is_empty();
            is_whole &= is_filled;
            self.require(is_filled, column, || format!("is missing beside {filled}"));
        }
        is_whole.then_some(true)
    }

    /// Low, central and high value.
    pub(super) fn band(
        &mut self,
        columns: [&str; 3],
        parse: impl Fn(&str) -> Parsed<f64>,
    ) -> Read<Band> {
        let [low, central, high] = columns.map(|column| self.get(column, &parse));
        let band = Band { low: low?, central: central?, high: high? };
        self.around(columns, &band)?;
        Some(band)
    }

    /// Bounds around a central value that is read already, or none.
    pub(super) fn bounds_around(
        &mut self,
        [low, central, high]: [&str; 3],
        value: Option<f64>,
        parse: impl Fn(&str) -> Parsed<f64>,
    ) -> Read<Option<(f64, f64)>> {
        let Some((bottom, top)) = self.bounds([low, high], parse)? else {
            return Some(None);
        };
        self.around([low, central, high], &Band { low: bottom, central: value?, high: top })?;
        Some(Some((bottom, top)))
    }

    /// Low and high value, or neither.
    pub(super) fn bounds(
        &mut self,
        [low, high]: [&str; 2],
        parse: impl Fn(&str) -> Parsed<f64>,
    ) -> Read<Option<(f64, f64)>> {
        let (bottom, top) = (self.optional(low, &parse), self.optional(high, &parse));
        if !self.together(&[low, high])? {
            return Some(None);
        }
        let (bottom, top) = (bottom??, top??);
        let (printed, limit) = (self.cell(low), self.cell(high));
        self.require(bottom <= top, low, || format!("{printed} is above the high value {limit}"))?;
        Some(Some((bottom, top)))
    }

    fn around(&mut self, columns: [&str; 3], band: &Band) -> Read<()> {
        let [low, central, high] = columns.map(|column| self.cell(column));
        let is_low = self.require(band.low <= band.central, columns[0], || {
            format!("{low} is above the central value {central}")
        });
        let is_high = self.require(band.central <= band.high, columns[2], || {
            format!("{high} is below the central value {central}")
        });
        is_low.and(is_high)
    }

    fn take<T>(
        &mut self,
        column: &str,
        cell: &str,
        parse: impl FnOnce(&str) -> Parsed<T>,
    ) -> Read<T> {
        if !is_trimmed(self.cell(column)) {
            return None; // noted when the row began
        }
        if cell.is_empty() || !is_trimmed(cell) {
            self.fault(
                column,
                format!("\"{cell}\" in a list is empty or has white space at an end"),
            );
            return None;
        }
        match parse(cell) {
            Ok(value) => Some(value),
            Err(Refusal::KnownElsewhere) => None,
            Err(Refusal::Because(why)) => {
                self.fault(column, why);
                None
            }
        }
    }
}

fn is_trimmed(cell: &str) -> bool {
    !cell.starts_with(char::is_whitespace) && !cell.ends_with(char::is_whitespace)
}
