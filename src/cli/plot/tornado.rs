//! A tornado in characters: a bar a driver, from the answer at its 10th to that
//! at its 90th percentile, about the answer itself.

use crate::cli::number::Scale;
use crate::wire::pb;

/// Columns of the widest bar.
const WIDTH: usize = 48;

/// Draws the drivers in their order.
pub(in crate::cli) fn draw(drivers: &[pb::SensitivityDriver], median: f64) -> String {
    let ends = |driver: &pb::SensitivityDriver| [driver.answer_at_low, driver.answer_at_high];
    let all = || drivers.iter().flat_map(ends).chain([median]);
    let (low, high) =
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let name = drivers.iter().map(|driver| driver.parameter.len()).max().unwrap_or(0);
    let unit = drivers.first().map_or(pb::Unit::Unspecified, pb::SensitivityDriver::answer_unit);
    let scale = Scale::of(median, unit);
    let column = |value: f64| place((value - low) / (high - low));
    let middle = column(median);
    let mut lines = Vec::new();
    for driver in drivers {
        let [at_low, at_high] = ends(driver).map(column);
        let (from, to) = (at_low.min(at_high), at_low.max(at_high));
        let bar: String = (0..WIDTH)
            .map(|at| match at {
                at if at == middle => '┃',
                // Which end is which: the side of the 10th percentile is lighter.
                at if (from..=to).contains(&at) => {
                    let is_low_side = (at < middle) == (at_low < middle);
                    if is_low_side { '▒' } else { '█' }
                }
                _ => ' ',
            })
            .collect();
        lines.push(format!("{:name$}  {}", driver.parameter, bar.trim_end()));
    }
    let [low, median, high] = [low, median, high].map(|value| scale.fine(value));
    lines.push(axis(name, &low, &median, &high, middle));
    let unit = if scale.label.is_empty() { String::new() } else { scale.label.to_owned() + "; " };
    lines.push(format!("{:name$}  {unit}light: at its 10th percentile, dark: at its 90th", ""));
    lines.join("\n")
}

/// The numbers below the bars: the least, the answer and the most.
fn axis(indent: usize, low: &str, median: &str, high: &str, middle: usize) -> String {
    let mut line = format!("{:indent$}  {low}", "");
    for (text, column) in [(median, middle), (high, WIDTH)] {
        let start = indent + 2 + column.saturating_sub(text.chars().count() / 2);
        let used = line.chars().count();
        line.extend(std::iter::repeat_n(' ', start.saturating_sub(used).max(1)));
        line.push_str(text);
    }
    line
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a fraction of a few dozen columns"
)]
fn place(fraction: f64) -> usize {
    let last = (WIDTH - 1) as f64;
    (fraction.clamp(0.0, 1.0) * last).round() as usize
}
