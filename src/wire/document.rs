//! A whole text on the wire.

use super::check as checks;
use super::claim;
use super::date;
use super::options::{self, Options};
use super::pb;
use super::violations::Violations;
use crate::language::{self, Lexicon, Span};
use crate::model::budget::Budget;
use crate::model::catalog::Catalog;
use crate::model::claim::{Matter, Question, StructuredClaim, check};
use crate::model::year::Year;

/// Longest text, bytes.
pub const MAX_DOCUMENT: usize = 1 << 20;

/// Sentences that are read at a stretch, and findings after which it ends early:
/// a moment's work, so that whoever runs it can turn to others in between.
const STRETCH: (usize, usize) = (64, 8);

/// A text, and how far it has been read.
#[derive(Debug)]
pub struct Document {
    text: String,
    options: Option<pb::ModelOptions>,
    tolerance: Option<f64>,
    year: Option<Year>,
    sentences: std::vec::IntoIter<Span>,
    before: Option<StructuredClaim>,
    /// What is told at the end; `None` when it has been.
    summary: Option<pb::DocumentSummary>,
}

/// Reads a request whole, or names every fault in it.
///
/// # Errors
///
/// Every violation of the request.
pub fn parse(catalog: &Catalog, request: pb::CheckDocumentRequest) -> Result<Document, Violations> {
    let pb::CheckDocumentRequest { text, as_of, relative_tolerance, options } = request;
    let mut violations = Violations::default();
    let is_legal = options::parse(catalog, options.clone(), &mut violations).map(|_legal| ());
    let tolerance = relative_tolerance.map(checks::part).transpose();
    let tolerance = violations.take("relative_tolerance", tolerance);
    let as_of = violations.take("as_of", as_of.map(date::read).transpose()).flatten();
    violations.take("text", checks::text(&text, 1..=MAX_DOCUMENT));
    let document = || {
        is_legal?;
        Some(Document {
            sentences: language::sentences(&text).into_iter(),
            text,
            options,
            tolerance: tolerance?,
            year: as_of.map(|date| date.year),
            before: None,
            summary: Some(pb::DocumentSummary::default()),
        })
    };
    let document = document();
    violations.finish(document)
}

impl Document {
    /// What is told of the next sentences, perhaps nothing yet, and the summary
    /// after the last; `None` when all has been told. The catalog is the one that
    /// the request was read with.
    pub fn next(
        &mut self,
        catalog: &Catalog,
        lexicon: &Lexicon,
        budget: Budget<'_>,
    ) -> Option<Vec<pb::CheckDocumentResponse>> {
        use pb::check_document_response::Part;
        let mut summary = self.summary.take()?;
        let options = options::parse(catalog, self.options.clone(), &mut Violations::default())?;
        let (most_sentences, most_findings) = STRETCH;
        let mut parts = Vec::new();
        for _ in 0..most_sentences {
            if parts.len() >= most_findings || budget.is_spent() {
                break;
            }
            let Some(sentence) = self.sentences.next() else {
                summary.verdicts.sort_by_key(|count| count.verdict);
                parts.push(Part::Summary(summary));
                return Some(told(parts));
            };
            summary.sentences += 1;
            let found = self.finding(catalog, lexicon, sentence, &options, budget);
            let Some((finding, last)) = found else { continue };
            self.before = last;
            summary.checkable_sentences += 1;
            count(&mut summary, finding.claim.as_ref());
            parts.push(Part::Finding(finding));
        }
        self.summary = Some(summary);
        Some(told(parts))
    }

    fn finding(
        &self,
        catalog: &Catalog,
        lexicon: &Lexicon,
        sentence: Span,
        options: &Options<'_>,
        budget: Budget<'_>,
    ) -> Option<(pb::DocumentFinding, Option<StructuredClaim>)> {
        let text = self.text.get(sentence.clone())?;
        let reading = language::read_after(lexicon, catalog, text, self.year, self.before.as_ref());
        if reading.claims.is_empty() {
            return None;
        }
        let last = reading.claims.last().map(|each| each.claim.clone());
        let question = |each: &language::Understood| Question {
            matter: Matter::Structured(each.claim.clone()),
            tolerance: self.tolerance,
            plan: options.plan,
            said: Some(text.to_owned()),
        };
        let asked = claim::Asked {
            options: options.clone(),
            questions: reading.claims.iter().map(question).collect(),
            read: Some((reading, text.to_owned())),
        };
        let outlook = asked.options.outlook(catalog).within(budget);
        let found: Vec<_> =
            asked.questions.iter().map(|question| check(&outlook, question)).collect();
        let mut told = pb::CheckClaimResponse::from(claim::reply(catalog, &asked, &found));
        shift(&mut told, sentence.start);
        told.more.iter_mut().for_each(|more| shift(more, sentence.start));
        let sentence = pb::TextSpan {
            start: offset(sentence.start),
            end: offset(sentence.end),
            text: text.to_owned(),
        };
        Some((pb::DocumentFinding { sentence: Some(sentence), claim: Some(told) }, last))
    }
}

fn told(parts: Vec<pb::check_document_response::Part>) -> Vec<pb::CheckDocumentResponse> {
    parts.into_iter().map(|part| pb::CheckDocumentResponse { part: Some(part) }).collect()
}

fn count(summary: &mut pb::DocumentSummary, claim: Option<&pb::CheckClaimResponse>) {
    for told in claim.into_iter().chain(claim.iter().flat_map(|claim| &claim.more)) {
        summary.claims += 1;
        match summary.verdicts.iter_mut().find(|count| count.verdict == told.verdict) {
            Some(known) => known.count += 1,
            None => summary.verdicts.push(pb::VerdictCount { verdict: told.verdict, count: 1 }),
        }
    }
}

/// Spans of a sentence as spans of the text.
fn shift(told: &mut pb::CheckClaimResponse, by: usize) {
    let Some(parse) = &mut told.parse else { return };
    let spans = parse.part.iter_mut().chain(&mut parse.number).chain(&mut parse.not_understood);
    for span in spans {
        span.start += offset(by);
        span.end += offset(by);
    }
}

/// Texts are at most 1 MiB long.
fn offset(at: usize) -> i32 {
    i32::try_from(at).unwrap_or(i32::MAX)
}
