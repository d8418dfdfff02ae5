//! What limits AI compute in a region: chips, power, or generation.

use std::ops::Range;

use super::claims::{Draft, deny, when};
use super::clause::{Sentence, Spoken};
use super::mark::{Concept, Mark};
use crate::model::catalog::{RegionId, WORLD};
use crate::model::claim::{
    Comparator, Limit, Object, Quantifier, RegionSet, Statement, StructuredClaim, Subject, When,
};
use crate::model::metric::Metric;
use crate::model::year::{Year, YearRange};

/// "Power, not chips, will be the bottleneck for AI in the United States": a claim
/// without a number, of a region whose limits are known.
pub(super) fn limit(sentence: &Sentence<'_>) -> Option<Draft> {
    let all = 0..sentence.items.len();
    let said = |mark| matches!(mark, Mark::Limiting | Mark::LimitedBy);
    let at = sentence.find(all.clone(), said)?;
    let (before, after) = (0..at, at + 1..all.end);
    let limit = match sentence.mark(at) {
        Some(Mark::LimitedBy) => side(sentence, after),
        _ => side(sentence, before).or_else(|| side(sentence, after)),
    }?;
    let region = region(sentence, all.clone())?;
    let years = sentence.years(all.clone());
    let own = years.iter().find(|(_, _, spoken)| *spoken != Spoken::Since);
    let year = own.map(|(_, year, _)| *year);
    let at_some_time = sentence.has(all.clone(), |mark| mark == Mark::Sometime);
    let left = Subject {
        regions: RegionSet::of(region),
        metrics: vec![Metric::AiCompute],
        when: range(&years).map_or_else(|| when(year), When::Range),
        of: Statement::Level,
    };
    let mut claim = StructuredClaim {
        left,
        comparator: Comparator::Equal,
        right: Object::LimitedBy(limit),
        modal: sentence.modal(all.clone(), year),
        quantifier: if at_some_time { Quantifier::Some } else { Quantifier::All },
        negated: false,
        relative_tolerance: None,
    };
    let near = at.saturating_sub(4)..at;
    let denied = sentence.marks(near).any(|(at, mark)| {
        let names_side = matches!(sentence.mark(at + 1), Some(Mark::Machine | Mark::Concept(_)));
        mark == Mark::Not && !names_side
    });
    if denied {
        deny(&mut claim);
    }
    Some(Draft { claim, number: at..at + 1, window: all })
}

/// The first that is named of what could limit, and not denied: "not chips but power".
fn side(sentence: &Sentence<'_>, part: Range<usize>) -> Option<Limit> {
    let is_denied = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| sentence.mark(before));
        matches!(before, Some(Mark::Not | Mark::Than))
    };
    let named = |(at, mark)| match mark {
        _ if is_denied(at) => None,
        Mark::Machine => Some(Limit::Chips),
        Mark::Concept(Concept::Generation | Concept::Installed | Concept::Plants) => {
            Some(Limit::Generation)
        }
        Mark::Concept(Concept::Electricity) => {
            let next = sentence.concepts(at + 1..at + 3);
            let is_made = [Concept::Generation, Concept::Capacity, Concept::Plants];
            let is_made = is_made.iter().any(|concept| next.contains(concept));
            Some(if is_made { Limit::Generation } else { Limit::Power })
        }
        Mark::Concept(Concept::Supply) => Some(Limit::Power),
        _ => None,
    };
    sentence.marks(part).find_map(named)
}

/// The one region that it is about.
fn region(sentence: &Sentence<'_>, part: Range<usize>) -> Option<RegionId> {
    let world = sentence.catalog.find_region(WORLD);
    let mut regions: Vec<RegionId> =
        sentence.regions(part).into_iter().map(|(_, region)| region).collect();
    regions.dedup();
    let [region] = regions[..] else { return None };
    let code = sentence.catalog.code(region);
    let stock = format!("constraint/chips_stock/{code}");
    let is_known = sentence.catalog.tables().assumptions.iter().any(|of| of.parameter == stock);
    (Some(region) != world && is_known).then_some(region)
}

/// From the first to the second of two years.
fn range(years: &[(usize, Year, Spoken)]) -> Option<YearRange> {
    let [(_, first, Spoken::From), (_, last, Spoken::To)] = years else { return None };
    YearRange::new(*first, *last)
}
