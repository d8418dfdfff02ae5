//! The gRPC port: services, their limits and the transport's.

use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tonic::service::Routes;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic_health::pb::health_server::{Health, HealthServer};
use tonic_reflection::server::Error as DescriptorError;

use super::gate::Gated;
use crate::rpc::{self, Compute, Shared};

/// Calls at once on one connection; tonic's default is unlimited.
const MAX_CONCURRENT_STREAMS: u32 = 128;

/// A silent connection is asked whether it lives, and closed when it does not answer.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(30);
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(10);

/// Both services, health, and reflection in the version of today and in the
/// one that older clients speak.
pub(super) fn services(
    shared: Shared,
    compute: Compute,
    health: HealthServer<impl Health>,
) -> Result<Routes, DescriptorError> {
    Ok(rpc::routes(shared, compute)
        .add_service(health)
        .add_service(described().build_v1()?)
        .add_service(described().build_v1alpha()?))
}

fn described() -> tonic_reflection::server::Builder<'static> {
    tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(rpc::DESCRIPTOR_SET)
        // So that callers without proto files can read the details of an error.
        .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET)
}

/// Serves until `accept_until` ends, then until the last connection has closed,
/// which may be never: the caller sets the limit.
pub(super) async fn serve(
    services: Gated,
    listener: TcpListener,
    accept_until: oneshot::Receiver<()>,
) -> Result<(), tonic::transport::Error> {
    let until = async {
        // A sender that is gone means the same as its word.
        drop(accept_until.await);
    };
    Server::builder()
        .max_concurrent_streams(MAX_CONCURRENT_STREAMS)
        .http2_keepalive_interval(Some(KEEPALIVE_INTERVAL))
        .http2_keepalive_timeout(Some(KEEPALIVE_TIMEOUT))
        .serve_with_incoming_shutdown(
            services,
            TcpIncoming::from(listener).with_nodelay(Some(true)),
            until,
        )
        .await
}
