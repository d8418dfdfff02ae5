//! So many calls of one kind, in process: codec, handler and model, without a socket. Run under
//! callgrind, whose counts repeat, by `benches/instructions`, which compares them with those that
//! are committed.
//!
//! ```sh
//! cargo bench --bench instructions -- claim 1000
//! ```
#![expect(clippy::unwrap_used, reason = "a failed call is a failed bench")]

#[path = "service/echo.rs"]
#[expect(dead_code, reason = "it is not served here")]
mod echo;
#[path = "service/questions.rs"]
#[expect(dead_code, reason = "some questions are for load alone")]
mod questions;

use energycompute::rpc::{Compute, Shared, Sizes, Tally, routes};
use energycompute::seed;
use http_body_util::{BodyExt as _, Full};
use tokio::runtime::Builder;
use tonic::codegen::{Bytes, Service as _, http};
use tonic::service::Routes;

use questions::Question;

/// Calls of each kind where nobody asks for a kind.
const FEW: usize = 3;

const KINDS: [&str; 5] = ["echo", "claim", "again", "text", "row"];

/// Bytes of answers that are kept where a claim is asked again.
const KEPT: usize = 4 << 20;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|flag| flag != "--bench").collect();
    let shared = Shared::new(seed::embedded().unwrap());
    let ask = |kind: &str, calls| {
        let compute = Compute::default().keeping(if kind == "again" { KEPT } else { 0 });
        let services = routes(shared.clone(), compute, Sizes::default(), Tally::default());
        ask(&mut services.add_service(echo::Echo).prepare(), kind, calls);
    };
    match &arguments[..] {
        [kind, calls] => ask(kind, calls.parse().unwrap()),
        _ => KINDS.iter().for_each(|kind| ask(kind, FEW)),
    }
}

fn ask(services: &mut Routes, kind: &str, calls: usize) {
    let question = match kind {
        "echo" => Question::echo(),
        "claim" | "again" => Question::claim(),
        "text" => Question::sentence(),
        "row" => Question::rows(1),
        _ => panic!("{kind} is none of {KINDS:?}"),
    };
    let message = Bytes::from(question.framed());
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for _call in 0..calls {
            let request = http::Request::post(&question.path)
                .header("content-type", "application/grpc")
                .body(Full::new(message.clone()))
                .unwrap();
            let Ok(reply) = services.call(request).await;
            let reply = reply.into_body().collect().await.unwrap();
            assert_eq!(reply.trailers().unwrap()["grpc-status"], "0");
        }
    });
}
