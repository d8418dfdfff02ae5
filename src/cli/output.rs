//! Where text goes and what it may look like.

use std::env;
use std::fmt::Display;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;

use super::table::Sheet;

/// How a reply is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// For people, rounded, with or without color.
    Text(Style),
    /// The whole reply, exact.
    Json,
    /// Tidy rows, exact.
    Csv,
}

impl Format {
    pub(super) fn from_flags(json: bool, csv: bool) -> Self {
        if json {
            Self::Json
        } else if csv {
            Self::Csv
        } else {
            Self::Text(Style::of_stdout())
        }
    }
}

/// Writes a file, or tells which one it could not write.
pub(super) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Whether text may be colored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    colored: bool,
}

/// A color by its ANSI number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Color {
    Red = 31,
    Green = 32,
    Yellow = 33,
    Magenta = 35,
    Cyan = 36,
}

impl Style {
    /// Plain text.
    #[cfg(test)]
    pub(super) const PLAIN: Self = Self { colored: false };

    fn of_stdout() -> Self {
        let wanted = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { colored: wanted && io::stdout().is_terminal() }
    }

    pub(super) fn bold(self, text: impl Display) -> String {
        self.wrap("1", text)
    }

    pub(super) fn color(self, color: Color, text: impl Display) -> String {
        self.wrap(&format!("1;{}", color as u8), text)
    }

    fn wrap(self, code: &str, text: impl Display) -> String {
        if self.colored { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }
}

/// A text for people, made of paragraphs, tables and titled sections.
pub(super) struct Report {
    pub(super) style: Style,
    text: String,
}

impl Report {
    pub(super) const fn new(style: Style) -> Self {
        Self { style, text: String::new() }
    }

    /// A paragraph; nothing when it is empty.
    pub(super) fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.gap();
            self.text.push_str(text);
            self.text.push('\n');
        }
    }

    pub(super) fn table(&mut self, sheet: &Sheet) {
        self.paragraph(&sheet.to_text(self.style));
    }

    /// A title and a line for each entry; nothing when there is no entry.
    pub(super) fn section(&mut self, title: &str, lines: impl IntoIterator<Item = String>) {
        let lines: Vec<_> = lines.into_iter().collect();
        if !lines.is_empty() {
            let title = self.style.bold(title);
            self.paragraph(&format!("{title}\n  {}", lines.join("\n  ")));
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }
}

/// The reply in protobuf's own JSON.
pub(super) fn json(reply: &impl Serialize) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(reply)? + "\n")
}

/// Writes to stdout. A reader that has seen enough (`| head`) is no failure.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
