//! Whether the service can be used: the standard health service for gRPC
//! clients, and the same state for the admin port.

use tokio::sync::watch;
use tonic_health::ServingStatus;
use tonic_health::pb::health_server::{Health, HealthServer};
use tonic_health::server::HealthReporter;

use crate::rpc::SERVICES;

/// The name of the whole server.
const SERVER: &str = "";

/// Every name that health is asked by.
fn names() -> impl Iterator<Item = &'static str> {
    std::iter::once(SERVER).chain(SERVICES)
}

/// Reports to both ports.
pub(super) struct Reporter {
    grpc: HealthReporter,
    ready: watch::Sender<bool>,
}

/// A reporter and the service it reports through, at first `NOT_SERVING`.
pub(super) async fn pair() -> (Reporter, HealthServer<impl Health>) {
    let (grpc, service) = tonic_health::server::health_reporter();
    let reporter = Reporter { grpc, ready: watch::Sender::new(false) };
    reporter.not_serving().await;
    (reporter, service)
}

impl Reporter {
    pub(super) async fn serving(&self) {
        self.set(ServingStatus::Serving).await;
        self.ready.send_replace(true);
    }

    pub(super) async fn not_serving(&self) {
        self.ready.send_replace(false);
        self.set(ServingStatus::NotServing).await;
    }

    /// Ends every watch: a stream that never ends would hold up the drain.
    pub(super) async fn end_watches(&self) {
        let mut grpc = self.grpc.clone();
        for name in names() {
            grpc.clear_service_status(name).await;
        }
    }

    /// Whether calls are welcome, for the admin port.
    pub(super) fn readiness(&self) -> watch::Receiver<bool> {
        self.ready.subscribe()
    }

    async fn set(&self, status: ServingStatus) {
        for name in names() {
            self.grpc.set_service_status(name, status).await;
        }
    }
}
