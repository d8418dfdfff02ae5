//! Changes of rows and cells rather than bytes: most of what they make has the
//! right number of cells, and gets further than the first check.

use crate::random::Random;

/// What stands in cells of some table.
const WORDS: [&str; 26] = [
    "",
    "0",
    "-0",
    "-1",
    "1",
    "NaN",
    "inf",
    "1e308",
    "5e-324",
    "1e-300",
    "1e400",
    "0.5",
    "100",
    "2060",
    "1985",
    "9999",
    "12",
    "2026-02",
    "2026-13-40",
    "true",
    "CN",
    "WORLD",
    "a;;b",
    " x",
    "\"a,b\"",
    "\"\"\"\"",
];

/// The text with a few rows or cells changed.
pub fn changed(text: &str, all: &[&str], random: &mut Random) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for _ in 0..=random.below(3) {
        change(&mut lines, all, random);
    }
    lines.join("\n")
}

fn change(lines: &mut Vec<String>, all: &[&str], random: &mut Random) {
    let at = random.below(lines.len());
    match random.below(16) {
        0 => {
            lines.remove(at);
        }
        1 => lines.insert(at, lines[at].clone()),
        2 => {
            let other = random.below(lines.len());
            lines.swap(at, other);
        }
        // Another file as well.
        3 => {
            let other = random.pick(all).copied().unwrap_or_default();
            lines.extend(other.lines().map(str::to_owned));
        }
        // A row of its own, with one cell of another.
        4 => {
            let copy = with_cell(&lines[at], random, |cell, random| word(cell, lines, random));
            lines.insert(at, copy);
        }
        _ => lines[at] = with_cell(&lines[at], random, |cell, random| word(cell, lines, random)),
    }
}

fn with_cell(
    line: &str,
    random: &mut Random,
    new: impl FnOnce(&str, &mut Random) -> String,
) -> String {
    let mut cells: Vec<String> = split(line);
    let at = random.below(cells.len());
    if let Some(cell) = cells.get_mut(at) {
        *cell = new(cell, random);
    }
    cells.join(",")
}

fn word(cell: &str, lines: &[String], random: &mut Random) -> String {
    match (random.below(8), cell.parse::<f64>()) {
        (0 | 1, _) => random.pick(&WORDS).copied().unwrap_or_default().to_owned(),
        (2 | 3, _) => {
            let line = random.pick(lines).map_or("", String::as_str);
            random.pick(&split(line)).cloned().unwrap_or_default()
        }
        (4, Ok(value)) => (value * 10.0).to_string(),
        (5, Ok(value)) => (value / 1e3).to_string(),
        (6, Ok(value)) => (value + 1.0).to_string(),
        (_, Ok(_)) => random.number().to_string(),
        _ => format!("{cell};{}", random.pick(&WORDS).copied().unwrap_or_default()),
    }
}

/// Cells as they stand, quotes and all; commas within quotes are part of a cell.
fn split(line: &str) -> Vec<String> {
    let (mut cells, mut is_quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        is_quoted ^= letter == '"';
        match cells.last_mut() {
            Some(cell) if letter != ',' || is_quoted => cell.push(letter),
            _ => cells.push(String::new()),
        }
    }
    cells
}
