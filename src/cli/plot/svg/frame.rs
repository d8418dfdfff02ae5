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
        plane.draw_series([PathElement::new([(left, *value), (right, *value)], thin(GRID))])?;
        let label = Text::new(axis.label(*value), (-10 * PX, 0), of_value.clone());
        plane.draw_series([EmptyElement::at((left, *value)) + label])?;
    }
    plane.draw_series([PathElement::new([(left, axis.low), (right, axis.low)], thin(MUTED))])?;
    let of_year = letters(14, INK).pos(Pos::new(HPos::Center, VPos::Top));
    let (first, last) = chart.years();
    for year in years(first, last, 16) {
        let label = Text::new(year.to_string(), (0, 10 * PX), of_year.clone());
        let mark = PathElement::new([(0, 0), (0, 5 * PX)], thin(MUTED));
        plane.draw_series([EmptyElement::at((f64::from(year), axis.low)) + mark + label])?;
    }
    Ok(())
}

/// Where projection begins, and the threshold.
pub(super) fn guides(
    plane: &mut Plane<'_, '_>,
    chart: &Chart,
    (low, high): (f64, f64),
    (first, last): (f64, f64),
) -> Drawn {
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
