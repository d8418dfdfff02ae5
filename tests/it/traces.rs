//! Spans at a collector, in the trace of the caller.

use std::time::Duration;

use energycompute::server::{Grace, Terms};
use energycompute::telemetry::traces::Collector;
use energycompute::wire::pb;
use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::trace::v1::Span;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_stream::wrappers::TcpListenerStream;
use tonic::{Request, Response, Status};

use crate::serve::start_with;

/// A collector that hands over what arrives.
struct Sink(UnboundedSender<Span>);

#[tonic::async_trait]
impl TraceService for Sink {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let resources = request.into_inner().resource_spans.into_iter();
        let scopes = resources.flat_map(|resource| resource.scope_spans);
        for span in scopes.flat_map(|scope| scope.spans) {
            self.0.send(span).unwrap();
        }
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

async fn sink() -> (String, UnboundedReceiver<Span>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let (sent, arrived) = unbounded_channel();
    let server = tonic::transport::Server::builder()
        .add_service(TraceServiceServer::new(Sink(sent)))
        .serve_with_incoming(TcpListenerStream::new(listener));
    tokio::spawn(server);
    (endpoint, arrived)
}

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_a_span_of_its_callers_trace() {
    let (endpoint, mut arrived) = sink().await;
    let collector = Collector { otlp_endpoint: Some(endpoint), ..Collector::default() };
    let traces = collector.start().unwrap();
    let terms =
        Terms { grace: Grace::from_seconds(0, 5), traces: traces.clone(), ..Terms::default() };
    let running = start_with(terms).await;
    let mut client = crate::serve::projection(&running).await;
    let mut request = Request::<pb::CheckClaimRequest>::new(crate::client::request(
        r#"{"claim":"claims/cn-racks-2025-06"}"#,
    ));
    let context = format!("00-{TRACE}-00f067aa0ba902b7-01");
    request.metadata_mut().insert("traceparent", context.parse().unwrap());
    request.metadata_mut().insert("x-request-id", "request-1".parse().unwrap());
    let reply = client.check_claim(request).await.unwrap();
    let given = reply.metadata().get("traceparent").unwrap().to_str().unwrap().to_owned();
    assert!(given.starts_with(&format!("00-{TRACE}-")), "{given}");

    let finish = move || traces.unwrap().finish(Duration::from_secs(10));
    tokio::task::spawn_blocking(finish).await.unwrap();
    let span = arrived.recv().await.unwrap();
    let short = |id: Vec<u8>| format!("{:016x}", u64::from_be_bytes(id.try_into().unwrap()));
    let trace = u128::from_be_bytes(span.trace_id.try_into().unwrap());
    assert_eq!(format!("{trace:032x}"), TRACE);
    assert_eq!(short(span.parent_span_id), "00f067aa0ba902b7");
    assert!(given.contains(&short(span.span_id)), "{given}");
    assert_eq!(span.name, "energycompute.v1.ProjectionService/CheckClaim");
    let told: Vec<String> = span.attributes.iter().map(|told| format!("{told:?}")).collect();
    let told = told.join("\n");
    for fact in ["rpc.response.status_code", "\"OK\"", "request-1"] {
        assert!(told.contains(fact), "{fact} is not in {told}");
    }
    running.end().await;
    assert!(arrived.try_recv().is_err(), "one span a call");
}

#[test]
fn an_endpoint_that_is_none_is_refused() {
    for bad in ["", "collector:4317", "ftp://collector:4317"] {
        let collector = Collector { otlp_endpoint: Some(bad.to_owned()), ..Collector::default() };
        assert!(collector.start().is_err(), "{bad}");
    }
}
