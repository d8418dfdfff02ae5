//! A caller over one connection.

use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

use crate::questions::Question;
use crate::raw;
use crate::server::Running;

/// Calls of one connection, several at once where it is cloned.
#[derive(Clone)]
pub(crate) struct Connection(Grpc<Channel>);

impl Connection {
    pub(crate) async fn new(server: &Running) -> Self {
        let endpoint = Endpoint::from_shared(format!("http://{}", server.address())).unwrap();
        Self(Grpc::new(endpoint.connect().await.unwrap()))
    }

    pub(crate) async fn ask(&mut self, question: &Question) -> Result<(), Status> {
        self.0.ready().await.unwrap();
        let path: PathAndQuery = question.path.parse().unwrap();
        let request = Request::new(question.message.clone());
        let reply = self.0.unary::<_, Vec<u8>, _>(request, path, raw::Bytes).await;
        reply.map(|_answer| ())
    }
}

/// One that waits for each answer, which is no refusal.
pub(crate) struct Caller {
    runtime: Runtime,
    connection: Connection,
}

impl Caller {
    /// Waits for the port.
    pub(crate) fn new(server: &Running) -> Self {
        let patience = Instant::now();
        while TcpStream::connect(server.address()).is_err() {
            assert!(patience.elapsed() < Duration::from_secs(30), "nobody listens");
            sleep(Duration::from_millis(1));
        }
        let runtime = runtime();
        let connection = runtime.block_on(Connection::new(server));
        Self { runtime, connection }
    }

    pub(crate) fn ask(&mut self, question: &Question) {
        let asked = self.runtime.block_on(self.connection.ask(question));
        asked.unwrap_or_else(|refusal| panic!("{}: {refusal}", question.name));
    }
}

/// All of a caller's connections on the thread that asks.
pub(crate) fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}
