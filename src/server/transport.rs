//! What a connection may take, before any call.

use std::hash::{BuildHasher, RandomState};
use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroU64, NonZeroUsize};
use std::sync::LazyLock;
use std::time::Duration;

use clap::Args;

use crate::rpc::Sizes;

/// Limits on connections and messages. Each is a flag and an environment variable.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Transport")]
pub struct Transport {
    /// Connections at once; more are closed as they come
    #[arg(
        long,
        value_name = "COUNT",
        env = "ENERGYCOMPUTE_MAX_CONNECTIONS",
        default_value_t = Self::default().max_connections
    )]
    pub max_connections: NonZeroUsize,
    /// Calls at once on one connection
    #[arg(
        long,
        value_name = "COUNT",
        env = "ENERGYCOMPUTE_MAX_CONCURRENT_STREAMS",
        default_value_t = Self::default().max_concurrent_streams
    )]
    pub max_concurrent_streams: NonZeroU32,
    /// Seconds in which a connection must finish its handshake: TLS and the preface of HTTP/2
    #[arg(
        long,
        value_name = "SECONDS",
        env = "ENERGYCOMPUTE_HANDSHAKE_SECONDS",
        default_value_t = Self::default().handshake_seconds
    )]
    pub handshake_seconds: NonZeroU64,
    /// Seconds after which a connection is asked to go, a tenth more or less
    #[arg(
        long,
        value_name = "SECONDS",
        env = "ENERGYCOMPUTE_MAX_CONNECTION_AGE_SECONDS",
        default_value_t = Self::default().max_connection_age_seconds
    )]
    pub max_connection_age_seconds: NonZeroU64,
    /// Seconds that it gets to do so
    #[arg(
        long,
        value_name = "SECONDS",
        env = "ENERGYCOMPUTE_MAX_CONNECTION_AGE_GRACE_SECONDS",
        default_value_t = Self::default().max_connection_age_grace_seconds
    )]
    pub max_connection_age_grace_seconds: u64,
    /// Seconds between asking a connection whether it lives
    #[arg(
        long,
        value_name = "SECONDS",
        env = "ENERGYCOMPUTE_KEEPALIVE_SECONDS",
        default_value_t = Self::default().keepalive_seconds
    )]
    pub keepalive_seconds: NonZeroU64,
    /// Seconds that it gets to answer
    #[arg(
        long,
        value_name = "SECONDS",
        env = "ENERGYCOMPUTE_KEEPALIVE_TIMEOUT_SECONDS",
        default_value_t = Self::default().keepalive_timeout_seconds
    )]
    pub keepalive_timeout_seconds: NonZeroU64,
    /// Bytes of all headers of a request
    #[arg(
        long,
        value_name = "BYTES",
        env = "ENERGYCOMPUTE_MAX_HEADER_BYTES",
        default_value_t = Self::default().max_header_bytes
    )]
    pub max_header_bytes: NonZeroU32,
    /// Streams that a peer may have reset before they were accepted; more end its connection
    #[arg(
        long,
        value_name = "COUNT",
        env = "ENERGYCOMPUTE_MAX_PENDING_ACCEPT_RESET_STREAMS",
        default_value_t = Self::default().max_pending_accept_reset_streams
    )]
    pub max_pending_accept_reset_streams: usize,
    /// Streams that a peer may make the server reset; more end its connection
    #[arg(
        long,
        value_name = "COUNT",
        env = "ENERGYCOMPUTE_MAX_LOCAL_ERROR_RESET_STREAMS",
        default_value_t = Self::default().max_local_error_reset_streams
    )]
    pub max_local_error_reset_streams: usize,
    /// Bytes of a request, decompressed
    #[arg(
        long,
        value_name = "BYTES",
        env = "ENERGYCOMPUTE_MAX_REQUEST_BYTES",
        default_value_t = Self::default().max_request_bytes
    )]
    pub max_request_bytes: NonZeroUsize,
    /// Bytes of a message of a reply
    #[arg(
        long,
        value_name = "BYTES",
        env = "ENERGYCOMPUTE_MAX_REPLY_BYTES",
        default_value_t = Self::default().max_reply_bytes
    )]
    pub max_reply_bytes: NonZeroUsize,
}

impl Default for Transport {
    fn default() -> Self {
        let Sizes { request, reply } = Sizes::default();
        let at_least_1 = |size: usize| NonZeroUsize::new(size).unwrap_or(NonZeroUsize::MIN);
        Self {
            max_connections: const { NonZeroUsize::new(1_024).unwrap() },
            max_concurrent_streams: const { NonZeroU32::new(128).unwrap() },
            handshake_seconds: const { NonZeroU64::new(10).unwrap() },
            max_connection_age_seconds: const { NonZeroU64::new(1_800).unwrap() },
            max_connection_age_grace_seconds: 30,
            keepalive_seconds: const { NonZeroU64::new(30).unwrap() },
            keepalive_timeout_seconds: const { NonZeroU64::new(10).unwrap() },
            max_header_bytes: const { NonZeroU32::new(16 << 10).unwrap() },
            max_pending_accept_reset_streams: 20,
            max_local_error_reset_streams: 256,
            max_request_bytes: at_least_1(request),
            max_reply_bytes: at_least_1(reply),
        }
    }
}

impl Transport {
    pub(super) const fn sizes(&self) -> Sizes {
        Sizes { request: self.max_request_bytes.get(), reply: self.max_reply_bytes.get() }
    }

    /// The least that hyper takes, or what all headers may have.
    pub(super) fn max_http1_head(&self) -> usize {
        const LEAST: usize = 8_192;
        usize::try_from(self.max_header_bytes.get()).map_or(LEAST, |most| most.max(LEAST))
    }

    pub(super) const fn handshake(&self) -> Duration {
        Duration::from_secs(self.handshake_seconds.get())
    }

    /// A tenth more or less for each peer: those that came together, as after a restart,
    /// do not come again together.
    pub(super) fn age(&self, peer: SocketAddr) -> Duration {
        static SPREAD: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        let per_thousand = u32::try_from(SPREAD.hash_one(peer) % 201).unwrap_or_default() + 900;
        Duration::from_secs(self.max_connection_age_seconds.get()) / 1_000 * per_thousand
    }

    pub(super) const fn age_grace(&self) -> Duration {
        Duration::from_secs(self.max_connection_age_grace_seconds)
    }
}
