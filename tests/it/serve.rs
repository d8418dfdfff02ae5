//! The server on a real socket: health, both reflections, and an end that comes.

use std::time::Duration;

use energycompute::rpc::Shared;
use energycompute::seed;
use energycompute::server::{self, Grace, Listeners};
use energycompute::wire::pb;
use energycompute::wire::pb::projection_service_client::ProjectionServiceClient;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tonic::transport::Channel;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

/// A server on ports of its own, and the word that ends it.
struct Running {
    grpc: String,
    admin: String,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), server::Error>>,
}

async fn start(pre_stop: u64, drain: u64) -> Running {
    let bind = || TcpListener::bind("127.0.0.1:0");
    let listeners = Listeners { grpc: bind().await.unwrap(), admin: bind().await.unwrap() };
    let grpc = format!("http://{}", listeners.grpc.local_addr().unwrap());
    let admin = listeners.admin.local_addr().unwrap().to_string();
    let (stop, stopped) = oneshot::channel();
    let shared = Shared::new(seed::embedded().unwrap());
    let until = async {
        let _ = stopped.await;
    };
    let grace = Grace::from_seconds(pre_stop, drain);
    let task = tokio::spawn(server::serve(shared, listeners, grace, until));
    Running { grpc, admin, stop, task }
}

async fn channel(running: &Running) -> Channel {
    Channel::from_shared(running.grpc.clone()).unwrap().connect().await.unwrap()
}

/// First line of what the admin port answers.
async fn admin(running: &Running, path: &str) -> String {
    let mut stream = TcpStream::connect(&running.admin).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: admin\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await.unwrap();
    reply.lines().next().unwrap().to_owned()
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

    running.stop.send(()).unwrap();
    running.task.await.unwrap().unwrap();
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
    let mut client = ProjectionServiceClient::new(channel(&running).await);
    let huge = pb::CheckClaimRequest {
        subject: Some(pb::check_claim_request::Subject::Claim("x".repeat(5 << 20))),
        ..Default::default()
    };
    assert_eq!(client.check_claim(huge).await.unwrap_err().code(), tonic::Code::OutOfRange);
    let question: pb::CheckClaimRequest =
        crate::client::request(r#"{"claim":"claims/cn-racks-2025-06"}"#);
    client.check_claim(question).await.unwrap();
    running.stop.send(()).unwrap();
    running.task.await.unwrap().unwrap();
}
