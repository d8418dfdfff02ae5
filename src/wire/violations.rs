//! What is wrong with a request: every fault of it, each with its field.

use std::ops::{Deref, DerefMut};

/// Most violations that are recorded of one request; the others are counted.
pub const MAX_RECORDED: usize = 200;

/// Most characters of a caller's text that are told back.
const MAX_ECHO: usize = 100;

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable name of the kind. Example: `PUE_BELOW_ONE`.
    pub reason: &'static str,
    /// In words: a fragment that follows the field's path.
    pub message: String,
    /// Every variable of the message, by name.
    pub facts: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault without facts.
    pub fn new(reason: &'static str, message: impl Into<String>) -> Self {
        Self { reason, message: message.into(), facts: Vec::new() }
    }

    /// The fault with one more variable of its message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.facts.push((name, value.into()));
        self
    }
}

/// A fault and the path of the field it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Path of the field. Example: `sites[1].pue`.
    pub field: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// A field that is being read, and which entry of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    field: &'static str,
    place: Option<usize>,
}

/// The violations of one request, in the order they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations {
    within: Vec<Step>,
    recorded: Vec<Violation>,
    unrecorded: usize,
}

impl Violations {
    /// What `read` makes of a request, or every fault that it notes.
    ///
    /// # Errors
    ///
    /// The faults.
    pub fn gather<T>(read: impl FnOnce(&mut Self) -> Option<T>) -> Result<T, Self> {
        let mut violations = Self::default();
        let read = read(&mut violations);
        violations.finish(read)
    }

    /// Notes a fault of a field.
    pub fn push(&mut self, field: &str, fault: Fault) {
        if self.recorded.len() < MAX_RECORDED {
            let field = self.path(field);
            self.recorded.push(Violation { field, fault });
        } else {
            self.unrecorded += 1;
        }
    }

    /// The value of a field, or `None` with its fault noted.
    pub fn take<T>(&mut self, field: &str, value: Result<T, Fault>) -> Option<T> {
        value.map_err(|fault| self.push(field, fault)).ok()
    }

    /// The value of an entry of a list, or `None` with its fault noted.
    pub fn take_entry<T>(
        &mut self,
        list: &str,
        place: usize,
        value: Result<T, Fault>,
    ) -> Option<T> {
        value.map_err(|fault| self.push(&format!("{list}[{place}]"), fault)).ok()
    }

    /// The entries of a list as they are read, if none comes twice; `again` tells of one that does.
    pub fn distinct<E, T: Copy + PartialEq>(
        &mut self,
        list: &str,
        entries: &[E],
        read: impl Fn(&E) -> Result<T, Fault>,
        again: impl Fn(&E, T) -> Fault,
    ) -> Option<Vec<T>> {
        let (mut known, mut are_all) = (Vec::with_capacity(entries.len()), true);
        for (place, entry) in entries.iter().enumerate() {
            let value = read(entry).and_then(|value| {
                if known.contains(&value) { Err(again(entry, value)) } else { Ok(value) }
            });
            match self.take_entry(list, place, value) {
                Some(value) => known.push(value),
                None => are_all = false,
            }
        }
        are_all.then_some(known)
    }

    /// The same violations, with paths that start at a field until it is dropped.
    pub fn at(&mut self, field: &'static str) -> At<'_> {
        self.within.push(Step { field, place: None });
        At { violations: self }
    }

    /// The same at an entry of a list.
    pub fn at_entry(&mut self, list: &'static str, place: usize) -> At<'_> {
        self.within.push(Step { field: list, place: Some(place) });
        At { violations: self }
    }

    /// The path of a field inside the one that is being read, or of an entry of it.
    fn path(&self, field: &str) -> String {
        let mut path = String::new();
        for Step { field, place } in &self.within {
            extend(&mut path, field);
            if let Some(place) = place {
                extend(&mut path, &format!("[{place}]"));
            }
        }
        extend(&mut path, field);
        path
    }

    /// Whether nothing is wrong.
    pub const fn is_empty(&self) -> bool {
        self.recorded.is_empty()
    }

    /// How many were found, recorded or not.
    pub const fn count(&self) -> usize {
        self.recorded.len() + self.unrecorded
    }

    /// Those recorded, in the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.recorded.iter()
    }

    /// What was read, unless something is wrong.
    ///
    /// # Errors
    ///
    /// The violations. A value that is missing without one counts as a violation.
    pub fn finish<T>(mut self, read: Option<T>) -> Result<T, Self> {
        match read {
            Some(read) if self.is_empty() => Ok(read),
            None if self.is_empty() => {
                self.push("", Fault::new("MALFORMED", "the request could not be read"));
                Err(self)
            }
            _ => Err(self),
        }
    }
}

impl<'v> IntoIterator for &'v Violations {
    type Item = &'v Violation;
    type IntoIter = std::slice::Iter<'v, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Violations seen from inside a field.
#[derive(Debug)]
pub struct At<'v> {
    violations: &'v mut Violations,
}

impl Deref for At<'_> {
    type Target = Violations;

    fn deref(&self) -> &Violations {
        self.violations
    }
}

impl DerefMut for At<'_> {
    fn deref_mut(&mut self) -> &mut Violations {
        self.violations
    }
}

impl Drop for At<'_> {
    fn drop(&mut self) {
        self.violations.within.pop();
    }
}

/// Goes from a field to one inside it, or to an entry of it.
fn extend(path: &mut String, field: &str) {
    if !path.is_empty() && !field.is_empty() && !field.starts_with('[') {
        path.push('.');
    }
    path.push_str(field);
}

/// A caller's text as it may be told back: its first characters.
pub(super) fn cut(text: &str) -> &str {
    text.char_indices().nth(MAX_ECHO).map_or(text, |(end, _)| &text[..end])
}

/// A caller's text in a message: cut, quoted and with control characters escaped.
pub(super) fn quoted(text: &str) -> String {
    let shown = cut(text);
    let more = if shown.len() < text.len() { "..." } else { "" };
    format!("{shown:?}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault() -> Fault {
        Fault::new("WRONG", "is wrong")
    }

    #[test]
    fn paths_nest_and_unnest() {
        let mut violations = Violations::default();
        {
            let mut site = violations.at_entry("sites", 1);
            site.push("pue", fault());
            {
                let mut regions = site.at("regions");
                regions.push("[2]", fault());
                regions.push("", fault());
            }
            assert_eq!(site.take::<()>("duty", Err(fault())), None);
        }
        violations.push("hours", fault());
        let fields: Vec<&str> = violations.iter().map(|found| found.field.as_str()).collect();
        let expected =
            ["sites[1].pue", "sites[1].regions[2]", "sites[1].regions", "sites[1].duty", "hours"];
        assert_eq!(fields, expected);
    }

    #[test]
    fn only_so_many_are_recorded_and_the_others_counted() {
        let mut violations = Violations::default();
        for _ in 0..MAX_RECORDED + 7 {
            violations.push("field", fault());
        }
        assert_eq!(violations.iter().count(), MAX_RECORDED);
        assert_eq!(violations.count(), MAX_RECORDED + 7);
    }

    #[test]
    fn a_value_is_returned_only_when_nothing_is_wrong() {
        let mut wrong = Violations::default();
        assert_eq!(wrong.clone().finish(Some(1)), Ok(1));
        assert!(!wrong.clone().finish::<()>(None).unwrap_err().is_empty());
        wrong.push("field", fault());
        assert_eq!(wrong.clone().finish(Some(1)), Err(wrong));
    }

    #[test]
    fn a_callers_text_is_cut_and_escaped() {
        let long = "é".repeat(5_000);
        for (text, expected) in [
            ("CN", "\"CN\"".to_owned()),
            ("a\n\"b\"", r#""a\n\"b\"""#.to_owned()),
            (&long, format!("\"{}\"...", "é".repeat(MAX_ECHO))),
        ] {
            assert_eq!(quoted(text), expected);
        }
    }
}
