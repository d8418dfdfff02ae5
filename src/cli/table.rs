//! Rows and columns, as an aligned table for people or as CSV for programs.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::number;
use super::output::Style;

/// What stands in one place of a sheet.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    /// Words.
    Text(String),
    /// Something made of digits that is shown as it is, such as a year.
    Right(String),
    /// A computed number: three digits for people, exact in CSV.
    Number(f64),
    /// A published number: as it is for people, exact in CSV.
    Stated(f64),
    /// Nothing is known.
    Nothing,
}

impl Cell {
    pub(super) fn number(value: Option<f64>) -> Self {
        value.map_or(Self::Nothing, Self::Number)
    }

    pub(super) fn stated(value: Option<f64>) -> Self {
        value.map_or(Self::Nothing, Self::Stated)
    }

    fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Right(text) => text.clone(),
            Self::Number(value) => number::digits(*value),
            Self::Stated(value) => number::stated(*value),
            Self::Nothing => "–".to_owned(),
        }
    }

    fn exact(&self) -> String {
        match self {
            Self::Text(text) | Self::Right(text) => text.clone(),
            Self::Number(value) | Self::Stated(value) => value.to_string(),
            Self::Nothing => String::new(),
        }
    }

    const fn alignment(&self) -> CellAlignment {
        match self {
            Self::Text(_) => CellAlignment::Left,
            Self::Right(_) | Self::Number(_) | Self::Stated(_) | Self::Nothing => {
                CellAlignment::Right
            }
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i32> for Cell {
    fn from(value: i32) -> Self {
        Self::Right(value.to_string())
    }
}

/// A header and rows.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    header: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Sheet {
    pub(super) fn new<T: Into<String>>(header: impl IntoIterator<Item = T>) -> Self {
        Self { header: header.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Aligned columns without borders, and no line break at the end.
    pub(super) fn to_text(&self, style: Style) -> String {
        let mut table = Table::new();
        table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        let column_is_right = |at: usize| {
            let mut cells = self.rows.iter().filter_map(|row| row.get(at)).peekable();
            cells.peek().is_some() && cells.all(|cell| !matches!(cell, Cell::Text(_)))
        };
        if self.header.iter().any(|title| !title.is_empty()) {
            table.set_header(self.header.iter().enumerate().map(|(at, title)| {
                let right = column_is_right(at);
                let side = if right { CellAlignment::Right } else { CellAlignment::Left };
                comfy_table::Cell::new(style.bold(title)).set_alignment(side)
            }));
        }
        for row in &self.rows {
            table.add_row(
                row.iter().map(|cell| {
                    comfy_table::Cell::new(cell.shown()).set_alignment(cell.alignment())
                }),
            );
        }
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }

    /// RFC 4180.
    pub(super) fn to_csv(&self) -> anyhow::Result<String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.header)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Cell::exact))?;
        }
        Ok(String::from_utf8(writer.into_inner()?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Sheet, Style};

    #[test]
    fn a_sheet_is_rounded_for_people_and_exact_for_programs() {
        let mut sheet = Sheet::new(["name", "value"]);
        sheet.row([Cell::from("a, \"b\""), Cell::Number(4123.75)]);
        sheet.row([Cell::from("c"), Cell::Nothing]);
        assert_eq!(sheet.to_text(Style::PLAIN), "name    value\na, \"b\"  4 120\nc           –");
        assert_eq!(sheet.to_csv().unwrap(), "name,value\n\"a, \"\"b\"\"\",4123.75\nc,\n");
    }
}
