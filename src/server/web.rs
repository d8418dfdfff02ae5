//! Browsers: gRPC-Web over HTTP/1.1 and HTTP/2, from pages of any origin or of those named.

use std::time::Duration;

use clap::Args;
use tonic::codegen::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use tonic::codegen::http::{Method, Uri};
use tonic_web::{GrpcWebLayer, GrpcWebService};
use tower::Layer;
use tower_http::cors::{AllowOrigin, Any, Cors, CorsLayer};

use super::gate::Door;
use super::request_id;

/// How long a browser may keep what it was told of origins.
const MAX_AGE: Duration = Duration::from_hours(1);

/// Headers that a page may send.
const SENT: [HeaderName; 8] = [
    AUTHORIZATION,
    CONTENT_TYPE,
    HeaderName::from_static("grpc-timeout"),
    HeaderName::from_static("traceparent"),
    HeaderName::from_static("tracestate"),
    HeaderName::from_static("x-grpc-web"),
    request_id::HEADER,
    HeaderName::from_static("x-user-agent"),
];

/// Headers that a page may read.
const READ: [HeaderName; 5] = [
    HeaderName::from_static("grpc-message"),
    HeaderName::from_static("grpc-status"),
    HeaderName::from_static("grpc-status-details-bin"),
    HeaderName::from_static("traceparent"),
    request_id::HEADER,
];

/// Whether browsers may call. Each is a flag and an environment variable.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Browsers")]
pub struct Web {
    /// Speak gRPC-Web too, on the same port, also over HTTP/1.1
    #[arg(long, env = "ENERGYCOMPUTE_GRPC_WEB")]
    pub grpc_web: bool,
    /// Origins whose pages may call, for example `https://app.example`; all by default
    #[arg(
        long,
        value_name = "ORIGIN",
        env = "ENERGYCOMPUTE_WEB_ORIGINS",
        value_delimiter = ',',
        value_parser = origin,
        requires = "grpc_web"
    )]
    pub web_origins: Vec<HeaderValue>,
}

impl Web {
    /// What goes around the services, where browsers may call.
    pub(super) fn layer(&self) -> Option<WebLayer> {
        let origins = if self.web_origins.is_empty() {
            AllowOrigin::from(Any)
        } else {
            AllowOrigin::list(self.web_origins.iter().cloned())
        };
        let cors = CorsLayer::new()
            .allow_origin(origins)
            .allow_methods([Method::POST])
            .allow_headers(SENT)
            .expose_headers(READ)
            .max_age(MAX_AGE);
        self.grpc_web.then(|| WebLayer(cors))
    }
}

/// Turns what browsers say into what the services understand, and back.
#[derive(Clone, Debug)]
pub(super) struct WebLayer(CorsLayer);

impl WebLayer {
    pub(super) fn around<S>(&self, services: Door<S>) -> Cors<GrpcWebService<Door<S>>> {
        self.0.layer(GrpcWebLayer::new().layer(services))
    }
}

fn origin(text: &str) -> Result<HeaderValue, String> {
    let fault = || format!("\"{text}\" needs the form https://host or https://host:port");
    let uri: Uri = text.parse().map_err(|_unreadable| fault())?;
    // A browser sends it without a path, and compares to the letter.
    let is_bare = uri.scheme().is_some() && uri.path() == "/" && !text.ends_with('/');
    if is_bare { HeaderValue::from_str(text).map_err(|_unwritable| fault()) } else { Err(fault()) }
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn an_origin_is_what_a_browser_sends() {
        for good in ["https://app.example", "http://localhost:8080"] {
            assert_eq!(origin(good).unwrap(), good);
        }
        for bad in ["app.example", "https://app.example/", "https://app.example/page", "*", ""] {
            assert!(origin(bad).is_err(), "{bad}");
        }
    }
}
