//! Asks the service: at an endpoint, or in process on the same generated
//! servers. Either way a request is encoded, decoded and refused alike.
//!
//! tonic ends here: callers see protobuf messages and [`Error`].

mod access;
mod error;
mod lists;
mod readiness;
mod transport;

use std::time::{Duration, Instant};

use tokio::time::timeout;
use tokio_stream::StreamExt as _;
use tonic::{Code, Request, Response, Status};
use tonic_health::ServingStatus;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

use crate::rpc::{MAX_REPLY_BYTES, Shared};
use crate::wire::pb;
use crate::wire::pb::catalog_service_client::CatalogServiceClient;
use crate::wire::pb::projection_service_client::ProjectionServiceClient;

pub use access::{Access, BadAccess};
pub use error::{Error, Violation};
pub use readiness::is_ready;
use transport::Transport;
pub use transport::{BadEndpoint, Endpoint};

/// A caller of both services, with one deadline for every call.
#[derive(Clone, Debug)]
pub struct Client {
    projection: ProjectionServiceClient<Transport>,
    catalog: CatalogServiceClient<Transport>,
    deadline: Duration,
}

impl Client {
    /// Connects to a server.
    ///
    /// # Errors
    ///
    /// Fails when nobody answers within the deadline.
    pub async fn connect(endpoint: &Endpoint, deadline: Duration) -> Result<Self, Error> {
        Ok(Self::over(Transport::connect(endpoint, deadline).await?, deadline))
    }

    /// Asks the handlers themselves, without a socket.
    #[must_use]
    pub fn in_process(shared: Shared, deadline: Duration) -> Self {
        Self::over(Transport::in_process(shared), deadline)
    }

    fn over(transport: Transport, deadline: Duration) -> Self {
        Self {
            projection: ProjectionServiceClient::new(transport.clone())
                .max_decoding_message_size(MAX_REPLY_BYTES),
            catalog: CatalogServiceClient::new(transport)
                .max_decoding_message_size(MAX_REPLY_BYTES),
            deadline,
        }
    }

    /// How much of a metric regions had or will have.
    ///
    /// # Errors
    ///
    /// Fails with what the service answered, or with the deadline.
    pub async fn project_capacity(
        &mut self,
        question: pb::ProjectCapacityRequest,
    ) -> Result<pb::ProjectCapacityResponse, Error> {
        let request = self.request(question);
        within(self.deadline, self.projection.project_capacity(request)).await
    }

    /// How a series of the caller's own goes on.
    ///
    /// # Errors
    ///
    /// Fails with what the service answered, or with the deadline.
    pub async fn project_series(
        &mut self,
        question: pb::ProjectSeriesRequest,
    ) -> Result<pb::ProjectSeriesResponse, Error> {
        let request = self.request(question);
        within(self.deadline, self.projection.project_series(request)).await
    }

    /// Whether chips or power bind the AI compute of regions.
    ///
    /// # Errors
    ///
    /// Fails with what the service answered, or with the deadline.
    pub async fn project_compute(
        &mut self,
        question: pb::ProjectComputeRequest,
    ) -> Result<pb::ProjectComputeResponse, Error> {
        let request = self.request(question);
        within(self.deadline, self.projection.project_compute(request)).await
    }

    /// Where a workload is cheapest.
    ///
    /// # Errors
    ///
    /// Fails with what the service answered, or with the deadline.
    pub async fn compare_costs(
        &mut self,
        question: pb::CompareCostsRequest,
    ) -> Result<pb::CompareCostsResponse, Error> {
        let request = self.request(question);
        within(self.deadline, self.projection.compare_costs(request)).await
    }

    /// Whether a claim is right.
    ///
    /// # Errors
    ///
    /// Fails with what the service answered, or with the deadline.
    pub async fn check_claim(
        &mut self,
        question: pb::CheckClaimRequest,
    ) -> Result<pb::CheckClaimResponse, Error> {
        let request = self.request(question);
        within(self.deadline, self.projection.check_claim(request)).await
    }

    /// Every claim of a text, and at the end a summary.
    ///
    /// # Errors
    ///
    /// Fails with what the service answered, or with the deadline.
    pub async fn check_document(
        &mut self,
        question: pb::CheckDocumentRequest,
    ) -> Result<Vec<pb::CheckDocumentResponse>, Error> {
        let request = self.request(question);
        let parts = async {
            let stream = self.projection.check_document(request).await?.into_inner();
            stream.collect::<Result<_, _>>().await.map(Response::new)
        };
        within(self.deadline, parts).await
    }

    /// Which input moves an answer most.
    ///
    /// # Errors
    ///
    /// Fails with what the service answered, or with the deadline.
    pub async fn analyze_sensitivity(
        &mut self,
        question: pb::AnalyzeSensitivityRequest,
    ) -> Result<pb::AnalyzeSensitivityResponse, Error> {
        let request = self.request(question);
        within(self.deadline, self.projection.analyze_sensitivity(request)).await
    }

    /// Tells the server when to give up, too.
    fn request<T>(&self, question: T) -> Request<T> {
        let mut request = Request::new(question);
        request.set_timeout(self.deadline);
        request
    }
}

/// Whether the server at `endpoint` says that it serves.
///
/// # Errors
///
/// Fails when nobody answers within the deadline.
pub async fn is_serving(endpoint: &Endpoint, deadline: Duration) -> Result<bool, Error> {
    let transport = Transport::connect(endpoint, deadline).await?;
    let mut health = HealthClient::new(transport);
    let whole_server = HealthCheckRequest { service: String::new() };
    let reply = within(deadline, health.check(whole_server)).await?;
    Ok(reply.status() == ServingStatus::Serving.into())
}

async fn within<T>(
    deadline: Duration,
    call: impl Future<Output = Result<Response<T>, Status>>,
) -> Result<T, Error> {
    let begin = Instant::now();
    match timeout(deadline, call).await {
        Ok(Ok(reply)) => Ok(reply.into_inner()),
        // tonic keeps the deadline as well, and calls it CANCELLED.
        Ok(Err(status)) if status.code() == Code::Cancelled && begin.elapsed() >= deadline => {
            Err(Error::deadline(deadline))
        }
        Ok(Err(status)) => Err(status.into()),
        Err(_elapsed) => Err(Error::deadline(deadline)),
    }
}
