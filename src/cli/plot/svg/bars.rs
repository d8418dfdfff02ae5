//! Stacked costs as an SVG picture, and below them what their order hangs on.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::look::{GRID, INK, MUTED, PIXEL, PX, color, letters, pixels, thin};
use super::{Canvas, Drawn, MARGIN, Plane, heading, sheet, tornado};
use crate::cli::number;
use crate::cli::plot::bars::{Bars, PARTS};
use crate::cli::plot::costs;
use crate::wire::pb;

/// Height of a site, and of what stands above and below the sites.
const ROW: u32 = 62 * PIXEL;
const ABOVE: u32 = 84 * PIXEL;
const BELOW: u32 = 56 * PIXEL;
/// What a letter takes, roughly.
const LETTER: u32 = 8 * PIXEL;

/// Draws the bars, and the drivers where there are any.
pub(in crate::cli) fn draw(
    bars: &Bars,
    hangs_on: &pb::AnalyzeSensitivityResponse,
    source: &str,
) -> anyhow::Result<String> {
    let upper = ABOVE + ROW * u32::try_from(bars.rows.len())? + BELOW;
    let lead = hangs_on.cost_lead.clone().unwrap_or_default();
    let lower = tornado::height(&hangs_on.drivers)?;
    let title = format!("{}, {}", bars.title, bars.unit);
    let told = (title, bars.described());
    sheet(upper + lower, &told, source, |area| {
        let (area, rest) = area.split_vertically(upper);
        panel(&area, bars)?;
        if hangs_on.drivers.is_empty() {
            return Ok(());
        }
        tornado::panel(&rest, &costs::title(&lead), &hangs_on.drivers, lead.ratio)
    })
}

fn panel(area: &Canvas<'_>, bars: &Bars) -> Drawn {
    let (head, body) = area.split_vertically(ABOVE);
    heading(&head, &format!("{}, {}", bars.title, bars.unit))?;
    legend(&head, bars)?;
    let axis = bars.axis(7);
    let name = bars.rows.iter().map(|bar| bar.site.chars().count()).max().unwrap_or(0);
    let floor = f64::from(u32::try_from(bars.rows.len())?);
    let mut plane = ChartBuilder::on(&body)
        .margin_left(MARGIN)
        .margin_right(MARGIN + 20 * PIXEL)
        .x_label_area_size(BELOW)
        .y_label_area_size(LETTER * u32::try_from(name)? + 16 * PIXEL)
        .build_cartesian_2d(axis.low..axis.high, floor..0.0)?;
    let below = letters(14, INK).pos(Pos::new(HPos::Center, VPos::Top));
    for value in &axis.marks {
        plane.draw_series([PathElement::new([(*value, 0.0), (*value, floor)], thin(GRID))])?;
        let label = Text::new(axis.label(*value), (0, 10 * PX), below.clone());
        plane.draw_series([EmptyElement::at((*value, floor)) + label])?;
    }
    for (bar, row) in bars.rows.iter().zip(0_u32..) {
        let middle = f64::from(row) + 0.5;
        let end = letters(14, INK).pos(Pos::new(HPos::Right, VPos::Center));
        let name = Text::new(bar.site.clone(), (-10 * PX, 0), end);
        plane.draw_series([EmptyElement::at((axis.low, middle)) + name])?;
        stack(&mut plane, bar.parts, middle)?;
        if let Some(band) = bar.band {
            whisker(&mut plane, band, middle + 0.36)?;
        }
    }
    Ok(())
}

/// What fills mean, in one row.
fn legend(head: &Canvas<'_>, bars: &Bars) -> Drawn {
    let centered = letters(14, INK).pos(Pos::new(HPos::Left, VPos::Center));
    let (mut x, y) = (pixels(MARGIN), 62 * PX);
    for part in bars.present() {
        let (name, corners) = (PARTS[part].0, [(x, y - 7 * PX), (x + 14 * PX, y + 7 * PX)]);
        head.draw(&Rectangle::new(corners, color(part).filled()))?;
        head.draw(&Text::new(name, (x + 20 * PX, y), centered.clone()))?;
        x += 40 * PX + pixels(LETTER * u32::try_from(name.len())?);
    }
    let band = if bars.band.is_empty() { "" } else { "; whisker: the median and its " };
    let told = format!("at central values{band}{}", bars.band);
    head.draw(&Text::new(told, (x, y), centered))?;
    Ok(())
}

/// Parts beside each other, and behind them their sum.
fn stack(plane: &mut Plane<'_, '_>, parts: [f64; PARTS.len()], middle: f64) -> Drawn {
    let mut whole = 0.0;
    for (part, number) in parts.into_iter().zip(0..) {
        let corners = [(whole, middle - 0.3), (whole + part, middle + 0.2)];
        plane.draw_series([Rectangle::new(corners, color(number).filled())])?;
        whole += part;
    }
    let beside = letters(13, INK).pos(Pos::new(HPos::Left, VPos::Center));
    let total = Text::new(number::digits(whole), (6 * PX, 0), beside);
    plane.draw_series([EmptyElement::at((whole, middle - 0.05)) + total])?;
    Ok(())
}

/// A band with its median.
fn whisker(plane: &mut Plane<'_, '_>, [low, median, high]: [f64; 3], row: f64) -> Drawn {
    let style = MUTED.stroke_width(2 * PIXEL);
    plane.draw_series([PathElement::new([(low, row), (high, row)], style)])?;
    for (at, half) in [(low, 5), (median, 7), (high, 5)] {
        let tick = PathElement::new([(0, -half * PX), (0, half * PX)], style);
        plane.draw_series([EmptyElement::at((at, row)) + tick])?;
    }
    Ok(())
}
