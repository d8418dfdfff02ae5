//! What values are read against: axes, and guides at a year or a value.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::look::{GRID, INK, MUTED, PIXEL, PX, letters, thin};
use super::{Drawn, Plane};
use crate::cli::plot::Chart;
use crate::cli::plot::axis::{Axis, years};

/// Lines and labels of both axes; the marks are ours, which plotters' mesh does not take.
pub(super) fn grid(
    plane: &mut Plane<'_, '_>,
    chart: &Chart,
    axis: &Axis,
    (left, right): (f64, f64),
) -> Drawn {
    let of_value = letters(14, INK).pos(Pos::new(HPos::Right, VPos::Center));
    for value in &axis.marks {
        let height = axis.height(*value);
        plane.draw_series([PathElement::new([(left, height), (right, height)], thin(GRID))])?;
        let label = Text::new(axis.label(*value), (-10 * PX, 0), of_value.clone());
        plane.draw_series([EmptyElement::at((left, height)) + label])?;
    }
    let floor = axis.height(axis.low);
    plane.draw_series([PathElement::new([(left, floor), (right, floor)], thin(MUTED))])?;
    let of_year = letters(14, INK).pos(Pos::new(HPos::Center, VPos::Top));
    let (first, last) = chart.years();
    for year in years(first, last, 16) {
        let label = Text::new(year.to_string(), (0, 10 * PX), of_year.clone());
        let mark = PathElement::new([(0, 0), (0, 5 * PX)], thin(MUTED));
        plane.draw_series([EmptyElement::at((f64::from(year), floor)) + mark + label])?;
    }
    Ok(())
}

/// Where projection begins, and the threshold.
pub(super) fn guides(
    plane: &mut Plane<'_, '_>,
    chart: &Chart,
    axis: &Axis,
    (first, last): (f64, f64),
) -> Drawn {
    let (low, high) = (axis.height(axis.low), axis.height(axis.high));
    for ((year, label), row) in chart.horizons().into_iter().zip(0..) {
        plane.draw_series(DashedLineSeries::new(
            [(year, low), (year, high)],
            2 * PIXEL,
            4 * PIXEL,
            thin(MUTED),
        ))?;
        let told = EmptyElement::at((year, high))
            + Text::new(format!("{label} →"), (8 * PX, (4 + 18 * row) * PX), letters(13, MUTED));
        plane.draw_series([told])?;
    }
    if let Some((at, told)) = chart.threshold.zip(chart.threshold_key()) {
        let at = axis.height(at);
        plane.draw_series(DashedLineSeries::new(
            [(first, at), (last, at)],
            10 * PIXEL,
            4 * PIXEL,
            thin(INK),
        ))?;
        let anchored = letters(13, INK).pos(Pos::new(HPos::Left, VPos::Bottom));
        plane.draw_series([
            EmptyElement::at((first, at)) + Text::new(told, (8 * PX, -3 * PX), anchored)
        ])?;
    }
    Ok(())
}

/// Places that are pointed out, with what is there at the top, where rising lines leave room.
pub(super) fn pins(plane: &mut Plane<'_, '_>, chart: &Chart, axis: &Axis) -> Drawn {
    let high = axis.height(axis.high);
    for (pin, row) in chart.pins.iter().zip(chart.horizons().len()..) {
        let there = (pin.at, axis.height(pin.value));
        plane.draw_series(DashedLineSeries::new(
            [there, (pin.at, high)],
            2 * PIXEL,
            3 * PIXEL,
            thin(INK),
        ))?;
        let arm = 6 * PX;
        let strokes = |color: RGBColor, width: u32| {
            let stroke = |ends| PathElement::new(ends, color.stroke_width(width * PIXEL));
            EmptyElement::at(there)
                + stroke([(-arm, -arm), (arm, arm)])
                + stroke([(-arm, arm), (arm, -arm)])
        };
        // A white edge keeps the cross apart from the lines below it.
        plane.draw_series([strokes(WHITE, 5)])?;
        plane.draw_series([strokes(INK, 2)])?;
        let down = (4 + 18 * i32::try_from(row)?) * PX;
        let (side, gap) =
            if pin.is_left_of_middle(chart) { (HPos::Left, 8) } else { (HPos::Right, -8) };
        let beside = letters(13, INK).pos(Pos::new(side, VPos::Top));
        let told = Text::new(pin.told.clone(), (gap * PX, down), beside);
        plane.draw_series([EmptyElement::at((pin.at, high)) + told])?;
    }
    Ok(())
}
