//! Contenders in turn, and the calls per second of processor time of each over those of the echoes.

use crate::load::{self, Run, Shape};
use crate::questions::Question;
use crate::server::Server;

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

/// Every contender once a round, in an order that turns round by round, so that a machine
/// that slows down slows down all of them.
pub(crate) fn in_turn(shape: Shape, rounds: u32, seconds: u32) {
    let mut contenders = echoes();
    let echoes = contenders.len();
    contenders.extend(others());
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
    tell(&contenders, &runs, echoes);
}

/// A line a contender, of which the first are echoes.
fn tell(contenders: &[Contender], runs: &[Vec<Run>], echoes: usize) {
    print!("{:36} {:>12}", "", "calls/CPU s");
    for (server, _) in &contenders[..echoes] {
        print!(" {:>21}", format!("to echo {server}"));
    }
    println!(" {:>9} {:>9} {:>9}", "calls/s", "RSS MiB", "start ms");
    for ((server, question), own) in contenders.iter().zip(runs) {
        let median =
            |of: fn(&Run) -> f64| load::median(&load::sorted(own.iter().map(of).collect()));
        print!("{:36} {:12.0}", format!("{server}, {}", question.name), median(Run::per_cpu));
        for echo in &runs[..echoes] {
            print!(" {:>21}", ratio(own, echo));
        }
        let calls = median(|run| run.calls / run.seconds);
        let (memory, start) = (median(|run| run.mebibytes), median(|run| run.start_ms));
        println!(" {calls:9.0} {memory:9.1} {start:9.1}");
    }
}

/// The median, and the least and the most, of the ratios within each round.
fn ratio(own: &[Run], echo: &[Run]) -> String {
    let ratios = own.iter().zip(echo).map(|(own, echo)| own.per_cpu() / echo.per_cpu());
    let ratios = load::sorted(ratios.collect());
    let (low, high) = (ratios[0], ratios[ratios.len() - 1]);
    format!("{:.2} ({low:.2}-{high:.2})", load::median(&ratios))
}
