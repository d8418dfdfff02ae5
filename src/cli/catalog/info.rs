//! What the model is: version, coverage, limits, defaults, verdict bands, skill.

use anyhow::Result;

use super::entry::facts;
use crate::cli::output::{self, Format, Report};
use crate::cli::table::{Cell, Sheet};
use crate::cli::{number, provenance, words};
use crate::wire::pb;

pub(super) fn info(reply: &pb::GetModelInfoResponse, format: Format) -> Result<String> {
    let style = match format {
        Format::Json => return output::json(reply),
        Format::Csv => return coverage(&reply.coverage).to_csv(),
        Format::Text(style) => style,
    };
    let mut report = Report::new(style);
    report.table(&facts([
        ("model version", reply.model_version.clone()),
        ("catalog digest", reply.catalog_digest.clone()),
        ("catalog as of", words::date(reply.catalog_as_of.as_ref())),
    ]));
    report.section(
        "Verdicts",
        reply.verdict_bands.iter().map(|band| {
            let lowest = number::stated(band.min_probability);
            format!("{} from a probability of {lowest}", words::verdict(band.verdict(), style))
        }),
    );
    let limits = reply.limits.iter();
    report.section("Limits", limits.map(|limit| format!("{}: {}", limit.name, limit.value)));
    let defaults = reply.defaults.iter();
    report.section(
        "Defaults",
        defaults.map(|default| format!("{}: {}", default.name, default.value)),
    );
    report.section("Skill, by replaying history", reply.skill.iter().map(skill));
    if !reply.coverage.is_empty() {
        report.table(&coverage(&reply.coverage));
    }
    provenance::warnings(&mut report, &reply.warnings);
    Ok(report.finish())
}

fn coverage(coverage: &[pb::Coverage]) -> Sheet {
    let mut sheet = Sheet::new(["region", "metric", "first", "last", "until", "class"]);
    for row in coverage {
        sheet.row([
            Cell::from(row.region.clone()),
            Cell::from(words::metric(row.metric())),
            Cell::from(row.first_year),
            Cell::from(row.last_year),
            Cell::from(row.horizon_year),
            Cell::from(words::projection_class(row.projection_class())),
        ]);
    }
    sheet
}

fn skill(skill: &pb::Skill) -> String {
    format!(
        "{} at {} years: median error {}, 80 % band holds {}, 95 % band {} ({} forecasts, {})",
        words::projection_class(skill.projection_class()),
        skill.horizon_years,
        number::percent(skill.median_absolute_error),
        number::percent(skill.coverage_80),
        number::percent(skill.coverage_95),
        skill.forecasts,
        words::date(skill.measured.as_ref()),
    )
}
