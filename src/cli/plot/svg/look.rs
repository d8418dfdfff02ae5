//! Colors, marks and letters, for readers of grey prints and color-blind ones too.

use plotters::prelude::*;

/// Drawn in quarters of a pixel, which keeps lines smooth: plotters places by whole numbers.
pub(super) const PX: i32 = 4;
pub(super) const PIXEL: u32 = PX.unsigned_abs();
/// What is read, what only orients, and what stays behind.
pub(super) const INK: RGBColor = RGBColor(34, 34, 34);
pub(super) const MUTED: RGBColor = RGBColor(95, 95, 95);
pub(super) const GRID: RGBColor = RGBColor(225, 225, 225);
/// The colors of Okabe and Ito, which color-blind readers tell apart.
const COLORS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(230, 159, 0),
];
/// Outlines of marks in quarters of a pixel, which tell series apart in grey: circle, square, triangle, diamond, cross.
const MARKS: [&[(i32, i32)]; 5] = [
    &[
        (20, 0),
        (18, 8),
        (14, 14),
        (8, 18),
        (0, 20),
        (-8, 18),
        (-14, 14),
        (-18, 8),
        (-20, 0),
        (-18, -8),
        (-14, -14),
        (-8, -18),
        (0, -20),
        (8, -18),
        (14, -14),
        (18, -8),
    ],
    &[(-16, -16), (16, -16), (16, 16), (-16, 16)],
    &[(0, -24), (24, 20), (-24, 20)],
    &[(0, -24), (24, 0), (0, 24), (-24, 0)],
    &[
        (-8, -20),
        (8, -20),
        (8, -8),
        (20, -8),
        (20, 8),
        (8, 8),
        (8, 20),
        (-8, 20),
        (-8, 8),
        (-20, 8),
        (-20, -8),
        (-8, -8),
    ],
];

/// Dashes and gaps in pixels, which tell lines apart in grey.
const DASHES: [(u32, u32); 4] = [(7, 4), (2, 3), (14, 4), (4, 8)];

type Outline = (Polygon<(i32, i32)>, PathElement<(i32, i32)>);

/// The mark of a series, with the number of which come its shape and color.
pub(super) fn mark(number: usize, is_filled: bool) -> Outline {
    let outline = MARKS[number % MARKS.len()];
    let closed: Vec<_> = outline.iter().chain(outline.first()).copied().collect();
    let color = color(number);
    let fill = Polygon::new(outline, if is_filled { color } else { WHITE });
    (fill, PathElement::new(closed, color.stroke_width(2 * PIXEL)))
}

/// The dash of a series and the gap after it.
pub(super) const fn dash(number: usize) -> (u32, u32) {
    let (dash, gap) = DASHES[number % DASHES.len()];
    (dash * PIXEL, gap * PIXEL)
}

pub(super) const fn color(number: usize) -> RGBColor {
    COLORS[number % COLORS.len()]
}

/// Letters of so many pixels, a size that plotters divides by 1.24.
pub(super) fn letters(size: u32, color: RGBColor) -> TextStyle<'static> {
    ("sans-serif", f64::from(size * PIXEL) * 1.24).into_font().color(&color)
}

/// A line of one pixel.
pub(super) const fn thin(color: RGBColor) -> ShapeStyle {
    ShapeStyle {
        color: RGBAColor(color.0, color.1, color.2, 1.0),
        filled: false,
        stroke_width: PIXEL,
    }
}

pub(super) fn pixels(length: u32) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}
