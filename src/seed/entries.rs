//! The rows of a table after they were read.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::{Parsed, Refusal, refuse};
use super::fault::Log;
use super::row::Row;
use super::sheet::{Layout, Sheet};

/// Every CSV file by name.
#[derive(Debug)]
pub(super) struct Book(BTreeMap<&'static str, Sheet>);

impl Book {
    /// The sheets that could be taken apart.
    pub(super) fn new(sheets: impl Iterator<Item = Sheet>) -> Self {
        Self(sheets.map(|sheet| (sheet.layout.file, sheet)).collect())
    }

    /// Every sheet in order of name.
    pub(super) fn sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.0.values()
    }

    /// Reads the rows of a table. Those that `read` gives up on are left out.
    pub(super) fn read<T>(
        &self,
        layout: &'static Layout,
        log: &mut Log,
        read: impl Fn(&mut Row<'_>) -> Option<T>,
    ) -> Entries<T> {
        let Some(sheet) = self.0.get(layout.file) else {
            return Entries::unread(layout);
        };
        let mut entries = Entries::new(layout.file, layout.noun);
        entries.skipped.clone_from(&sheet.skipped);
        for line in &sheet.lines {
            let name = sheet.cell(line, 0);
            match read(&mut Row::new(sheet, line, log)) {
                Some(value) => entries.push(line.number, name, value),
                None => {
                    entries.skipped.insert(name.to_owned());
                }
            }
        }
        entries
    }
}

/// An entry and its line in the file.
#[derive(Debug)]
pub(super) struct Entry<T> {
    pub(super) line: u64,
    pub(super) value: T,
}

/// The good rows of a table, and the names of the others.
#[derive(Debug)]
pub(super) struct Entries<T> {
    pub(super) file: &'static str,
    noun: &'static str,
    rows: Vec<Entry<T>>,
    places: BTreeMap<String, usize>,
    skipped: BTreeSet<String>,
    is_unread: bool,
}

impl<T> Entries<T> {
    /// A table without rows.
    pub(super) fn new(file: &'static str, noun: &'static str) -> Self {
        Self {
            file,
            noun,
            rows: Vec::new(),
            places: BTreeMap::new(),
            skipped: BTreeSet::new(),
            is_unread: false,
        }
    }

    /// A table whose file could not be taken apart; it may hold anything.
    fn unread(layout: &Layout) -> Self {
        Self { is_unread: true, ..Self::new(layout.file, layout.noun) }
    }

    /// Marks that the file could not be taken apart.
    pub(super) const fn set_unread(&mut self) {
        self.is_unread = true;
    }

    /// Adds an entry. Of entries with one name the first is found.
    pub(super) fn push(&mut self, line: u64, name: &str, value: T) {
        if !self.places.contains_key(name) {
            self.places.insert(name.to_owned(), self.rows.len());
        }
        self.rows.push(Entry { line, value });
    }

    /// Every entry with its line.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, Entry<T>> {
        self.rows.iter()
    }

    /// Every entry.
    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.rows.iter().map(|entry| &entry.value)
    }

    /// The entries without their lines.
    pub(super) fn into_values(self) -> Vec<T> {
        self.rows.into_iter().map(|entry| entry.value).collect()
    }

    /// The entry of that name, if it has one.
    pub(super) fn find(&self, name: &str) -> Parsed<&T> {
        match self.places.get(name).and_then(|&place| self.rows.get(place)) {
            Some(entry) => Ok(&entry.value),
            None if self.may_hold(name) => Err(Refusal::KnownElsewhere),
            None => refuse(format!("there is no {} \"{name}\"", self.noun)),
        }
    }

    /// Whether a row of that name was left out, so that its absence is no fault of its own.
    pub(super) fn may_hold(&self, name: &str) -> bool {
        self.is_unread || self.skipped.contains(name)
    }

    /// Whether no row was left out.
    pub(super) fn is_whole(&self) -> bool {
        !self.is_unread && self.skipped.is_empty()
    }

    /// Notes a fault of one field of an entry.
    pub(super) fn fault(&self, log: &mut Log, entry: &Entry<T>, field: &str, message: String) {
        log.field(self.file, entry.line, field, message);
    }

    /// Notes each entry whose key another one had before it.
    pub(super) fn unique<'a, K: Ord>(
        &'a self,
        log: &mut Log,
        field: &str,
        key: impl Fn(&'a T) -> K,
    ) {
        self.unique_parts(log, field, |value| [key(value)]);
    }

    /// The same for entries that have several keys each.
    pub(super) fn unique_parts<'a, K: Ord, P: IntoIterator<Item = K>>(
        &'a self,
        log: &mut Log,
        field: &str,
        keys: impl Fn(&'a T) -> P,
    ) {
        let of = |(place, entry): (usize, &'a Entry<T>)| {
            keys(&entry.value).into_iter().map(move |key| (key, place))
        };
        let mut known: Vec<(K, usize)> = self.rows.iter().enumerate().flat_map(of).collect();
        known.sort_unstable();
        let pairs = known.array_windows().filter(|[(key, _), (next, _)]| key == next);
        let mut again: Vec<(usize, usize)> =
            pairs.map(|[before, after]| (after.1, before.1)).collect();
        again.sort_unstable();
        for (place, before) in again {
            let (entry, before) = (&self.rows[place], self.rows[before].line);
            self.fault(log, entry, field, format!("is in row {before} already"));
        }
    }
}

impl<'a, T> IntoIterator for &'a Entries<T> {
    type Item = &'a Entry<T>;
    type IntoIter = std::slice::Iter<'a, Entry<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
