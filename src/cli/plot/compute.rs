//! Charts of both limits on compute, and where they are level.

use super::axis::Spacing;
use super::capacity::band_name;
use super::{Chart, Pin, Point, Series};
use crate::wire::pb;

/// A place where the medians of both limits are level, on a straight line between
/// the ends of two years, as a log axis shows them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::cli) struct Level {
    /// Where between the years, each of which stands for its end.
    at: f64,
    value: f64,
}

impl Level {
    /// Example: `in mid-2029`.
    pub(in crate::cli) fn told(self) -> String {
        let ended = self.at.floor();
        // A year ends at its mark, so that what follows belongs to the next.
        match self.at - ended {
            part if part < 1e-9 => format!("at the end of {ended}"),
            part if part < 1.0 / 3.0 => format!("in early {}", ended + 1.0),
            part if part < 2.0 / 3.0 => format!("in mid-{}", ended + 1.0),
            _ => format!("in late {}", ended + 1.0),
        }
    }
}

/// Where the limits of one region cross, in the order of its years.
pub(in crate::cli) fn levels(rows: &[pb::ComputeRow]) -> Vec<Level> {
    let limits = |row: &pb::ComputeRow| {
        let (chips, power) = (row.chips_limited.as_ref()?, row.power_limited.as_ref()?);
        Some((f64::from(row.year), chips.median, libm::log(power.median / chips.median)))
    };
    let limits: Vec<_> = rows.iter().filter_map(limits).collect();
    let crossing = |pair: &[(f64, f64, f64)]| {
        let [(year, chips, ratio), (next, chips_next, ratio_next)] = pair else { return None };
        ((*ratio < 0.0) != (*ratio_next < 0.0)).then(|| {
            let along = ratio / (ratio - ratio_next);
            Level {
                at: year + along * (next - year),
                value: chips * libm::pow(chips_next / chips, along),
            }
        })
    };
    limits.windows(2).filter_map(crossing).collect()
}

/// What can be said where the limits of several years do not cross.
/// Example: `no crossing: power is the lower limit in every year`.
pub(in crate::cli) fn apart(rows: &[pb::ComputeRow]) -> Option<String> {
    let [first, _, ..] = rows else { return None };
    let (chips, power) = (first.chips_limited.as_ref()?, first.power_limited.as_ref()?);
    let lower = if power.median < chips.median { "power is" } else { "chips are" };
    let told = || format!("no crossing: at the medians {lower} the lower limit in every year");
    levels(rows).is_empty().then(told)
}

/// A chart for each region, in the order of the reply.
pub(in crate::cli) fn charts(reply: &pb::ProjectComputeResponse) -> Vec<Chart> {
    let of_region = |one: &pb::ComputeRow, next: &pb::ComputeRow| one.region == next.region;
    reply.rows.chunk_by(of_region).filter_map(chart).collect()
}

fn chart(rows: &[pb::ComputeRow]) -> Option<Chart> {
    let first = rows.first()?;
    let series = [
        series("chips allow", rows, |row| row.chips_limited.as_ref()),
        series("power feeds", rows, |row| row.power_limited.as_ref()),
    ];
    let pin = |level: Level| Pin {
        at: level.at,
        value: level.value,
        told: format!("level {}", level.told()),
    };
    let mut chart = Chart {
        title: format!("{}: limits of AI compute by chips and power", first.region),
        unit: "EFLOP/s at year end, log scale".to_owned(),
        band: first.chips_limited.as_ref().map(band_name).unwrap_or_default(),
        series: series.into(),
        spacing: Spacing::Log,
        pins: levels(rows).into_iter().map(pin).collect(),
        note: apart(rows).unwrap_or_default(),
        ..Chart::default()
    };
    chart.spread();
    Some(chart)
}

fn series(
    name: &str,
    rows: &[pb::ComputeRow],
    limit: impl Fn(&pb::ComputeRow) -> Option<&pb::Distribution>,
) -> Series {
    let point = |row: &pb::ComputeRow| {
        let known = limit(row)?;
        let band = known.quantiles.first().zip(known.quantiles.last());
        Some(Point {
            year: row.year,
            at: f64::from(row.year),
            kind: pb::RowKind::Projection,
            median: known.median,
            band: band
                .filter(|(low, high)| low.probability < high.probability)
                .map(|(low, high)| (low.value, high.value)),
        })
    };
    Series { name: name.to_owned(), points: rows.iter().filter_map(point).collect() }
}

#[cfg(test)]
mod tests {
    use super::{Level, apart, levels, pb};

    fn row(year: i32, chips: f64, power: f64) -> pb::ComputeRow {
        let known = |median| Some(pb::Distribution { median, ..Default::default() });
        pb::ComputeRow {
            year,
            chips_limited: known(chips),
            power_limited: known(power),
            ..Default::default()
        }
    }

    #[test]
    fn limits_are_level_where_the_log_of_their_ratio_is_zero() {
        // Power over chips falls from 2 to 1/2: ln 2 and -ln 2, level half way. Chips grow from
        // 100 to 400, by ratios 200 half way; so does power, from 200 to 200.
        let rows = [row(2028, 100.0, 200.0), row(2029, 400.0, 200.0)];
        let [Level { at, value }] = levels(&rows)[..] else { panic!("not one") };
        assert!((at - 2028.5).abs() < 1e-12 && (value - 200.0).abs() < 1e-9, "{at} {value}");
        // From 8 to 1/2: ln 8 is three parts of four on the way to -ln 2.
        let rows = [row(2028, 100.0, 800.0), row(2029, 400.0, 200.0)];
        assert!((levels(&rows)[0].at - 2028.75).abs() < 1e-12);
        // There and back.
        let rows = [row(2028, 1.0, 2.0), row(2029, 2.0, 1.0), row(2030, 1.0, 2.0)];
        assert_eq!(levels(&rows).len(), 2);
    }

    #[test]
    fn a_level_belongs_to_the_year_that_it_lies_in() {
        for (at, told) in [
            (2028.0, "at the end of 2028"),
            (2028.2, "in early 2029"),
            (2028.5, "in mid-2029"),
            (2028.9, "in late 2029"),
        ] {
            assert_eq!(Level { at, value: 1.0 }.told(), told);
        }
    }

    #[test]
    fn limits_that_do_not_cross_are_said_to_be_apart() {
        let (power, chips) = (row(2028, 2.0, 1.0), row(2029, 1.0, 2.0));
        let of = |told: &str| Some(format!("no crossing: at the medians {told} in every year"));
        assert_eq!(apart(&[power.clone(), power.clone()]), of("power is the lower limit"));
        assert_eq!(apart(&[chips.clone(), chips.clone()]), of("chips are the lower limit"));
        assert_eq!(apart(&[power.clone(), chips]), None);
        assert_eq!(apart(&[power]), None, "one year cannot cross");
    }
}
