//! What lines, marks and shades mean, above a chart.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::look::{INK, PIXEL, PX, color, dash, letters, mark, pixels};
use super::{Canvas, Drawn, MARGIN, WIDTH, wrapped};
use crate::cli::plot::{Chart, Series};

/// What a letter of the legend takes, roughly: the reader's font is not known.
const LETTER: u32 = 8 * PIXEL;
/// Height of the title, and of a row of the legend.
pub(super) const TITLE: u32 = 52 * PIXEL;
pub(super) const LEGEND_ROW: u32 = 24 * PIXEL;

/// What is told of a chart above it, and where.
pub(super) struct Entry {
    told: String,
    /// The series whose mark it explains, and whether that is filled.
    series: Option<(usize, bool)>,
    place: (u32, u32),
}

/// Series by their marks, then what lines and shades mean, on so many rows.
pub(super) fn legend(chart: &Chart) -> (Vec<Entry>, u32) {
    let series = chart.series.iter().enumerate().map(|(number, series)| {
        (series.name.clone(), Some((number, !series.recorded().is_empty())))
    });
    let is_broken = chart.series.iter().any(Series::is_shaded);
    let projected = if is_broken { "broken: projected median" } else { "hollow: projected median" };
    let keys = chart.keys(projected);
    let (mut x, mut row, mut entries) = (MARGIN, 0, Vec::new());
    let most = usize::try_from((WIDTH - 2 * MARGIN) / LETTER).unwrap_or(usize::MAX);
    let keys = wrapped(&keys.join("; "), most).into_iter().map(|line| (line, None));
    for (told, series) in series.chain(keys) {
        let letters = u32::try_from(told.chars().count()).unwrap_or(WIDTH);
        let width = LETTER * letters + if series.is_some() { 60 * PIXEL } else { 0 };
        if x > MARGIN && x + width > WIDTH - MARGIN {
            (x, row) = (MARGIN, row + 1);
        }
        let place = (x, TITLE + LEGEND_ROW * row + LEGEND_ROW / 2);
        entries.push(Entry { told, series, place });
        x += width;
    }
    (entries, row + 1)
}

pub(super) fn explain(head: &Canvas<'_>, entry: &Entry) -> Drawn {
    let (mut x, y) = (pixels(entry.place.0), pixels(entry.place.1));
    if let Some((number, is_filled)) = entry.series {
        let style = color(number).stroke_width(2 * PIXEL);
        let ends = [(x, y), (x + 28 * PX, y)];
        if is_filled {
            head.draw(&PathElement::new(ends, style))?;
        } else {
            let (dash, gap) = dash(number);
            head.draw(&plotters::element::DashedPathElement::new(ends, dash, gap, style))?;
        }
        let (fill, edge) = mark(number, is_filled);
        head.draw(&(EmptyElement::at((x + 14 * PX, y)) + fill + edge))?;
        x += 36 * PX;
    }
    let centered = letters(14, INK).pos(Pos::new(HPos::Left, VPos::Center));
    head.draw(&Text::new(entry.told.as_str(), (x, y), centered))?;
    Ok(())
}
