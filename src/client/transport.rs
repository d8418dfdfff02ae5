//! Where requests go.

use std::convert::Infallible;
use std::error;
use std::fmt;
use std::str::FromStr;
use std::task::{Context, Poll};
use std::time::Duration;

use thiserror::Error;
use tonic::body::Body;
use tonic::codegen::{BoxFuture, Service, http};
use tonic::service::Routes;
use tonic::transport::Channel;

use super::Error;
use crate::rpc::{self, Compute, Shared, Sizes, Tally};

/// Address of a server. Reads `http://host:port` and `host:port`.
#[derive(Clone, Debug)]
pub struct Endpoint(tonic::transport::Endpoint);

/// Why a text is not the address of a server.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum BadEndpoint {
    /// TLS comes in a later release.
    #[error("https is not supported by this release")]
    Tls,
    /// Another form is needed.
    #[error("needs the form http://host:port or host:port")]
    Form,
}

impl FromStr for Endpoint {
    type Err = BadEndpoint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let address = match text.split_once("://") {
            Some(("http", address)) => address.trim_end_matches('/'),
            Some(("https", _)) => return Err(BadEndpoint::Tls),
            Some(_) => return Err(BadEndpoint::Form),
            None => text,
        };
        let endpoint = tonic::transport::Endpoint::from_shared(format!("http://{address}"))
            .map_err(|_unreadable| BadEndpoint::Form)?;
        let uri = endpoint.uri();
        let bare = uri.path() == "/" && uri.query().is_none() && !address.contains('@');
        if uri.port_u16().is_some() && bare { Ok(Self(endpoint)) } else { Err(BadEndpoint::Form) }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.uri().to_string().trim_end_matches('/'))
    }
}

/// A connection, or the servers themselves.
#[derive(Clone, Debug)]
pub(super) enum Transport {
    Remote(Channel),
    InProcess(Routes),
}

impl Transport {
    pub(super) async fn connect(endpoint: &Endpoint, patience: Duration) -> Result<Self, Error> {
        let connected = endpoint.0.clone().connect_timeout(patience).connect().await;
        connected.map(Self::Remote).map_err(|error| {
            // tonic says "transport error"; what helps stands at the bottom.
            let mut reason: &dyn error::Error = &error;
            while let Some(deeper) = reason.source() {
                reason = deeper;
            }
            Error::unreachable(format!("cannot connect to {endpoint}: {reason}"))
        })
    }

    pub(super) fn in_process(shared: Shared) -> Self {
        Self::InProcess(
            rpc::routes(shared, Compute::default(), Sizes::default(), Tally::default()).prepare(),
        )
    }
}

impl Service<http::Request<Body>> for Transport {
    type Response = http::Response<Body>;
    type Error = tonic::transport::Error;
    type Future = BoxFuture<Self::Response, Self::Error>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        match self {
            Self::Remote(channel) => channel.poll_ready(cx),
            Self::InProcess(routes) => {
                let ready: Poll<Result<(), Infallible>> =
                    Service::<http::Request<Body>>::poll_ready(routes, cx);
                ready.map(|Ok(())| Ok(()))
            }
        }
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        match self {
            Self::Remote(channel) => Box::pin(channel.call(request)),
            Self::InProcess(routes) => {
                let reply = routes.call(request);
                Box::pin(async {
                    let Ok(reply) = reply.await;
                    Ok(reply)
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BadEndpoint, Endpoint};

    #[test]
    fn an_endpoint_is_a_host_and_a_port() {
        for (text, expected) in [
            ("127.0.0.1:50051", Ok("http://127.0.0.1:50051")),
            ("http://service.example:50051", Ok("http://service.example:50051")),
            ("http://[::1]:50051/", Ok("http://[::1]:50051")),
            ("localhost", Err(BadEndpoint::Form)), // a forgotten port is not port 80
            ("http://host:1/path", Err(BadEndpoint::Form)),
            ("ftp://host:1", Err(BadEndpoint::Form)),
            ("https://host:443", Err(BadEndpoint::Tls)),
            ("", Err(BadEndpoint::Form)),
        ] {
            let got = text.parse::<Endpoint>().map(|endpoint| endpoint.to_string());
            assert_eq!(got, expected.map(str::to_owned), "{text}");
        }
    }
}
