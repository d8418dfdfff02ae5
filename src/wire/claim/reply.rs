//! Findings as a reply.

use super::Asked;
use crate::language;
use crate::model::catalog::Catalog;
use crate::model::claim::{
    BreakEven, Finding, MagnitudeWarning, Question, Reading, StructuredClaim,
};
use crate::model::year::Year;
use crate::wire::answer::{self, Used};
use crate::wire::claim_review::claim_review;
use crate::wire::claim_shape;
use crate::wire::kinds;
use crate::wire::once;
use crate::wire::pb::{self, told};
use crate::wire::provenance::{self, Sources};

/// Findings as a reply: of the first claim, with those of further ones in it.
pub fn reply<'c>(
    catalog: &'c Catalog,
    asked: &'c Asked<'_>,
    found: &'c [Finding<'c>],
) -> told::CheckClaimResponse<'c> {
    let Some((first, more)) = found.split_first() else {
        return told::CheckClaimResponse::default();
    };
    // What was not read is a finding without a question.
    let mut questions = asked.questions.iter();
    let mut tell = |each| tell(catalog, asked, questions.next().and_then(Question::claim), each);
    let mut told = tell(first);
    told.more = more.iter().map(tell).collect();
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
    let readings = found.readings.iter().map(|each| reading(each, quantiles)).collect();
    let evidence = evidence.into_iter().map(|known| answer::sourced(known, &mut sources)).collect();
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

/// A reading as it is told; what it rests on is evidence of the whole claim, whose sources are told there.
fn reading<'c>(reading: &'c Reading<'c>, quantiles: &[f64]) -> told::Reading<'c> {
    let unit = kinds::unit_to_pb(reading.unit);
    let base = reading.base.map(|base| base.1);
    let base_verdict = base.map_or(pb::Verdict::Unspecified, claim_shape::verdict);
    told::Reading {
        metric: kinds::metric_to_pb(reading.metric).into(),
        basis: provenance::basis(reading.basis).into(),
        interpretation: (&*reading.interpretation).into(),
        year: reading.year.map(Year::get),
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
        figures: reading.evidence.iter().map(once::Evidence).collect(),
        note: (&reading.note).into(),
        base_probability: reading.base.and_then(|base| base.0),
        base_verdict: base_verdict.into(),
    }
}

fn break_even(turn: &BreakEven) -> told::ClaimBreakEven<'_> {
    told::ClaimBreakEven {
        parameter: (&*turn.parameter).into(),
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
