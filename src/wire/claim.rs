//! CheckClaim on the wire.

use std::iter;

use super::answer::{self, Used};
use super::check as checks;
use super::claim_review::claim_review;
use super::claim_shape;
use super::date;
use super::kinds;
use super::names;
use super::options::{self, Options};
use super::pb::{self, told};
use super::provenance::{self, Sources};
use super::violations::{Fault, Violations};
use crate::language::{self, Lexicon, Reason};
use crate::model::catalog::{Catalog, Claim};
use crate::model::claim::{
    self, BreakEven, Finding, MagnitudeWarning, Matter, Question, Reading, StructuredClaim, Verdict,
};
use crate::model::year::Year;
use crate::wire::pb::check_claim_request::Subject;

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
    let (matters, text) = match subject {
        Some(Subject::Text(text)) => {
            let read = parse_text(catalog, lexicon, text, year, violations);
            let claims = read.iter().flat_map(|(reading, _)| &reading.claims);
            (Ok(claims.map(|each| Matter::Structured(each.claim.clone())).collect()), read)
        }
        subject => match parse_subject(catalog, subject, violations)? {
            Ok(matter) => (Ok(vec![matter]), None),
            Err(refusal) => (Err(refusal), None),
        },
    };
    let (options, tolerance) = (options?, tolerance?);
    let plan = options.plan;
    let said = text.as_ref().map(|(_, words)| words.clone());
    let question = |matter| Question { matter, tolerance, plan, said: said.clone() };
    Some(matters.map(|matters: Vec<Matter<'c>>| {
        let questions = matters.into_iter().map(question).collect();
        Asked { options, questions, read: text }
    }))
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

/// Findings as a reply: of the first claim, with those of further ones in it.
pub fn reply<'c>(
    catalog: &'c Catalog,
    asked: &'c Asked<'_>,
    found: &'c [Finding<'c>],
) -> told::CheckClaimResponse<'c> {
    let claims = asked.questions.iter().map(Question::claim).chain([None]);
    let mut all = found.iter().zip(claims).map(|(each, claim)| tell(catalog, asked, claim, each));
    let mut told = all.next().unwrap_or_default();
    told.more = all.collect();
    if let Some((reading, text)) = &asked.read {
        for (place, each) in reading.claims.iter().enumerate() {
            let parse = parsed(each, reading, text);
            match place.checked_sub(1) {
                None => told.parse = Some(parse),
                Some(place) => {
                    if let Some(more) = told.more.get_mut(place) {
                        more.parse = Some(parse);
                    }
                }
            }
        }
        if told.statement.is_empty() {
            told.statement = text.into();
        }
    }
    if asked.options.is_full {
        let put = asked.read.as_ref().map_or(&*told.statement, |(_, text)| text);
        told.claim_review_json = claim_review(&told, put).into();
    }
    told
}

fn parsed(each: &language::Understood, reading: &language::Reading, text: &str) -> pb::Parse {
    let span = |span: &language::Span| pb::TextSpan {
        start: i32::try_from(span.start).unwrap_or(i32::MAX),
        end: i32::try_from(span.end).unwrap_or(i32::MAX),
        text: text.get(span.clone()).unwrap_or_default().to_owned(),
    };
    pb::Parse {
        part: Some(span(&each.span)),
        number: Some(span(&each.number)),
        not_understood: reading.unread.iter().map(span).collect(),
    }
}

/// A finding as a reply.
fn tell<'c>(
    catalog: &'c Catalog,
    asked: &'c Asked<'_>,
    claim: Option<&StructuredClaim>,
    found: &'c Finding<'c>,
) -> told::CheckClaimResponse<'c> {
    let mut sources = Sources::default();
    let mut used = Used {
        draws: found.draws,
        sampling_error: found.sampling_error,
        warnings: found.warnings.clone(),
        ..Used::default()
    };
    let evidence = found.evidence();
    used.note(evidence.iter().copied());
    let rests_on = found.readings.iter().flat_map(|reading| &reading.parameters);
    used.parameters.extend(rests_on.map(|of| of.parameter.clone()));
    let quantiles = &asked.options.quantiles;
    let readings =
        found.readings.iter().map(|each| reading(each, quantiles, &mut sources)).collect();
    let evidence =
        evidence.into_iter().map(|known| answer::evidence(known, &mut sources)).collect();
    let run = answer::run_info(catalog, &asked.options, &used, &mut sources);
    told::CheckClaimResponse {
        parsed: claim.map(|claim| claim_shape::to_pb(catalog, claim)),
        statement: (&found.statement).into(),
        verdict: claim_shape::verdict(found.verdict).into(),
        probability: found.probability,
        readings,
        source_fidelity: claim_shape::fidelity(found.fidelity).into(),
        source_fidelity_note: (&*found.fidelity_note).into(),
        magnitude_warning: found.magnitude.as_ref().map(magnitude),
        evidence,
        explanation: (&found.explanation).into(),
        sources: sources.told(),
        run: Some(run),
        base_verdict: found.base.map_or(pb::Verdict::Unspecified, claim_shape::verdict).into(),
        ..told::CheckClaimResponse::default()
    }
}

fn reading<'c>(
    reading: &'c Reading<'c>,
    quantiles: &[f64],
    sources: &mut Sources<'c>,
) -> told::Reading<'c> {
    let unit = kinds::unit_to_pb(reading.unit);
    let base = reading.base.map(|base| base.1);
    let base_verdict = base.map_or(pb::Verdict::Unspecified, claim_shape::verdict);
    told::Reading {
        metric: kinds::metric_to_pb(reading.metric).into(),
        basis: provenance::basis(reading.basis).into(),
        interpretation: (&reading.interpretation).into(),
        year: reading.year.map(crate::model::year::Year::get),
        tolerance: reading.tolerance,
        accepted_low: reading.low,
        accepted_high: reading.high,
        probability: reading.probability,
        verdict: claim_shape::verdict(reading.verdict).into(),
        distribution: reading
            .value
            .as_ref()
            .map(|value| answer::distribution(value, unit, quantiles)),
        break_evens: reading.break_evens.iter().map(break_even).collect(),
        counted: reading.counted,
        figures: reading.evidence.iter().map(|known| answer::evidence(known, sources)).collect(),
        note: (&reading.note).into(),
        base_probability: reading.base.and_then(|base| base.0),
        base_verdict: base_verdict.into(),
    }
}

fn break_even(turn: &BreakEven) -> told::ClaimBreakEven<'_> {
    told::ClaimBreakEven {
        parameter: (&turn.parameter).into(),
        value: turn.value,
        current: turn.current,
        reachable: turn.reachable,
        total_growth: turn.total_growth,
    }
}

/// A number for a sentence: four digits are enough.
fn four_digits(value: f64) -> String {
    let rounded = format!("{value:.3e}").parse().unwrap_or(value);
    f64::to_string(&rounded)
}

fn magnitude(slip: &MagnitudeWarning) -> told::MagnitudeWarning<'static> {
    let symbol = slip.unit.symbol();
    told::MagnitudeWarning {
        stated: slip.stated,
        suggested: slip.suggested,
        reference: slip.reference,
        power_of_ten: slip.power,
        unit: kinds::unit_to_pb(slip.unit).into(),
        message: format!(
            "{} {symbol} looks like {} {symbol}: the nearest record or projection is {} {symbol}",
            slip.stated,
            slip.suggested,
            four_digits(slip.reference)
        )
        .into(),
    }
}
