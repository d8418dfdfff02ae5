//! A whole text on the wire.

use super::check as checks;
use super::claim;
use super::options::{self, Options};
use super::pb;
use super::quantity;
use super::violations::Violations;
use crate::language::{self, Lexicon, Span};
use crate::model::catalog::Catalog;
use crate::model::claim::{Matter, Question, StructuredClaim, check};
use crate::model::year::Year;

/// Longest text, bytes.
pub const MAX_DOCUMENT: usize = 1 << 20;

/// A text with its options.
#[derive(Debug)]
pub struct Asked<'c> {
    options: Options<'c>,
    tolerance: Option<f64>,
    text: String,
    year: Option<Year>,
}

/// Reads a request whole, or names every fault in it.
///
/// # Errors
///
/// Every violation of the request.
pub fn parse(
    catalog: &Catalog,
    request: pb::CheckDocumentRequest,
) -> Result<Asked<'_>, Violations> {
    let pb::CheckDocumentRequest { text, as_of, relative_tolerance, options } = request;
    let mut violations = Violations::default();
    let options = options::parse(catalog, options, &mut violations);
    let tolerance = relative_tolerance.map(checks::part).transpose();
    let tolerance = violations.take("relative_tolerance", tolerance);
    let as_of = violations.take("as_of", as_of.map(quantity::read_date).transpose()).flatten();
    violations.take("text", checks::text(&text, 1..=MAX_DOCUMENT));
    let asked = || {
        let year = as_of.map(|date| date.year);
        Some(Asked { options: options?, tolerance: tolerance?, text, year })
    };
    let asked = asked();
    violations.finish(asked)
}

impl Asked<'_> {
    /// Tells of every sentence with a claim, and at the end the summary, as long
    /// as they are wanted: `send` says whether.
    pub fn tell(
        &self,
        catalog: &Catalog,
        lexicon: &Lexicon,
        mut send: impl FnMut(pb::CheckDocumentResponse) -> bool,
    ) {
        use pb::check_document_response::Part;
        let mut summary = pb::DocumentSummary::default();
        let mut before = None;
        for sentence in language::sentences(&self.text) {
            summary.sentences += 1;
            let found = self.finding(catalog, lexicon, sentence, before.as_ref());
            let Some((finding, last)) = found else { continue };
            before = last;
            summary.checkable_sentences += 1;
            count(&mut summary, finding.claim.as_ref());
            let part = Some(Part::Finding(finding));
            if !send(pb::CheckDocumentResponse { part }) {
                return;
            }
        }
        summary.verdicts.sort_by_key(|count| count.verdict);
        send(pb::CheckDocumentResponse { part: Some(Part::Summary(summary)) });
    }

    fn finding(
        &self,
        catalog: &Catalog,
        lexicon: &Lexicon,
        sentence: Span,
        before: Option<&StructuredClaim>,
    ) -> Option<(pb::DocumentFinding, Option<StructuredClaim>)> {
        let text = self.text.get(sentence.clone())?;
        let reading = language::read_after(lexicon, catalog, text, self.year, before);
        if reading.claims.is_empty() {
            return None;
        }
        let last = reading.claims.last().map(|each| each.claim.clone());
        let question = |each: &language::Understood| Question {
            matter: Matter::Structured(each.claim.clone()),
            tolerance: self.tolerance,
            plan: self.options.plan,
            said: Some(text.to_owned()),
        };
        let asked = claim::Asked {
            options: self.options.clone(),
            questions: reading.claims.iter().map(question).collect(),
            read: Some((reading, text.to_owned())),
        };
        let outlook = asked.options.outlook(catalog);
        let found = asked.questions.iter().map(|question| check(&outlook, question)).collect();
        let mut told = claim::reply(catalog, &asked, found);
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
