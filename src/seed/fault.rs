//! What is wrong with the data files, and where.

use std::fmt;

use thiserror::Error;

/// One fault of a data file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Name of the file.
    pub file: &'static str,
    /// Line as an editor counts it, unless the whole file is meant.
    pub row: Option<u64>,
    /// Column or key, unless the whole row is meant.
    pub field: Option<String>,
    /// What is wrong, a lower-case fragment.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        if let Some(row) = self.row {
            write!(f, ":{row}")?;
        }
        if let Some(field) = &self.field {
            write!(f, " {field}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Every fault of the data files, in order of file and row; at least one.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{}", lines(.0))]
pub struct Faults(Vec<Fault>);

#[expect(clippy::len_without_is_empty, reason = "there is at least one")]
impl Faults {
    /// How many there are, at least one.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Each fault, in order of file and row.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn lines(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
}

/// Faults as they are found.
#[derive(Debug, Default)]
pub(super) struct Log(Vec<Fault>);

impl Log {
    /// Notes a fault of a whole file.
    pub(super) fn file(&mut self, file: &'static str, message: impl Into<String>) {
        self.0.push(Fault { file, row: None, field: None, message: message.into() });
    }

    /// Notes a fault of a whole row.
    pub(super) fn row(&mut self, file: &'static str, row: u64, message: impl Into<String>) {
        self.0.push(Fault { file, row: Some(row), field: None, message: message.into() });
    }

    /// Notes a fault of one field.
    pub(super) fn field(
        &mut self,
        file: &'static str,
        row: u64,
        field: &str,
        message: impl Into<String>,
    ) {
        let field = Some(field.to_owned());
        self.0.push(Fault { file, row: Some(row), field, message: message.into() });
    }

    /// `value` if nothing was found, else every fault in order.
    pub(super) fn unless_any<T>(mut self, value: Option<T>) -> Result<T, Faults> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => {
                self.0.sort();
                self.0.dedup(); // a cell that is read twice
                Err(Faults(self.0))
            }
        }
    }
}
