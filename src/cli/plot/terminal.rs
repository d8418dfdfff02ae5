//! A chart in characters: bands as shades, lines in braille, values as marks.

mod legend;
mod picture;

use std::env;

use super::Chart;
use super::axis;
use super::canvas::Ink;
use crate::cli::output::{Color, Style};
use legend::legend;
use picture::Picture;

/// Rows of the picture without its axis of years.
const ROWS: usize = 20;
/// Marks of a record and of what is projected or forecast, one pair a series.
const MARKS: [(char, char); 5] = [('●', '○'), ('■', '□'), ('▲', '△'), ('◆', '◇'), ('★', '☆')];
/// Shades tell neighbouring bands apart where colors do not.
const SHADES: [char; 2] = ['░', '▒'];
const COLORS: [Color; 4] = [Color::Cyan, Color::Yellow, Color::Magenta, Color::Green];
/// Columns that a year's label takes, with a gap.
const YEAR_WIDTH: usize = 6;

/// How wide a picture may be: `COLUMNS`, else the terminal's width, else 80.
pub(in crate::cli) fn width() -> usize {
    let named = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    named.or_else(seen).unwrap_or(80).clamp(40, 200)
}

/// The chart as lines of text, `width` columns wide.
pub(in crate::cli) fn draw(chart: &Chart, width: usize, style: Style) -> String {
    let axis = chart.axis(7);
    let labels: Vec<String> = axis.marks.iter().map(|mark| axis.label(*mark)).collect();
    let gutter = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    let columns = width.saturating_sub(gutter + 2).max(10);
    let mut picture = Picture::new(chart, columns, axis);
    picture.paint(chart);

    let mut text = vec![style.bold(format!("{}, {}", chart.title, chart.unit))];
    text.extend(legend(chart, width, style));
    let mut marks = vec![None; ROWS];
    for (mark, label) in picture.axis.marks.iter().zip(&labels) {
        if let Some(row) = marks.get_mut(picture.down(*mark) / 4) {
            *row = Some(label);
        }
    }
    for (row, mark) in picture.canvas.rows().zip(&marks) {
        let (label, edge) = mark.map_or(("", '│'), |label| (label.as_str(), '┤'));
        let line = format!("{label:>gutter$} {edge}{}", colored(row, style));
        text.push(line.trim_end().to_owned());
    }
    let (first, last) = chart.years();
    let mut rule: Vec<char> = vec!['─'; columns];
    let mut under = vec![' '; columns + gutter + 4];
    for year in axis::years(first, last, columns / YEAR_WIDTH) {
        let column = picture.right(year.into()) / 2;
        rule[column.min(columns - 1)] = '┬';
        let from = (column + gutter + 2).saturating_sub(1).min(under.len() - 4);
        under.splice(from..from + 4, year.to_string().chars());
    }
    text.push(format!("{:gutter$} └{}", "", String::from_iter(rule)));
    text.push(String::from_iter(under).trim_end().to_owned());
    text.join("\n")
}

/// Cells of one pen are wrapped in its color together.
fn colored(row: &[Ink<Color>], style: Style) -> String {
    let same = |one: &Ink<Color>, other: &Ink<Color>| one.1 == other.1;
    let run = |cells: &[Ink<Color>]| {
        let text: String = cells.iter().map(|cell| cell.0).collect();
        match cells.first().and_then(|cell| cell.1) {
            Some(color) => style.color(color, text),
            None => text,
        }
    };
    row.chunk_by(same).map(run).collect()
}

const fn color(number: usize) -> Color {
    COLORS[number % COLORS.len()]
}
