//! The cells of a chart: what stands where.

use super::{MARKS, ROWS, SHADES, color};
use crate::cli::output::Color;
use crate::cli::plot::axis::Axis;
use crate::cli::plot::canvas::Canvas;
use crate::cli::plot::{Chart, Point, Series};
use crate::wire::pb;

/// A canvas with its two axes.
pub(super) struct Picture {
    pub(super) canvas: Canvas<Color>,
    pub(super) axis: Axis,
    across: (f64, f64),
}

impl Picture {
    pub(super) fn new(chart: &Chart, columns: usize, axis: Axis) -> Self {
        Self { canvas: Canvas::new(columns, ROWS), axis, across: chart.across() }
    }

    pub(super) fn right(&self, year: f64) -> usize {
        let share = (year - self.across.0) / (self.across.1 - self.across.0);
        dot(share, self.canvas.dots().0)
    }

    pub(super) fn down(&self, value: f64) -> usize {
        self.below(self.axis.share(value))
    }

    fn below(&self, share: f64) -> usize {
        dot(1.0 - share, self.canvas.dots().1)
    }

    fn at(&self, point: &Point) -> (usize, usize) {
        (self.right(point.at), self.down(point.median))
    }

    /// From the back to the front: shades, guides, lines, marks.
    pub(super) fn paint(&mut self, chart: &Chart) {
        let numbered = || chart.series.iter().enumerate();
        for (number, series) in numbered() {
            self.shade(series, SHADES[number % SHADES.len()], color(number));
        }
        let (across, down) = self.canvas.dots();
        let horizons = chart.horizons();
        for (year, _) in &horizons {
            (0..down).for_each(|y| self.canvas.put(self.right(*year), y, '┊', None));
        }
        for (row, (year, label)) in horizons.iter().enumerate() {
            let x = self.right(*year);
            for (at, letter) in format!(" {label} →").chars().enumerate() {
                self.canvas.put(x + 2 + 2 * at, 4 * row, letter, None);
            }
        }
        if let Some(threshold) = chart.threshold {
            let y = self.down(threshold);
            (0..across).for_each(|x| self.canvas.put(x, y, '╌', Some(Color::Red)));
        }
        for (number, series) in numbered() {
            for (points, is_dotted) in [(series.recorded(), false), (series.projected(), true)] {
                for pair in points.windows(2) {
                    let (from, to) = (self.at(&pair[0]), self.at(&pair[1]));
                    self.canvas.line(from, to, color(number), is_dotted);
                }
            }
        }
        for (number, series) in numbered() {
            let is_crowded = series.points.len() * 6 > across;
            for point in &series.points {
                self.mark(point, number, series.is_alone(point), is_crowded);
            }
        }
        self.pins(chart);
    }

    /// Places that are pointed out, with what is there at the top, where rising lines leave room.
    fn pins(&mut self, chart: &Chart) {
        for (pin, row) in chart.pins.iter().zip(chart.horizons().len()..) {
            let (x, y) = (self.right(pin.at), self.down(pin.value));
            (4 * row..y).step_by(4).for_each(|y| self.canvas.put(x, y, '┊', None));
            self.canvas.put(x, y, '╳', None);
            let letters = 2 * pin.told.chars().count();
            let from =
                if pin.is_left_of_middle(chart) { x + 4 } else { x.saturating_sub(letters + 2) };
            for (at, letter) in pin.told.chars().enumerate() {
                self.canvas.put(from + 2 * at, 4 * row, letter, None);
            }
        }
    }

    /// The band between the lines, column by column.
    fn shade(&mut self, series: &Series, shade: char, color: Color) {
        for pair in series.line().windows(2) {
            let (Some(from), Some(to)) = (pair[0].band, pair[1].band) else { continue };
            let [low, high] = [(from.0, to.0), (from.1, to.1)]
                .map(|(from, to)| (self.axis.share(from), self.axis.share(to)));
            let (start, end) = (self.right(pair[0].at), self.right(pair[1].at));
            for x in (start..=end).step_by(2) {
                let along = part(x - start, end - start);
                let low = self.below(low.0 + along * (low.1 - low.0));
                let high = self.below(high.0 + along * (high.1 - high.0));
                // A cell is shaded when its middle lies in the band.
                (high..=low)
                    .filter(|y| y % 4 == 2)
                    .for_each(|y| self.canvas.put(x, y, shade, Some(color)));
            }
        }
    }

    /// A value; one that stands alone shows its band as an error bar.
    fn mark(&mut self, point: &Point, number: usize, is_alone: bool, is_crowded: bool) {
        let ((x, y), pen) = (self.at(point), Some(color(number)));
        if let (Some((low, high)), true) = (point.band, is_alone) {
            let (low, high) = (self.down(low), self.down(high));
            (high..=low).for_each(|y| self.canvas.put(x, y, '│', pen));
            self.canvas.put(x, high, '┬', pen);
            self.canvas.put(x, low, '┴', pen);
        }
        let (record, other) = MARKS[number % MARKS.len()];
        let mark = if point.kind == pb::RowKind::History { record } else { other };
        if is_alone || !is_crowded {
            self.canvas.put(x, y, mark, pen);
        }
    }
}

/// One length as a part of another.
#[expect(clippy::cast_precision_loss, reason = "a picture has few dots")]
fn part(some: usize, whole: usize) -> f64 {
    some as f64 / whole.max(1) as f64
}

/// The dot at a share of so many, kept within them.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a picture has few dots, and the share is clamped"
)]
fn dot(share: f64, dots: usize) -> usize {
    (share.clamp(0.0, 1.0) * dots.saturating_sub(1) as f64).round() as usize
}
