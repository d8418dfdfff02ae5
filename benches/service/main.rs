//! The whole service as others load it: this release and a bare tonic echo as processes, driven in turn
//! by h2load, and told by calls per second of the server's processor time, which says more on a shared machine
//! than calls per second. Needs h2load (nghttp2-client) and Linux.
//!
//! ```sh
//! cargo bench --bench service                    # five rounds of three seconds
//! cargo bench --bench service -- 3 2 --growth    # three of two, and how cost grows
//! ```
//!
//! `ENERGYCOMPUTE_PROGRAM` names another program than the one that was built with it, such as
//! `target/tuned/energycompute` by `deploy/tuned`, which has it ask with `-- learn`.
#![expect(clippy::unwrap_used, reason = "a failed call is a failed bench")]

mod echo;
mod growth;
mod large;
mod learn;
mod load;
mod questions;
mod raw;
mod server;

use load::{Run, Shape};
use questions::Question;
use server::Server;

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
    let number = |place: usize, or: u32| {
        arguments.get(place).and_then(|text| text.parse().ok()).unwrap_or(or)
    };
    let (rounds, seconds) = (number(0, 5), number(1, 3));
    for shape in SHAPES {
        compare(shape, rounds, seconds);
    }
    if arguments.iter().any(|flag| flag == "--growth") {
        growth::tell(seconds);
    }
}

/// Every contender once a round, in an order that turns round by round, so that a machine
/// that slows down slows down all of them.
fn compare(shape: Shape, rounds: u32, seconds: u32) {
    let contenders: Vec<(Server, Question)> = vec![
        (Server::Echo("multi-thread"), Question::echo()),
        (Server::Echo("per-core"), Question::echo()),
        (Server::Anew("multi-thread"), Question::claim()),
        (Server::Anew("per-core"), Question::claim()),
        (Server::Anew("per-core"), Question::rows(1)),
        (Server::Anew("per-core"), Question::rows(5)),
        (Server::Anew("per-core"), Question::sentence()),
        (Server::Own("per-core"), Question::claim()),
        (Server::Own("per-core"), Question::sentence()),
    ];
    let mut runs: Vec<Vec<Run>> = vec![Vec::new(); contenders.len()];
    for round in 0..rounds {
        let mut order: Vec<usize> = (0..contenders.len()).collect();
        let turn = usize::try_from(round).unwrap() % order.len();
        order.rotate_left(turn);
        if round % 2 == 1 {
            order.reverse();
        }
        for place in order {
            let (server, question) = &contenders[place];
            runs[place].push(load::run(server, question, shape, seconds));
        }
    }
    let Shape { connections, streams } = shape;
    println!(
        "\n{connections} connections, {streams} calls at once on each; {rounds} rounds of {seconds} s"
    );
    println!(
        "{:36} {:>12} {:>21} {:>21} {:>9} {:>9} {:>9}",
        "",
        "calls/CPU s",
        "to echo per core",
        "to echo multi-thread",
        "calls/s",
        "RSS MiB",
        "start ms"
    );
    for ((server, question), own) in contenders.iter().zip(&runs) {
        let of = |base: &[Run]| {
            let ratios = own.iter().zip(base).map(|(own, base)| own.per_cpu() / base.per_cpu());
            let ratios = load::sorted(ratios.collect());
            let (low, high) = (ratios[0], ratios[ratios.len() - 1]);
            format!("{:.2} ({low:.2}-{high:.2})", load::median(&ratios))
        };
        let median =
            |of: fn(&Run) -> f64| load::median(&load::sorted(own.iter().map(of).collect()));
        println!(
            "{:36} {:12.0} {:>21} {:>21} {:9.0} {:9.1} {:9.1}",
            format!("{server}, {}", question.name),
            median(Run::per_cpu),
            of(&runs[1]),
            of(&runs[0]),
            median(|run| run.calls / run.seconds),
            median(|run| run.mebibytes),
            median(|run| run.start_ms),
        );
    }
}
