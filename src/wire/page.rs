//! Pages of a list.

use super::violations::{Fault, Violations};
use crate::model::catalog::Catalog;

/// Entries of a page when the caller does not say.
pub(super) const DEFAULT_SIZE: usize = 50;

/// Most entries of a page.
pub(super) const MAX_SIZE: usize = 200;

/// Hexadecimal digits of the place in a token.
const PLACE_DIGITS: usize = 8;

/// Where in a list a page starts, and how long it is.
#[derive(Clone, Debug)]
pub(super) struct Page {
    start: usize,
    size: usize,
    stamp: Stamp,
}

impl Page {
    /// Reads the fields `page_size` and `page_token` of a request for a list.
    /// A token is good only for the catalog, list and filters it was made for;
    /// it cannot be judged where a filter is at fault, and `list` is `None`.
    pub(super) fn parse<const N: usize>(
        catalog: &Catalog,
        list: Option<[&str; N]>,
        (size, token): (i32, &str),
        violations: &mut Violations,
    ) -> Option<Self> {
        let size = violations.take("page_size", page_size(size));
        let stamp = Stamp::of(catalog, &list?);
        let start = violations.take("page_token", stamp.read(token));
        Some(Self { start: start?, size: size?, stamp })
    }

    /// The page's entries and the token of the next page, empty on the last.
    pub(super) fn slice<T>(&self, entries: impl IntoIterator<Item = T>) -> (Vec<T>, String) {
        let mut rest = entries.into_iter().skip(self.start);
        let page: Vec<T> = rest.by_ref().take(self.size).collect();
        let is_last = rest.next().is_none();
        let next = if is_last { String::new() } else { self.stamp.token(self.start + page.len()) };
        (page, next)
    }
}

fn page_size(size: i32) -> Result<usize, Fault> {
    match usize::try_from(size) {
        Ok(0) => Ok(DEFAULT_SIZE),
        Ok(size) => Ok(size.min(MAX_SIZE)),
        Err(_) => {
            let message = format!("must not be negative, as {size} is");
            Err(Fault::new("NEGATIVE_PAGE_SIZE", message).with("page_size", size.to_string()))
        }
    }
}

/// What a token is bound to. It detects mistakes and is no secret: whoever
/// forges one reaches nothing but another page of a public list.
#[derive(Clone, Debug)]
struct Stamp(Hash);

impl Stamp {
    fn of(catalog: &Catalog, list: &[&str]) -> Self {
        let parts = list.iter().copied().chain([catalog.digest()]);
        Self(parts.fold(Hash::START, Hash::with))
    }

    fn token(&self, place: usize) -> String {
        let place = format!("{place:0PLACE_DIGITS$x}");
        let Hash(check) = self.0.with(&place);
        format!("{place}{check:016x}")
    }

    fn read(&self, token: &str) -> Result<usize, Fault> {
        if token.is_empty() {
            return Ok(0);
        }
        let place = token.get(..PLACE_DIGITS).and_then(|hex| usize::from_str_radix(hex, 16).ok());
        place.filter(|&place| self.token(place) == token).ok_or_else(|| {
            let message = "is not a token of this list with these filters and this catalog; \
                           start again without one";
            Fault::new("INVALID_PAGE_TOKEN", message)
        })
    }
}

/// FNV-1a of texts: unlike std's hasher it never changes between versions.
#[derive(Clone, Copy, Debug)]
struct Hash(u64);

impl Hash {
    const START: Self = Self(0xcbf2_9ce4_8422_2325);
    const PRIME: u64 = 0x0100_0000_01b3;

    fn with(self, text: &str) -> Self {
        // A byte that no text holds ends each: "ab", "c" is not "a", "bc".
        let bytes = text.bytes().chain([0xff]);
        Self(bytes.fold(self.0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(Self::PRIME)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::sample;

    fn page<const N: usize>(list: [&str; N], size: i32, token: &str) -> Result<Page, &'static str> {
        let mut violations = Violations::default();
        let page = Page::parse(&sample::catalog(), Some(list), (size, token), &mut violations);
        page.ok_or_else(|| violations.iter().next().map_or("", |found| found.fault.reason))
    }

    #[test]
    fn page_sizes_have_a_default_and_a_limit() {
        for (size, expected) in [(0, Ok(50)), (1, Ok(1)), (200, Ok(200)), (201, Ok(200))] {
            assert_eq!(page(["a"], size, "").map(|page| page.size), expected, "{size}");
        }
        for size in [-1, i32::MIN] {
            assert_eq!(page(["a"], size, "").map(|page| page.size), Err("NEGATIVE_PAGE_SIZE"));
        }
    }

    #[test]
    fn pages_cover_a_list_once_and_in_order() {
        for (length, size) in [(0, 3), (1, 3), (3, 3), (7, 3), (9, 3), (120, 0)] {
            let mut seen = Vec::new();
            let mut token = String::new();
            loop {
                let (entries, next) = page(["a"], size, &token).unwrap().slice(0..length);
                seen.extend(entries);
                if next.is_empty() {
                    break;
                }
                token = next;
            }
            assert_eq!(seen, (0..length).collect::<Vec<_>>(), "{length} by {size}");
        }
    }

    #[test]
    fn a_token_is_good_only_where_it_was_made() {
        let (_, token) = page(["figures", "CN"], 2, "").unwrap().slice(0..9);
        assert!(page(["figures", "CN"], 5, &token).is_ok());
        let altered = token.replacen('2', "3", 1);
        for (list, token) in [
            (["figures", "US"], token.as_str()),
            (["claims", "CN"], &token),
            (["figures", "CN"], &altered),
            (["figures", "CN"], &token.to_uppercase()),
            (["figures", "CN"], &token[1..]),
            (["figures", "CN"], "é".repeat(12).as_str()),
            (["figures", "CN"], "2"),
        ] {
            let refused = page(list, 2, token).map(|page| page.start);
            assert_eq!(refused, Err("INVALID_PAGE_TOKEN"), "{list:?} {token}");
        }
    }
}
