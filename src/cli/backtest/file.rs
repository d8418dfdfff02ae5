//! The file of histories: CSV with the columns `country_iso`, `metric`, `year` and
//! `value`, others beside them at will. Faults come out at once, with their line.

use std::collections::BTreeMap;

use csv::StringRecord;

use crate::cli::failure::Unusable;
use crate::model::backtest::History;
use crate::model::metric::Class;
use crate::model::year::Year;

/// Most faults that are shown.
const MOST_FAULTS: usize = 20;

const COLUMNS: [&str; 4] = ["country_iso", "metric", "year", "value"];

/// A place and its history.
pub(super) struct Place {
    pub(super) name: String,
    pub(super) history: History,
}

/// Reads the rows of one metric; places come out in order of name.
pub(super) fn read(
    file: &str,
    text: &str,
    metric: &str,
    class: Class,
) -> Result<Vec<Place>, Unusable> {
    let mut rows = Rows { file, text, faults: Vec::new() };
    let places = rows.read(metric, class);
    if !rows.faults.is_empty() {
        return Err(Unusable(rows.told()));
    }
    let history = |(name, values)| Place { name, history: History::new(class, values) };
    Ok(places.into_iter().map(history).collect())
}

/// Where a fault lies in the text, and what it is.
type Fault = (u64, String);

struct Rows<'a> {
    file: &'a str,
    text: &'a str,
    faults: Vec<Fault>,
}

impl Rows<'_> {
    fn read(&mut self, metric: &str, class: Class) -> BTreeMap<String, BTreeMap<Year, f64>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(self.text.as_bytes());
        let mut places: BTreeMap<String, BTreeMap<Year, f64>> = BTreeMap::new();
        let mut records = reader.records();
        let header = records.next().and_then(Result::ok).unwrap_or_default();
        let Some(columns) = self.columns(&header) else {
            return places;
        };
        let mut is_known = false;
        for record in records {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let at = error.position().map_or(0, csv::Position::byte);
                    self.faults.push((at, "is not UTF-8 text".to_owned()));
                    continue;
                }
            };
            let at = record.position().map_or(0, csv::Position::byte);
            if record.len() != header.len() {
                let message =
                    format!("has {} cells where the header has {}", record.len(), header.len());
                self.faults.push((at, message));
                continue;
            }
            let [place, named, year, value] =
                columns.map(|column| record.get(column).unwrap_or_default());
            if named != metric {
                continue;
            }
            is_known = true;
            let (year, value) = (self.year(at, year), self.value(at, value, class));
            if place.is_empty() {
                self.faults.push((at, "country_iso: is missing".to_owned()));
            }
            let Some((year, value)) = year.zip(value) else {
                continue;
            };
            if places.entry(place.to_owned()).or_default().insert(year, value).is_some() {
                let message = format!("year: {place} has a value of {metric} for {year} already");
                self.faults.push((at, message));
            }
        }
        if !is_known && self.faults.is_empty() {
            self.faults.push((0, format!("metric: no row is of \"{metric}\"")));
        }
        places
    }

    /// Places of the columns in the file.
    fn columns(&mut self, header: &StringRecord) -> Option<[usize; 4]> {
        let places = COLUMNS.map(|column| header.iter().position(|name| name == column));
        for (column, _) in COLUMNS.iter().zip(places).filter(|(_, place)| place.is_none()) {
            self.faults.push((0, format!("{column}: the column is missing")));
        }
        let [Some(place), Some(metric), Some(year), Some(value)] = places else {
            return None;
        };
        Some([place, metric, year, value])
    }

    fn year(&mut self, at: u64, cell: &str) -> Option<Year> {
        let year = cell.parse().ok().and_then(Year::new);
        if year.is_none() {
            self.faults.push((at, format!("year: \"{cell}\" is not a year from 1900 to 2200")));
        }
        year
    }

    /// Zero, and a share of one, are values that the history leaves out.
    fn value(&mut self, at: u64, cell: &str, class: Class) -> Option<f64> {
        let (most, what) = match class {
            Class::Share => (1.0, "a fraction from 0 to 1"),
            _ => (f64::MAX, "a number from 0"),
        };
        let value = cell.parse().ok().filter(|value| (0.0..=most).contains(value));
        if value.is_none() {
            self.faults.push((at, format!("value: \"{cell}\" is not {what}")));
        }
        value
    }

    fn told(&self) -> String {
        let shown = self.faults.iter().take(MOST_FAULTS);
        let mut lines: Vec<String> = shown
            .map(|(at, message)| format!("{}:{} {message}", self.file, line(self.text, *at)))
            .collect();
        if let Some(more) = self.faults.len().checked_sub(MOST_FAULTS).filter(|&more| more > 0) {
            lines.push(format!("and {more} more"));
        }
        lines.join("\n")
    }
}

/// The line, as an editor counts it, of the first text at or after a byte.
fn line(text: &str, byte: u64) -> usize {
    let start = usize::try_from(byte).unwrap_or(usize::MAX).min(text.len());
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let skipped = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let before = text.as_bytes().iter().take(start + skipped);
    before.filter(|&&byte| byte == b'\n').count() + 1
}
