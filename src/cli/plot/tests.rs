//! What charts look like, and that any chart can be drawn.

use super::{Chart, Point, Series, capacity, svg, terminal};
use crate::cli::output::Style;
use crate::wire::pb::{self, RowKind};

fn series(name: &str, points: &[(i32, RowKind, f64, f64)]) -> Series {
    let point = |&(year, kind, median, half): &(i32, RowKind, f64, f64)| Point {
        year,
        at: f64::from(year),
        kind,
        median,
        band: Some((median - half, median + half)),
    };
    Series { name: name.to_owned(), points: points.iter().map(point).collect() }
}

fn chart(series: Vec<Series>, threshold: Option<f64>) -> Chart {
    let mut chart = Chart {
        title: "Capacity <of> all".to_owned(),
        unit: "GW".to_owned(),
        band: "80 % band".to_owned(),
        series,
        threshold,
    };
    chart.spread();
    chart
}

fn projected() -> Chart {
    use RowKind::{Anchor, History, Projection};
    let cn = [
        (2022, History, 2400.0, 40.0),
        (2023, History, 2800.0, 40.0),
        (2024, History, 3200.0, 50.0),
        (2026, Projection, 4100.0, 200.0),
        (2028, Projection, 5100.0, 500.0),
        (2030, Projection, 6100.0, 900.0),
    ];
    let us = [
        (2022, History, 1200.0, 20.0),
        (2024, History, 1300.0, 20.0),
        (2030, Anchor, 1600.0, 300.0),
    ];
    chart(vec![series("CN", &cn), series("US", &us)], Some(3000.0))
}

#[test]
fn a_chart_is_read_without_color() {
    let drawn = terminal::draw(&projected(), 78, Style::PLAIN);
    assert!(drawn.lines().all(|line| line.chars().count() <= 78), "{drawn}");
    insta::assert_snapshot!(drawn);
}

#[test]
fn any_chart_fits_any_width() {
    let one = chart(vec![series("A", &[(2030, RowKind::Anchor, 400.0, 90.0)])], None);
    let flat = chart(vec![series("A", &[(2030, RowKind::History, 0.0, 0.0)])], None);
    let long: Vec<_> =
        (1985..=2060).map(|year| (year, RowKind::History, f64::from(year), 1.0)).collect();
    for chart in [one, flat, chart(vec![series("A", &long)], None), chart(Vec::new(), None)] {
        for width in [1, 40, 200] {
            let drawn = terminal::draw(&chart, width, Style::PLAIN);
            assert!(drawn.lines().count() >= 23, "{drawn}");
        }
        assert!(svg::draw(&[chart], "").is_ok());
    }
    assert!(svg::draw(&[], "").is_err());
}

#[test]
fn an_svg_is_well_formed_says_what_it_shows_and_stays_the_same() {
    let charts = [projected(), projected()];
    let drawn = svg::draw(&charts, "Source: Smith & Sons.").unwrap();
    assert_eq!(drawn, svg::draw(&charts, "Source: Smith & Sons.").unwrap());
    let document = roxmltree::Document::parse(&drawn).unwrap();
    let texts: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")))
        .filter_map(|node| node.text())
        .map(str::trim)
        .collect();
    for told in [
        "Capacity <of> all",
        "GW",
        "CN",
        "6 000",
        "2030",
        "projected →",
        "at least 3 000 GW",
        "Source: Smith & Sons.",
    ] {
        assert!(texts.contains(&told), "no {told} in {texts:?}");
    }
}

#[test]
fn series_of_one_year_stand_beside_each_other() {
    let points = [(2030, RowKind::Projection, 5.0, 1.0)];
    let chart = chart(vec![series("A", &points), series("B", &points)], None);
    let places: Vec<_> = chart.series.iter().map(|series| series.points[0].at).collect();
    assert!(2029.0 < places[0] && places[0] < 2030.0, "{places:?}");
    assert!(2030.0 < places[1] && places[1] < 2031.0, "{places:?}");
}

#[test]
fn a_threshold_is_drawn_in_the_unit_of_the_rows() {
    for (value, asked, rows, expected) in [
        (3.0, pb::Unit::Tw, pb::Unit::Gw, Some(3000.0)),
        (38.0, pb::Unit::Percent, pb::Unit::Fraction, Some(0.38)),
        (3.0, pb::Unit::Unspecified, pb::Unit::Ratio, Some(3.0)),
        (400.0, pb::Unit::CnyPerMwh, pb::Unit::UsdPerMwh, None),
    ] {
        let asked = pb::Quantity { value, unit: asked.into() };
        let got = capacity::in_unit(&asked, rows);
        let is_same = match (got, expected) {
            (Some(got), Some(expected)) => (got - expected).abs() < 1e-9,
            (got, expected) => got.is_none() && expected.is_none(),
        };
        assert!(is_same, "{got:?} {expected:?}");
    }
}
