//! Replays of history: what a forecast may know, how it is judged, and that the
//! skill the service tells is what a replay of its catalog gives.

use std::f64::consts::LN_2;
use std::process::{Command, Output};

use energycompute::model::backtest::score::{Scores, outcome};
use energycompute::model::backtest::{History, Method, replay};
use energycompute::model::metric::Class;
use energycompute::model::year::{Year, YearRange};
use proptest::prelude::*;

pub(crate) const GENERATION: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/generation.csv");

fn year(year: i32) -> Year {
    Year::new(year).unwrap()
}

pub(crate) fn years(first: i32, last: i32) -> YearRange {
    YearRange::new(year(first), year(last)).unwrap()
}

/// Values of 2000 and the years after; `None` is a gap.
fn history(class: Class, values: &[Option<f64>]) -> History {
    let known = (2000..).zip(values).filter_map(|(at, value)| Some((year(at), (*value)?)));
    History::new(class, known)
}

fn backtest(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_energycompute"));
    command.arg("backtest").args(arguments).output().unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = backtest(arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && errors.is_empty(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn values(size: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<Option<f64>>> {
    prop::collection::vec(prop::option::weighted(0.9, 1e-3..0.999_f64), size)
}

proptest! {
    #[test]
    fn no_value_after_the_origin_changes_a_forecast(
        past in values(1..30),
        future in values(0..15),
        other in values(0..15),
    ) {
        let last = i32::try_from(past.len()).unwrap() + 1999;
        for class in [Class::GenerationLike, Class::YoungTechnology, Class::Share, Class::Price] {
            for method in Method::ALL {
                let forecasts = |future: &[Option<f64>]| {
                    let history = history(class, &[&past[..], future].concat());
                    replay(method, &history, years(2000, last), &[1, 4, 10], 2)
                };
                prop_assert_eq!(forecasts(&future), forecasts(&other));
            }
        }
    }
}

#[test]
fn a_forecast_needs_two_years_in_a_row_up_to_its_origin() {
    let history = history(
        Class::GenerationLike,
        &[Some(1.0), Some(2.0), None, Some(3.0), Some(4.0), Some(0.0), Some(5.0), Some(6.0)],
    );
    let forecasts = replay(Method::Model, &history, years(1990, 2030), &[1, 2], 2);
    let made: Vec<(i32, i32)> = forecasts.iter().map(|f| (f.origin.get(), f.horizon)).collect();
    // 2002 is missing, and a generation of 0 is none; after both a run begins anew.
    assert_eq!(made, [(2001, 1), (2001, 2), (2004, 1), (2004, 2), (2007, 1), (2007, 2)]);
    let judged: Vec<bool> = forecasts.iter().map(|f| outcome(&history, f).is_some()).collect();
    assert_eq!(judged, [false, true, false, true, false, false]);
}

#[test]
fn scores_of_a_series_that_doubles() {
    let history = history(Class::GenerationLike, &[1.0, 2.0, 4.0, 8.0].map(Some));
    let scores = |method| {
        let forecasts = replay(method, &history, years(2002, 2002), &[1], 2);
        let outcomes: Vec<_> = forecasts.iter().filter_map(|f| outcome(&history, f)).collect();
        Scores::of(&outcomes).unwrap()
    };
    let near = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-4, "{value}");

    // Naive: median 4, width ln 2, the mean of both changes; 8 lies one width above.
    let naive = scores(Method::Naive);
    near(naive.log_mae, LN_2); // ln 8 - ln 4
    near(naive.mase, 4.0 / 1.5); // 8 - 4 over the mean of 2 - 1 and 4 - 2
    near(naive.median_relative_error, 0.5); // 4 / 8 - 1
    near(naive.coverage_80, 1.0); // the 90th percentile of t(4) lies 1.533 widths above
    // 2/13 ln 2 times the sum of p (1 - t) below 1 and (1 - p) (t - 1) above, with
    // t = 0, 0.2707, 0.5686, 0.9410, 1.5332, 2.1318, 2.7764 and their negatives:
    // .0944 + .1566 + .2533 + .3882 + .4706 + .5083 + .5
    //   + .4376 + .3020 + .0472 + .0533 + .0566 + .0444 = 3.3125
    near(naive.log_crps, 2.0 / 13.0 * LN_2 * 3.3125);

    // Drift: doubling went on as it always had.
    let drift = scores(Method::Drift);
    for error in [drift.log_crps, drift.log_mae, drift.mase, drift.median_relative_error] {
        near(error, 0.0);
    }
    assert_eq!(drift.forecasts, 1);
}

#[test]
fn forecasts_are_written_with_or_without_an_outcome() {
    let asked = ["--series", GENERATION, "--metric", "generation", "--origins", "2016-2018"];
    let text = printed(&asked);
    let header = "country_iso,origin,h,q0.025,q0.05,q0.1,q0.2,q0.3,q0.4,q0.5,q0.6,q0.7,q0.8,q0.9,\
                  q0.95,q0.975";
    assert_eq!(text.lines().next(), Some(header));
    // 15 countries, and the two origins that have a value.
    assert_eq!(text.lines().count(), 1 + 15 * 2 * 10);

    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("forecasts.csv");
    let said = printed(&[&asked[..], &["--out", out.to_str().unwrap()]].concat());
    assert_eq!(said, "");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), text);
}

#[test]
fn faults_of_a_file_come_out_at_once_with_their_lines() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.csv");
    let told = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let output =
            backtest(&["--series", path.to_str().unwrap(), "--metric", "generation", "--score"]);
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let text = told(
        "year,country_iso,metric,value\r\n20x5,A,generation,1\r\n\r\n2001,A,generation,-1\r\n\
         2002,A,coal,none\r\n2003,A,generation\r\n2004,A,generation,1\r\n2004,A,generation,1\r\n",
    );
    for fault in ["own.csv:2 year", "own.csv:4 value", "own.csv:6 has 3", "own.csv:8 year: A"] {
        assert!(text.contains(fault), "no {fault} in {text}");
    }
    assert_eq!(text.lines().count(), 4, "{text}");
    let text = told("country_iso,year,amount\nA,2000,1\n");
    assert!(text.contains("metric: the column") && text.contains("value: the column"), "{text}");
    let text = told("country_iso,metric,year,value\nA,coal,2000,1\n");
    assert!(text.contains("no row is of \"generation\""), "{text}");
    let many = "A,generation,no,1\n".repeat(25);
    let text = told(&format!("country_iso,metric,year,value\n{many}"));
    assert!(text.lines().count() == 21 && text.contains("and 5 more"), "{text}");
}

#[test]
fn the_scores_of_the_readme_are_those_of_its_command() {
    let readme = include_str!("../../README.md");
    let scored = "--metric generation --origins 2000-2016 --horizons 1,5,10 --score";
    assert!(readme.contains(scored));
    let options: Vec<&str> = scored.split(' ').collect();
    let text = printed(&[&["--series", GENERATION][..], &options].concat());
    assert!(readme.contains(&text), "the README does not show\n{text}");
}

#[test]
fn the_skill_that_is_told_is_what_a_replay_of_the_catalog_gives() {
    let committed = include_str!("../../data/skill.csv");
    let row = committed.lines().nth(1).unwrap();
    let (_, measured) = row.rsplit_once(',').unwrap();
    let replayed = printed(&["--skill", "--date", measured]);
    // Where this fails: energycompute backtest --skill --date DAY > data/skill.csv
    assert_eq!(replayed, committed);
}
