//! Handlers of the CatalogService: parse, look up, answer.

use tonic::{Request, Response, Status};

use super::{Shared, status};
use crate::wire::catalog as wire;
use crate::wire::encode::Encoded;
use crate::wire::pb;
use crate::wire::pb::catalog_service_server::CatalogService;

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
}

#[tonic::async_trait]
impl CatalogService for CatalogRpc {
    async fn list_regions(
        &self,
        request: Request<pb::ListRegionsRequest>,
    ) -> Result<Response<Encoded<pb::ListRegionsResponse>>, Status> {
        let reply = wire::list_regions(&self.catalog.load(), request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        Ok(Response::new(Encoded::of(&reply)))
    }

    async fn list_metrics(
        &self,
        request: Request<pb::ListMetricsRequest>,
    ) -> Result<Response<Encoded<pb::ListMetricsResponse>>, Status> {
        let reply = wire::list_metrics(&self.catalog.load(), request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        Ok(Response::new(Encoded::of(&reply)))
    }

    async fn list_figures(
        &self,
        request: Request<pb::ListFiguresRequest>,
    ) -> Result<Response<Encoded<pb::ListFiguresResponse>>, Status> {
        let reply = wire::list_figures(&self.catalog.load(), request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        Ok(Response::new(Encoded::of(&reply)))
    }

    async fn get_figure(
        &self,
        request: Request<pb::GetFigureRequest>,
    ) -> Result<Response<Encoded<pb::GetFigureResponse>>, Status> {
        let reply = wire::get_figure(&self.catalog.load(), request.into_inner())
            .map_err(|refusal| status::lookup(&refusal))?;
        Ok(Response::new(Encoded::of(&reply)))
    }

    async fn list_claims(
        &self,
        request: Request<pb::ListClaimsRequest>,
    ) -> Result<Response<Encoded<pb::ListClaimsResponse>>, Status> {
        let reply = wire::list_claims(&self.catalog.load(), request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        Ok(Response::new(Encoded::of(&reply)))
    }

    async fn get_claim(
        &self,
        request: Request<pb::GetClaimRequest>,
    ) -> Result<Response<Encoded<pb::GetClaimResponse>>, Status> {
        let reply = wire::get_claim(&self.catalog.load(), request.into_inner())
            .map_err(|refusal| status::lookup(&refusal))?;
        Ok(Response::new(Encoded::of(&reply)))
    }

    async fn list_scenarios(
        &self,
        request: Request<pb::ListScenariosRequest>,
    ) -> Result<Response<Encoded<pb::ListScenariosResponse>>, Status> {
        let reply = wire::list_scenarios(&self.catalog.load(), request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        Ok(Response::new(Encoded::of(&reply)))
    }

    async fn list_sites(
        &self,
        request: Request<pb::ListSitesRequest>,
    ) -> Result<Response<Encoded<pb::ListSitesResponse>>, Status> {
        let reply = wire::list_sites(&self.catalog.load(), request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        Ok(Response::new(Encoded::of(&reply)))
    }

    async fn list_accelerators(
        &self,
        request: Request<pb::ListAcceleratorsRequest>,
    ) -> Result<Response<Encoded<pb::ListAcceleratorsResponse>>, Status> {
        let reply = wire::list_accelerators(&self.catalog.load(), request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        Ok(Response::new(Encoded::of(&reply)))
    }

    async fn list_workloads(
        &self,
        request: Request<pb::ListWorkloadsRequest>,
    ) -> Result<Response<Encoded<pb::ListWorkloadsResponse>>, Status> {
        let reply = wire::list_workloads(&self.catalog.load(), request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        Ok(Response::new(Encoded::of(&reply)))
    }

    async fn list_assumptions(
        &self,
        request: Request<pb::ListAssumptionsRequest>,
    ) -> Result<Response<Encoded<pb::ListAssumptionsResponse>>, Status> {
        let reply = wire::list_assumptions(&self.catalog.load(), request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        Ok(Response::new(Encoded::of(&reply)))
    }

    async fn list_sources(
        &self,
        request: Request<pb::ListSourcesRequest>,
    ) -> Result<Response<Encoded<pb::ListSourcesResponse>>, Status> {
        let reply = wire::list_sources(&self.catalog.load(), request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        Ok(Response::new(Encoded::of(&reply)))
    }

    async fn get_model_info(
        &self,
        _request: Request<pb::GetModelInfoRequest>,
    ) -> Result<Response<Encoded<pb::GetModelInfoResponse>>, Status> {
        Ok(Response::new(Encoded::of(&wire::model_info(&self.catalog.load()))))
    }
}

#[cfg(test)]
mod tests;
