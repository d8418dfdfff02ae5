//! One entry of the catalog, with everything that is known of it.

use anyhow::Result;

use super::lists;
use crate::cli::output::{self, Format, Report};
use crate::cli::table::{Cell, Sheet};
use crate::cli::{number, provenance, words};
use crate::wire::pb;

pub(super) fn figure(reply: &pb::GetFigureResponse, format: Format) -> Result<String> {
    let figure = reply.figure.clone().unwrap_or_default();
    let style = match format {
        Format::Json => return output::json(reply),
        Format::Csv => return lists::figures(&[figure]).to_csv(),
        Format::Text(style) => style,
    };
    let mut report = Report::new(style);
    report.paragraph(&style.bold(&figure.name));
    report.paragraph(&figure.statement);
    let value = number::with_label(&number::stated(figure.value), &figure.unit);
    let paragraph = (figure.article_paragraph > 0).then(|| figure.article_paragraph.to_string());
    report.table(&facts([
        ("value", words::comparator(figure.comparator()).to_owned() + &value),
        ("relation", figure.relation.clone()),
        ("region", figure.region.clone()),
        ("metric", words::metric(figure.metric())),
        ("variant", figure.variant.clone()),
        ("period", words::date(figure.period.as_ref())),
        ("kind", words::figure_kind(figure.kind())),
        ("attributed to", figure.attributed_to.clone()),
        ("published", words::date(figure.published.as_ref())),
        ("article paragraph", paragraph.unwrap_or_default()),
        ("disputed", if figure.disputed { "yes".to_owned() } else { String::new() }),
        ("source", figure.source.clone()),
        ("note", figure.note.clone()),
    ]));
    report.section("Bears on it", reply.related.iter().map(related));
    provenance::sources(&mut report, &reply.sources);
    Ok(report.finish())
}

fn related(figure: &pb::Figure) -> String {
    let stance = match figure.stance() {
        pb::Stance::Unspecified => "article".to_owned(),
        stance => words::stance(stance),
    };
    format!("{} ({stance}): {} [{}]", figure.name, figure.statement, figure.source)
}

pub(super) fn claim(reply: &pb::GetClaimResponse, format: Format) -> Result<String> {
    let claim = reply.claim.clone().unwrap_or_default();
    let style = match format {
        Format::Json => return output::json(reply),
        Format::Csv => {
            let claims = pb::ListClaimsResponse { claims: vec![claim], ..Default::default() };
            return lists::list_claims(&claims).to_csv();
        }
        Format::Text(style) => style,
    };
    let mut report = Report::new(style);
    report.paragraph(&style.bold(&claim.name));
    report.paragraph(&claim.text);
    report.table(&facts([
        ("claimant", claim.claimant.clone()),
        ("date", words::date(claim.claim_date.as_ref())),
        ("figure", claim.figure.clone()),
        ("source fidelity", words::fidelity(claim.source_fidelity())),
        ("", claim.source_fidelity_note.clone()),
        ("commentary", claim.commentary.clone()),
    ]));
    if let Some(structured) = &claim.structured {
        report.section("Structured", [serde_json::to_string(structured)?]);
    }
    Ok(report.finish())
}

/// Names and values, without those that are empty.
pub(super) fn facts<const N: usize>(facts: [(&str, String); N]) -> Sheet {
    let mut sheet = Sheet::new(["", ""]);
    for (name, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        sheet.row([Cell::from(name), Cell::from(value)]);
    }
    sheet
}
