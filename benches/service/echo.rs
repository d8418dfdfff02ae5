//! What a call costs that does nothing: tonic, one unary method, no layer.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::task::{Context, Poll};
use std::thread;

use tokio::net::TcpSocket;
use tokio::runtime::Builder;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::body::Body;
use tonic::codegen::{BoxFuture, Service, http};
use tonic::server::{Grpc, NamedService, UnaryService};
use tonic::transport::Server;
use tonic::{Request, Response, Status};
use tonic_prost::ProstCodec;

/// Any text, there and back.
type Message = String;

#[derive(Clone)]
pub(crate) struct Echo;

impl NamedService for Echo {
    const NAME: &'static str = "bench.Echo";
}

impl UnaryService<Message> for Echo {
    type Response = Message;
    type Future = Ready<Result<Response<Message>, Status>>;

    fn call(&mut self, request: Request<Message>) -> Self::Future {
        ready(Ok(Response::new(request.into_inner())))
    }
}

impl Service<http::Request<Body>> for Echo {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Self::Error>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let service = self.clone();
        Box::pin(async move {
            let codec = ProstCodec::<Message, Message>::default();
            Ok(Grpc::new(codec).unary(service, request).await)
        })
    }
}

/// Serves until it is killed.
pub(crate) fn serve(port: u16, per_core: bool) {
    if per_core {
        let cores = thread::available_parallelism().unwrap().get();
        let runtime = || Builder::new_current_thread().enable_all().build().unwrap();
        let core = move || runtime().block_on(listen(port));
        let cores: Vec<_> = (0..cores).map(|_core| thread::spawn(core)).collect();
        for core in cores {
            core.join().unwrap();
        }
    } else {
        Builder::new_multi_thread().enable_all().build().unwrap().block_on(listen(port));
    }
}

async fn listen(port: u16) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket.set_reuseport(true).unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, 1], port))).unwrap();
    let incoming = TcpListenerStream::new(socket.listen(1_024).unwrap());
    let incoming = tokio_stream::StreamExt::map(incoming, |accepted| {
        let accepted = accepted?;
        accepted.set_nodelay(true)?;
        Ok::<_, std::io::Error>(accepted)
    });
    Server::builder().add_service(Echo).serve_with_incoming(incoming).await.unwrap();
}
