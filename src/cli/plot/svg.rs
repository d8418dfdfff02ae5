//! A chart as an SVG picture that can stand in a report.

pub(in crate::cli) mod bars;
mod frame;
mod legend;
mod look;
pub(in crate::cli) mod tornado;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;

use super::{Chart, Point, Series};
use crate::wire::pb;
use frame::{grid, guides, pins};
use legend::{LEGEND_ROW, TITLE, explain, legend};
use look::{INK, MUTED, PIXEL, PX, color, dash, letters, mark, pixels};

const WIDTH: u32 = 960 * PIXEL;
/// Height of one chart with its title and legend.
const PANEL: u32 = 560 * PIXEL;
const MARGIN: u32 = 28 * PIXEL;
/// Height of a line of the footer, and how many letters fit on it.
const FOOT_LINE: u32 = 18 * PIXEL;
const FOOT_LETTERS: usize = 140;

type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Plane<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Drawn = anyhow::Result<()>;

/// The charts under each other, and below them where their values come from.
pub(in crate::cli) fn draw(charts: &[Chart], source: &str) -> anyhow::Result<String> {
    anyhow::ensure!(!charts.is_empty(), "the answer has no values to draw");
    let titles: Vec<_> = charts.iter().map(|chart| chart.title.as_str()).collect();
    let described: Vec<_> = charts.iter().map(Chart::described).collect();
    let told = (titles.join("; "), described.join(" "));
    sheet(PANEL * u32::try_from(charts.len())?, &told, source, |upper| {
        for (area, chart) in upper.split_evenly((charts.len(), 1)).iter().zip(charts) {
            panel(area, chart)?;
        }
        Ok(())
    })
}

/// A picture of so much height, and below it where its values come from; its title and
/// description are for who cannot see it.
fn sheet(
    height: u32,
    (title, description): &(String, String),
    source: &str,
    paint: impl FnOnce(&Canvas<'_>) -> Drawn,
) -> anyhow::Result<String> {
    let foot = wrapped(source, FOOT_LETTERS);
    let foot_height = FOOT_LINE * u32::try_from(foot.len())? + MARGIN;
    let mut text = String::new();
    {
        let size = (WIDTH, height + foot_height);
        let whole = SVGBackend::with_string(&mut text, size).into_drawing_area();
        whole.fill(&WHITE)?;
        let (upper, lower) = whole.split_vertically(height);
        paint(&upper)?;
        for (line, at) in foot.iter().zip(0..) {
            let place = (pixels(MARGIN), 6 * PX + at * pixels(FOOT_LINE));
            lower.draw(&Text::new(line.as_str(), place, letters(12, MUTED)))?;
        }
        whole.present()?;
    }
    // The picture's size in pixels, over the finer grid that it is drawn on.
    let (width, height) = (WIDTH / PIXEL, (height + foot_height) / PIXEL);
    let (_, after) = text.split_once("viewBox").unwrap_or_default();
    let (head, drawn) = after.split_once('>').unwrap_or_default();
    let (title, description) = (escaped(title), escaped(description));
    Ok(format!(
        "<svg role=\"img\" width=\"{width}\" height=\"{height}\" viewBox{head}>\n\
         <title>{title}</title>\n<desc>{description}</desc>{drawn}"
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn heading(head: &Canvas<'_>, title: &str) -> Drawn {
    let size = if title.chars().count() > 50 { 17.0 } else { 22.0 };
    let style =
        ("sans-serif", 1.24 * f64::from(PX) * size, FontStyle::Bold).into_font().color(&INK);
    head.draw(&Text::new(title, (pixels(MARGIN), 22 * PX), style))?;
    Ok(())
}

fn panel(area: &Canvas<'_>, chart: &Chart) -> Drawn {
    let (entries, rows) = legend(chart);
    let (head, body) = area.split_vertically(TITLE + LEGEND_ROW * rows + 16 * PIXEL);
    let left = pixels(MARGIN);
    heading(&head, &chart.title)?;
    for entry in entries {
        explain(&head, &entry)?;
    }

    let (axis, across) = (chart.axis(7), chart.across());
    let letters_of = |mark: &f64| u32::try_from(axis.label(*mark).chars().count()).unwrap_or(0);
    let widest = axis.marks.iter().map(letters_of).max().unwrap_or(0);
    let mut plane = ChartBuilder::on(&body)
        .margin(MARGIN)
        .margin_bottom(10 * PIXEL)
        .x_label_area_size(30 * PIXEL)
        .y_label_area_size((9 * widest).max(32) * PIXEL)
        .build_cartesian_2d(across.0..across.1, axis.height(axis.low)..axis.height(axis.high))?;
    // The unit stands on top of its axis, where it is read without turning the head.
    body.draw(&Text::new(chart.unit.as_str(), (left, 2 * PX), letters(14, INK)))?;
    grid(&mut plane, chart, &axis, across)?;
    let placed: Vec<Series> = chart.series.iter().map(|series| series.on(&axis)).collect();
    for (number, series) in placed.iter().enumerate() {
        shade(&mut plane, series, color(number))?;
    }
    guides(&mut plane, chart, &axis, across)?;
    for (number, series) in placed.iter().enumerate() {
        lines(&mut plane, series, number)?;
    }
    for (number, series) in placed.iter().enumerate() {
        marks(&mut plane, series, number)?;
    }
    pins(&mut plane, chart, &axis)
}

/// The band of all values that are joined.
fn shade(plane: &mut Plane<'_, '_>, series: &Series, color: RGBColor) -> Drawn {
    let band = |point: &Point| point.band.map(|band| (point.at, band));
    let bands: Vec<_> = series.line().iter().filter_map(band).collect();
    if bands.len() > 1 {
        let upper = bands.iter().map(|(year, band)| (*year, band.1));
        let lower = bands.iter().rev().map(|(year, band)| (*year, band.0));
        let outline: Vec<_> = upper.chain(lower).collect();
        plane.draw_series([Polygon::new(outline, color.mix(0.2))])?;
    }
    Ok(())
}

/// Solid through records, dashed through the medians that follow.
fn lines(plane: &mut Plane<'_, '_>, series: &Series, number: usize) -> Drawn {
    let places = |points: Vec<Point>| points.into_iter().map(|point| place(&point));
    let style = color(number).stroke_width(2 * PIXEL);
    let (dash, gap) = dash(number);
    plane.draw_series(LineSeries::new(places(series.recorded()), style))?;
    plane.draw_series(DashedLineSeries::new(places(series.projected()), dash, gap, style))?;
    Ok(())
}

/// Filled for records, hollow for what is not; with a bar where a value stands alone.
fn marks(plane: &mut Plane<'_, '_>, series: &Series, number: usize) -> Drawn {
    let is_crowded = series.points.len() > 45;
    for point in &series.points {
        let is_alone = series.is_alone(point);
        if let (Some((low, high)), true) = (point.band, is_alone) {
            let (year, style) = (point.at, color(number).stroke_width(2 * PIXEL));
            plane.draw_series([PathElement::new([(year, low), (year, high)], style)])?;
            let cap = |at| {
                EmptyElement::at((year, at)) + PathElement::new([(-6 * PX, 0), (6 * PX, 0)], style)
            };
            plane.draw_series([cap(low), cap(high)])?;
        }
        if is_alone || !is_crowded {
            let (fill, edge) = mark(number, point.kind == pb::RowKind::History);
            plane.draw_series([EmptyElement::at(place(point)) + fill + edge])?;
        }
    }
    Ok(())
}

fn place(point: &Point) -> (f64, f64) {
    (point.at, point.median)
}

/// Lines of at most so many letters, broken between words.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
