//! The server as a process of its own: what only its pipes and signals show.

use std::time::Duration;

use energycompute::client::{Client, Endpoint};

use crate::support::Process;

#[tokio::test]
async fn a_log_that_nobody_reads_stops_no_call_and_no_end() {
    let mut server = Process::start(["--pre-stop-seconds", "0"]);
    let endpoint: Endpoint = server.grpc.parse().unwrap();
    let mut client = Client::connect(&endpoint, Duration::from_mins(1)).await.unwrap();
    // A pipe holds 64 KiB on Linux, and a line has about 250 bytes.
    for _call in 0..1_000 {
        let unknown = crate::client::request(r#"{"claim":"claims/none"}"#);
        assert_eq!(client.check_claim(unknown).await.unwrap_err().code, "NOT_FOUND");
    }
    assert!(server.end().success());
}
