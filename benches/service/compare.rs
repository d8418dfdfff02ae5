//! Contenders in turn, and the calls per second of processor time of each over those of the echoes.

use std::time::Duration;

use crate::load::{self, Run, Shape};
use crate::questions::Question;
use crate::server::{Running, Server};

type Contender = (Server, Question);

/// Bare echoes, which all others are compared with.
fn echoes() -> Vec<Contender> {
    let own = ["per-core", "multi-thread"].map(|runtime| (Server::Echo(runtime), Question::echo()));
    let peer = std::env::var_os("ENERGYCOMPUTE_PEER");
    let peer = peer.map(|program| (Server::Peer(program.into()), Question::greeting()));
    own.into_iter().chain(peer).collect()
}

fn others() -> [Contender; 7] {
    [
        (Server::Anew("multi-thread"), Question::claim()),
        (Server::Anew("per-core"), Question::claim()),
        (Server::Anew("per-core"), Question::rows(1)),
        (Server::Anew("per-core"), Question::rows(5)),
        (Server::Anew("per-core"), Question::sentence()),
        (Server::Own("per-core"), Question::claim()),
        (Server::Own("per-core"), Question::sentence()),
    ]
}

/// How long a turn is. A machine that is shared slows down for seconds at a time: what is compared
/// is asked within a few of each other.
const TURN: Duration = Duration::from_millis(500);

/// Every contender once a round, in an order that turns round by round, so that a machine
/// that slows down slows down all of them.
pub(crate) fn in_turn(shape: Shape, rounds: u32) {
    let mut contenders = echoes();
    let echoes = contenders.len();
    contenders.extend(others());
    let start = |(server, question): &Contender| {
        let running = server.start(question);
        load::turn(&running, question, shape, 2 * TURN);
        running
    };
    let running: Vec<Running> = contenders.iter().map(start).collect();
    let mut runs: Vec<Vec<Run>> = vec![Vec::new(); contenders.len()];
    for round in 0..rounds {
        let mut order: Vec<usize> = (0..contenders.len()).collect();
        let turn = usize::try_from(round).unwrap() % order.len();
        order.rotate_left(turn);
        if round % 2 == 1 {
            order.reverse();
        }
        for place in order {
            let (_, question) = &contenders[place];
            runs[place].push(load::turn(&running[place], question, shape, TURN));
        }
    }
    let Shape { connections, streams } = shape;
    println!(
        "\n{connections} connections, {streams} calls at once on each; {rounds} turns of {TURN:?}"
    );
    tell(&contenders, &runs, echoes);
}

/// A line a contender, of which the first are echoes.
fn tell(contenders: &[Contender], runs: &[Vec<Run>], echoes: usize) {
    print!("{:36} {:>12}", "", "calls/CPU s");
    for (server, _) in &contenders[..echoes] {
        print!(" {:>27}", format!("to echo {server}"));
    }
    println!(" {:>9} {:>9} {:>9}", "calls/s", "RSS MiB", "start ms");
    for ((server, question), own) in contenders.iter().zip(runs) {
        let median =
            |of: fn(&Run) -> f64| load::median(&load::sorted(own.iter().map(of).collect()));
        print!("{:36} {:12.0}", format!("{server}, {}", question.name), median(Run::per_cpu));
        for echo in &runs[..echoes] {
            print!(" {:>27}", ratio(own, echo));
        }
        let calls = median(|run| run.calls / run.seconds);
        let (memory, start) = (median(|run| run.mebibytes), median(|run| run.start_ms));
        println!(" {calls:9.0} {memory:9.1} {start:9.1}");
    }
}

/// Of the ratios within each round the median, and in brackets the least, the middle half, and the most.
fn ratio(own: &[Run], echo: &[Run]) -> String {
    let ratios = own.iter().zip(echo).map(|(own, echo)| own.per_cpu() / echo.per_cpu());
    let ratios = load::sorted(ratios.collect());
    let at = |quarter: usize| ratios[(ratios.len() - 1) * quarter / 4];
    let [least, low, high, most] = [0, 1, 3, 4].map(at);
    format!("{:.2} ({least:.2} {low:.2}-{high:.2} {most:.2})", load::median(&ratios))
}
