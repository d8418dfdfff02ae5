//! The long-running service: both gRPC services with health and reflection on
//! one port, `/metrics`, `/livez` and `/readyz` on another, and an orderly end.
//!
//! [`run`] does it all from [`Settings`]. [`serve`] takes listeners that are
//! already bound and a future that ends it, so that tests can use port 0.

mod admin;
mod call;
mod connections;
mod cores;
mod drain;
mod gate;
mod grpc;
mod health;
mod limits;
mod live;
mod metrics;
mod observed;
mod outbox;
mod preface;
mod reload;
mod request_id;
mod settings;
mod start;
mod timer;
mod tls;
mod tokens;
mod transport;
mod web;

use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::{JoinSet, spawn_blocking};
use tracing::{error, info, warn};

use crate::rpc::Tally;
use crate::telemetry::Dropped;
use crate::telemetry::traces::Traces;
use connections::Acceptor;
use cores::Cores;
use gate::{Gate, Gated};
use grpc::Services;
use observed::Observed;
use start::Ready;

pub use cores::Shape;
pub use drain::{Grace, stop_signal};
pub use limits::Limits;
pub use live::{Live, Sources};
pub use settings::Settings;
pub use start::{StartFaults, load};
pub use tls::Tls;
pub use transport::Transport;
pub use web::Web;

/// For the last spans to be sent.
const LAST_SPANS: Duration = Duration::from_secs(2);

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
    /// For /metrics, /livez and /readyz.
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
        tokens,
        watch,
        runtime,
        tls,
        limits,
        transport,
        web,
        collector,
    } = settings;
    let grace = Grace::from_seconds(pre_stop_seconds, drain_seconds);
    let sources = Sources { catalog, tls, tokens };
    let Ready { live, listeners, stop, hangup, traces, logging } =
        start::prepare(listen, admin_listen, &log, &sources, &collector).await?;
    // None of them is a secret: files are named, and not what is in them.
    info!(
        ?grace,
        log,
        watch,
        ?runtime,
        ?sources,
        ?limits,
        ?transport,
        ?web,
        ?collector,
        "settings"
    );
    let mut reloads = JoinSet::new();
    reloads.spawn(reload::on_signal(live.clone(), sources.clone(), hangup));
    if watch {
        reloads.spawn(reload::on_change(live.clone(), sources));
    }
    let dropped = Some(logging.dropped());
    let terms = Terms { grace, runtime, limits, transport, web, traces: traces.clone(), dropped };
    let outcome = serve(live, listeners, terms, stop).await;
    if let Some(traces) = traces {
        // It waits for a collector, which may not be there.
        _ = spawn_blocking(move || traces.finish(LAST_SPANS)).await;
    }
    outcome
}

/// How the server serves.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// How long its end may take.
    pub grace: Grace,
    /// What connections run on.
    pub runtime: Shape,
    /// What callers may take.
    pub limits: Limits,
    /// What connections may take.
    pub transport: Transport,
    /// Whether browsers may call.
    pub web: Web,
    /// Where spans go.
    pub traces: Option<Traces>,
    /// Count of the log lines that were dropped.
    pub dropped: Option<Dropped>,
}

/// Serves on bound listeners until `stop` ends, then drains.
///
/// # Errors
///
/// Fails when a listener breaks or the server cannot be put together.
pub async fn serve(
    live: Live,
    listeners: Listeners,
    terms: Terms,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let Listeners { grpc, admin } = listeners;
    let Terms { grace, runtime, limits, transport, web, traces, dropped } = terms;
    let grpc_address = grpc.local_addr().map_err(stopped)?;
    let admin_address = admin.local_addr().map_err(stopped)?;
    let Live { shared, tls, tokens, metrics } = live;
    let digest = shared.load().digest().to_owned();
    if tls.load().is_none() {
        warn!("serving WITHOUT TLS: whoever is on the way reads and changes what is asked");
    }
    if tokens.load().is_none() {
        warn!("serving WITHOUT CREDENTIALS: whoever reaches the port may call");
    }

    let (health, health_service) = health::pair().await;
    let (stop_accepting, accept_until) = oneshot::channel();
    let (compute, tally) = (limits.compute(), Tally::default());
    let observed = Observed::new(
        Arc::clone(&metrics),
        shared.clone(),
        compute.clone(),
        tally.clone(),
        dropped,
    );
    let services = Services::new(shared, compute, transport.sizes(), tally, health_service);
    let gate = Gate::new(&limits, tokens, Arc::clone(&metrics), traces);
    let services = Gated::new(gate, services.map_err(stopped)?);
    let cores = Cores::start(runtime).map_err(stopped)?;
    let acceptor = Acceptor { services, tls, transport, web: web.layer(), cores, metrics };
    let mut calls = tokio::spawn(acceptor.serve(grpc, accept_until));
    let mut probes = tokio::spawn(admin::serve(admin, health.readiness(), observed));
    health.serving().await;
    info!(
        grpc = %grpc_address,
        admin = %admin_address,
        catalog_digest = digest,
        version = env!("CARGO_PKG_VERSION"),
        "serving"
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
