//! What the marks of a chart mean.

use super::{MARKS, SHADES, color};
use crate::cli::output::{Color, Style};
use crate::cli::plot::Chart;
use crate::wire::pb;

/// What the marks mean, on as many lines as it takes.
pub(super) fn legend(chart: &Chart, width: usize, style: Style) -> Vec<String> {
    let mut entries: Vec<(String, Option<Color>)> = Vec::new();
    for (number, series) in chart.series.iter().enumerate() {
        let (record, other) = MARKS[number % MARKS.len()];
        let has_record = !series.recorded().is_empty();
        let has_other = series.points.iter().any(|point| point.kind != pb::RowKind::History);
        let shade = Some(SHADES[number % SHADES.len()]).filter(|_| series.is_shaded());
        let glyphs = [has_record.then_some(record), has_other.then_some(other), shade];
        let glyphs: String = glyphs.into_iter().flatten().collect();
        entries.push((format!("{glyphs} {}", series.name), Some(color(number))));
    }
    entries.extend(chart.keys("hollow: projection").into_iter().map(|told| (told, None)));
    entries.extend(chart.threshold_key().map(|told| (format!("╌ {told}"), Some(Color::Red))));
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (entry, color) in entries {
        let length = entry.chars().count();
        let shown = color.map_or_else(|| entry.clone(), |color| style.color(color, &entry));
        match lines.last_mut().filter(|(used, _)| used + 3 + length <= width) {
            Some((used, line)) => {
                *used += 3 + length;
                line.push_str("   ");
                line.push_str(&shown);
            }
            None => lines.push((length, shown)),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}
