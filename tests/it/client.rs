//! The generated clients straight on the generated servers: codec and error
//! details are exercised without a port.

use std::sync::LazyLock;

use energycompute::rpc::catalog::CatalogRpc;
use energycompute::rpc::projection::ProjectionRpc;
use energycompute::rpc::{Compute, Shared, Tally};
use energycompute::seed;
use energycompute::wire::pb;
use energycompute::wire::pb::catalog_service_client::CatalogServiceClient;
use energycompute::wire::pb::catalog_service_server::CatalogServiceServer;
use energycompute::wire::pb::projection_service_client::ProjectionServiceClient;
use energycompute::wire::pb::projection_service_server::ProjectionServiceServer;
use tokio_stream::StreamExt as _;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

/// The embedded catalog, loaded once for all tests.
static SHARED: LazyLock<Shared> = LazyLock::new(|| Shared::new(seed::embedded().unwrap()));

pub(crate) type Projection = ProjectionServiceClient<ProjectionServiceServer<ProjectionRpc>>;
pub(crate) type Listing = CatalogServiceClient<CatalogServiceServer<CatalogRpc>>;

pub(crate) fn projection() -> Projection {
    ProjectionServiceClient::new(ProjectionServiceServer::new(ProjectionRpc::new(
        SHARED.clone(),
        Compute::default(),
        Tally::default(),
    )))
}

pub(crate) fn listing() -> Listing {
    CatalogServiceClient::new(CatalogServiceServer::new(CatalogRpc::new(SHARED.clone())))
}

/// A request from its canonical JSON, as grpcurl would send it.
pub(crate) fn request<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error} in {json}"))
}

pub(crate) async fn project(json: &str) -> Result<pb::ProjectCapacityResponse, Status> {
    let request: pb::ProjectCapacityRequest = request(json);
    projection().project_capacity(request).await.map(tonic::Response::into_inner)
}

pub(crate) async fn series(json: &str) -> Result<pb::ProjectSeriesResponse, Status> {
    let request: pb::ProjectSeriesRequest = request(json);
    projection().project_series(request).await.map(tonic::Response::into_inner)
}

pub(crate) async fn compare(json: &str) -> Result<pb::CompareCostsResponse, Status> {
    let request: pb::CompareCostsRequest = request(json);
    projection().compare_costs(request).await.map(tonic::Response::into_inner)
}

pub(crate) async fn compute(json: &str) -> Result<pb::ProjectComputeResponse, Status> {
    let request: pb::ProjectComputeRequest = request(json);
    projection().project_compute(request).await.map(tonic::Response::into_inner)
}

pub(crate) async fn check(json: &str) -> Result<pb::CheckClaimResponse, Status> {
    let request: pb::CheckClaimRequest = request(json);
    projection().check_claim(request).await.map(tonic::Response::into_inner)
}

pub(crate) async fn document(json: &str) -> Result<Vec<pb::CheckDocumentResponse>, Status> {
    let request: pb::CheckDocumentRequest = request(json);
    let stream = projection().check_document(request).await?.into_inner();
    stream.collect().await
}

pub(crate) async fn analyze(json: &str) -> Result<pb::AnalyzeSensitivityResponse, Status> {
    let request: pb::AnalyzeSensitivityRequest = request(json);
    projection().analyze_sensitivity(request).await.map(tonic::Response::into_inner)
}

/// What an error tells: its one reason, and every violation as `field: REASON`.
pub(crate) struct Told {
    pub(crate) code: Code,
    pub(crate) reason: String,
    pub(crate) violations: Vec<String>,
    pub(crate) details: ErrorDetails,
}

pub(crate) fn told(status: &Status) -> Told {
    let details = status.get_error_details();
    let info = details.error_info().unwrap_or_else(|| panic!("no ErrorInfo in {status:?}"));
    assert_eq!(info.domain, "energycompute.v1");
    let bad = details.bad_request().map(|bad| bad.field_violations.clone()).unwrap_or_default();
    Told {
        code: status.code(),
        reason: info.reason.clone(),
        violations: bad.iter().map(|each| format!("{}: {}", each.field, each.reason)).collect(),
        details,
    }
}
