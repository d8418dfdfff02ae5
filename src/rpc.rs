//! Handlers of a few lines: parse, ask, answer. They do no arithmetic, format
//! no text and choose no code; [`status`] is the one place with gRPC codes.

pub mod catalog;
mod class;
pub mod coarse;
mod codec;
mod compute;
mod deadline;
mod findings;
mod kept;
pub mod projection;
pub mod status;
mod tally;

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use arc_swap::{ArcSwap, Guard};
use tonic::Status;
use tonic::codec::CompressionEncoding;
use tonic::server::NamedService;
use tonic::service::Routes;

use self::catalog::CatalogRpc;
use self::kept::Kept;
use self::projection::ProjectionRpc;
use crate::language::Lexicon;
use crate::model::catalog::Catalog;
use crate::wire;
use crate::wire::pb::catalog_service_server::CatalogServiceServer;
use crate::wire::pb::projection_service_server::ProjectionServiceServer;
use crate::wire::received::Received;

pub use codec::Codec;
pub use compute::Compute;
pub use deadline::Deadline;
pub use tally::Tally;

pub use crate::wire::methods::methods;
pub use crate::wire::pb::DESCRIPTOR_SET;

/// Full name of the service that answers questions.
pub const PROJECTION_SERVICE: &str = <ProjectionServiceServer<ProjectionRpc> as NamedService>::NAME;

/// Full name of the service that lists what is known.
pub const CATALOG_SERVICE: &str = <CatalogServiceServer<CatalogRpc> as NamedService>::NAME;

/// Full names of both services, by which health is asked.
pub const SERVICES: [&str; 2] = [PROJECTION_SERVICE, CATALOG_SERVICE];

/// Largest request that is read, unless set otherwise. A larger one is refused with `OUT_OF_RANGE`.
pub const MAX_REQUEST_BYTES: usize = 4 << 20;

/// Largest reply that is sent, unless set otherwise.
pub const MAX_REPLY_BYTES: usize = 16 << 20;

/// How large messages may be. Both count decompressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Largest request.
    pub request: usize,
    /// Largest message of a reply.
    pub reply: usize,
}

impl Default for Sizes {
    fn default() -> Self {
        Self { request: MAX_REQUEST_BYTES, reply: MAX_REPLY_BYTES }
    }
}

/// The two services as they are served.
pub type Servers = (ProjectionServiceServer<ProjectionRpc>, CatalogServiceServer<CatalogRpc>);

/// Both services over a catalog, computing where they may and counting what they judge.
#[derive(Clone, Debug)]
pub struct Services {
    projection: ProjectionRpc,
    catalog: CatalogRpc,
    sizes: Sizes,
}

impl Services {
    /// Services of one server.
    pub fn new(catalog: Shared, compute: Compute, sizes: Sizes, tally: Tally) -> Self {
        let projection = ProjectionRpc::new(catalog.clone(), compute, tally);
        Self { projection, catalog: CatalogRpc::new(catalog), sizes }
    }

    /// What calls are made to. Every call takes a copy along, and copies of one are counted together:
    /// who calls from elsewhere is better given another.
    pub fn servers(&self) -> Servers {
        const ENCODINGS: [CompressionEncoding; 2] =
            [CompressionEncoding::Zstd, CompressionEncoding::Gzip];
        let Sizes { request, reply } = self.sizes;
        let projection = ProjectionServiceServer::new(self.projection.clone())
            .max_decoding_message_size(request)
            .max_encoding_message_size(reply);
        let catalog = CatalogServiceServer::new(self.catalog.clone())
            .max_decoding_message_size(request)
            .max_encoding_message_size(reply);
        // A caller's order of preference decides between them.
        ENCODINGS.into_iter().fold((projection, catalog), |(projection, catalog), encoding| {
            (
                projection.accept_compressed(encoding).send_compressed(encoding),
                catalog.accept_compressed(encoding).send_compressed(encoding),
            )
        })
    }
}

/// Both services by their paths.
pub fn routes(catalog: Shared, compute: Compute, sizes: Sizes, tally: Tally) -> Routes {
    let (projection, catalog) = Services::new(catalog, compute, sizes, tally).servers();
    Routes::new(projection).add_service(catalog)
}

/// The message of a request.
fn read<M: wire::Message + Default + 'static>(request: &Received<M>) -> Result<M, Status> {
    request.read().map_err(|error| status::no_message(&error))
}

/// A catalog, the words by which texts speak of what it holds, and what was answered from it.
#[derive(Debug)]
pub struct Library {
    catalog: Catalog,
    lexicon: Lexicon,
    kept: OnceLock<Kept>,
}

impl Library {
    /// The words of texts.
    pub const fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Bytes of answers that are kept.
    pub fn kept_bytes(&self) -> u64 {
        self.kept.get().map_or(0, Kept::bytes)
    }

    /// Answers that are kept, with room for so many bytes from the first on.
    fn kept(&self, room: usize) -> &Kept {
        self.kept.get_or_init(|| Kept::new(room))
    }
}

impl From<Catalog> for Library {
    fn from(catalog: Catalog) -> Self {
        Self { lexicon: Lexicon::new(&catalog), catalog, kept: OnceLock::new() }
    }
}

impl Deref for Library {
    type Target = Catalog;

    fn deref(&self) -> &Catalog {
        &self.catalog
    }
}

/// The catalog that calls are answered from, and that a reload replaces.
///
/// A call loads it once: its reply speaks of the catalog it started with.
#[derive(Clone)]
pub struct Shared(Arc<ArcSwap<Library>>);

impl Shared {
    /// Shares a catalog.
    pub fn new(catalog: Catalog) -> Self {
        Self(Arc::new(ArcSwap::from_pointee(catalog.into())))
    }

    /// The current catalog.
    pub fn load(&self) -> Arc<Library> {
        self.0.load_full()
    }

    /// The current catalog for a moment: nobody counts that it is looked at.
    fn look(&self) -> Guard<Arc<Library>> {
        self.0.load()
    }

    /// Replaces the catalog by another's, for the calls that arrive from now on.
    pub fn take(&self, other: &Self) {
        self.0.store(other.load());
    }

    /// Replaces the catalog for the calls that arrive from now on.
    pub fn store(&self, catalog: Catalog) {
        self.0.store(Arc::new(catalog.into()));
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The catalog itself would fill a terminal.
        f.debug_tuple("Shared").field(&self.load().digest()).finish()
    }
}
