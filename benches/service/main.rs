//! The whole service as others load it: this release and a bare tonic echo as processes, driven in turn
//! by h2load, and told by calls per second of the server's processor time, which says more on a shared machine
//! than calls per second. Needs h2load (nghttp2-client) and Linux.
//!
//! ```sh
//! cargo bench --bench service                 # thirty turns of half a second each
//! cargo bench --bench service -- 9 --growth   # nine, and how cost grows
//! cargo bench --bench service -- --beside     # and how short calls fare beside too many long ones
//! ```
//!
//! `ENERGYCOMPUTE_PROGRAM` names another program than the one that was built with it, such as
//! `target/tuned/energycompute` by `deploy/tuned`, which has it ask with `-- learn`. `ENERGYCOMPUTE_PEER` names an
//! echo of another make that takes part: gRPC's own `helloworld.Greeter`, on the port that PORT tells it.
#![expect(clippy::unwrap_used, reason = "a failed call is a failed bench")]

mod beside;
mod caller;
mod compare;
mod echo;
mod growth;
mod large;
mod learn;
mod load;
mod questions;
mod raw;
mod server;

use load::Shape;

/// Callers that send many calls at once, and callers that wait for each.
const SHAPES: [Shape; 2] =
    [Shape { connections: 8, streams: 16 }, Shape { connections: 64, streams: 1 }];

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|flag| flag != "--bench").collect();
    if let [word, port, runtime] = &arguments[..]
        && word == "echo"
    {
        return echo::serve(port.parse().unwrap(), runtime == "per-core");
    }
    if arguments.iter().any(|word| word == "learn") {
        return learn::learn(SHAPES);
    }
    let turns = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(30);
    for shape in SHAPES {
        compare::in_turn(shape, turns);
    }
    if arguments.iter().any(|flag| flag == "--growth") {
        growth::tell();
    }
    if arguments.iter().any(|flag| flag == "--beside") {
        beside::tell();
    }
}
