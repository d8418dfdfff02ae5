//! The binary as a person or a script runs it.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_energycompute"))
        .args(arguments)
        .env_remove("COLUMNS")
        .env_remove("ENERGYCOMPUTE_ENDPOINT")
        .output()
        .unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(arguments: &[&str], code: i32) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_claim_prints_its_readings_break_evens_and_sources() {
    let text = printed(&["check", "--claim", "claims/cn-us-generation-capacity-ratio-2026"]);
    for part in [
        "DISPUTED",
        "common",
        "national",
        "gross",
        "2.98",
        "2.44",
        "Break-even",
        "Sources",
        "Ember",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "no colors off a terminal");
}

#[test]
fn a_projection_prints_a_table_json_and_csv() {
    let question = ["project", "CN,US", "installed_capacity", "--years", "2024-2030"];
    let text = printed(&question);
    assert!(text.contains("4 120 GW"), "{text}");
    let json = printed(&[&question[..], &["--json"]].concat());
    let reply: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(reply["rows"].as_array().unwrap().len(), 14);
    let csv = printed(&[&question[..], &["--csv"]].concat());
    assert_eq!(csv.lines().count(), 15, "{csv}");
}

#[test]
fn a_projection_is_drawn_on_the_terminal_and_as_svg() {
    let question = ["project", "CN,US", "installed_capacity", "--years", "2020-2030"];
    let text = printed(&[&question[..], &["--plot", "--at-least", "3 TW"]].concat());
    for part in ["Installed generating capacity, GW", "●", "projected →", "at least 3 000 GW"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "no colors off a terminal");
    refused(&[&question[..], &["--plot", "--csv"]].concat(), 2);
    refused(&[&question[..], &["--plot", "--json"]].concat(), 2);

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("capacity.svg");
    let file = path.to_str().unwrap();
    let table = printed(&[&question[..], &["--svg", file, "--relative-to", "US"]].concat());
    assert!(!table.contains("projected →"), "{table}");
    let drawn = std::fs::read_to_string(&path).unwrap();
    let document = roxmltree::Document::parse(&drawn).unwrap();
    let texts: Vec<_> = document.descendants().filter_map(|node| node.text()).collect();
    for part in ["Installed generating capacity, relative to US", "times US", "80 % band", "Ember"]
    {
        assert!(texts.iter().any(|text| text.contains(part)), "no {part} in {texts:?}");
    }
    let json = printed(&[&question[..], &["--svg", file, "--json"]].concat());
    assert!(json.starts_with('{'), "{json}");
    let nowhere = folder.path().join("no/such/folder.svg");
    let fault = refused(&[&question[..], &["--svg", nowhere.to_str().unwrap()]].concat(), 1);
    assert!(fault.contains("cannot write"), "{fault}");
}

#[test]
fn a_comparison_says_what_a_cheap_kilowatt_hour_is_worth() {
    let virginia = "va=us-virginia,accelerator=nvidia-gb200-nvl72";
    let text = printed(&[
        "compare",
        "--site",
        virginia,
        "--site",
        "hub=cn-hub-west-subsidised",
        "--it-load-mw",
        "80",
    ]);
    for part in ["1.35 times", "0.43 of va's price", "it is 0.59"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
}

#[test]
fn a_comparison_is_drawn_with_what_its_order_hangs_on() {
    let question = ["compare", "--site", "va=us-virginia", "--site", "de=de-industrial"];
    let question = [&question[..], &["--it-load-mw", "80"]].concat();
    let text = printed(&[&question[..], &["--plot"]].concat());
    for part in ["█ electricity", "├", "What the lead of va over de hangs on", "┃"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    let text = printed(&[&question[..], &["--plot", "--years", "2026-2030"]].concat());
    for part in ["Cost of compute, dollars of 2025", "2028", "de is not cheaper than va"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("costs.svg");
    printed(&[&question[..], &["--svg", path.to_str().unwrap()]].concat());
    let drawn = std::fs::read_to_string(&path).unwrap();
    let document = roxmltree::Document::parse(&drawn).unwrap();
    let texts: Vec<_> = document.descendants().filter_map(|node| node.text()).collect();
    for part in ["Cost of compute", "electricity", "What the lead of va over de hangs on"] {
        assert!(texts.iter().any(|text| text.contains(part)), "no {part} in {texts:?}");
    }
    let text = printed(&[&["sensitivity"], &question[..]].concat());
    assert!(text.contains("sites/de-industrial/electricity_price"), "{text}");
    refused(&[&question[..], &["--hours", "10", "--years", "2030"]].concat(), 2);
}

#[test]
fn compute_tells_which_limit_binds_how_likely_and_what_would_turn_it() {
    let question = ["compute", "US,CN", "--years", "2026-2028", "--compare", "CN:US"];
    let text = printed(&[&question[..], &["--drivers"]].concat());
    for part in [
        "P(power binds)",
        "US: power binds in some year of 2026–2028 with probability",
        "Whether CN exceeds US",
        "US 2026–2028: weakest input: chips_growth/US, confidence 0.40",
        "Conversion",
        "constraint/chips_growth/US",
        "level at chips_growth/US",
        "which is out of reach",
        "lbnl-2024",
        "not forecasts",
        "not backtested",
        "4096 draws",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "no colors off a terminal");

    let json = printed(&[&question[..], &["--json"]].concat());
    let reply: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(reply["rows"].as_array().unwrap().len(), 6);
    assert_eq!(reply["comparisons"].as_array().unwrap().len(), 3);

    // A number a row: 14 distributions, 2 probabilities and the confidence of each region and
    // year, the odds of some year by region, and the comparison by year.
    let csv = printed(&[&question[..], &["--csv"]].concat());
    assert_eq!(csv.lines().count(), 1 + 6 * 17 + 2 + 3, "{csv}");
    assert!(csv.starts_with("region,year,quantity,unit,median,q0.1,q0.5,q0.9,binding,basis"));
    let drivers = printed(&[&question[..], &["--csv", "--drivers"]].concat());
    assert!(drivers.contains("US,2028,constraint/chips_growth/US"), "{drivers}");
}

#[test]
fn compute_takes_power_and_parameters_that_the_caller_knows_better() {
    let question = ["compute", "US", "--years", "2028"];
    let text = printed(&[&question[..], &["--ai-power", "US=45:60:80"]].concat());
    for part in ["US: power binds in 2028 with probability 75 %", "60.0"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    assert!(!text.contains("draws"), "a closed form has none\n{text}");
    let slow = "constraint/chips_growth/US:value=2.1";
    let text = printed(&[&question[..], &["--override", slow]].concat());
    for part in ["What the overrides change", "before, ", "(power before, chips now)"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    let wide = printed(&[&question[..], &["--quantiles", "0.05,0.95"]].concat());
    assert!(wide.contains("q0.95") && !wide.contains("80 % band  Achievable"), "{wide}");

    let several = ["compute", "US", "--years", "2026-2028", "--ai-power", "US=60"];
    assert!(refused(&several, 2).contains("US@2026=60:60:60"));
    refused(&[&question[..], &["--ai-power", "60"]].concat(), 2);
    refused(&[&question[..], &["--compare", "CN"]].concat(), 2);
    let other = refused(&[&question[..], &["--ai-power", "CN=60"]].concat(), 1);
    assert!(other.contains("NOT_ASKED_FOR"), "{other}");
    refused(&["compute", "US"], 2);
}

#[test]
fn compute_is_drawn_with_both_limits_and_where_they_are_level() {
    let question = ["compute", "US", "--years", "2025-2030"];
    let text = printed(&[&question[..], &["--plot"]].concat());
    for part in ["US: limits of AI compute by chips and power", "╳", "level in early 2026"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    assert!(text.contains("the medians are level in early 2026"), "{text}");
    assert!(!text.contains('\u{1b}'), "no colors off a terminal");
    refused(&[&question[..], &["--plot", "--csv"]].concat(), 2);
    let apart = printed(&["compute", "CN", "--years", "2026-2030"]);
    assert!(apart.contains("no crossing: at the medians chips are the lower limit"), "{apart}");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("limits.svg");
    for (regions, years, told) in [
        ("US,CN", "2025-2030", "level in early 2026"),
        ("CN", "2026-2030", "no crossing"),
        ("US", "2028", "bar: 80 % band"),
    ] {
        let file = path.to_str().unwrap();
        let text = printed(&["compute", regions, "--years", years, "--svg", file]);
        assert!(!text.contains("power feeds   "), "{text}");
        let drawn = std::fs::read_to_string(&path).unwrap();
        let document = roxmltree::Document::parse(&drawn).unwrap();
        let texts: Vec<_> = document.descendants().filter_map(|node| node.text()).collect();
        for part in ["limits of AI compute", "chips allow", "power feeds", "log scale", told] {
            assert!(texts.iter().any(|text| text.contains(part)), "no {part} in {texts:?}");
        }
    }
}

#[test]
fn lists_name_what_requests_can_name() {
    for (list, name) in [
        ("claims", "claims/cn-racks-2025-06"),
        ("figures", "figures/cn-spare-capacity-2030"),
        ("regions", "CN-HUB-WEST"),
        ("sites", "us-virginia"),
        ("accelerators", "nvidia-h100-sxm"),
        ("workloads", "llama-3.1-405b"),
        ("assumptions", "assumptions/pue/CN"),
        ("sources", "owid-energy-2026"),
        ("metrics", "installed_capacity"),
        ("scenarios", "article"),
    ] {
        assert!(printed(&["catalog", list]).contains(name), "{list}");
    }
    assert!(printed(&["catalog", "info"]).contains("0.1.0"));
}

#[test]
fn refusals_name_the_field_and_fail() {
    let text = refused(&["project", "XX", "peak_demand", "--years", "2030"], 1);
    assert!(text.contains("regions[0]"), "{text}");
    let text = refused(
        &["project", "CN", "installed_capacity", "--years", "2026", "--scenario", "article"],
        1,
    );
    assert!(text.contains("NO_BASE_FIGURE"), "{text}");
    refused(&["project", "CN", "peak_demnad", "--years", "2030"], 2);
    refused(&["nonsense"], 2);
}

#[test]
fn a_catalog_of_ones_own_is_validated_and_used() {
    let folder = tempfile::tempdir().unwrap();
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    for entry in std::fs::read_dir(data).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let own = folder.path().to_str().unwrap();
    assert!(printed(&["validate", own]).starts_with("ok"));

    let sites = folder.path().join("sites.csv");
    let text = std::fs::read_to_string(&sites).unwrap();
    std::fs::write(&sites, text.replacen(",65,88,110,", ",65,888,110,", 1)).unwrap();
    let faults = refused(&["validate", own], 1);
    assert!(faults.contains("sites.csv:2"), "{faults}");
    refused(&["check", "--claim", "claims/cn-racks-2025-06", "--catalog", own], 2);
}

#[test]
fn a_series_of_ones_own_is_read_from_a_file_or_stdin_and_faults_have_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let years = write("load.csv", "year,value\n2022,884\n2023,897\n2024,921\n2025,958\n");
    let question = ["series", "--file", &years, "--horizon", "5", "--at-least", "1100"];
    let text = printed(&question);
    for part in ["2030", "80 % band", "P(≥ 1100)", "projected", "after 2025: drift"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    assert!(!text.contains("catalog as of"), "{text}");
    let csv = printed(&[&question[..], &["--csv"]].concat());
    assert_eq!(csv.lines().next(), Some("year,median,q0.1,q0.5,q0.9,basis,probability_at_least"));
    assert_eq!(csv.lines().count(), 6, "{csv}");
    let json = printed(&[&question[..], &["--json"]].concat());
    let reply: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(reply["state"]["lastYear"], 2025);

    // The same values without years, on stdin, are the same series.
    let values = write("values.csv", "value\n884\n897\n921\n958\n");
    let output = Command::new(env!("CARGO_BIN_EXE_energycompute"))
        .args(["series", "--file", "-", "--first-year", "2022", "--horizon", "5", "--csv"])
        .args(["--at-least", "1100"])
        .stdin(std::fs::File::open(&values).unwrap())
        .env_remove("ENERGYCOMPUTE_ENDPOINT")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), csv);

    let gap = write("gap.csv", "year,value\n2022,884\n2024,much\n");
    let faults = refused(&["series", "--file", &gap], 2);
    for part in ["gap.csv:3: year 2024 does not follow: 2023", "gap.csv:3: \"much\""] {
        assert!(faults.contains(part), "no {part} in\n{faults}");
    }
    refused(&["series", "--file", "no-such-file.csv"], 2);
    let young = ["series", "--file", &years, "--class", "young_technology", "--horizon", "11"];
    assert!(refused(&young, 1).contains("YEAR_OUT_OF_RANGE"));
    refused(&["series", "--file", &years, "--class", "price"], 2);
    refused(&["series", "--file", &years, "--scenario", "article"], 2);
}

#[test]
fn completions_are_written_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(printed(&["completions", shell]).contains("energycompute"), "{shell}");
    }
}

#[test]
fn a_sensitivity_lists_its_drivers_and_draws_them() {
    let question = ["sensitivity", "project", "CN", "installed_capacity", "--years", "2030"];
    let text = printed(&[&question[..], &["--at-least", "6500 GW", "--plot"]].concat());
    for part in ["growth/CN/solar_capacity", "Swing", "across the threshold", "█", "┃"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    let csv = printed(&[&question[..], &["--csv"]].concat());
    assert!(csv.starts_with("parameter,unit,basis,low"), "{csv}");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tornado.svg");
    printed(&[&question[..], &["--svg", path.to_str().unwrap()]].concat());
    let drawn = std::fs::read_to_string(&path).unwrap();
    let document = roxmltree::Document::parse(&drawn).unwrap();
    let texts: Vec<_> = document.descendants().filter_map(|node| node.text()).collect();
    for part in [
        "2030 hangs on",
        "growth/CN/solar_capacity",
        "per year, added",
        "hollow: at the driver's",
        "Ember",
    ] {
        assert!(texts.iter().any(|text| text.contains(part)), "no {part} in {texts:?}");
    }
    // A bar below and one above the answer for each driver, on the ground.
    let bars = document.descendants().filter(|node| node.has_tag_name("rect")).count();
    assert_eq!(bars, 1 + 2 * (csv.lines().count() - 1), "{drawn}");
}

#[test]
fn what_binds_hangs_on_the_growth_of_chips() {
    let question = ["sensitivity", "compute", "US", "--years", "2028"];
    let text = printed(&question);
    for part in ["How likely power binds AI compute: US 2028", "as likely as not, alone"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    let csv = printed(&[&question[..], &["--csv"]].concat());
    let first = csv.lines().nth(1).unwrap();
    assert!(first.starts_with("constraint/chips_growth/US,"), "{first}");
}
