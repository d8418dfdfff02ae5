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
use energycompute::wire::pb;
use http_body_util::{BodyExt as _, Full};
use prost::Message as _;
use tokio::runtime::Builder;
use tonic::codegen::{Bytes, Service as _, http};
use tonic::service::Routes;

use questions::Question;

/// Calls of each kind where nobody asks for a kind.
const FEW: usize = 3;

/// Most calls of a kind. As many requests are made for any number, so that this cancels out.
const MOST: usize = 1_200;

const KINDS: [&str; 6] = ["echo", "claim", "again", "other", "text", "row"];

/// Bytes of answers that are kept where a claim is asked again, and where each is another.
const KEPT: usize = 4 << 20;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|flag| flag != "--bench").collect();
    let shared = Shared::new(seed::embedded().unwrap());
    let ask = |kind: &str, calls| {
        let compute =
            Compute::default().keeping(if matches!(kind, "again" | "other") { KEPT } else { 0 });
        let services = routes(shared.clone(), compute, Sizes::default(), Tally::default());
        ask(&mut services.add_service(echo::Echo).prepare(), kind, calls);
    };
    match &arguments[..] {
        [kind, calls] => ask(kind, calls.parse().unwrap()),
        _ => KINDS.iter().for_each(|kind| ask(kind, FEW)),
    }
}

fn ask(services: &mut Routes, kind: &str, calls: usize) {
    assert!(calls <= MOST, "at most {MOST} calls");
    let question = match kind {
        "echo" => Question::echo(),
        "claim" | "again" | "other" => Question::claim(),
        "text" => Question::sentence(),
        "row" => Question::rows(1),
        _ => panic!("{kind} is none of {KINDS:?}"),
    };
    let message = Bytes::from(question.framed());
    let mut messages = match kind {
        "other" => (0..MOST).map(|call| seeded(&question, call)).collect(),
        _ => vec![message; MOST],
    };
    messages.truncate(calls);
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for message in messages {
            let request = http::Request::post(&question.path)
                .header("content-type", "application/grpc")
                .body(Full::new(message))
                .unwrap();
            let Ok(reply) = services.call(request).await;
            let reply = reply.into_body().collect().await.unwrap();
            assert_eq!(reply.trailers().unwrap()["grpc-status"], "0");
        }
    });
}

/// A claim with a seed of its own: another request, and as much work.
fn seeded(question: &Question, call: usize) -> Bytes {
    let mut claim = pb::CheckClaimRequest::decode(&*question.message).unwrap();
    let seed = Some(i64::try_from(call).unwrap());
    claim.options = Some(pb::ModelOptions { seed, ..Default::default() });
    Question::of("CheckClaim", "CheckClaim", &claim).framed().into()
}
