//! Claims of the article.

use super::figures::full_name;
use super::{Refusal, find, page};
use crate::model::catalog::{Catalog, Claim};
use crate::wire::claim_shape;
use crate::wire::date;
use crate::wire::pb;
use crate::wire::violations::Violations;

const PREFIX: &str = "claims/";

/// A page of claims, in the order of the article.
///
/// # Errors
///
/// Every violation of the request.
pub fn list_claims(
    catalog: &Catalog,
    request: pb::ListClaimsRequest,
) -> Result<pb::ListClaimsResponse, Violations> {
    let pb::ListClaimsRequest { page_size, page_token } = request;
    let page = page(catalog, "claims", page_size, &page_token)?;
    let claims = catalog.tables().claims.iter().map(|known| claim(catalog, known));
    let (claims, next_page_token) = page.slice(claims);
    Ok(pb::ListClaimsResponse { claims, next_page_token })
}

/// One claim.
///
/// # Errors
///
/// Every violation of the request, or that there is no such claim.
pub fn get_claim(
    catalog: &Catalog,
    request: pb::GetClaimRequest,
) -> Result<pb::GetClaimResponse, Refusal> {
    let pb::GetClaimRequest { name } = request;
    let found = find(&catalog.tables().claims, ("claim", PREFIX), &name)?;
    Ok(pb::GetClaimResponse { claim: Some(claim(catalog, found)) })
}

fn claim(catalog: &Catalog, claim: &Claim) -> pb::Claim {
    let figure = if claim.figure.is_empty() { String::new() } else { full_name(&claim.figure) };
    pb::Claim {
        name: format!("{PREFIX}{}", claim.name),
        claimant: claim.claimant.clone(),
        claim_date: Some(date::tell(claim.date)),
        text: claim.text.clone(),
        structured: claim.structured.as_ref().map(|shape| claim_shape::to_pb(catalog, shape)),
        source_fidelity: claim_shape::fidelity(claim.fidelity).into(),
        source_fidelity_note: claim.fidelity_note.clone(),
        figure,
        commentary: claim.commentary.clone(),
    }
}
