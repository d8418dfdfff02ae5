//! The services of the gRPC port.

use tonic::service::Routes;
use tonic_health::pb::health_server::{Health, HealthServer};
use tonic_reflection::server::Error as DescriptorError;

use crate::rpc::{self, Compute, Shared, Sizes, Tally};

/// Both services, health, and reflection in the version of today and in the
/// one that older clients speak.
pub(super) fn services(
    shared: Shared,
    compute: Compute,
    sizes: Sizes,
    tally: Tally,
    health: HealthServer<impl Health>,
) -> Result<Routes, DescriptorError> {
    Ok(rpc::routes(shared, compute, sizes, tally)
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
