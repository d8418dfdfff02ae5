//! Spans as the OpenTelemetry SDK keeps and sends them: in batches, from a queue that
//! is bounded and drops what is too much, on a thread of its own.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use opentelemetry::propagation::{Extractor, Injector, TextMapPropagator};
use opentelemetry::trace::{SpanKind, Status, TraceContextExt, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue};
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{Sampler, SdkTracer, SdkTracerProvider};

/// For one batch to arrive.
const PATIENCE: Duration = Duration::from_secs(5);

/// A way to a collector.
#[derive(Clone, Debug)]
pub struct Traces {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
}

/// The span of a call, until it has ended.
#[derive(Debug)]
pub struct Span(Context);

impl Traces {
    /// Sends to a collector, which need not be there yet.
    ///
    /// # Errors
    ///
    /// Fails when `endpoint` is no address of a collector.
    pub(super) fn to(endpoint: &str, share: f64) -> Result<Self, String> {
        let uri: Uri = endpoint.parse().map_err(|error| format!("{endpoint}: {error}"))?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err(format!(
                "{endpoint}: needs the form http://host:port or https://host:port"
            ));
        }
        let exporter = SpanExporter::builder().with_tonic();
        let exporter = exporter.with_endpoint(endpoint).with_timeout(PATIENCE).build();
        let exporter = exporter.map_err(|error| format!("{endpoint}: {error}"))?;
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let resource = Resource::builder().with_service_name(env!("CARGO_PKG_NAME"));
        let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(share)));
        let provider = SdkTracerProvider::builder()
            .with_resource(resource.with_attribute(version).build())
            .with_sampler(sampler)
            .with_batch_exporter(exporter)
            .build();
        let tracer = provider.tracer(env!("CARGO_PKG_NAME"));
        Ok(Self { provider, tracer })
    }

    /// Begins the span of a call, in the trace of its caller if that has one.
    pub fn begin(&self, headers: &HeaderMap, method: &'static str) -> Span {
        let caller =
            TraceContextPropagator::new().extract_with_context(&Context::new(), &Incoming(headers));
        let attributes =
            [KeyValue::new("rpc.system.name", "grpc"), KeyValue::new("rpc.method", method)];
        let span = self.tracer.span_builder(method).with_kind(SpanKind::Server);
        let span = span.with_attributes(attributes).start_with_context(&self.tracer, &caller);
        Span(caller.with_span(span))
    }

    /// Sends what has not been sent. Blocks for at most so long.
    pub fn finish(&self, patience: Duration) {
        // Whoever cannot be reached now gets it never.
        _ = self.provider.shutdown_with_timeout(patience);
    }
}

impl Span {
    /// The trace that it belongs to.
    pub fn trace_id(&self) -> String {
        self.0.span().span_context().trace_id().to_string()
    }

    /// Gives its context to the caller.
    pub fn write(&self, headers: &mut HeaderMap) {
        TraceContextPropagator::new().inject_context(&self.0, &mut Outgoing(headers));
    }

    /// Ends it. Only what the service is to blame for makes it an error.
    pub fn end(&mut self, code: &'static str, is_fault: bool, request_id: &str) {
        let span = self.0.span();
        span.set_attribute(KeyValue::new("rpc.response.status_code", code));
        span.set_attribute(KeyValue::new("energycompute.request_id", request_id.to_owned()));
        if is_fault {
            span.set_attribute(KeyValue::new("error.type", code));
            span.set_status(Status::error(""));
        }
        span.end();
    }
}

/// Headers as they came.
struct Incoming<'h>(&'h HeaderMap);

impl Extractor for Incoming<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(HeaderName::as_str).collect()
    }
}

/// Headers as they go.
struct Outgoing<'h>(&'h mut HeaderMap);

impl Injector for Outgoing<'_> {
    fn set(&mut self, key: &str, value: String) {
        let name = HeaderName::from_bytes(key.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(value)) {
            self.0.insert(name, value);
        }
    }
}
