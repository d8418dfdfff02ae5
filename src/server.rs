//! The long-running service: both gRPC services with health and reflection on
//! one port, `/livez` and `/readyz` on another, and an orderly end.
//!
//! [`run`] does it all from [`Settings`]. [`serve`] takes listeners that are
//! already bound and a future that ends it, so that tests can use port 0.

mod admin;
mod call;
mod connections;
mod drain;
mod gate;
mod grpc;
mod health;
mod limits;
mod preface;
mod request_id;
mod settings;
mod start;
mod transport;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tracing::{error, info};

use crate::rpc::Shared;
use gate::{Gate, Gated};

pub use drain::{Grace, stop_signal};
pub use limits::Limits;
pub use settings::Settings;
pub use start::{StartFaults, load};
pub use transport::Transport;

/// Why the server did not run, or stopped.
#[derive(Debug, Error)]
pub enum Error {
    /// It did not start.
    #[error(transparent)]
    Start(#[from] StartFaults),
    /// It stopped for a reason of its own.
    #[error("the server stopped: {0}")]
    Stopped(String),
}

/// The two ports, bound.
#[derive(Debug)]
pub struct Listeners {
    /// For the gRPC services.
    pub grpc: TcpListener,
    /// For /livez and /readyz.
    pub admin: TcpListener,
}

/// Starts, serves until SIGTERM or SIGINT, and drains.
///
/// # Errors
///
/// Fails with every start fault at once, or when a listener breaks.
pub async fn run(settings: Settings) -> Result<(), Error> {
    let Settings {
        listen,
        admin_listen,
        pre_stop_seconds,
        drain_seconds,
        log,
        catalog,
        limits,
        transport,
    } = settings;
    let grace = Grace::from_seconds(pre_stop_seconds, drain_seconds);
    let terms = Terms { grace, limits, transport };
    let (shared, listeners, stop) =
        start::prepare(listen, admin_listen, &log, catalog.as_deref()).await?;

    let catalog = catalog.map_or_else(|| "built in".to_owned(), |path| path.display().to_string());
    info!(
        pre_stop_seconds,
        drain_seconds,
        log,
        catalog,
        limits = ?terms.limits,
        transport = ?terms.transport,
        "settings"
    );
    serve(shared, listeners, terms, stop).await
}

/// How the server serves.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// How long its end may take.
    pub grace: Grace,
    /// What callers may take.
    pub limits: Limits,
    /// What connections may take.
    pub transport: Transport,
}

/// Serves on bound listeners until `stop` ends, then drains.
///
/// # Errors
///
/// Fails when a listener breaks or the server cannot be put together.
pub async fn serve(
    shared: Shared,
    listeners: Listeners,
    terms: Terms,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let Listeners { grpc, admin } = listeners;
    let Terms { grace, limits, transport } = terms;
    let grpc_address = grpc.local_addr().map_err(stopped)?;
    let admin_address = admin.local_addr().map_err(stopped)?;
    let digest = shared.load().digest().to_owned();

    let (health, health_service) = health::pair().await;
    let (stop_accepting, accept_until) = oneshot::channel();
    let routes = grpc::services(shared, limits.compute(), transport.sizes(), health_service)
        .map_err(stopped)?;
    let services = Gated::new(Gate::new(&limits), routes);
    let mut calls = tokio::spawn(connections::serve(services, grpc, transport, accept_until));
    let mut probes = tokio::spawn(admin::serve(admin, health.readiness()));
    health.serving().await;
    info!(
        grpc = %grpc_address,
        admin = %admin_address,
        catalog_digest = digest,
        version = env!("CARGO_PKG_VERSION"),
        "serving without TLS and without credentials"
    );

    let outcome = tokio::select! {
        () = stop => {
            drain::drain(grace, &health, stop_accepting, &mut calls).await;
            Ok(())
        }
        end = &mut calls => Err(broken("gRPC", end)),
        end = &mut probes => Err(broken("admin", end)),
    };
    calls.abort();
    probes.abort();
    outcome
}

#[expect(clippy::needless_pass_by_value, reason = "so that it can be handed to map_err")]
fn stopped(reason: impl ToString) -> Error {
    Error::Stopped(reason.to_string())
}

fn broken<E: ToString>(port: &str, end: Result<Result<(), E>, tokio::task::JoinError>) -> Error {
    let reason = match end {
        Ok(Ok(())) => "it ended by itself".to_owned(),
        Ok(Err(reason)) => reason.to_string(),
        Err(reason) => reason.to_string(),
    };
    error!(port, reason, "listener broke");
    Error::Stopped(format!("{port} port: {reason}"))
}
