//! Connections: only so many, none that stays silent, none for ever.
//!
//! tonic's own loop has no limit on them or on their handshake, and it cuts an old
//! connection off without having asked it to go.

use std::io;
use std::net::{self, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::server::TlsStream;
use tonic::body::Body;
use tonic::codegen::http::{Request, Response};
use tonic::codegen::{Service, StdError};
use tracing::{debug, warn};

use super::cores::Cores;
use super::gate::{Door, Gated};
use super::grpc::Services;
use super::metrics::Metrics;
use super::outbox;
use super::preface::{self, Begun};
use super::timer;
use super::transport::Transport;
use super::web::WebLayer;

/// Before another attempt to accept, when the process has no more descriptors.
const BREATH: Duration = Duration::from_millis(50);

/// What connections are served with.
pub(super) struct Acceptor {
    pub(super) services: Gated<Services>,
    pub(super) tls: Arc<ArcSwapOption<ServerConfig>>,
    pub(super) transport: Transport,
    pub(super) web: Option<WebLayer>,
    pub(super) cores: Cores,
    pub(super) metrics: Arc<Metrics>,
}

impl Acceptor {
    /// Serves until `accept_until` ends, then until the last connection has closed,
    /// which may be never: the caller sets the limit. Dropped, it closes them all.
    pub(super) async fn serve(
        self,
        listener: TcpListener,
        mut accept_until: oneshot::Receiver<()>,
    ) -> io::Result<()> {
        let places = Arc::new(Semaphore::new(self.transport.max_connections.get()));
        let (ending, _) = watch::channel(false);
        let builder = builder(&self.transport, self.web.is_some());
        let mut connections = JoinSet::new();
        loop {
            let accepted = tokio::select! {
                // A sender that is gone means the same as its word.
                _ = &mut accept_until => break,
                Some(_ended) = connections.join_next() => continue,
                accepted = listener.accept() => accepted,
            };
            let (stream, peer) = match accepted.and_then(detached) {
                Ok(accepted) => accepted,
                Err(error) => {
                    warn!(%error, "cannot accept");
                    sleep(BREATH).await;
                    continue;
                }
            };
            let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
                self.metrics.connection_refused();
                debug!(%peer, "more connections than are taken at once");
                continue;
            };
            let connection = Connection {
                peer,
                services: self.services.of(peer),
                builder: builder.clone(),
                tls: self.tls.load_full(),
                transport: self.transport.clone(),
                web: self.web.clone(),
                ending: ending.subscribe(),
            };
            let counted = self.metrics.connection();
            self.cores.spawn(&mut connections, async move {
                match TcpStream::from_std(stream) {
                    Ok(stream) => connection.run(stream).await,
                    Err(error) => debug!(%peer, %error, "cannot take over"),
                }
                drop((counted, place));
            });
        }
        // So that new peers are refused at once rather than left waiting.
        drop(listener);
        ending.send_replace(true);
        while connections.join_next().await.is_some() {}
        Ok(())
    }
}

/// Free of the runtime that accepted it: it is registered with the one that it runs on.
fn detached((stream, peer): (TcpStream, SocketAddr)) -> io::Result<(net::TcpStream, SocketAddr)> {
    Ok((stream.into_std()?, peer))
}

fn builder(transport: &Transport, takes_http1: bool) -> Builder<TokioExecutor> {
    let builder = Builder::new(TokioExecutor::new());
    let mut builder = if takes_http1 { builder } else { builder.http2_only() };
    builder
        .http1()
        .timer(timer::Coarse::default())
        .header_read_timeout(transport.handshake())
        .max_buf_size(transport.max_http1_head());
    builder
        .http2()
        .timer(timer::Coarse::default())
        // gRPC names the headers of a reply, and its time is none of them: an answer hangs on no clock.
        .auto_date_header(false)
        .max_concurrent_streams(transport.max_concurrent_streams.get())
        .keep_alive_interval(Duration::from_secs(transport.keepalive_seconds.get()))
        .keep_alive_timeout(Duration::from_secs(transport.keepalive_timeout_seconds.get()))
        .max_header_list_size(transport.max_header_bytes.get())
        .max_pending_accept_reset_streams(transport.max_pending_accept_reset_streams)
        .max_local_error_reset_streams(transport.max_local_error_reset_streams);
    builder
}

/// What one connection takes along.
struct Connection {
    peer: SocketAddr,
    services: Door<Services>,
    builder: Builder<TokioExecutor>,
    tls: Option<Arc<ServerConfig>>,
    transport: Transport,
    web: Option<WebLayer>,
    ending: watch::Receiver<bool>,
}

impl Connection {
    async fn run(mut self, stream: TcpStream) {
        let peer = self.peer;
        // Without it a small reply may wait for the acknowledgment of the one before.
        if let Err(error) = stream.set_nodelay(true) {
            debug!(%peer, %error, "cannot turn off delays");
        }
        let handshake = timeout(self.transport.handshake(), begin(stream, self.tls.take()));
        let begun = tokio::select! {
            begun = handshake => begun,
            // Nothing has been asked yet, so nothing is lost.
            () = ended(&mut self.ending) => return,
        };
        match begun {
            Ok(Ok(Io::Plain(io))) => self.answer(io).await,
            Ok(Ok(Io::Tls(io))) => self.answer(io).await,
            Ok(Err(error)) => debug!(%peer, %error, "no handshake"),
            Err(_elapsed) => debug!(%peer, "no handshake in time"),
        }
    }

    async fn answer(self, io: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let services = self.services.clone();
        match self.web.clone() {
            Some(web) => self.serve(io, web.around(services)).await,
            None => self.serve(io, services).await,
        }
    }

    /// Serves until the connection ends: by itself, or asked to go because it is old
    /// or the server ends, or cut off when it is old and does not go.
    async fn serve<S>(self, io: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, services: S)
    where
        S: Service<Request<Incoming>, Response = Response<Body>, Error: Into<StdError>>,
        S: Clone + Send + 'static,
        S::Future: Send,
    {
        let Self { peer, builder, transport, mut ending, .. } = self;
        let services = TowerToHyperService::new(services);
        let (io, outbox) = outbox::gathered(io);
        let mut connection = pin!(builder.serve_connection(TokioIo::new(io), services));
        let (mut end, is_old) = tokio::select! {
            end = outbox.after(connection.as_mut()) => (Some(end), false),
            () = sleep(transport.age(peer)) => (None, true),
            () = ended(&mut ending) => (None, false),
        };
        if end.is_none() {
            connection.as_mut().graceful_shutdown();
            end = tokio::select! {
                end = outbox.after(connection) => Some(end),
                // The end of the server has a limit of its own.
                () = sleep(transport.age_grace()), if is_old => None,
            };
        }
        if let Some(Err(error)) = end {
            debug!(%peer, error, "connection broke");
        }
    }
}

/// Ends when the server does. One that is gone is one that has ended.
async fn ended(ending: &mut watch::Receiver<bool>) {
    drop(ending.wait_for(|ending| *ending).await);
}

/// A connection after its handshake.
enum Io {
    Plain(Begun<TcpStream>),
    Tls(Box<Begun<TlsStream<TcpStream>>>),
}

async fn begin(stream: TcpStream, tls: Option<Arc<ServerConfig>>) -> io::Result<Io> {
    match tls {
        None => preface::begun(stream).await.map(Io::Plain),
        Some(config) => {
            let stream = TlsAcceptor::from(config).accept(stream).await?;
            preface::begun(stream).await.map(Box::new).map(Io::Tls)
        }
    }
}
