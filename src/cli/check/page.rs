//! A document as one self-contained page.

use super::document::Document;

/// The page.
pub(super) fn page(_document: &Document) -> String {
    String::new()
}
