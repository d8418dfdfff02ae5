//! The numbers of an answer, exact for programs.

use crate::cli::project::{probabilities, quantile};
use crate::cli::table::{Cell, Sheet};
use crate::cli::words;
use crate::wire::pb;

/// A distribution of every row that has it.
struct Line {
    /// Name of the field.
    field: &'static str,
    known: fn(&pb::ComputeRow) -> Option<&pb::Distribution>,
}

macro_rules! lines {
    (@of $row:ident, $field:ident) => { $row.$field.as_ref() };
    (@of $row:ident, $whole:ident.$field:ident) => { $row.$whole.as_ref()?.$field.as_ref() };
    ($($($part:ident).+,)*) => {
        [$(Line {
            field: stringify!($($part).+),
            known: |row| lines!(@of row, $($part).+),
        }),*]
    };
}

/// Every distribution, in the order of the contract.
const LINES: [Line; 16] = lines![
    chips_limited,
    power_limited,
    achievable,
    power_to_chips,
    ai_power_gw,
    parts.running,
    parts.grid,
    parts.onsite,
    parts.conversion,
    facility_w_per_tflop,
    spare_power_gw,
    idle_ai_power_gw,
    unpowered_eflops,
    extra_eflops_if_spare_used,
    base.achievable,
    base.achievable_difference,
];

/// A row a number: by region and year, and then what holds for all years.
pub(super) fn exact(
    reply: &pb::ProjectComputeResponse,
    compared: Option<&pb::ComputeComparison>,
) -> Sheet {
    let first = reply.rows.first().and_then(|row| row.achievable.as_ref());
    let probabilities = probabilities(first);
    let mut header = ["region", "year", "quantity", "unit", "median"].map(str::to_owned).to_vec();
    header.extend(probabilities.iter().map(|probability| format!("q{probability}")));
    header.extend(["binding", "basis", "weakest_parameter"].map(str::to_owned));
    let mut sheet = Sheet::new(header);
    for row in &reply.rows {
        let told = [
            words::binding(row.binding()),
            words::basis(row.basis()),
            row.weakest_parameter.clone(),
        ];
        let mut push = |field: &str, unit: &str, value: f64, known: Option<&pb::Distribution>| {
            let mut cells = vec![
                Cell::from(row.region.clone()),
                Cell::from(row.year),
                Cell::from(field),
                Cell::from(unit),
                Cell::Number(value),
            ];
            let value_at = |p: &f64| Cell::number(known.and_then(|known| quantile(known, *p)));
            cells.extend(probabilities.iter().map(value_at));
            cells.extend(told.iter().cloned().map(Cell::from));
            sheet.row(cells);
        };
        for Line { field, known } in &LINES {
            if let Some(known) = known(row) {
                push(field, words::unit(known.unit()), known.median, Some(known));
            }
        }
        for (field, value) in chances(row) {
            push(field, "fraction", value, None);
        }
    }
    let mut push = |region: &str, year: Cell, field: &str, chance: f64| {
        let mut cells = vec![Cell::from(region), year, Cell::from(field), Cell::from("fraction")];
        cells.push(Cell::Number(chance));
        cells.extend(probabilities.iter().map(|_| Cell::Nothing));
        cells.extend([Cell::Nothing, Cell::Nothing, Cell::Nothing]);
        sheet.row(cells);
    };
    for (field, chances) in [
        ("any_year_probability", &reply.any_year_probability),
        ("base_any_year_probability", &reply.base_any_year_probability),
    ] {
        for of in chances {
            push(&of.region, Cell::Nothing, field, of.probability);
        }
    }
    for (field, years) in
        [("exceeds", &reply.comparisons), ("base_exceeds", &reply.base_comparisons)]
    {
        for (of, pair) in years.iter().zip(std::iter::repeat(compared).flatten()) {
            let field = format!("{field}/{}", pair.baseline_region);
            push(&pair.region, Cell::from(of.year), &field, of.probability_exceeds);
        }
    }
    sheet
}

/// What a row tells between 0 and 1.
fn chances(row: &pb::ComputeRow) -> impl Iterator<Item = (&'static str, f64)> {
    let base = row.base.as_ref();
    let told = [
        ("probability_power_binds", Some(row.probability_power_binds)),
        ("probability_generation_caps_grid", row.probability_generation_caps_grid),
        ("base.probability_power_binds", base.map(|base| base.probability_power_binds)),
        ("base.probability_difference", base.map(|base| base.probability_difference)),
        ("confidence", Some(row.confidence)),
    ];
    told.into_iter().filter_map(|(field, value)| Some((field, value?)))
}
