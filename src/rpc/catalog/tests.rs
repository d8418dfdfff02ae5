use tonic::Code;
use tonic_types::StatusExt;

use super::*;
use crate::wire::{Message, sample};

/// A reply as its caller reads it.
fn read<M: Message + Default>(reply: Response<Encoded<M>>) -> M {
    M::decode(reply.into_inner().bytes()).unwrap()
}

/// A request as it arrives.
fn asked<M: Message + Default + 'static>(request: &M) -> Request<Received<M>> {
    Request::new(request.into())
}

fn service() -> CatalogRpc {
    CatalogRpc::new(Shared::new(sample::catalog()))
}

#[tokio::test]
async fn lists_page_until_the_token_is_empty() {
    let service = service();
    let mut codes = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = pb::ListRegionsRequest { page_size: 3, page_token };
        let reply = read(service.list_regions(asked(&request)).await.unwrap());
        codes.extend(reply.regions.into_iter().map(|region| region.code));
        page_token = reply.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    assert_eq!(codes, ["CN", "US", "US-VA", "WORLD"]);
}

#[tokio::test]
async fn a_token_does_not_outlive_its_catalog() {
    let catalog = Shared::new(sample::catalog());
    let service = CatalogRpc::new(catalog.clone());
    let request = |page_token| asked(&pb::ListRegionsRequest { page_size: 1, page_token });
    let reply = read(service.list_regions(request(String::new())).await.unwrap());

    let parts = crate::model::catalog::Parts { digest: "other".to_owned(), ..sample::parts() };
    catalog.store(crate::model::catalog::Catalog::new(parts));
    let status = service.list_regions(request(reply.next_page_token)).await.unwrap_err();

    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.get_details_error_info().unwrap().reason, "INVALID_PAGE_TOKEN");
}

#[tokio::test]
async fn names_that_do_not_exist_are_not_found_and_empty_ones_are_refused() {
    let service = service();
    for (name, code, reason) in [
        ("figures/cn-capacit", Code::NotFound, "FIGURE_NOT_FOUND"),
        ("", Code::InvalidArgument, "INVALID_REQUEST"),
    ] {
        let request = asked(&pb::GetFigureRequest { name: name.to_owned() });
        let status = service.get_figure(request).await.unwrap_err();
        let info = status.get_details_error_info().unwrap();
        assert_eq!((status.code(), info.reason.as_str()), (code, reason), "{name}");
    }
    let request = asked(&pb::GetClaimRequest { name: "claims/none".to_owned() });
    let status = service.get_claim(request).await.unwrap_err();
    assert_eq!(status.get_details_error_info().unwrap().reason, "CLAIM_NOT_FOUND");
}

#[tokio::test]
async fn the_model_tells_of_itself() {
    let request = asked(&pb::GetModelInfoRequest {});
    let reply = read(service().get_model_info(request).await.unwrap());
    assert_eq!(reply.catalog_digest, "0123abcd");
}
