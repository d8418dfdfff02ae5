//! A document as one self-contained page: the text with its claims highlighted,
//! and a panel of details for each. It needs no script and fetches nothing.

use std::fmt::Write as _;

use super::document::{self, Document, claims, span};
use crate::cli::number;
use crate::cli::words;
use crate::wire::pb;

/// Looks: verdicts are told by words, and by colors that stand out on light and dark.
const STYLE: &str = include_str!("page.css");

/// The page.
pub(super) fn page(document: &Document) -> String {
    let title = format!("{}: claims checked", escaped(&document.name));
    let summary = escaped(&document.in_short());
    let run = document.findings.first().and_then(|found| found.claim.as_ref()?.run.as_ref());
    let foot = run.map(|run| {
        let digest = run.catalog_digest.get(..12).unwrap_or_default();
        format!(
            "energycompute {}, scenario {}, catalog {digest}",
            escaped(&run.model_version),
            escaped(&run.scenario)
        )
    });
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header><h1>{}</h1><p>{summary}</p></header>\n\
         <main>\n<article aria-label=\"Text\">\n{}</article>\n\
         <aside aria-label=\"Claims\">\n{}</aside>\n</main>\n\
         <footer><p>{}</p></footer>\n</body>\n</html>\n",
        escaped(&document.name),
        text(document),
        panels(document),
        foot.unwrap_or_default()
    )
}

/// The text in paragraphs, each sentence with a claim a link to its panel.
fn text(document: &Document) -> String {
    let mut marked = String::from("<p>");
    let mut at = 0;
    for (number, found) in (1..).zip(&document.findings) {
        let (start, end) = span(found);
        marked.push_str(&paragraphs(document.text.get(at..start).unwrap_or_default()));
        let Some(claim) = &found.claim else { continue };
        let sentence = paragraphs(document.text.get(start..end).unwrap_or_default());
        let class = class(claim.verdict());
        let _ = write!(
            marked,
            "<a id=\"s{number}\" class=\"claim {class}\" href=\"#c{number}\"><mark>{sentence}</mark>{}</a>",
            claims(found).map(chip).collect::<String>()
        );
        at = end;
    }
    marked.push_str(&paragraphs(document.text.get(at..).unwrap_or_default()));
    marked.push_str("</p>\n");
    marked
}

/// Escaped text with a new paragraph for an empty line.
fn paragraphs(text: &str) -> String {
    escaped(text).replace("\r\n", "\n").replace("\n\n", "</p>\n<p>")
}

/// A panel for each sentence with a claim.
fn panels(document: &Document) -> String {
    let panel = |(number, found): (usize, &pb::DocumentFinding)| {
        let told: String = claims(found).map(detail).collect();
        format!(
            "<section id=\"c{number}\" aria-labelledby=\"s{number}\">\n{told}\
             <p><a href=\"#s{number}\">Back to the sentence</a></p>\n</section>\n"
        )
    };
    (1..).zip(&document.findings).map(panel).collect()
}

/// One claim: what was understood, the verdict, each reading, and the sources.
fn detail(claim: &pb::CheckClaimResponse) -> String {
    let mut told = format!("<h2>{} {}</h2>\n", chip(claim), escaped(&claim.statement));
    if !claim.explanation.is_empty() {
        let _ = writeln!(told, "<p>{}</p>", escaped(&claim.explanation));
    }
    if let Some(slip) = &claim.magnitude_warning {
        let _ = writeln!(told, "<p class=\"slip\">{}</p>", escaped(&slip.message));
    }
    if !claim.readings.is_empty() {
        told.push_str(
            "<table>\n<thead><tr><th scope=\"col\">Reading</th><th scope=\"col\">Known</th>\
             <th scope=\"col\">80 % band</th><th scope=\"col\">P</th><th scope=\"col\">Verdict</th></tr></thead>\n<tbody>\n",
        );
        claim.readings.iter().for_each(|each| told.push_str(&reading(each)));
        told.push_str("</tbody>\n</table>\n");
    }
    if !claim.evidence.is_empty() {
        let _ =
            writeln!(told, "<details><summary>Evidence ({})</summary>\n<ul>", claim.evidence.len());
        for known in &claim.evidence {
            let source = claim.sources.get(&known.source);
            let from = source.map(|source| format!("{}, {}", source.publisher, source.title));
            let _ = writeln!(
                told,
                "<li>{}: {} <cite>{}</cite></li>",
                escaped(&known.figure),
                escaped(&known.note),
                escaped(&from.unwrap_or_default())
            );
        }
        told.push_str("</ul>\n</details>\n");
    }
    told
}

fn reading(reading: &pb::Reading) -> String {
    let known = reading.distribution.as_ref();
    let show = |value: f64, known: &pb::Distribution| number::show(value, known.unit());
    let median = known.map(|known| show(known.median, known)).unwrap_or_default();
    let quantile = |p| known.and_then(|known| crate::cli::project::quantile(known, p));
    let band = quantile(0.1).zip(quantile(0.9)).zip(known);
    let band =
        band.map(|((low, high), known)| format!("{} to {}", show(low, known), show(high, known)));
    format!(
        "<tr><th scope=\"row\">{} ({}){}</th><td>{median}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        escaped(&words::metric(reading.metric())),
        escaped(&reading.interpretation),
        reading.year.map(|year| format!(", {year}")).unwrap_or_default(),
        band.unwrap_or_default(),
        reading.probability.map(number::percent).unwrap_or_default(),
        words::verdict_in_words(reading.verdict()),
    )
}

/// A verdict in words, with its probability.
fn chip(claim: &pb::CheckClaimResponse) -> String {
    format!(
        " <span class=\"chip {}\">{}{}</span>",
        class(claim.verdict()),
        words::verdict_in_words(claim.verdict()),
        escaped(&document::chance(claim))
    )
}

const fn class(verdict: pb::Verdict) -> &'static str {
    match verdict {
        pb::Verdict::Supported | pb::Verdict::Likely => "for",
        pb::Verdict::Refuted | pb::Verdict::Unlikely => "against",
        pb::Verdict::Disputed | pb::Verdict::TossUp => "open",
        pb::Verdict::Unspecified | pb::Verdict::NotEnoughInfo | pb::Verdict::NotCheckable => "none",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{Document, page, pb};

    #[test]
    fn what_a_text_holds_cannot_become_markup() {
        let text = "<script>alert(1)</script> & \"more\"".to_owned();
        let sentence = pb::TextSpan { start: 0, end: 8, text: String::new() };
        let claim = pb::CheckClaimResponse { statement: "<b>".to_owned(), ..Default::default() };
        let found = pb::DocumentFinding { sentence: Some(sentence), claim: Some(claim) };
        let document = Document {
            name: "a<b".to_owned(),
            text,
            findings: vec![found],
            summary: pb::DocumentSummary::default(),
        };
        let page = page(&document);
        assert!(!page.contains("<script") && !page.contains("<b>"), "{page}");
        assert!(page.contains("<mark>&lt;script&gt;</mark>"), "{page}");
    }
}
