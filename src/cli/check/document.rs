//! `check --document`: a text with its verdicts in place, and a summary.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use serde_json::{Value, json};

use super::lines;
use crate::cli::failure::Unusable;
use crate::cli::number;
use crate::cli::output::{self, Format, Report, Style};
use crate::cli::session::Session;
use crate::cli::words;
use crate::wire::pb;
use crate::wire::pb::check_document_response::Part;

/// What was found in a text.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) findings: Vec<pb::DocumentFinding>,
    pub(super) summary: pb::DocumentSummary,
}

/// Asks for every claim of a file.
pub(super) async fn ask(
    path: &Path,
    as_of: Option<pb::Date>,
    tolerance: Option<f64>,
    session: &mut Session,
) -> anyhow::Result<Document> {
    let text = fs::read_to_string(path)
        .with_context(|| Unusable(format!("cannot read {}", path.display())))?;
    let question = pb::CheckDocumentRequest {
        text: text.clone(),
        as_of,
        relative_tolerance: tolerance,
        options: Some(session.options()),
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut document = Document { name: name.unwrap_or_default(), text, ..Document::default() };
    for part in session.client.check_document(question).await? {
        match part.part {
            Some(Part::Finding(finding)) => document.findings.push(finding),
            Some(Part::Summary(summary)) => document.summary = summary,
            None => {}
        }
    }
    Ok(document)
}

impl Document {
    pub(super) fn shown(&self, format: Format, as_lines: bool) -> anyhow::Result<String> {
        match format {
            _ if as_lines => {
                Ok(self.findings.iter().map(|found| line(found).to_string() + "\n").collect())
            }
            Format::Json => {
                output::json(&json!({ "findings": self.findings, "summary": self.summary }))
            }
            Format::Csv => anyhow::bail!("a document is told as text, --json, --jsonl or --html"),
            Format::Text(style) => Ok(self.report(style)),
        }
    }

    /// The text with a verdict after each claim.
    fn report(&self, style: Style) -> String {
        let mut marked = String::new();
        let mut at = 0;
        for found in &self.findings {
            let (start, end) = span(found);
            marked.push_str(self.text.get(at..start).unwrap_or_default());
            marked.push_str(&style.bold(self.text.get(start..end).unwrap_or_default()));
            for claim in claims(found) {
                let _ = write!(marked, " [{}]", chip(claim, style));
            }
            at = end;
        }
        marked.push_str(self.text.get(at..).unwrap_or_default());
        let mut report = Report::new(style);
        report.paragraph(marked.trim_end());
        let lines = self.findings.iter().flat_map(claims).map(|claim| {
            let why = if claim.explanation.is_empty() {
                String::new()
            } else {
                format!(": {}", claim.explanation)
            };
            format!("{}  {}{why}", chip(claim, style), claim.statement)
        });
        report.section("What was understood", lines);
        report.paragraph(&self.in_short());
        report.finish()
    }

    /// Example: `12 sentences, 5 with claims: 3 SUPPORTED, 2 REFUTED`.
    pub(super) fn in_short(&self) -> String {
        let summary = &self.summary;
        let counts = summary
            .verdicts
            .iter()
            .map(|count| format!("{} {}", count.count, words::verdict_in_words(count.verdict())));
        let counts = counts.collect::<Vec<_>>().join(", ");
        format!(
            "{} sentences, {} with claims{}{counts}",
            summary.sentences,
            summary.checkable_sentences,
            if counts.is_empty() { "" } else { ": " }
        )
    }
}

/// The claim of a sentence, and further ones in it.
pub(super) fn claims(found: &pb::DocumentFinding) -> impl Iterator<Item = &pb::CheckClaimResponse> {
    found.claim.iter().flat_map(|claim| std::iter::once(claim).chain(&claim.more))
}

/// First byte of a sentence and the one past its last.
pub(super) fn span(found: &pb::DocumentFinding) -> (usize, usize) {
    let at = |byte: i32| usize::try_from(byte).unwrap_or(0);
    found.sentence.as_ref().map_or((0, 0), |span| (at(span.start), at(span.end)))
}

/// A verdict with its probability.
fn chip(claim: &pb::CheckClaimResponse, style: Style) -> String {
    words::verdict(claim.verdict(), style) + &chance(claim)
}

/// The probability after a verdict; a disputed claim has none of its own.
pub(super) fn chance(claim: &pb::CheckClaimResponse) -> String {
    let own = claim.probability.filter(|_| claim.verdict() != pb::Verdict::Disputed);
    own.map(|chance| format!(" {}", number::percent(chance))).unwrap_or_default()
}

fn line(found: &pb::DocumentFinding) -> Value {
    let (start, end) = span(found);
    let told = found.claim.as_ref().map(lines::told).unwrap_or_default();
    let mut line = json!({ "start": start, "end": end });
    if let (Value::Object(line), Value::Object(told)) = (&mut line, told) {
        line.extend(told);
    }
    line
}
