//! One fault at a time, and where it must come out.

use std::num::NonZero;
use std::thread;

use super::{Files, line_of, load, places, text, with_cells, with_lines};

/// How a file is spoilt. A row is named by how it begins.
enum Spoil {
    /// Other values in some cells.
    Cells(&'static str, Vec<(&'static str, &'static str)>),
    /// The row a second time; the fault lies in the copy.
    Repeat(&'static str),
    /// Other text; what is replaced begins the faulty row or lies in it.
    Text(&'static str, &'static str),
}
use Spoil::{Cells, Repeat, Text};

/// A file, how it is spoilt, and the field that must be blamed.
type Plant = (&'static str, Spoil, Option<&'static str>);

/// The spoilt file and the row of the fault.
fn spoil(before: &str, spoil: &Spoil) -> (String, usize) {
    match spoil {
        Cells(prefix, cells) => (with_cells(before, prefix, cells), line_of(before, prefix)),
        Repeat(prefix) => {
            let row = line_of(before, prefix);
            let repeat = |number, line: &str| vec![line.to_owned(); 1 + usize::from(number == row)];
            (with_lines(before, repeat), row + 1)
        }
        Text(from, to) => {
            let at = before.find(from).unwrap_or_else(|| panic!("there is no {from:?}"));
            (before.replacen(*from, to, 1), before[..at].matches('\n').count() + 1)
        }
    }
}

/// The embedded files without the older records, which take most of the time.
fn recent() -> Files {
    let files = Files::embedded();
    let is_recent = |line: &str| line.split(',').nth(2).is_none_or(|year| year >= "2018");
    let series = with_lines(&text(&files, "series.csv"), |_, line| {
        is_recent(line).then(|| line.to_owned()).into_iter().collect()
    });
    files.with("series.csv", series)
}

/// What went wrong with a plant: it must come out at its row and field, and nothing else may.
fn missed((file, how, field): &Plant) -> Option<String> {
    let files = recent();
    let (after, row) = spoil(&text(&files, file), how);
    let planted = after.lines().nth(row - 1).unwrap_or_default().to_owned();
    let mut found = places(load(&files.with(file, after)));
    let expected = (*file, u64::try_from(row).ok(), field.map(str::to_owned));
    let is_found = found == [expected];
    found.truncate(3);
    (!is_found).then(|| format!("{file}:{row} {field:?} gave {found:?} for {planted}"))
}

/// Plants one after the other, on all processors.
fn assert_found(plants: &[Plant]) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let shares = plants.chunks(plants.len().div_ceil(threads));
    let missed: Vec<String> = thread::scope(|scope| {
        let workers: Vec<_> = shares
            .map(|plants| scope.spawn(|| plants.iter().filter_map(missed).collect::<Vec<_>>()))
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Values that one cell of a record cannot have.
const NO_VALUES: &[(&str, &str)] = &[
    ("value", "NaN"),
    ("value", "inf"),
    ("value", "-inf"),
    ("value", "1e31"),
    ("value", "1e999"),
    ("value", "0x2957"),
    ("value", "10 583"),
    ("value", " 10583"),
    ("value", "-10583"),
    ("value", "0"),
    ("value", ""),
    ("value", "105834"), // a factor of ten
    ("value", "0.5"),
    ("unit", ""),
    ("unit", "GW"),  // a unit of another dimension
    ("unit", "Twh"), // not a unit
    ("region", "XX"),
    ("region", "cn"),
    ("metric", "fusion_generation"),
    ("metric", "supportable_compute"), // derived, never recorded
    ("year", "25"),
    ("year", "2025.0"),
    ("month", "13"),
    ("month", "June"),
    ("variant", "peek"),
    ("bound", "upper"),
    ("confidence", "1.1"),
    ("source", "nobody"),
    ("source", ""),
    ("basis", ""),
    ("basis", "another basis"),
    ("note", "remark "),
];

#[test]
fn a_cell_that_is_no_value_is_found() {
    let row = "CN,electricity_generation,2025,";
    let plant = |cell| ("series.csv", Cells(row, vec![cell]), Some(cell.0));
    assert_found(&NO_VALUES.iter().copied().map(plant).collect::<Vec<_>>());
}

#[test]
fn a_row_that_does_not_fit_its_table_is_found() {
    assert_found(&SPOILT_ROWS.trim().lines().map(parse).collect::<Vec<_>>());
}

/// Reads a line of [`SPOILT_ROWS`].
fn parse(line: &'static str) -> Plant {
    let mut parts = line.split(" | ");
    let mut next = || parts.next().unwrap_or_else(|| panic!("{line:?} ends early"));
    let (file, row, edits) = (next(), next(), next());
    let edits: Vec<_> = edits.split(" & ").map(|edit| edit.split_once('=').unwrap()).collect();
    let field = parts.next().or(edits.last().map(|edit| edit.0));
    (file, Cells(row, edits), field)
}

/// File, how the row begins, the cells that are changed, and the field to
/// blame unless it is the last of them.
const SPOILT_ROWS: &str = "
series.csv | CN,electricity_generation,2025, | low=10500 | high
series.csv | CN,electricity_generation,2025, | year=2027
series.csv | SG,gas_generation,2024, | value=3000
series.csv | US,installed_capacity,2024, | value=11500
series.csv | IS,low_carbon_share,2024, | value=100.5
series.csv | US,electricity_price,2024, | unit=EUR/MWh
series.csv | CN,pue,2025, | low=1.5 & high=1.6 | low
series.csv | CN,pue,2025, | low=1.3 & high=1.4
sources.csv | owid-energy-2026, | published=2026-13
sources.csv | owid-energy-2026, | published=2026-02-30
sources.csv | owid-energy-2026, | published=2026-4
sources.csv | owid-energy-2026, | published=
sources.csv | owid-energy-2026, | rank=rumour
sources.csv | owid-energy-2026, | license=
regions.csv | US-VA, | parent=XX
regions.csv | US-VA, | parent=US-VA
regions.csv | IS, | synonyms=ISL;
regions.csv | IS, | synonyms=ISL; Island
metrics.csv | pue, | unit=GW
metrics.csv | pue, | plausible_min=4
metrics.csv | pue, | projection_class=linear
metrics.csv | pue, | aggregate_scale=0.5
synonyms.csv | power capacity, | phrase=Power-Capacity
synonyms.csv | power capacity, | readings=other;fusion
synonyms.csv | power capacity, | context=city
anchors.csv | cec-2026-02-05-cn-peak | low=1601
anchors.csv | cec-2026-02-05-cn-peak | high=1599
anchors.csv | cec-2026-02-05-cn-peak | high=
anchors.csv | cec-2026-02-05-cn-peak | band=none
anchors.csv | cec-2026-02-05-cn-peak | central=
anchors.csv | cec-2026-02-05-cn-peak | target=maybe
anchors.csv | cec-2026-02-05-cn-peak | status=past & superseded_by=derived
anchors.csv | gartner-2025-11-26 | superseded_by=nobody
anchors.csv | gartner-2025-11-26 | superseded_by=series:CN/pue/1999
anchors.csv | eia-2026-01-us-electricity-generation-2027 | year=2026 | status
figures.csv | r-cn-peak-2025, | related=nobody & stance=
figures.csv | cn-racks-2025-06, | disputed=true
figures.csv | cn-ai-compute-2025-06, | disputed=false
figures.csv | r-goldman-spare-2030, | related=cn-spare-capacity-2030;dead-link
figures.csv | r-goldman-spare-2030, | related=cn-spare-capacity-2030;cn-racks-2025-06
figures.csv | r-goldman-spare-2030, | related=cn-spare-capacity-2030;r-cn-peak-2025
figures.csv | r-goldman-spare-2030, | unit=TWh
figures.csv | r-cn-share-capacity-2024, | unit=GW
figures.csv | r-goldman-spare-2030, | comparator=AT_LEAST
figures.csv | r-goldman-spare-2030, | relation=ratio_to:US
figures.csv | r-goldman-spare-2030, | relation=share_of:XX
figures.csv | r-goldman-spare-2030, | paragraph=0
figures.csv | r-goldman-spare-2030, | factor90=0.5
figures.csv | r-goldman-spare-2030, | period=2030-01-01
claims.csv | cn-racks-2025-06, | figure=r-cn-peak-2025
claims.csv | cn-racks-2025-06, | right_unit=
claims.csv | cn-racks-2025-06, | right_unit=GW
claims.csv | cn-racks-2025-06, | right_region=US
claims.csv | cn-racks-2025-06, | left_year=
claims.csv | cn-racks-2025-06, | left_metrics=rack_count;other
claims.csv | cn-racks-2025-06, | comparator=exactly
claims.csv | cn-share-world-capacity, | right_year=2024
claims.csv | cn-share-world-capacity, | right_value=0.3
claims.csv | cn-share-world-capacity, | right_kind=share
readings.csv | cn-green-share-consumption,generation, | claim=nobody
readings.csv | cn-green-share-consumption,generation, | left=figure:nobody
readings.csv | cn-green-share-consumption,generation, | left=site:nobody
readings.csv | cn-green-share-consumption,generation, | left=record:CN/pue/1999
readings.csv | cn-green-share-consumption,generation, | right=CN/pue/2025
accelerators.csv | nvidia-h200-sxm, | aliases=h100
accelerators.csv | nvidia-h200-sxm, | price_source=
accelerators.csv | nvidia-h200-sxm, | price_usd_low=50000
accelerators.csv | nvidia-h200-sxm, | power_source=
accelerators.csv | nvidia-h200-sxm, | tdp_w=-700
sites.csv | us-texas, | accelerator=huawei-ascend-920
sites.csv | us-texas, | accelerator=abacus
sites.csv | us-texas, | price_high=70
sites.csv | us-texas, | price_unit=USD/kWh
sites.csv | us-texas, | pue_low=0.99
sites.csv | us-texas, | subsidized=no
sites.csv | us-texas, | carbon_direct_g_per_kwh=-1
sites.csv | us-texas, | carbon_direct_year=
sites.csv | us-texas, | carbon_lifecycle_g_per_kwh=400
sites.csv | us-texas, | carbon_lifecycle_year=2050
sites.csv | us-texas, | carbon_lifecycle_region=
sites.csv | us-texas, | pue_sources=
workloads.csv | gpt-4, | inference_flop_per_year=1e20
workloads.csv | gpt-4, | training_flop=
workloads.csv | gpt-4, | mfu=0
workloads.csv | gpt-4, | accelerator_hours=5700000
workloads.csv | gpt-4, | accelerator=abacus
assumptions.csv | assumptions/pue/CN, | parameter=assumptions/pue/US
assumptions.csv | assumptions/pue/CN, | parameter=pue/CN
assumptions.csv | assumptions/pue/CN, | parameter=assumptions/pue/CN/2024
assumptions.csv | assumptions/pue/CN, | parameter=assumptions/pue/XX
assumptions.csv | assumptions/pue/CN, | scenario=nobody
assumptions.csv | assumptions/pue/CN, | low=1.0
assumptions.csv | assumptions/pue/CN, | high=1.3
assumptions.csv | assumptions/pue/CN, | band=fixed
assumptions.csv | assumptions/pue/CN, | basis=reported
exchange_rates.csv | CNY,2019, | currency=Yuan
exchange_rates.csv | CNY,2019, | units_per_usd=0
price_index.csv | consumer_prices_all_urban,US,2019, | region=XX
skill.csv | share,5, | class=none
skill.csv | share,5, | class=linear
skill.csv | share,5, | horizon=0
skill.csv | share,5, | forecasts=0.5
skill.csv | share,5, | median_absolute_error=-0.1
skill.csv | share,5, | coverage_80=0.99
skill.csv | share,5, | coverage_95=1.01
skill.csv | share,5, | measured=yesterday
sites.csv | us-texas, | name=US-Texas
";

#[test]
fn a_key_that_is_there_twice_is_found() {
    let keys = [
        ("series.csv", "CN,electricity_generation,2025,", "year"),
        ("sources.csv", "owid-energy-2026,", "name"),
        ("regions.csv", "IS,", "name"),
        ("metrics.csv", "pue,", "name"),
        ("synonyms.csv", "power capacity,", "phrase"),
        ("readings.csv", "cn-green-share-consumption,generation,", "interpretation"),
        ("sites.csv", "us-texas,", "name"),
        ("assumptions.csv", "assumptions/pue/CN,", "parameter"),
        ("exchange_rates.csv", "CNY,2019,", "year"),
        ("price_index.csv", "consumer_prices_all_urban,US,2019,", "year"),
        ("skill.csv", "share,5,", "horizon"),
    ];
    let plants = keys.map(|(file, row, field)| (file, Repeat(row), Some(field)));
    assert_found(&plants);
}

#[test]
fn a_file_that_comes_apart_is_found() {
    assert_found(&[
        ("sites.csv", Text("us-texas,US-TX,", "us-texas,"), None),
        ("sites.csv", Text("us-texas,", "us-texas,,"), None),
        ("sites.csv", Text("\"Texas, industrial\"", "\"Texas, industrial\"s"), None),
        ("sites.csv", Text("us-texas,", "us\"texas,"), None),
        ("catalog.toml", Text("as_of = ", "as_of "), None),
        ("catalog.toml", Text("\"2026-11\"", "\"2026-11-31\""), Some("as_of")),
        ("catalog.toml", Text("name = ", "title = "), None),
        ("scenarios.toml", Text("name = \"article\"", "name = 1"), None),
        ("scenarios.toml", Text("name = \"article\"", "colour = 1"), None),
        ("scenarios.toml", Text("name = \"article\"", "name = \"reference\""), Some("name")),
    ]);
}
