//! The services of the gRPC port.

use std::convert::Infallible;

use tonic::body::Body;
use tonic::codegen::{BoxFuture, Service, http};
use tonic::service::Routes;
use tonic_health::pb::health_server::{Health, HealthServer};
use tonic_reflection::server::Error as DescriptorError;

use super::gate::Behind;
use crate::rpc::{self, Compute, Shared, Sizes, Tally};

/// Where calls go: to the two services straight, for a router and what it wraps around
/// a body are a tenth of a short call, and to health and reflection by their routes.
#[derive(Debug)]
pub(super) struct Services {
    own: rpc::Services,
    servers: rpc::Servers,
    others: Routes,
}

impl Services {
    /// Both services, health, and reflection in the version of today and in the
    /// one that older clients speak.
    pub(super) fn new(
        shared: Shared,
        compute: Compute,
        sizes: Sizes,
        tally: Tally,
        health: HealthServer<impl Health>,
    ) -> Result<Self, DescriptorError> {
        let others = Routes::new(health)
            .add_service(described().build_v1()?)
            .add_service(described().build_v1alpha()?);
        let own = rpc::Services::new(shared, compute, sizes, tally);
        Ok(Self { servers: own.servers(), own, others: others.prepare() })
    }
}

impl Behind for Services {
    fn for_one_peer(&self) -> Self {
        Self { own: self.own.clone(), servers: self.own.servers(), others: self.others.clone() }
    }

    fn answer(
        &self,
        method: &str,
        request: http::Request<Body>,
    ) -> BoxFuture<http::Response<Body>, Infallible> {
        let (projection, catalog) = &self.servers;
        // The router refuses a method that does not exist: it has no name.
        match method.split_once('/') {
            Some((rpc::PROJECTION_SERVICE, _)) => projection.clone().call(request),
            Some((rpc::CATALOG_SERVICE, _)) => catalog.clone().call(request),
            _ => Box::pin(self.others.clone().call(request)),
        }
    }
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
