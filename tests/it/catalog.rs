//! CatalogService through the real client.

use energycompute::wire::pb;

use crate::client::{check, compare, listing, told};

#[tokio::test]
async fn lists_page_to_their_end_without_repeating() {
    let mut names = Vec::new();
    let mut token = String::new();
    loop {
        let request = pb::ListSourcesRequest { page_size: 40, page_token: token };
        let page = listing().list_sources(request).await.unwrap().into_inner();
        assert!(page.sources.len() <= 40);
        names.extend(page.sources.into_iter().map(|source| source.name));
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    let mut sorted = names.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(names, sorted);
    assert!(names.len() > 100, "{}", names.len());
}

#[tokio::test]
async fn page_sizes_and_tokens_are_checked() {
    let of = |page_size, page_token: &str| pb::ListFiguresRequest {
        page_size,
        page_token: page_token.to_owned(),
        ..Default::default()
    };
    let all = listing().list_figures(of(1_000_000, "")).await.unwrap().into_inner();
    assert_eq!(all.figures.len(), 69, "more than 200 is taken as 200");
    let first = listing().list_figures(of(0, "")).await.unwrap().into_inner();
    assert_eq!(first.figures.len(), 50);

    let negative = listing().list_figures(of(-1, "")).await.unwrap_err();
    assert_eq!(told(&negative).violations, ["page_size: NEGATIVE_PAGE_SIZE"]);
    for token in ["x".to_owned(), format!("{}0", first.next_page_token)] {
        let status = listing().list_figures(of(0, &token)).await.unwrap_err();
        assert_eq!(told(&status).reason, "INVALID_PAGE_TOKEN", "{token}");
    }
    let filtered = pb::ListFiguresRequest {
        page_token: first.next_page_token,
        region: "CN".to_owned(),
        ..Default::default()
    };
    let status = listing().list_figures(filtered).await.unwrap_err();
    assert_eq!(told(&status).reason, "INVALID_PAGE_TOKEN", "a token is bound to its filters");
}

#[tokio::test]
async fn every_claim_listed_can_be_checked_by_its_name() {
    let claims =
        listing().list_claims(pb::ListClaimsRequest::default()).await.unwrap().into_inner().claims;
    assert_eq!(claims.len(), 18);
    for claim in claims {
        let reply = check(&format!(r#"{{"claim":"{}"}}"#, claim.name)).await.unwrap();
        assert_eq!(reply.parsed, claim.structured, "{}", claim.name);
        assert!(!reply.evidence.is_empty(), "{}", claim.name);
    }
}

#[tokio::test]
async fn every_site_listed_can_be_compared() {
    let sites =
        listing().list_sites(pb::ListSitesRequest::default()).await.unwrap().into_inner().sites;
    assert_eq!(sites.len(), 25);
    for site in sites {
        let json = format!(
            r#"{{"sites":[{{"id":"a","site":"us-virginia"}},{{"id":"b","site":"{}"}}],"workload":{{"itLoadMw":10}},"options":{{"sampleCount":256}}}}"#,
            site.name
        );
        compare(&json).await.unwrap_or_else(|status| panic!("{}: {status}", site.name));
    }
}

#[tokio::test]
async fn a_figure_comes_with_those_that_bear_on_it() {
    let get = |name: &str| pb::GetFigureRequest { name: name.to_owned() };
    let reply =
        listing().get_figure(get("figures/cn-ai-compute-2025-06")).await.unwrap().into_inner();
    let figure = reply.figure.unwrap();
    assert!(figure.disputed);
    assert!((figure.value - 78.8).abs() < 1e-9);
    assert!(reply.related.iter().any(|other| (other.value - 788.0).abs() < 1e-9));
    let status = listing().get_figure(get("figures/cn-ai-compute")).await.unwrap_err();
    let told = told(&status);
    assert_eq!((told.code, told.reason.as_str()), (tonic::Code::NotFound, "FIGURE_NOT_FOUND"));
}

#[tokio::test]
async fn the_model_tells_what_it_is() {
    let info = listing().get_model_info(pb::GetModelInfoRequest {}).await.unwrap().into_inner();
    assert_eq!(info.catalog_digest.len(), 64);
    assert_eq!(info.verdict_bands.len(), 5);
    assert!(info.coverage.iter().any(|known| known.region == "CN" && known.last_year == 2025));
    let measured = info.skill.iter().find(|skill| {
        skill.projection_class() == pb::ProjectionClass::GenerationLike && skill.horizon_years == 5
    });
    assert!(measured.is_some_and(|skill| skill.forecasts > 100 && skill.measured.is_some()));
    assert!(info.warnings.iter().all(|warning| warning.reason != "NO_SKILL_IN_BUILD"));
    assert!(info.limits.iter().all(|limit| limit.value > 0.0));
}
