//! `/readyz` of a server's admin port, which needs neither a certificate nor a token.

use std::net::SocketAddr;
use std::time::Duration;

use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tonic::body::Body;
use tonic::codegen::StdError;
use tonic::codegen::http::{Request, header};

use super::Error;

/// Whether the server whose admin port is at `admin` says that it serves.
///
/// # Errors
///
/// Fails when nobody answers within the deadline.
pub async fn is_ready(admin: SocketAddr, deadline: Duration) -> Result<bool, Error> {
    match timeout(deadline, ask(admin)).await {
        Ok(Ok(is_ready)) => Ok(is_ready),
        Ok(Err(error)) => Err(Error::unreachable(format!("cannot ask {admin}/readyz: {error}"))),
        Err(_elapsed) => Err(Error::deadline(deadline)),
    }
}

async fn ask(admin: SocketAddr) -> Result<bool, StdError> {
    let stream = TcpStream::connect(admin).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let request = Request::get("/readyz").header(header::HOST, admin.to_string());
    let request = request.body(Body::empty())?;
    tokio::select! {
        reply = sender.send_request(request) => Ok(reply?.status().is_success()),
        // It ends before the reply only when it breaks.
        end = connection => Err(end.err().map_or_else(|| "it hung up".into(), Into::into)),
    }
}
