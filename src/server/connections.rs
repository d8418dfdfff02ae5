//! Connections: only so many, none that stays silent, none for ever.
//!
//! tonic's own loop has no limit on them or on their handshake, and it cuts an old
//! connection off without having asked it to go.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tracing::{debug, warn};

use super::gate::Gated;
use super::preface;
use super::transport::Transport;

/// Before another attempt to accept, when the process has no more descriptors.
const BREATH: Duration = Duration::from_millis(50);

/// Serves until `accept_until` ends, then until the last connection has closed,
/// which may be never: the caller sets the limit. Dropped, it closes them all.
pub(super) async fn serve(
    services: Gated,
    listener: TcpListener,
    transport: Transport,
    mut accept_until: oneshot::Receiver<()>,
) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(transport.max_connections.get()));
    let (ending, _) = watch::channel(false);
    let builder = builder(&transport);
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            // A sender that is gone means the same as its word.
            _ = &mut accept_until => break,
            Some(_ended) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                warn!(%error, "cannot accept");
                sleep(BREATH).await;
                continue;
            }
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            debug!(%peer, "more connections than are taken at once");
            continue;
        };
        let (services, builder) = (services.of(peer), builder.clone());
        let (transport, ending) = (transport.clone(), ending.subscribe());
        connections.spawn(async move {
            connection(stream, peer, services, builder, transport, ending).await;
            drop(place);
        });
    }
    // So that new peers are refused at once rather than left waiting.
    drop(listener);
    ending.send_replace(true);
    while connections.join_next().await.is_some() {}
    Ok(())
}

fn builder(transport: &Transport) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new()).http2_only();
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(transport.max_concurrent_streams.get())
        .keep_alive_interval(Duration::from_secs(transport.keepalive_seconds.get()))
        .keep_alive_timeout(Duration::from_secs(transport.keepalive_timeout_seconds.get()))
        .max_header_list_size(transport.max_header_bytes.get())
        .max_pending_accept_reset_streams(transport.max_pending_accept_reset_streams)
        .max_local_error_reset_streams(transport.max_local_error_reset_streams);
    builder
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    services: Gated,
    builder: Builder<TokioExecutor>,
    transport: Transport,
    ending: watch::Receiver<bool>,
) {
    // Without it a small reply may wait for the acknowledgment of the one before.
    if let Err(error) = stream.set_nodelay(true) {
        debug!(%peer, %error, "cannot turn off delays");
    }
    let mut is_ending = ending.clone();
    let begun = tokio::select! {
        begun = timeout(transport.handshake(), preface::begun(stream)) => begun,
        // Nothing has been asked yet, so nothing is lost.
        _ = is_ending.wait_for(|ending| *ending) => return,
    };
    match begun {
        Ok(Ok(io)) => serve_one(io, peer, services, &builder, &transport, ending).await,
        Ok(Err(error)) => debug!(%peer, %error, "no handshake"),
        Err(_elapsed) => debug!(%peer, "no handshake in time"),
    }
}

/// Serves a connection until it ends: by itself, or asked to go because it is old
/// or the server ends, or cut off when it is old and does not go.
async fn serve_one(
    io: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    services: Gated,
    builder: &Builder<TokioExecutor>,
    transport: &Transport,
    ending: watch::Receiver<bool>,
) {
    let mut has_ended = ending.clone();
    let services = TowerToHyperService::new(services);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(io), services));
    let asked_to_go = async {
        tokio::select! {
            () = sleep(transport.age()) => {}
            // A server that is gone is one that ends.
            _ = has_ended.wait_for(|ending| *ending) => {}
        }
    };
    let mut ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        () = asked_to_go => None,
    };
    if ended.is_none() {
        connection.as_mut().graceful_shutdown();
        // The end of the server has a limit of its own.
        let is_old = !*ending.borrow();
        ended = tokio::select! {
            ended = connection => Some(ended),
            () = sleep(transport.age_grace()), if is_old => None,
        };
    }
    if let Some(Err(error)) = ended {
        debug!(%peer, error, "connection broke");
    }
}
