//! A yearly series from a CSV file: every fault at once, with file and line.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::str::FromStr;

use crate::cli::failure::Unusable;

/// Values of consecutive years.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Yearly {
    pub(super) first_year: i32,
    pub(super) values: Vec<f64>,
}

/// Reads a file, or stdin for `-`.
pub(super) fn read(path: &Path, first_year: Option<i32>) -> anyhow::Result<Yearly> {
    let is_stdin = path == Path::new("-");
    let name = if is_stdin { "stdin".to_owned() } else { path.display().to_string() };
    let mut text = String::new();
    let read = if is_stdin {
        io::stdin().lock().read_to_string(&mut text)
    } else {
        fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text))
    };
    read.map_err(|error| Unusable(format!("cannot read {name}: {error}")))?;
    parse(&text, first_year).map_err(|faults| {
        let told: Vec<String> =
            faults.iter().map(|(line, fault)| format!("{name}:{line}: {fault}")).collect();
        Unusable(told.join("\n")).into()
    })
}

/// A line and what is wrong with it.
type Fault = (u64, String);

/// Where a row has its year, if it has one, and its value.
#[derive(Clone, Copy)]
struct Columns {
    year: Option<usize>,
    value: usize,
}

fn parse(text: &str, first_year: Option<i32>) -> Result<Yearly, Vec<Fault>> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| vec![(1, error.to_string())])?;
    let columns = columns(header, first_year).map_err(|fault| vec![(1, fault)])?;
    let (mut first, mut expected) = (first_year, None);
    let (mut values, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(|error| vec![(1, error.to_string())])?;
        let line = record.position().map_or(1, csv::Position::line);
        if let Some(at) = columns.year {
            match field::<i32>(&record, at, "a year") {
                Ok(year) => {
                    first = first.or(Some(year));
                    faults.extend(check_follows(year, expected).map(|fault| (line, fault)));
                    // The next is expected after what stands here, so that one slip is one fault.
                    expected = year.checked_add(1);
                }
                Err(fault) => {
                    faults.push((line, fault));
                    expected = expected.and_then(|year| year.checked_add(1));
                }
            }
        }
        match field::<f64>(&record, columns.value, "a number") {
            Ok(value) => values.push(value),
            Err(fault) => faults.push((line, fault)),
        }
    }
    match first {
        _ if !faults.is_empty() => Err(faults),
        Some(first_year) if !values.is_empty() => Ok(Yearly { first_year, values }),
        _ => Err(vec![(1, "has no values below its header".to_owned())]),
    }
}

fn check_follows(year: i32, expected: Option<i32>) -> Option<String> {
    let expected = expected.filter(|expected| *expected != year)?;
    Some(format!("year {year} does not follow: {expected} was expected"))
}

fn columns(header: &csv::StringRecord, first_year: Option<i32>) -> Result<Columns, String> {
    let find = |name: &str| header.iter().position(|title| title.eq_ignore_ascii_case(name));
    let value = find("value")
        .ok_or("needs a first line with the columns year,value, or value with --first-year")?;
    match (find("year"), first_year) {
        (Some(_), Some(_)) => Err("has a column of years: leave out --first-year".to_owned()),
        (None, None) => Err("has no column of years: give --first-year".to_owned()),
        (year, _) => Ok(Columns { year, value }),
    }
}

fn field<T: FromStr>(record: &csv::StringRecord, at: usize, kind: &str) -> Result<T, String> {
    let text = record.get(at).unwrap_or_default();
    text.parse().map_err(|_| format!("{text:?} is not {kind}"))
}

#[cfg(test)]
mod tests {
    use super::{Yearly, parse};

    fn faults(text: &str, first_year: Option<i32>) -> Vec<String> {
        let faults = parse(text, first_year).unwrap_err();
        faults.iter().map(|(line, fault)| format!("{line}: {fault}")).collect()
    }

    #[test]
    fn years_stand_in_the_file_or_are_counted_from_the_first() {
        let expected = Yearly { first_year: 2023, values: vec![1.5, 2.0, 4e3] };
        for (text, first_year) in [
            ("year,value\n2023,1.5\n2024,2\n2025,4e3\n", None),
            ("\u{feff}Value, Unit, Year\r\n1.5,GW,2023\r\n\r\n2,GW,2024\r\n4e3,GW,2025", None),
            ("value\n1.5\n2\n4e3\n", Some(2023)),
        ] {
            assert_eq!(parse(text, first_year).as_ref(), Ok(&expected), "{text}");
        }
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let text = "year,value\n2015,1\n2016,x\n2018,3\n2019\nabc,4\n2021,5\n";
        let expected = [
            "3: \"x\" is not a number",
            "4: year 2018 does not follow: 2017 was expected",
            "5: \"\" is not a number",
            "6: \"abc\" is not a year",
        ];
        assert_eq!(faults(text, None), expected);
        for (text, first_year, part) in [
            ("", None, "1: needs a first line"),
            ("1\n2\n", Some(2015), "1: needs a first line"),
            ("value\n1\n", None, "1: has no column of years"),
            ("year,value\n2015,1\n", Some(2015), "1: has a column of years"),
            ("year,value\n", None, "1: has no values"),
            ("value\n", Some(2015), "1: has no values"),
        ] {
            let told = faults(text, first_year);
            assert!(told.len() == 1 && told[0].starts_with(part), "{text:?}: {told:?}");
        }
    }
}
