//! A tornado as an SVG picture: what the terminal shows, with the drivers' own
//! values at the ends of their bars.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::look::{GRID, INK, MUTED, PIXEL, PX, color, letters, pixels, thin};
use super::{Canvas, Drawn, MARGIN, Plane, heading, sheet};
use crate::cli::number::{self, Scale};
use crate::cli::plot::axis::Axis;
use crate::wire::pb;

/// Height of a driver, and of what stands above and below the drivers.
const ROW: u32 = 44 * PIXEL;
const ABOVE: u32 = 84 * PIXEL;
const BELOW: u32 = 44 * PIXEL;
/// What a letter of a driver's name takes, roughly.
const LETTER: u32 = 8 * PIXEL;

/// Draws the drivers in their order, and below them where their values come from.
pub(in crate::cli) fn draw(
    title: &str,
    drivers: &[pb::SensitivityDriver],
    median: f64,
    source: &str,
) -> anyhow::Result<String> {
    anyhow::ensure!(!drivers.is_empty(), "the answer has no drivers to draw");
    let ends = |driver: &pb::SensitivityDriver| {
        let [low, high] = [driver.answer_at_low, driver.answer_at_high].map(number::digits);
        format!("{}: {low} to {high}", driver.parameter)
    };
    let described = drivers.iter().map(ends).collect::<Vec<_>>().join("; ");
    let told = (title.to_owned(), described);
    sheet(height(drivers)?, &told, source, |area| panel(area, title, drivers, median))
}

/// Height of the drivers with what stands above and below; none without any.
pub(super) fn height(drivers: &[pb::SensitivityDriver]) -> anyhow::Result<u32> {
    let rows = ROW * u32::try_from(drivers.len())?;
    Ok(if drivers.is_empty() { 0 } else { ABOVE + rows + BELOW })
}

pub(super) fn panel(
    area: &Canvas<'_>,
    title: &str,
    drivers: &[pb::SensitivityDriver],
    median: f64,
) -> Drawn {
    let unit = drivers.first().map(pb::SensitivityDriver::answer_unit);
    let scale = Scale::of(median, unit.unwrap_or_default());
    let (head, body) = area.split_vertically(ABOVE);
    heading(&head, title)?;
    let key = "hollow: at the driver's 10th percentile; filled: at its 90th";
    let told = number::with_label(&scale.digits(median), scale.label);
    let told = format!("line: the answer, {told}; {key}");
    head.draw(&Text::new(told, (pixels(MARGIN), 56 * PX), letters(14, INK)))?;

    let ends = |driver: &pb::SensitivityDriver| [driver.answer_at_low, driver.answer_at_high];
    let answers = drivers.iter().flat_map(ends).chain([median]);
    let axis = Axis::over(answers.map(|answer| scale.number(answer)), 7);
    let name = drivers.iter().map(|driver| driver.parameter.chars().count()).max().unwrap_or(0);
    let floor = f64::from(u32::try_from(drivers.len())?);
    let mut plane = ChartBuilder::on(&body)
        .margin_left(MARGIN)
        .margin_right(MARGIN + 60 * PIXEL)
        .x_label_area_size(BELOW)
        .y_label_area_size(LETTER * u32::try_from(name)? + 60 * PIXEL)
        .build_cartesian_2d(axis.low..axis.high, floor..0.0)?;
    grid(&mut plane, &axis, floor, scale.label)?;
    for (driver, row) in drivers.iter().zip(0_u32..) {
        bars(&mut plane, driver, f64::from(row) + 0.5, median, scale, axis.low)?;
    }
    let answer = scale.number(median);
    plane.draw_series([PathElement::new(
        [(answer, 0.0), (answer, floor)],
        INK.stroke_width(2 * PIXEL),
    )])?;
    Ok(())
}

fn grid(plane: &mut Plane<'_, '_>, axis: &Axis, floor: f64, unit: &str) -> Drawn {
    let below = letters(14, INK).pos(Pos::new(HPos::Center, VPos::Top));
    for value in &axis.marks {
        plane.draw_series([PathElement::new([(*value, 0.0), (*value, floor)], thin(GRID))])?;
        let label = number::with_label(&axis.label(*value), unit);
        let label = Text::new(label, (0, 10 * PX), below.clone());
        plane.draw_series([EmptyElement::at((*value, floor)) + label])?;
    }
    plane.draw_series([PathElement::new([(axis.low, floor), (axis.high, floor)], thin(MUTED))])?;
    Ok(())
}

/// A driver's name and unit, and its bar from the answer to either end.
fn bars(
    plane: &mut Plane<'_, '_>,
    driver: &pb::SensitivityDriver,
    row: f64,
    median: f64,
    scale: Scale,
    left: f64,
) -> Drawn {
    let end = Pos::new(HPos::Right, VPos::Center);
    let name = Text::new(driver.parameter.clone(), (-60 * PX, -8 * PX), letters(14, INK).pos(end));
    let unit = Text::new(driver.unit.clone(), (-60 * PX, 9 * PX), letters(12, MUTED).pos(end));
    plane.draw_series([EmptyElement::at((left, row)) + name + unit])?;
    let middle = scale.number(median);
    let edge = color(0).stroke_width(2 * PIXEL);
    let sides = [
        (driver.answer_at_low, driver.low, WHITE.filled()),
        (driver.answer_at_high, driver.high, color(0).filled()),
    ];
    let is_falling = driver.answer_at_high < driver.answer_at_low;
    for ((answer, value, fill), is_right) in sides.into_iter().zip([is_falling, !is_falling]) {
        let corners = [(middle, row - 0.3), (scale.number(answer), row + 0.3)];
        plane.draw_series([Rectangle::new(corners, fill)])?;
        let [(near, upper), (far, lower)] = corners;
        let outline = [(near, upper), (far, upper), (far, lower), (near, lower), (near, upper)];
        plane.draw_series([PathElement::new(outline, edge)])?;
        let (side, gap) = if is_right { (HPos::Left, 6 * PX) } else { (HPos::Right, -6 * PX) };
        let beside = letters(12, MUTED).pos(Pos::new(side, VPos::Center));
        let value = Text::new(number::digits(value), (gap, 0), beside);
        plane.draw_series([EmptyElement::at((scale.number(answer), row)) + value])?;
    }
    Ok(())
}
