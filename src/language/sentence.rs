//! Where sentences begin and end. The Unicode rules do most of it; lines that a
//! text was wrapped in are joined, and points of abbreviations end nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::token::Span;

/// Abbreviations after which a capital begins no sentence.
const SHORT: [&str; 27] = [
    "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St.", "No.", "Nos.", "vs.", "approx.", "ca.", "cf.",
    "e.g.", "i.e.", "Inc.", "Corp.", "Co.", "Ltd.", "Fig.", "Gen.", "Gov.", "Sen.", "Rep.",
    "Sept.", "Jan.", "Nov.", "Dec.",
];

/// Words that begin a sentence even after "U.S.".
const OPENERS: [&str; 22] = [
    "The", "In", "It", "But", "That", "This", "These", "By", "Its", "At", "And", "While", "For",
    "As", "On", "A", "An", "Last", "Their", "Since", "If", "There",
];

/// The sentences of a text by their bytes, without the space around them.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        let plain = unwrapped(&text[paragraph.clone()]);
        let mut open: Option<Span> = None;
        for (at, piece) in plain.split_sentence_bound_indices() {
            let span = paragraph.start + at..paragraph.start + at + piece.len();
            let joined = match open.take() {
                Some(before) if goes_on(&text[before.clone()], piece) => before.start..span.end,
                Some(before) => {
                    found.extend(trimmed(text, before));
                    span
                }
                None => span,
            };
            open = Some(joined);
        }
        found.extend(open.and_then(|last| trimmed(text, last)));
    }
    found
}

/// Parts of a text with an empty line between them.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<Span> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        if line.trim().is_empty() {
            found.extend(open.take());
        } else {
            open = Some(open.map_or(span.start, |open| open.start)..span.end);
        }
    }
    found.extend(open);
    found
}

/// A paragraph with a space for each line break that only wraps, byte for byte:
/// one after a line about as long as the longest that ends no sentence.
fn unwrapped(paragraph: &str) -> String {
    let longest = paragraph.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut plain = String::with_capacity(paragraph.len());
    for line in paragraph.split_inclusive('\n') {
        let text = line.trim_end();
        let ends = text.ends_with(['.', '!', '?', '"', '”', ':', ';']);
        let is_wrapped = !ends && text.chars().count() * 10 >= longest * 6 && longest > 40;
        match line.strip_suffix('\n') {
            Some(line) if is_wrapped => {
                plain.push_str(line);
                plain.push(' ');
            }
            _ => plain.push_str(line),
        }
    }
    plain
}

/// Whether a piece belongs to the sentence before it.
fn goes_on(before: &str, piece: &str) -> bool {
    let before = before.trim_end();
    if before.len() < 2 || before.ends_with('\n') {
        return false;
    }
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_start_matches(['(', '"', '“', '\'']);
    let is_short = SHORT.contains(&last);
    // "U.S.", "J.": single letters with points.
    let letters = last.split('.').filter(|part| !part.is_empty());
    let is_initials = last.ends_with('.')
        && letters.clone().count() > 0
        && letters
            .clone()
            .all(|part| part.chars().count() == 1 && part.starts_with(char::is_uppercase));
    let first = piece.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_empty());
    let opens = first.is_some_and(|word| OPENERS.contains(&word));
    is_short || is_initials && !opens
}

fn trimmed(text: &str, span: Span) -> Option<Span> {
    let part = text.get(span.clone())?;
    let start = span.start + part.len() - part.trim_start().len();
    let end = span.end - (part.len() - part.trim_end().len());
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::sentences;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn points_that_end_no_sentence_are_told_from_those_that_do() {
        for (text, expected) in [
            (
                "The U.S. Department said so. It was 4.5 TWh.",
                &["The U.S. Department said so.", "It was 4.5 TWh."][..],
            ),
            ("It grew in the U.S. The rest fell.", &["It grew in the U.S.", "The rest fell."]),
            ("\"It doubled.\" Dr. Li said so.", &["\"It doubled.\"", "Dr. Li said so."]),
            (
                "A headline\n\nThe first\nparagraph ends.",
                &["A headline", "The first", "paragraph ends."],
            ),
            (
                "China generated roughly ten thousand terawatt-hours\nof electricity in 2024, and used nearly as much.\n",
                &[
                    "China generated roughly ten thousand terawatt-hours\nof electricity in 2024, and used nearly as much.",
                ],
            ),
            ("", &[]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn spans_lie_in_order_within_the_text(text in "[a-zA-Z .!?\n\"é中]{0,200}") {
            let mut end = 0;
            for span in sentences(&text) {
                prop_assert!(span.start >= end && span.end <= text.len() && text.get(span.clone()).is_some());
                end = span.end;
            }
        }
    }
}
