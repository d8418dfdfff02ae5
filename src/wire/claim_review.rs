//! A finding as a schema.org ClaimReview in JSON-LD, for pages and search engines.

use serde_json::{Value, json};

use super::pb::{self, told};

/// The review of a claim as it was put. It has no date of its own: the catalog's
/// stands in, so that the same question has the same answer.
pub(super) fn claim_review(told: &told::CheckClaimResponse<'_>, put: &str) -> String {
    let judged = pb::Verdict::try_from(told.verdict).unwrap_or_default();
    let name = judged.as_str_name();
    let verdict = name.strip_prefix("VERDICT_").unwrap_or(name).replace('_', " ");
    let mut rating = json!({
        "@type": "Rating",
        "alternateName": verdict,
        "ratingExplanation": told.explanation,
    });
    if let Some(value) = rating_of(judged) {
        rating["ratingValue"] = json!(value);
        rating["bestRating"] = json!(5);
        rating["worstRating"] = json!(1);
    }
    let citations: Vec<Value> = told
        .sources
        .iter()
        .map(|(_, source)| {
            json!({
                "@type": "CreativeWork",
                "name": source.0.title,
                "publisher": { "@type": "Organization", "name": source.0.publisher },
            })
        })
        .collect();
    let review = json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": put,
        "itemReviewed": { "@type": "Claim", "name": told.statement },
        "author": { "@type": "Organization", "name": "energycompute" },
        "dateModified": told.run.as_ref().and_then(|run| run.catalog_as_of).map(date),
        "reviewRating": rating,
        "citation": citations,
    });
    review.to_string()
}

/// From 1, refuted, to 5, supported; nothing where there is no verdict by probability.
const fn rating_of(verdict: pb::Verdict) -> Option<u8> {
    match verdict {
        pb::Verdict::Supported => Some(5),
        pb::Verdict::Likely => Some(4),
        pb::Verdict::TossUp => Some(3),
        pb::Verdict::Unlikely => Some(2),
        pb::Verdict::Refuted => Some(1),
        pb::Verdict::Unspecified
        | pb::Verdict::Disputed
        | pb::Verdict::NotEnoughInfo
        | pb::Verdict::NotCheckable => None,
    }
}

/// ISO 8601, as far as it is known.
fn date(date: pb::Date) -> String {
    let pb::Date { year, month, day } = date;
    match (month, day) {
        (0, _) => format!("{year:04}"),
        (month, 0) => format!("{year:04}-{month:02}"),
        (month, day) => format!("{year:04}-{month:02}-{day:02}"),
    }
}
