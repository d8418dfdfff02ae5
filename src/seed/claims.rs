//! Tables `claims.csv` and `readings.csv`.

mod object;
pub(super) mod readings;

use std::collections::BTreeMap;

use super::cell::{self, refuse};
use super::entries::{Book, Entries};
use super::fault::Log;
use super::references::References;
use super::row::{Read, Row, entry};
use super::sheet::Layout;
use super::words;
use crate::model::catalog::{Claim, ExplicitReading, Figure};
use crate::model::claim::{RegionSet, Statement, StructuredClaim, Subject, When};
use crate::model::metric::Metric;
use readings::Attached;

pub(super) static LAYOUT: Layout = Layout {
    file: "claims.csv",
    noun: "claim",
    header: "name,figure,claimant,claimant_names,claim_date,text,quantifier,modal,comparator,\
             left_region,left_metrics,left_year,left_month,right_kind,right_value,right_unit,right_region,\
             right_metric,right_year,source_fidelity,source_fidelity_note,commentary",
    is_ordered: false,
};

/// Reads the claims, without their readings.
pub(super) fn read(
    book: &Book,
    refs: &References,
    figures: &Entries<Figure>,
    log: &mut Log,
) -> Entries<Claim> {
    let claims = book.read(&LAYOUT, log, |row| claim(row, refs, figures));
    claims.unique(log, "name", |claim| &claim.name);
    claims
}

/// The claims with their readings, in the order of the files.
pub(super) fn with_readings(claims: Entries<Claim>, readings: Entries<Attached>) -> Vec<Claim> {
    let mut by_claim: BTreeMap<String, Vec<ExplicitReading>> = BTreeMap::new();
    for Attached { claim, reading } in readings.into_values() {
        by_claim.entry(claim).or_default().push(reading);
    }
    let attach = |claim: Claim| {
        let readings = by_claim.remove(&claim.name).unwrap_or_default();
        Claim { readings, ..claim }
    };
    claims.into_values().into_iter().map(attach).collect()
}

fn claim(row: &mut Row<'_>, refs: &References, figures: &Entries<Figure>) -> Read<Claim> {
    entry!(Claim {
        name: row.get("name", cell::name),
        // A sentence without a number has no figure.
        figure: row
            .optional("figure", |name| match figures.find(name)? {
                figure if figure.from_article => Ok(name.to_owned()),
                _ => refuse(format!("\"{name}\" is not a figure of the article")),
            })
            .map(Option::unwrap_or_default),
        claimant: row.text("claimant"),
        claimant_names: row.list("claimant_names", cell::text),
        date: row.get("claim_date", cell::date),
        text: row.text("text"),
        structured: structured(row, refs),
        readings: Some(Vec::new()),
        fidelity: row.get("source_fidelity", cell::word(words::FIDELITIES)),
        fidelity_note: row.remark("source_fidelity_note"),
        commentary: row.remark("commentary"),
    })
}

/// The structured form, or none where no metric measures the claim.
fn structured(row: &mut Row<'_>, refs: &References) -> Read<Option<StructuredClaim>> {
    let metrics = row.filled_list("left_metrics", cell::metric_or_other);
    let left = subject(row, refs, metrics.as_deref());
    let first = metrics.as_ref().and_then(|metrics| metrics.first().copied().flatten());
    let right = object::read(row, refs, first);
    let comparator = row.get("comparator", cell::word(words::CLAIM_COMPARATORS));
    let modal = row.get("modal", cell::word(words::MODALS));
    let quantifier = row.get("quantifier", cell::word(words::QUANTIFIERS));
    let (left, comparator, modal, quantifier) = (left?, comparator?, modal?, quantifier?);
    let claim = left.zip(right?).map(|(left, right)| StructuredClaim {
        left,
        comparator,
        right,
        modal,
        quantifier,
        negated: false,
        relative_tolerance: None,
    });
    Some(claim)
}

/// The left side, or none where its metric is `other`.
fn subject(
    row: &mut Row<'_>,
    refs: &References,
    metrics: Option<&[Option<Metric>]>,
) -> Read<Option<Subject>> {
    let region = row.get("left_region", |code| refs.region(code));
    let year = row.optional("left_year", cell::year);
    let month = row.optional("left_month", cell::month);
    let is_dated = year.is_none_or(|year| year.is_some() || month == Some(None));
    row.require(is_dated, "left_year", || "is missing beside left_month".to_owned())?;
    let measured: Vec<Metric> = metrics?.iter().copied().flatten().collect();
    let is_pure = measured.is_empty() || measured.len() == metrics?.len();
    row.require(is_pure, "left_metrics", || "other stands alone".to_owned())?;
    let (regions, month) = (RegionSet::of(region?), month?);
    let when = year?.map_or(When::Latest, |year| When::Year { year, month });
    let subject = Subject { regions, metrics: measured, when, of: Statement::Level };
    Some(Some(subject).filter(|subject| !subject.metrics.is_empty()))
}
