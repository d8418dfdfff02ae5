//! A CSV file taken apart: header, quoting and number of cells.

use std::collections::BTreeSet;

use csv::{ReaderBuilder, StringRecord};

use super::fault::Log;
use super::quoting;

/// What a CSV file holds.
#[derive(Debug)]
pub(super) struct Layout {
    /// Name of the file.
    pub(super) file: &'static str,
    /// What one row is called.
    pub(super) noun: &'static str,
    /// Every column, the one that names a row first.
    pub(super) header: &'static str,
    /// Whether the order of the rows means something.
    pub(super) is_ordered: bool,
}

/// A row of cells and its line in the file.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) cells: StringRecord,
}

/// The rows of a CSV file with the right number of cells.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) layout: &'static Layout,
    /// Every column of the layout.
    pub(super) columns: Vec<&'static str>,
    /// Place of each of them in the file.
    places: Vec<usize>,
    pub(super) lines: Vec<Line>,
    /// First cells of the rows that were left out.
    pub(super) skipped: BTreeSet<String>,
}

impl Sheet {
    /// Takes a file apart. `None` when its rows mean nothing, because a column is missing.
    pub(super) fn open(layout: &'static Layout, text: &str, log: &mut Log) -> Option<Self> {
        let mut records = Records::new(text);
        let Some(header) = records.next(layout, log) else {
            log.file(layout.file, "has no header");
            return None;
        };
        let columns: Vec<&str> = layout.header.split(',').collect();
        let places = places(layout, &columns, &header, log)?;
        let mut sheet =
            Self { layout, columns, places, lines: Vec::new(), skipped: BTreeSet::new() };
        while let Some(line) = records.next(layout, log) {
            let (found, expected) = (line.cells.len(), header.cells.len());
            if found != expected {
                let message = format!("has {found} cells where the header has {expected}");
                log.row(layout.file, line.number, message);
            }
            if found != expected || records.is_misquoted {
                sheet.skipped.insert(sheet.cell(&line, 0).to_owned());
            } else {
                sheet.lines.push(line);
            }
        }
        Some(sheet)
    }

    /// The cell of a column, by its place in the layout.
    pub(super) fn cell<'a>(&self, line: &'a Line, column: usize) -> &'a str {
        self.places.get(column).and_then(|&place| line.cells.get(place)).unwrap_or_default()
    }
}

/// Place of each column; faults for those too many, too few or twice.
fn places(layout: &Layout, columns: &[&str], header: &Line, log: &mut Log) -> Option<Vec<usize>> {
    let place = |column: &str| header.cells.iter().position(|cell| cell == column);
    for (at, name) in header.cells.iter().enumerate() {
        if !columns.contains(&name) {
            log.field(layout.file, header.number, name, "is not a column of this table");
        } else if place(name) != Some(at) {
            log.field(layout.file, header.number, name, "is there twice");
        }
    }
    for column in columns.iter().filter(|column| place(column).is_none()) {
        log.field(layout.file, header.number, column, "the column is missing");
    }
    columns.iter().map(|column| place(column)).collect()
}

/// Reads record by record and looks at each one's raw text.
struct Records<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    is_misquoted: bool,
}

impl<'a> Records<'a> {
    fn new(text: &'a str) -> Self {
        let reader =
            ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        Self { text, reader, is_misquoted: false }
    }

    fn next(&mut self, layout: &Layout, log: &mut Log) -> Option<Line> {
        let (start, line) = (self.offset(), self.reader.position().line());
        let mut cells = StringRecord::new();
        match self.reader.read_record(&mut cells) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                log.row(layout.file, line, error.to_string());
                return None;
            }
        }
        let raw = self.text.get(start..self.offset()).unwrap_or_default();
        // The reader steps over empty lines, and over the second half of "\r\n", only now.
        let record = raw.trim_start_matches(['\r', '\n']);
        let skipped = raw.len() - record.len();
        let empty: u64 = raw[..skipped].matches('\n').map(|_| 1).sum();
        let number = line + empty;
        let fault = quoting::fault(record);
        self.is_misquoted = fault.is_some();
        if let Some(message) = fault {
            log.row(layout.file, number, message);
        }
        Some(Line { number, cells })
    }

    fn offset(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }
}
