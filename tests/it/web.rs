//! What a browser does: gRPC-Web over HTTP/1.1, after it asked whether the page may.

use energycompute::server::{Grace, Terms, Web};
use energycompute::wire::pb;
use prost::Message as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::serve::{Running, start_with};

const METHOD: &str = "/energycompute.v1.ProjectionService/CheckClaim";

async fn start(web: Web) -> Running {
    start_with(Terms { grace: Grace::from_seconds(0, 5), web, ..Terms::default() }).await
}

/// Head and body of the reply to a request of HTTP/1.1.
async fn ask(running: &Running, head: &str, body: &[u8]) -> (String, Vec<u8>) {
    let address = running.grpc.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let head =
        format!("{head}\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}");
    stream.write_all(&[head.as_bytes(), b"\r\n\r\n", body].concat()).await.unwrap();
    let mut reply = Vec::new();
    // One who speaks HTTP/2 alone may hang up before it has read everything.
    _ = stream.read_to_end(&mut reply).await;
    let end = reply.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(reply.len());
    let body = reply.get(end + 4..).unwrap_or_default().to_vec();
    (String::from_utf8_lossy(&reply[..end]).to_lowercase(), body)
}

async fn check(running: &Running, origin: &str) -> (String, Vec<u8>) {
    let message: pb::CheckClaimRequest =
        crate::client::request(r#"{"claim":"claims/cn-racks-2025-06"}"#);
    let message = message.encode_to_vec();
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    let body = [&[0], &length[..], &message].concat();
    let head = format!(
        "POST {METHOD} HTTP/1.1\r\norigin: {origin}\r\n\
         content-type: application/grpc-web+proto\r\nx-grpc-web: 1"
    );
    ask(running, &head, &body).await
}

async fn preflight(running: &Running, origin: &str) -> String {
    let head = format!(
        "OPTIONS {METHOD} HTTP/1.1\r\norigin: {origin}\r\naccess-control-request-method: POST\r\n\
         access-control-request-headers: content-type,x-grpc-web,authorization"
    );
    ask(running, &head, b"").await.0
}

#[tokio::test]
async fn a_page_may_call_where_browsers_are_let_in() {
    let running = start(Web { grpc_web: true, web_origins: Vec::new() }).await;
    let allowed = preflight(&running, "https://app.example").await;
    for told in [
        "http/1.1 200",
        "access-control-allow-origin: *",
        "access-control-allow-methods: post",
        "x-grpc-web",
    ] {
        assert!(allowed.contains(told), "{told} is not in {allowed}");
    }
    let (head, body) = check(&running, "https://app.example").await;
    assert!(head.contains("http/1.1 200"), "{head}");
    assert!(head.contains("content-type: application/grpc-web+proto"), "{head}");
    assert!(head.contains("access-control-expose-headers: grpc-message,grpc-status"), "{head}");
    // Trailers come as the last frame of the body.
    let told = String::from_utf8_lossy(&body);
    assert!(told.contains("grpc-status:0"), "{told}");
    assert!(told.contains("miit-caict-2025-08"), "{told}");

    // Callers of gRPC are answered as before.
    let mut client = crate::serve::projection(&running).await;
    let request = crate::client::request(r#"{"claim":"claims/cn-racks-2025-06"}"#);
    client.check_claim(tonic::Request::<pb::CheckClaimRequest>::new(request)).await.unwrap();
    running.end().await;
}

#[tokio::test]
async fn a_page_of_another_origin_reads_nothing() {
    let origin = "https://app.example".parse().unwrap();
    let running = start(Web { grpc_web: true, web_origins: vec![origin] }).await;
    let named = preflight(&running, "https://app.example").await;
    assert!(named.contains("access-control-allow-origin: https://app.example"), "{named}");
    let other = preflight(&running, "https://evil.example").await;
    assert!(!other.contains("access-control-allow-origin"), "{other}");
    running.end().await;
}

#[tokio::test]
async fn without_the_flag_only_http_2_is_spoken() {
    let running = start(Web::default()).await;
    let (head, _body) = check(&running, "https://app.example").await;
    assert!(!head.contains("200 ok"), "{head}");
    running.end().await;
}
