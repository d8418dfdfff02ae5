//! The server on a real socket: health, both reflections, and an end that comes.

use std::num::{NonZeroU64, NonZeroUsize};
use std::time::Duration;

use energycompute::rpc::Shared;
use energycompute::seed;
use energycompute::server::{self, Grace, Limits, Listeners, Live, Terms, Transport};
use energycompute::wire::pb;
use energycompute::wire::pb::projection_service_client::ProjectionServiceClient;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tonic::codec::CompressionEncoding;
use tonic::transport::Channel;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tonic_types::StatusExt;

/// A server on ports of its own, and the word that ends it.
pub(crate) struct Running {
    pub(crate) grpc: String,
    pub(crate) admin: String,
    pub(crate) stop: oneshot::Sender<()>,
    pub(crate) task: JoinHandle<Result<(), server::Error>>,
}

impl Running {
    /// Ends it, and waits until it has ended well.
    pub(crate) async fn end(self) {
        self.stop.send(()).unwrap();
        self.task.await.unwrap().unwrap();
    }
}

async fn start(pre_stop: u64, drain: u64) -> Running {
    start_with(Terms { grace: Grace::from_seconds(pre_stop, drain), ..Terms::default() }).await
}

pub(crate) async fn start_with(terms: Terms) -> Running {
    start_live(Shared::new(seed::embedded().unwrap()).into(), terms).await
}

pub(crate) async fn start_live(live: Live, terms: Terms) -> Running {
    let bind = || TcpListener::bind("127.0.0.1:0");
    let listeners = Listeners { grpc: bind().await.unwrap(), admin: bind().await.unwrap() };
    let grpc = format!("http://{}", listeners.grpc.local_addr().unwrap());
    let admin = listeners.admin.local_addr().unwrap().to_string();
    let (stop, stopped) = oneshot::channel();
    let until = async {
        let _ = stopped.await;
    };
    let task = tokio::spawn(server::serve(live, listeners, terms, until));
    Running { grpc, admin, stop, task }
}

pub(crate) async fn channel(running: &Running) -> Channel {
    Channel::from_shared(running.grpc.clone()).unwrap().connect().await.unwrap()
}

pub(crate) async fn projection(running: &Running) -> ProjectionServiceClient<Channel> {
    ProjectionServiceClient::new(channel(running).await)
}

/// First line of what the admin port answers.
async fn admin(running: &Running, path: &str) -> String {
    page(running, path).await.lines().next().unwrap().to_owned()
}

/// What the admin port answers.
pub(crate) async fn page(running: &Running, path: &str) -> String {
    let mut stream = TcpStream::connect(&running.admin).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: admin\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await.unwrap();
    reply
}

#[tokio::test]
async fn a_server_answers_is_healthy_and_ends_when_told() {
    let running = start(0, 5).await;
    let channel = channel(&running).await;
    let mut health = HealthClient::new(channel.clone());
    for service in ["", "energycompute.v1.ProjectionService", "energycompute.v1.CatalogService"] {
        let request = HealthCheckRequest { service: service.to_owned() };
        let reply = health.check(request).await.unwrap().into_inner();
        assert_eq!(reply.status(), tonic_health::pb::health_check_response::ServingStatus::Serving);
    }
    let unknown = HealthCheckRequest { service: "no.such.Service".to_owned() };
    assert_eq!(health.check(unknown).await.unwrap_err().code(), tonic::Code::NotFound);

    let question = crate::client::request(r#"{"claim":"claims/cn-racks-2025-06"}"#);
    let mut client = ProjectionServiceClient::new(channel);
    let reply =
        client.check_claim(tonic::Request::<pb::CheckClaimRequest>::new(question)).await.unwrap();
    assert_eq!(reply.into_inner().verdict(), pb::Verdict::Supported);
    assert!(admin(&running, "/readyz").await.contains("200"));
    assert!(admin(&running, "/livez").await.contains("200"));

    running.end().await;
}

#[tokio::test]
async fn a_silent_connection_does_not_hold_up_the_end() {
    let running = start(0, 1).await;
    let silent = TcpStream::connect(running.grpc.trim_start_matches("http://")).await.unwrap();
    running.stop.send(()).unwrap();
    // Bounded by the drain, not by the peer.
    tokio::time::timeout(Duration::from_secs(30), running.task).await.unwrap().unwrap().unwrap();
    drop(silent);
}

#[tokio::test]
async fn a_message_over_the_limit_is_refused_and_the_server_lives_on() {
    let running = start(0, 5).await;
    let mut client = projection(&running).await;
    let huge = pb::CheckClaimRequest {
        subject: Some(pb::check_claim_request::Subject::Claim("x".repeat(5 << 20))),
        ..Default::default()
    };
    assert_eq!(client.check_claim(huge).await.unwrap_err().code(), tonic::Code::OutOfRange);
    let question: pb::CheckClaimRequest =
        crate::client::request(r#"{"claim":"claims/cn-racks-2025-06"}"#);
    client.check_claim(question).await.unwrap();
    running.end().await;
}

/// As many draws of sites and years as one comparison may ask for.
pub(crate) fn heaviest() -> pb::CompareCostsRequest {
    crate::client::request(
        r#"{"sites":[{"id":"va","site":"us-virginia"},{"id":"de","site":"de-industrial"}],
            "workload":{"itLoadMw":80},"years":{"firstYear":2026,"lastYear":2040},
            "options":{"sampleCount":131072}}"#,
    )
}

#[tokio::test]
async fn a_deadline_stops_the_work_and_frees_its_thread() {
    let limits = Limits {
        max_call_seconds: NonZeroU64::new(600).unwrap(),
        compute_threads: NonZeroUsize::MIN,
        ..Limits::default()
    };
    let grace = Grace::from_seconds(0, 5);
    let running = start_with(Terms { grace, limits, ..Terms::default() }).await;
    let mut client = projection(&running).await;
    let mut request = tonic::Request::new(heaviest());
    request.metadata_mut().insert("grpc-timeout", "20m".parse().unwrap());
    let late = client.compare_costs(request).await.unwrap_err();
    // The caller's own clock, which may be first, calls it CANCELLED.
    let is_late = [tonic::Code::DeadlineExceeded, tonic::Code::Cancelled].contains(&late.code());
    assert!(is_late, "{late:?}");
    // The only thread answers another heavy call.
    let question: pb::CheckClaimRequest = crate::client::request(
        r#"{"claim":"claims/cn-racks-2025-06","options":{"sampleCount":8192}}"#,
    );
    client.check_claim(question).await.unwrap();
    running.end().await;
}

#[tokio::test]
async fn a_full_house_refuses_calls_and_answers_health() {
    let limits = Limits { max_calls: NonZeroUsize::MIN, ..Limits::default() };
    let grace = Grace::from_seconds(0, 5);
    let running = start_with(Terms { grace, limits, ..Terms::default() }).await;
    let channel = channel(&running).await;
    let mut client = ProjectionServiceClient::new(channel.clone());
    let question = || -> pb::CheckClaimRequest {
        crate::client::request(r#"{"claim":"claims/cn-racks-2025-06"}"#)
    };

    // A request whose body never comes is in flight until its deadline.
    let mut raw = tonic::client::Grpc::new(channel.clone());
    let held = tokio::spawn(async move {
        raw.ready().await.unwrap();
        let path = "/energycompute.v1.ProjectionService/CheckClaim".parse().unwrap();
        let body = tokio_stream::pending::<pb::CheckClaimRequest>();
        let codec = tonic_prost::ProstCodec::<_, pb::CheckClaimResponse>::default();
        raw.client_streaming(tonic::Request::new(body), path, codec).await
    });
    let refused = loop {
        if let Err(refused) = client.check_claim(question()).await {
            break refused;
        }
    };
    assert_eq!(refused.code(), tonic::Code::ResourceExhausted);
    assert_eq!(refused.get_details_error_info().unwrap().reason, "TOO_MANY_CALLS");
    assert!(refused.get_details_retry_info().unwrap().retry_delay.is_some());
    let mut health = HealthClient::new(channel);
    health.check(HealthCheckRequest { service: String::new() }).await.unwrap();

    let late = held.await.unwrap().unwrap_err();
    assert_eq!(late.code(), tonic::Code::DeadlineExceeded);
    client.check_claim(question()).await.unwrap();
    running.end().await;
}

#[tokio::test]
async fn a_call_has_a_name_of_its_caller_s_or_its_own() {
    let running = start(0, 5).await;
    let mut client = projection(&running).await;
    for (own, is_kept) in [("build-7:check.1", true), ("not legal", false)] {
        let question: pb::CheckClaimRequest =
            crate::client::request(r#"{"claim":"claims/cn-racks-2025-06"}"#);
        let mut request = tonic::Request::new(question);
        request.metadata_mut().insert("x-request-id", own.parse().unwrap());
        let reply = client.check_claim(request).await.unwrap();
        let told = reply.metadata().get("x-request-id").unwrap().to_str().unwrap();
        assert_eq!(told == own, is_kept, "{told}");
    }
    running.end().await;
}

/// What is left to read until the server closes: nothing, or its last words.
async fn is_closed(mut stream: TcpStream) -> bool {
    // An abrupt end is an end.
    stream.read_to_end(&mut Vec::new()).await.map_or(true, |_| true)
}

#[tokio::test]
async fn silent_and_surplus_and_old_connections_are_closed() {
    let grace = Grace::from_seconds(0, 5);
    let transport = Transport {
        max_connections: NonZeroUsize::new(2).unwrap(),
        handshake_seconds: NonZeroU64::MIN,
        max_connection_age_seconds: NonZeroU64::MIN,
        max_connection_age_grace_seconds: 0,
        ..Transport::default()
    };
    let running = start_with(Terms { grace, transport, ..Terms::default() }).await;
    let address = running.grpc.trim_start_matches("http://").to_owned();
    // None of these would end by itself; each `await` ends with the server's close.
    let silent = TcpStream::connect(&address).await.unwrap();
    let mut old = TcpStream::connect(&address).await.unwrap();
    old.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let surplus = TcpStream::connect(&address).await.unwrap();
    assert!(is_closed(surplus).await);
    assert!(is_closed(silent).await);
    assert!(is_closed(old).await);
    // Their places are free again.
    let mut client = projection(&running).await;
    let question: pb::CheckClaimRequest =
        crate::client::request(r#"{"claim":"claims/cn-racks-2025-06"}"#);
    client.check_claim(question).await.unwrap();
    running.end().await;
}

#[tokio::test]
async fn messages_may_be_compressed_and_count_decompressed() {
    let running = start(0, 5).await;
    for encoding in [CompressionEncoding::Gzip, CompressionEncoding::Zstd] {
        let mut client =
            projection(&running).await.send_compressed(encoding).accept_compressed(encoding);
        let question: pb::CheckClaimRequest =
            crate::client::request(r#"{"claim":"claims/cn-racks-2025-06"}"#);
        let reply = client.check_claim(question).await.unwrap();
        let used = reply.metadata().get("grpc-encoding").unwrap();
        assert_eq!(used.to_str().unwrap(), encoding.to_string());

        // A few kilobytes on the wire.
        let bomb = pb::CheckClaimRequest {
            subject: Some(pb::check_claim_request::Subject::Claim("x".repeat(5 << 20))),
            ..Default::default()
        };
        let refused = client.check_claim(bomb).await.unwrap_err();
        assert!(
            [tonic::Code::OutOfRange, tonic::Code::ResourceExhausted].contains(&refused.code()),
            "{refused:?}"
        );
    }
    running.end().await;
}

#[tokio::test]
async fn calls_are_counted_by_methods_that_exist() {
    let running = start(0, 5).await;
    let channel = channel(&running).await;
    let mut client = ProjectionServiceClient::new(channel.clone());
    let question: pb::CheckClaimRequest =
        crate::client::request(r#"{"claim":"claims/cn-racks-2025-06"}"#);
    client.check_claim(question).await.unwrap();
    client.check_claim(pb::CheckClaimRequest::default()).await.unwrap_err();
    for method in ["/evil.v1.A/B", "/energycompute.v1.ProjectionService/DropTable"] {
        let mut raw = tonic::client::Grpc::new(channel.clone());
        raw.ready().await.unwrap();
        let codec =
            tonic_prost::ProstCodec::<pb::CheckClaimRequest, pb::CheckClaimResponse>::default();
        let request = tonic::Request::new(pb::CheckClaimRequest::default());
        let refused = raw.unary(request, method.parse().unwrap(), codec).await.unwrap_err();
        assert_eq!(refused.code(), tonic::Code::Unimplemented);
    }
    let page = page(&running, "/metrics").await;
    let of = |method: &str, code: &str| {
        format!(
            "rpc_server_call_duration_seconds_count{{rpc_method=\"{method}\",\
             rpc_response_status_code=\"{code}\"}}"
        )
    };
    let check = "energycompute.v1.ProjectionService/CheckClaim";
    for line in [
        format!("{} 1", of(check, "OK")),
        format!("{} 1", of(check, "INVALID_ARGUMENT")),
        format!("{} 2", of("_OTHER", "UNIMPLEMENTED")),
        "energycompute_claims_total{verdict=\"supported\"} 1".to_owned(),
        "energycompute_calls_in_flight{weight=\"all\"} 0".to_owned(),
        "energycompute_connections 1".to_owned(),
    ] {
        assert!(page.lines().any(|told| told == line), "{line} is not in\n{page}");
    }
    assert!(!page.contains("evil") && !page.contains("DropTable"), "{page}");
    running.end().await;
}
