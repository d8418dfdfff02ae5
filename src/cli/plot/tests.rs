//! What charts look like, and that any chart can be drawn.

use super::{Chart, Point, Series, capacity, compute, svg, terminal};
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
        ..Chart::default()
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

fn limits() -> Chart {
    let row = |(year, chips, power): (i32, f64, f64)| {
        let known = |median: f64| {
            let at = |probability, value| pb::Quantile { probability, value };
            let quantiles = [at(0.1, median / 1.5), at(0.5, median), at(0.9, median * 1.5)];
            Some(pb::Distribution { median, quantiles: quantiles.into(), ..Default::default() })
        };
        pb::ComputeRow {
            region: "US".to_owned(),
            year,
            chips_limited: known(chips),
            power_limited: known(power),
            ..Default::default()
        }
    };
    // Level between 2028 and 2029: power over chips falls from 6/5 to 5/6, half way.
    let years = [(2027, 4e4, 8e4), (2028, 1e5, 1.2e5), (2029, 2.4e5, 2e5), (2030, 5e5, 3e5)];
    let rows = years.map(row).into();
    compute::charts(&pb::ProjectComputeResponse { rows, ..Default::default() }).remove(0)
}

#[test]
fn limits_are_drawn_by_ratios_and_where_they_are_level() {
    let drawn = terminal::draw(&limits(), 78, Style::PLAIN);
    assert!(drawn.lines().all(|line| line.chars().count() <= 78), "{drawn}");
    insta::assert_snapshot!(drawn);
}

#[test]
fn any_chart_fits_any_width() {
    let one = chart(vec![series("A", &[(2030, RowKind::Anchor, 400.0, 90.0)])], None);
    let flat = chart(vec![series("A", &[(2030, RowKind::History, 0.0, 0.0)])], None);
    let long: Vec<_> =
        (1985..=2060).map(|year| (year, RowKind::History, f64::from(year), 1.0)).collect();
    let long = chart(vec![series("A", &long)], None);
    for chart in [one, flat, long, chart(Vec::new(), None), limits()] {
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
    let charts = [projected(), limits()];
    let drawn = svg::draw(&charts, "Source: Smith & Sons.").unwrap();
    assert_eq!(drawn, svg::draw(&charts, "Source: Smith & Sons.").unwrap());
    let document = roxmltree::Document::parse(&drawn).unwrap();
    let described = |name| {
        let root = document.root_element();
        root.children().find(|node| node.has_tag_name(name)).and_then(|node| node.text())
    };
    let titles = "Capacity <of> all; US: limits of AI compute by chips and power";
    assert_eq!(described(("http://www.w3.org/2000/svg", "title")), Some(titles));
    let told = described(("http://www.w3.org/2000/svg", "desc")).unwrap();
    for part in ["CN 2 400 in 2022 to 6 100 in 2030", "level in mid-2029 at 155 000"] {
        assert!(told.contains(part), "no {part} in {told}");
    }
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
        "200 000",
        "level in mid-2029",
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
