//! Text within the quotes of JSON.

use std::fmt::{self, Write};

/// Escapes what is written into it.
pub(super) struct Text<'w, W>(pub(super) &'w mut W);

impl<W: Write> Write for Text<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if is_plain(text) {
            return self.0.write_str(text);
        }
        let mut rest = text;
        while let Some(at) = rest.bytes().position(needs_escape) {
            let (plain, from) = rest.split_at(at);
            self.0.write_str(plain)?;
            // What needs it has one byte.
            let (special, after) = from.split_at(1);
            self.escape(special)?;
            rest = after;
        }
        self.0.write_str(rest)
    }
}

impl<W: Write> Text<'_, W> {
    fn escape(&mut self, special: &str) -> fmt::Result {
        let short = match special {
            "\"" => "\\\"",
            "\\" => "\\\\",
            "\n" => "\\n",
            "\r" => "\\r",
            "\t" => "\\t",
            "\u{8}" => "\\b",
            "\u{c}" => "\\f",
            _ => {
                let code = special.bytes().next().unwrap_or_default();
                return write!(self.0, "\\u{code:04x}");
            }
        };
        self.0.write_str(short)
    }
}

const fn needs_escape(byte: u8) -> bool {
    byte < b' ' || matches!(byte, b'"' | b'\\')
}

/// Whether no byte needs to be escaped: eight are looked at together, for every line has a hundred.
fn is_plain(text: &str) -> bool {
    let (words, rest) = text.as_bytes().as_chunks();
    !words.iter().any(|word| has_escape(u64::from_ne_bytes(*word)))
        && !rest.iter().copied().any(needs_escape)
}

/// Whether one of eight bytes needs to be escaped.
const fn has_escape(word: u64) -> bool {
    /// One in every byte, and the highest bit of every byte.
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = ONES << 7;
    /// A borrow reaches the highest bit of a byte below `least`, and of those above that one only.
    const fn below(word: u64, least: u8) -> u64 {
        word.wrapping_sub(ONES * least as u64) & !word
    }
    const fn equal(word: u64, byte: u8) -> u64 {
        below(word ^ (ONES * byte as u64), 1)
    }
    (below(word, b' ') | equal(word, b'"') | equal(word, b'\\')) & HIGH != 0
}

#[cfg(test)]
mod tests {
    use super::{is_plain, needs_escape};

    #[test]
    fn what_needs_to_be_escaped_is_found_wherever_it_stands() {
        for special in (0..0x250).filter_map(char::from_u32) {
            let expected = !u8::try_from(special).is_ok_and(needs_escape);
            for (before, after) in [0, 1, 6, 7, 8, 15, 16].into_iter().zip([9, 0, 1, 8, 0, 1, 7]) {
                for fill in ["x", "!", "\u{80}", "\u{ff}"] {
                    let text = format!("{}{special}{}", fill.repeat(before), fill.repeat(after));
                    assert_eq!(is_plain(&text), expected, "{text:?}");
                }
            }
        }
    }
}
