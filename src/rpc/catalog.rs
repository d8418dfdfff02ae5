//! Handlers of the CatalogService: parse, look up, answer.

use tonic::{Request, Response, Status};

use super::{Shared, status};
use crate::model::catalog::Catalog;
use crate::wire::catalog::Refusal;
use crate::wire::encode::{Encoded, Fields};
use crate::wire::pb::catalog_service_server::CatalogService;
use crate::wire::received::Received;
use crate::wire::violations::Violations;
use crate::wire::{Message, catalog as wire, pb};

/// The CatalogService over a shared catalog.
#[derive(Clone, Debug)]
pub struct CatalogRpc {
    catalog: Shared,
}

impl CatalogRpc {
    /// Tells of the catalog that is current when a call arrives.
    pub const fn new(catalog: Shared) -> Self {
        Self { catalog }
    }

    fn list<Q: Message + Default + 'static, A: Fields<Message = A>>(
        &self,
        request: Request<Received<Q>>,
        list: impl FnOnce(&Catalog, Q) -> Result<A, Violations>,
    ) -> Result<Response<Encoded<A>>, Status> {
        self.answer(request, |catalog, asked| {
            list(catalog, asked).map_err(|violations| status::violations(&violations))
        })
    }

    fn get<Q: Message + Default + 'static, A: Fields<Message = A>>(
        &self,
        request: Request<Received<Q>>,
        get: impl FnOnce(&Catalog, Q) -> Result<A, Refusal>,
    ) -> Result<Response<Encoded<A>>, Status> {
        self.answer(request, |catalog, asked| {
            get(catalog, asked).map_err(|refusal| status::lookup(&refusal))
        })
    }

    fn answer<Q: Message + Default + 'static, A: Fields<Message = A>>(
        &self,
        request: Request<Received<Q>>,
        look_up: impl FnOnce(&Catalog, Q) -> Result<A, Status>,
    ) -> Result<Response<Encoded<A>>, Status> {
        let asked = super::read(&request.into_inner())?;
        let reply = look_up(&self.catalog.load(), asked)?;
        Ok(Response::new(Encoded::of(&reply)))
    }
}

#[tonic::async_trait]
impl CatalogService for CatalogRpc {
    async fn list_regions(
        &self,
        request: Request<Received<pb::ListRegionsRequest>>,
    ) -> Result<Response<Encoded<pb::ListRegionsResponse>>, Status> {
        self.list(request, wire::list_regions)
    }

    async fn list_metrics(
        &self,
        request: Request<Received<pb::ListMetricsRequest>>,
    ) -> Result<Response<Encoded<pb::ListMetricsResponse>>, Status> {
        self.list(request, wire::list_metrics)
    }

    async fn list_figures(
        &self,
        request: Request<Received<pb::ListFiguresRequest>>,
    ) -> Result<Response<Encoded<pb::ListFiguresResponse>>, Status> {
        self.list(request, wire::list_figures)
    }

    async fn get_figure(
        &self,
        request: Request<Received<pb::GetFigureRequest>>,
    ) -> Result<Response<Encoded<pb::GetFigureResponse>>, Status> {
        self.get(request, wire::get_figure)
    }

    async fn list_claims(
        &self,
        request: Request<Received<pb::ListClaimsRequest>>,
    ) -> Result<Response<Encoded<pb::ListClaimsResponse>>, Status> {
        self.list(request, wire::list_claims)
    }

    async fn get_claim(
        &self,
        request: Request<Received<pb::GetClaimRequest>>,
    ) -> Result<Response<Encoded<pb::GetClaimResponse>>, Status> {
        self.get(request, wire::get_claim)
    }

    async fn list_scenarios(
        &self,
        request: Request<Received<pb::ListScenariosRequest>>,
    ) -> Result<Response<Encoded<pb::ListScenariosResponse>>, Status> {
        self.list(request, wire::list_scenarios)
    }

    async fn list_sites(
        &self,
        request: Request<Received<pb::ListSitesRequest>>,
    ) -> Result<Response<Encoded<pb::ListSitesResponse>>, Status> {
        self.list(request, wire::list_sites)
    }

    async fn list_accelerators(
        &self,
        request: Request<Received<pb::ListAcceleratorsRequest>>,
    ) -> Result<Response<Encoded<pb::ListAcceleratorsResponse>>, Status> {
        self.list(request, wire::list_accelerators)
    }

    async fn list_workloads(
        &self,
        request: Request<Received<pb::ListWorkloadsRequest>>,
    ) -> Result<Response<Encoded<pb::ListWorkloadsResponse>>, Status> {
        self.list(request, wire::list_workloads)
    }

    async fn list_assumptions(
        &self,
        request: Request<Received<pb::ListAssumptionsRequest>>,
    ) -> Result<Response<Encoded<pb::ListAssumptionsResponse>>, Status> {
        self.list(request, wire::list_assumptions)
    }

    async fn list_sources(
        &self,
        request: Request<Received<pb::ListSourcesRequest>>,
    ) -> Result<Response<Encoded<pb::ListSourcesResponse>>, Status> {
        self.list(request, wire::list_sources)
    }

    async fn get_model_info(
        &self,
        request: Request<Received<pb::GetModelInfoRequest>>,
    ) -> Result<Response<Encoded<pb::GetModelInfoResponse>>, Status> {
        self.answer(request, |catalog, _asked| Ok(wire::model_info(catalog)))
    }
}

#[cfg(test)]
mod tests;
