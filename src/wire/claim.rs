//! CheckClaim on the wire.

mod reply;

use std::iter;

use super::check as checks;
use super::claim_shape;
use super::date;
use super::names;
use super::options::{self, Options};
use super::pb;
use super::violations::{Fault, Violations};
use crate::language::{self, Lexicon, Reason};
use crate::model::catalog::{Catalog, Claim};
use crate::model::claim::{self, Finding, Matter, Question, Verdict};
use crate::model::year::Year;
use crate::wire::pb::check_claim_request::Subject;

pub use reply::reply;

/// Longest text of a claim, bytes.
pub const MAX_TEXT: usize = language::LONGEST;

/// A question with its options.
#[derive(Clone, Debug)]
pub struct Asked<'c> {
    /// Options.
    pub options: Options<'c>,
    /// Questions: one, or one for each claim of a text.
    pub questions: Vec<Question<'c>>,
    /// What a text says, and the text.
    pub read: Option<(language::Reading, String)>,
}

/// Why a request was not understood.
#[derive(Debug)]
pub enum Refusal {
    /// Faults in it.
    Violations(Violations),
    /// A well-formed name of a claim that does not exist, and the nearest names.
    UnknownClaim(String, Vec<String>),
}

/// Reads a request whole, or names every fault in it.
///
/// # Errors
///
/// Every violation of the request, or a claim's name that does not exist.
pub fn parse<'c>(
    catalog: &'c Catalog,
    lexicon: &Lexicon,
    request: pb::CheckClaimRequest,
) -> Result<Asked<'c>, Refusal> {
    Violations::gather(|violations| read(catalog, lexicon, request, violations))
        .map_err(Refusal::Violations)?
}

/// Reads a request, noting its faults; a name that does not exist is told alone.
pub(super) fn read<'c>(
    catalog: &'c Catalog,
    lexicon: &Lexicon,
    request: pb::CheckClaimRequest,
    violations: &mut Violations,
) -> Option<Result<Asked<'c>, Refusal>> {
    let pb::CheckClaimRequest { subject, relative_tolerance, as_of, options } = request;
    let options = options::parse(catalog, options, violations);
    let tolerance = relative_tolerance.map(checks::part).transpose();
    let tolerance = violations.take("relative_tolerance", tolerance);
    let as_of = violations.take("as_of", as_of.map(date::read).transpose()).flatten();
    let year = as_of.map(|date| date.year);
    let (alone, text) = match subject {
        Some(Subject::Text(text)) => (None, parse_text(catalog, lexicon, text, year, violations)),
        subject => match parse_subject(catalog, subject, violations)? {
            Ok(matter) => (Some(matter), None),
            Err(refusal) => return Some(Err(refusal)),
        },
    };
    let (options, tolerance) = (options?, tolerance?);
    let (claims, said) = match &text {
        Some((reading, words)) => (reading.claims.as_slice(), Some(words)),
        None => (&[][..], None),
    };
    let read = claims.iter().map(|each| Matter::Structured(each.claim.clone()));
    let plan = options.plan;
    let question = |matter| Question { matter, tolerance, plan, said: said.cloned() };
    let questions = alone.into_iter().chain(read).map(question).collect();
    Some(Ok(Asked { options, questions, read: text }))
}

/// Most claims of a batch.
pub const MAX_BATCH: usize = 100;

/// The claims of a batch, if they are neither none nor too many.
///
/// # Errors
///
/// The count, as a violation.
pub fn parse_batch(
    request: pb::BatchCheckClaimsRequest,
) -> Result<Vec<pb::CheckClaimRequest>, Violations> {
    let mut violations = Violations::default();
    let count = checks::count(request.requests.len(), 1..=MAX_BATCH);
    let requests = violations.take("requests", count).map(|()| request.requests);
    violations.finish(requests)
}

fn parse_subject<'c>(
    catalog: &'c Catalog,
    subject: Option<Subject>,
    violations: &mut Violations,
) -> Option<Result<Matter<'c>, Refusal>> {
    match subject {
        None | Some(Subject::Text(_)) => {
            let message = "one of claim, structured and text is required".to_owned();
            violations.push("subject", Fault::new("REQUIRED", message));
            None
        }
        Some(Subject::Claim(name)) => {
            violations.take("claim", checks::text(&name, 1..=MAX_TEXT))?;
            Some(named(catalog, name.strip_prefix("claims/").unwrap_or(&name)).map(Matter::Named))
        }
        Some(Subject::Structured(claim)) => {
            let mut violations = violations.at("structured");
            let claim = claim_shape::parse(catalog, claim, &mut violations)?;
            Some(Ok(Matter::Structured(claim)))
        }
    }
}

fn named<'c>(catalog: &'c Catalog, name: &str) -> Result<&'c Claim, Refusal> {
    let claims = &catalog.tables().claims;
    claims.get(name).ok_or_else(|| {
        let nearest = names::nearest(name, claims.iter().map(|claim| claim.name.as_str()));
        let nearest = nearest.into_iter().map(|name| format!("claims/{name}")).collect();
        Refusal::UnknownClaim(format!("claims/{name}"), nearest)
    })
}

fn parse_text(
    catalog: &Catalog,
    lexicon: &Lexicon,
    text: String,
    year: Option<Year>,
    violations: &mut Violations,
) -> Option<(language::Reading, String)> {
    violations.take("text", checks::text(&text, 1..=MAX_TEXT))?;
    Some((language::read(lexicon, catalog, &text, year), text))
}

/// The finding of a text without a claim, and why it has none; none of any other question.
pub fn unread<'c>(asked: &Asked<'_>) -> Option<Finding<'c>> {
    if !asked.questions.is_empty() {
        return None;
    }
    let (verdict, why) = match asked.read.as_ref().and_then(|(reading, _)| reading.reason) {
        Some(Reason::NoAssertion) => {
            (Verdict::NotCheckable, "a question or a hypothesis asserts nothing")
        }
        Some(Reason::OutOfScope) => {
            (Verdict::NotCheckable, "it speaks of a quantity that the catalog does not measure")
        }
        Some(Reason::NoData) => (
            Verdict::NotEnoughInfo,
            "the catalog knows nothing of the place or the time it speaks of",
        ),
        Some(Reason::NoQuantity) | None => (
            Verdict::NotCheckable,
            "it names no quantity and compares none: an opinion, or too little said",
        ),
    };
    Some(claim::unread(verdict, why))
}

impl pb::CheckClaimResponse {
    /// The verdict on its claim, and those on further claims of the same sentence.
    pub fn verdicts(&self) -> impl Iterator<Item = i32> {
        iter::once(self.verdict).chain(self.more.iter().map(|more| more.verdict))
    }
}
