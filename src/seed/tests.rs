//! Plants faults in a copy of the embedded files and looks where they come out.

mod plants;

use std::fs;

use csv::{ReaderBuilder, WriterBuilder};

use super::fault::Log;
use super::files::Files;
use super::{Faults, embedded, from_dir, load};
use crate::model::catalog::{Catalog, EU27, Relation, WORLD};
use crate::model::claim::{Object, When};
use crate::model::metric::Metric;

type Place = (&'static str, Option<u64>, Option<String>);

fn load(files: &Files) -> Result<Catalog, Faults> {
    load::load(files, Log::default())
}

/// Where faults lie, each place once.
fn places(result: Result<Catalog, Faults>) -> Vec<Place> {
    let Err(faults) = result else {
        return Vec::new();
    };
    let place = |fault: &super::Fault| (fault.file, fault.row, fault.field.clone());
    let mut places: Vec<Place> = faults.iter().map(place).collect();
    places.dedup();
    places
}

fn text(files: &Files, file: &str) -> String {
    files.text(file).unwrap_or_else(|| panic!("{file} is not there")).to_owned()
}

/// Line of the first row that begins so.
fn line_of(text: &str, prefix: &str) -> usize {
    let found = text.lines().position(|line| line.starts_with(prefix));
    found.unwrap_or_else(|| panic!("no row begins with {prefix}")) + 1
}

/// The text with some lines replaced.
fn with_lines(text: &str, edit: impl Fn(usize, &str) -> Vec<String>) -> String {
    let lines = text.lines().enumerate().flat_map(|(at, line)| edit(at + 1, line));
    lines.fold(String::new(), |text, line| text + &line + "\n")
}

/// The text with cells of one row replaced.
fn with_cells(text: &str, prefix: &str, cells: &[(&str, &str)]) -> String {
    let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    let target = line_of(text, prefix);
    with_lines(text, |number, line| {
        if number != target {
            return vec![line.to_owned()];
        }
        let mut reader = ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        let edited = record.iter().zip(&header).map(|(cell, column)| {
            cells.iter().find(|(name, _)| name == column).map_or(cell, |(_, value)| *value)
        });
        let mut writer = WriterBuilder::new().from_writer(Vec::new());
        writer.write_record(edited).unwrap();
        let bytes = writer.into_inner().unwrap();
        vec![String::from_utf8(bytes).unwrap().trim_end_matches('\n').to_owned()]
    })
}

#[test]
fn the_embedded_files_have_no_fault() {
    let catalog = embedded().unwrap_or_else(|faults| panic!("{faults}"));
    let tables = catalog.tables();
    assert!(tables.sites.len() > 10 && tables.figures.len() > 50);
    assert_eq!(catalog.digest().len(), 64);
    assert_eq!(catalog.as_of().to_string(), "2026-11");
    let [cn, world] = ["CN", WORLD].map(|code| catalog.find_region(code).unwrap());
    assert!(catalog.find_region(EU27).is_some());
    let racks = catalog.series(cn, Metric::RackCount).unwrap().records();
    assert!(racks.iter().all(|record| record.value > 1e6), "racks are counted one by one");
    let share = tables.figures.get("cn-share-world-capacity").unwrap();
    assert!((share.canonical - 0.333).abs() < 1e-9 && share.relation == Relation::ShareOf(world));
}

#[test]
fn every_uncertain_parameter_of_costs_has_a_coordinate_to_itself() {
    assert!(embedded().unwrap().layout().is_roomy());
}

#[test]
fn claims_take_their_structured_form() {
    let catalog = embedded().unwrap();
    let claim = |name: &str| catalog.tables().claims.get(name).unwrap().clone();
    let structured = |name: &str| claim(name).structured.unwrap();
    assert_eq!(claim("cn-uhv-sole-nation").structured, None);
    assert_eq!(claim("cn-us-dc-electricity-cost-ratio").readings.len(), 4);
    assert_eq!(structured("cn-ai-compute-exceeds-us").left.when, When::Latest);
    assert_eq!(structured("cn-green-share-consumption").right, Object::OneIn(3.0));
    let Object::Ratio { value, of } = structured("cn-spare-vs-world-dc-load").right else {
        panic!("not a ratio")
    };
    assert!((value - 3.0).abs() < 1e-9);
    assert_eq!(of.metric, Some(Metric::DataCenterLoad));
    let Object::Ratio { of, .. } = structured("cn-us-generation-capacity-ratio-2026").right else {
        panic!("not a ratio")
    };
    assert_eq!(of.metric, None, "the metric is as on the left");
}

#[test]
fn a_fault_reads_like_a_place_in_an_editor() {
    let files = Files::embedded();
    let sites = text(&files, "sites.csv");
    let planted = with_cells(&sites, "cn-average-industrial,", &[("pue_low", "1.6")]);
    let row = line_of(&sites, "cn-average-industrial,");
    let faults = load(&files.with("sites.csv", planted)).unwrap_err();
    let expected = format!("sites.csv:{row} pue_low: 1.6 is above the central value 1.42");
    assert_eq!(faults.to_string(), expected);
}

#[test]
fn a_row_counts_as_in_an_editor() {
    let files = Files::embedded();
    let sites = text(&files, "sites.csv");
    let planted = with_cells(&sites, "us-texas,", &[("subsidized", "no")]);
    let row = u64::try_from(line_of(&sites, "us-texas,")).unwrap();
    let broken = planted.replace("all states", "all\nstates");
    let breaks = u64::try_from(sites.matches("all states").count()).unwrap();
    assert!(breaks > 0);
    for (sites, expected) in [
        (planted.clone(), row),
        (planted.replace('\n', "\r\n"), row),
        (format!("\n{}", planted.replacen('\n', "\n\n", 1)), row + 2),
        (format!("\u{feff}{planted}"), row),
        (broken, row + breaks), // a quoted cell may go on in the next line
    ] {
        let found = places(load(&files.clone().with("sites.csv", sites)));
        assert_eq!(found, [("sites.csv", Some(expected), Some("subsidized".to_owned()))]);
    }
}

#[test]
fn a_table_of_another_form_is_found() {
    let files = Files::embedded();
    let sites = text(&files, "sites.csv");
    let more = |name: &str| {
        with_lines(&sites, |number, line| {
            vec![format!("{line},{}", if number == 1 { name } else { "1" })]
        })
    };
    let without = |file: &str, prefix: &str| {
        let text = text(&files, file);
        let row = line_of(&text, prefix);
        with_lines(&text, |number, line| {
            (number != row).then(|| line.to_owned()).into_iter().collect()
        })
    };
    let column = |name: &str| (Some(1), Some(name.to_owned()));
    for (file, text, (row, field)) in [
        ("sites.csv", more("colour"), column("colour")),
        ("sites.csv", more("note"), column("note")),
        ("sites.csv", sites.replacen(",pue_low,", ",", 1), column("pue_low")),
        ("sites.csv", String::new(), (None, None)),
        ("metrics.csv", without("metrics.csv", "pue,"), (None, None)),
        ("scenarios.toml", "scenario = []".to_owned(), (None, None)),
    ] {
        let found = places(load(&files.clone().with(file, text)));
        let found: Vec<_> = found.into_iter().filter(|place| place.0 == file).collect();
        assert_eq!(found, [(file, row, field)]);
    }
}

#[test]
fn every_fault_comes_out_at_once_in_order() {
    let mut files = Files::embedded();
    for (file, prefix, cells) in [
        ("sites.csv", "us-texas,", [("pue_low", "0.9"), ("subsidized", "no")]),
        ("sites.csv", "us-virginia,", [("confidence", "2"), ("region", "XX")]),
        ("anchors.csv", "goldman-2025-11-13-cn-spare", [("central", "NaN"), ("unit", "TWh")]),
    ] {
        let planted = with_cells(&text(&files, file), prefix, &cells);
        files = files.with(file, planted);
    }
    let files = files.with("catalog.toml", "name = 1".to_owned());
    let found = places(load(&files));
    let fields: Vec<_> = found.iter().map(|place| (place.0, place.2.as_deref())).collect();
    assert_eq!(
        fields,
        [
            ("anchors.csv", Some("central")),
            ("anchors.csv", Some("unit")),
            ("catalog.toml", None),
            ("sites.csv", Some("confidence")),
            ("sites.csv", Some("region")),
            ("sites.csv", Some("pue_low")),
            ("sites.csv", Some("subsidized")),
        ]
    );
}

#[test]
fn the_digest_follows_the_content_and_not_its_form() {
    let files = Files::embedded();
    let digest = |files: Files| load(&files).unwrap().digest().to_owned();
    let before = digest(files.clone());
    let figures = text(&files, "figures.csv");
    let (header, rows) = figures.split_once('\n').unwrap();
    let reversed: Vec<&str> = rows.lines().rev().collect();
    let windows = format!("{header}\r\n\r\n{}\r\n", reversed.join("\r\n"));
    assert_eq!(digest(files.clone().with("figures.csv", windows)), before);
    let quoted = figures.replacen("cn-ai-compute-exceeds-us,", "\"cn-ai-compute-exceeds-us\",", 1);
    assert_eq!(digest(files.clone().with("figures.csv", quoted)), before);

    let edits = [
        ("sites.csv", "us-texas,", ("price_low", "48.1")),
        ("sites.csv", "us-texas,", ("note", "another remark")),
        (
            "anchors.csv",
            "idc-inspur-2025-02-cn-ai-compute-2025,",
            ("superseded_by", "r-cn-ai-compute-miit-2025-06"),
        ),
        ("exchange_rates.csv", "CNY,2019,", ("basis", "end of the year")),
    ];
    for (file, prefix, cell) in edits {
        let edited = with_cells(&text(&files, file), prefix, &[cell]);
        assert_ne!(digest(files.clone().with(file, edited)), before, "{file} {prefix} {cell:?}");
    }
    let sites = text(&files, "sites.csv");
    let (header, rows) = sites.split_once('\n').unwrap();
    let reversed: Vec<&str> = rows.lines().rev().collect();
    let swapped = format!("{header}\n{}\n", reversed.join("\n"));
    assert_ne!(digest(files.with("sites.csv", swapped)), before, "the first site is the default");
}

#[test]
fn a_directory_takes_the_place_of_the_embedded_files() {
    let directory = tempfile::tempdir().unwrap();
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    for entry in fs::read_dir(data).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, directory.path().join(path.file_name().unwrap())).unwrap();
    }
    let digest = from_dir(directory.path()).unwrap().digest().to_owned();
    assert_eq!(digest, embedded().unwrap().digest());

    // Everything points at sources, yet only their file is to blame.
    fs::remove_file(directory.path().join("sources.csv")).unwrap();
    fs::write(directory.path().join("claims.csv"), b"name,\xff\n").unwrap();
    let missing = ["claims.csv", "sources.csv"].map(|file| (file, None, None));
    assert_eq!(places(from_dir(directory.path())), missing);
}
