//! Quoting of a CSV record. The `csv` crate takes anything; a quote that was
//! never closed would swallow the rows behind it without a word.

/// What is wrong with the quoting of a record, its line end included.
pub(super) fn fault(record: &str) -> Option<&'static str> {
    if !record.contains('"') {
        return None;
    }
    let mut place = Place::CellStart;
    for character in record.chars() {
        place = match (place, character) {
            (Place::Quoted, '"') => Place::AfterQuote,
            (Place::Quoted, _) | (Place::CellStart | Place::AfterQuote, '"') => Place::Quoted,
            (_, ',' | '\r' | '\n') => Place::CellStart,
            (Place::AfterQuote, _) => return Some("has text after a closing quote"),
            (Place::Bare, '"') => return Some("has a quote inside a cell without quotes"),
            (Place::CellStart | Place::Bare, _) => Place::Bare,
        };
    }
    (place == Place::Quoted).then_some("has a quote that is never closed")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    CellStart,
    Bare,
    Quoted,
    /// Behind a closing quote, or behind the first of two that mean one.
    AfterQuote,
}
