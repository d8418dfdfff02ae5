//! Text within the quotes of JSON.

use std::fmt::{self, Write};

/// Escapes what is written into it.
pub(super) struct Text<'w, W>(pub(super) &'w mut W);

impl<W: Write> Write for Text<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Looked at whole, it is looked at many bytes at a time.
        if !text.bytes().fold(false, |found, byte| found | needs_escape(byte)) {
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
