//! Where requests go.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;
use std::task::{Context, Poll};
use std::time::Duration;

use thiserror::Error;
use tonic::body::Body;
use tonic::codegen::http::header::{AUTHORIZATION, HeaderValue};
use tonic::codegen::{BoxFuture, Service, http};
use tonic::service::Routes;
use tonic::transport::Channel;

use super::error::root;
use super::{Access, BadAccess, Error};
use crate::rpc::{self, Compute, Shared, Sizes, Tally};

/// Address of a server. Reads `https://host:port`, `http://host:port` and `host:port`,
/// which is the same as the second.
#[derive(Clone, Debug)]
pub struct Endpoint {
    address: tonic::transport::Endpoint,
    access: Access,
    authorization: Option<HeaderValue>,
}

/// Why a text is not the address of a server.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("needs the form https://host:port, http://host:port or host:port")]
pub struct BadEndpoint;

impl Endpoint {
    /// The same server, and how it and its client know each other.
    ///
    /// # Errors
    ///
    /// Fails when certificates are given and the endpoint is without TLS, or when the
    /// token cannot be sent.
    pub fn with_access(self, access: Access) -> Result<Self, BadAccess> {
        if access.is_for_tls() && !self.has_tls() {
            return Err(BadAccess::NeedsTls);
        }
        Ok(Self { authorization: access.authorization()?, access, ..self })
    }

    fn has_tls(&self) -> bool {
        self.address.uri().scheme_str() == Some("https")
    }

    async fn connect(&self, patience: Duration) -> Result<Channel, tonic::transport::Error> {
        let address = self.address.clone().connect_timeout(patience);
        let address = if self.has_tls() { address.tls_config(self.access.tls())? } else { address };
        address.connect().await
    }
}

impl FromStr for Endpoint {
    type Err = BadEndpoint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (scheme, address) = match text.split_once("://") {
            Some((scheme @ ("http" | "https"), address)) => (scheme, address.trim_end_matches('/')),
            Some(_) => return Err(BadEndpoint),
            None => ("http", text),
        };
        let endpoint = tonic::transport::Endpoint::from_shared(format!("{scheme}://{address}"))
            .map_err(|_unreadable| BadEndpoint)?;
        let uri = endpoint.uri();
        let bare = uri.path() == "/" && uri.query().is_none() && !address.contains('@');
        if uri.port_u16().is_none() || !bare {
            return Err(BadEndpoint);
        }
        Ok(Self { address: endpoint, access: Access::default(), authorization: None })
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.address.uri().to_string().trim_end_matches('/'))
    }
}

/// A connection, or the servers themselves.
#[derive(Clone, Debug)]
pub(super) enum Transport {
    Remote { channel: Channel, authorization: Option<HeaderValue> },
    InProcess(Routes),
}

impl Transport {
    pub(super) async fn connect(endpoint: &Endpoint, patience: Duration) -> Result<Self, Error> {
        let connected = endpoint.connect(patience).await;
        let authorization = endpoint.authorization.clone();
        connected.map(|channel| Self::Remote { channel, authorization }).map_err(|error| {
            Error::unreachable(format!("cannot connect to {endpoint}: {}", root(&error)))
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
            Self::Remote { channel, .. } => channel.poll_ready(cx),
            Self::InProcess(routes) => {
                let ready: Poll<Result<(), Infallible>> =
                    Service::<http::Request<Body>>::poll_ready(routes, cx);
                ready.map(|Ok(())| Ok(()))
            }
        }
    }

    fn call(&mut self, mut request: http::Request<Body>) -> Self::Future {
        match self {
            Self::Remote { channel, authorization } => {
                if let Some(shown) = authorization {
                    request.headers_mut().insert(AUTHORIZATION, shown.clone());
                }
                Box::pin(channel.call(request))
            }
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
    use super::{Access, BadAccess, BadEndpoint, Endpoint};

    #[test]
    fn an_endpoint_is_a_host_and_a_port() {
        for (text, expected) in [
            ("127.0.0.1:50051", Ok("http://127.0.0.1:50051")),
            ("http://service.example:50051", Ok("http://service.example:50051")),
            ("http://[::1]:50051/", Ok("http://[::1]:50051")),
            ("https://service.example:443", Ok("https://service.example:443")),
            ("localhost", Err(BadEndpoint)), // a forgotten port is not port 80
            ("http://host:1/path", Err(BadEndpoint)),
            ("ftp://host:1", Err(BadEndpoint)),
            ("", Err(BadEndpoint)),
        ] {
            let got = text.parse::<Endpoint>().map(|endpoint| endpoint.to_string());
            assert_eq!(got, expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn certificates_are_not_forgotten_in_clear() {
        let clear: Endpoint = "127.0.0.1:50051".parse().unwrap();
        let sealed: Endpoint = "https://127.0.0.1:50051".parse().unwrap();
        let named = Access { server_name: Some("localhost".to_owned()), ..Access::default() };
        assert_eq!(clear.clone().with_access(named.clone()).unwrap_err(), BadAccess::NeedsTls);
        assert!(sealed.clone().with_access(named).is_ok());
        let token = |token: &str| Access { token: Some(token.to_owned()), ..Access::default() };
        assert_eq!(sealed.with_access(token("a\nb")).unwrap_err(), BadAccess::Token);
        let shown = clear.with_access(token("secret")).unwrap();
        assert!(!format!("{shown:?}").contains("secret"), "{shown:?}");
    }
}
