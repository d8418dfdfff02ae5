//! What a chart shows, in words.

use super::{Chart, Series};
use crate::cli::number;
use crate::wire::pb;

impl Chart {
    /// What marks, lines and shades mean, with `projected` for projections.
    pub(super) fn keys(&self, projected: &str) -> Vec<String> {
        let points = || self.series.iter().flat_map(|series| &series.points);
        let kinds = [
            (pb::RowKind::History, "filled: record"),
            (pb::RowKind::Projection, projected),
            (pb::RowKind::Anchor, "hollow with a bar: from a published forecast"),
        ];
        let known = kinds.into_iter().filter(|(kind, _)| points().any(|point| point.kind == *kind));
        let note = Some(self.note.clone()).filter(|note| !note.is_empty());
        known.map(|(_, told)| told.to_owned()).chain(self.band_key()).chain(note).collect()
    }

    /// What shades and bars mean. Example: `shaded: 80 % band`.
    fn band_key(&self) -> Option<String> {
        let is_barred = |series: &Series| series.points.iter().any(|point| series.is_alone(point));
        let told =
            match (self.series.iter().any(Series::is_shaded), self.series.iter().any(is_barred)) {
                (true, true) => "shaded or bar",
                (true, false) => "shaded",
                (false, _) => "bar",
            };
        (!self.band.is_empty()).then(|| format!("{told}: {}", self.band))
    }

    /// The threshold in words. Example: `at least 3 000 GW`.
    pub(super) fn threshold_key(&self) -> Option<String> {
        let told = |at| number::with_label(&number::stated(at), &self.unit);
        self.threshold.map(|at| format!("at least {}", told(at)))
    }

    /// The chart for who cannot see it.
    pub(super) fn described(&self) -> String {
        let value = |at: f64| number::digits(at);
        let ends = |series: &Series| {
            let line = series.line();
            let (first, last) = (line.first()?, line.last()?);
            let from = format!("{} {} in {}", series.name, value(first.median), first.year);
            let is_one = first.year == last.year;
            let to = format!(" to {} in {}", value(last.median), last.year);
            Some(if is_one { from } else { from + &to })
        };
        let series = self.series.iter().filter_map(ends);
        let pins = self.pins.iter().map(|pin| format!("{} at {}", pin.told, value(pin.value)));
        let told = series.chain(pins).chain(self.threshold_key());
        let told = told.chain(Some(self.note.clone()).filter(|note| !note.is_empty()));
        format!("{}, {}: {}.", self.title, self.unit, told.collect::<Vec<_>>().join("; "))
    }
}
