//! What a picture shows. `capacity`, `compute`, `costs` and `bars` make it of a reply; `terminal` and `svg` draw it.

mod axis;
pub(super) mod bars;
mod canvas;
mod capacity;
pub(super) mod compute;
pub(super) mod costs;
mod keys;
pub(super) mod request;
pub(super) mod svg;
pub(super) mod terminal;
#[cfg(test)]
mod tests;
pub(super) mod tornado;

use std::collections::BTreeMap;

use crate::wire::pb;
use axis::{Axis, Spacing};

/// One picture: several series of one unit over years.
#[derive(Clone, Debug, Default)]
pub(super) struct Chart {
    title: String,
    /// What the values are counted in, after scaling.
    unit: String,
    /// What the shading means; empty without any.
    band: String,
    series: Vec<Series>,
    threshold: Option<f64>,
    spacing: Spacing,
    /// Places that are pointed out.
    pins: Vec<Pin>,
    /// What is to be known of the whole; empty for nothing.
    note: String,
}

/// A place that is pointed out, and what is there.
#[derive(Clone, Debug)]
struct Pin {
    at: f64,
    value: f64,
    told: String,
}

/// The values of one region, by year.
#[derive(Clone, Debug)]
struct Series {
    name: String,
    points: Vec<Point>,
}

#[derive(Clone, Copy, Debug)]
struct Point {
    year: i32,
    /// Where it stands: its year, but or beside it where it stands alone.
    at: f64,
    kind: pb::RowKind,
    median: f64,
    band: Option<(f64, f64)>,
}

impl Chart {
    /// Puts values of one year that stand alone beside each other.
    fn spread(&mut self) {
        let (first, last) = self.years();
        let whole = if first == last { 1.6 } else { 0.06 * f64::from(last - first) };
        let step = whole / (1.0 + self.series.iter().map(|_| 1.0).sum::<f64>());
        let mut beside = -whole / 2.0;
        for series in &mut self.series {
            beside += step;
            let is_alone = |point: &Point| series.is_alone(point);
            let alone: Vec<bool> = series.points.iter().map(is_alone).collect();
            for (point, _) in series.points.iter_mut().zip(alone).filter(|(_, alone)| *alone) {
                point.at += beside;
            }
        }
    }

    /// The axis of values: medians, bands and the threshold.
    fn axis(&self, most: u8) -> Axis {
        let values = |point: &Point| {
            let (low, high) = point.band.unwrap_or((point.median, point.median));
            [low, point.median, high]
        };
        let points = self.series.iter().flat_map(|series| &series.points);
        Axis::spaced(points.flat_map(values).chain(self.threshold), most, self.spacing)
    }

    /// First and last year; this says nothing of a chart without points.
    fn years(&self) -> (i32, i32) {
        let years = || self.series.iter().flat_map(|series| &series.points).map(|point| point.year);
        (years().min().unwrap_or_default(), years().max().unwrap_or_default())
    }

    /// The years across, with room beside the outermost.
    fn across(&self) -> (f64, f64) {
        let (first, last) = self.years();
        let room = (0.03 * f64::from(last - first)).max(if first == last { 1.0 } else { 0.1 });
        (f64::from(first) - room, f64::from(last) + room)
    }

    /// Where records end and projections begin, and whose, unless all agree.
    fn horizons(&self) -> Vec<(f64, String)> {
        let mut ends: BTreeMap<i32, Vec<&str>> = BTreeMap::new();
        for series in &self.series {
            let (recorded, projected) = (series.recorded(), series.projected());
            if let (Some(last), true) = (recorded.last(), projected.len() > 1) {
                ends.entry(last.year).or_default().push(&series.name);
            }
        }
        let is_common = ends.len() == 1;
        let told = |(year, names): (i32, Vec<&str>)| {
            let whose = match names.len() {
                _ if is_common => String::new(),
                1..=3 => names.join(", ") + " ",
                many => format!("{many} regions "),
            };
            (f64::from(year) + 0.5, format!("{whose}projected"))
        };
        ends.into_iter().map(told).collect()
    }
}

impl Pin {
    /// Whether what is told of it has more room on its right.
    fn is_left_of_middle(&self, chart: &Chart) -> bool {
        let (left, right) = chart.across();
        self.at < f64::midpoint(left, right)
    }
}

impl Series {
    /// The same with heights on an axis for values.
    fn on(&self, axis: &Axis) -> Self {
        let placed = |point: &Point| Point {
            median: axis.height(point.median),
            band: point.band.map(|(low, high)| (axis.height(low), axis.height(high))),
            ..*point
        };
        Self { name: self.name.clone(), points: self.points.iter().map(placed).collect() }
    }

    fn of(&self, kind: pb::RowKind) -> Vec<Point> {
        self.points.iter().filter(|point| point.kind == kind).copied().collect()
    }

    fn recorded(&self) -> Vec<Point> {
        self.of(pb::RowKind::History)
    }

    /// Projections, joined to the last record.
    fn projected(&self) -> Vec<Point> {
        let joint = self.recorded().last().copied();
        joint.into_iter().chain(self.of(pb::RowKind::Projection)).collect()
    }

    /// Records and projections: what is joined by lines and shaded.
    fn line(&self) -> Vec<Point> {
        let mut points = self.points.clone();
        points.retain(|point| point.kind != pb::RowKind::Anchor);
        points
    }

    /// Whether a value is joined to no other, so that its band is a bar.
    fn is_alone(&self, point: &Point) -> bool {
        point.kind == pb::RowKind::Anchor || self.line().len() == 1
    }

    fn is_shaded(&self) -> bool {
        let line = self.line();
        line.len() > 1 && line.iter().any(|point| point.band.is_some())
    }
}
