//! Short calls while long ones come twice as fast as the cores can do them, over short calls alone.

use std::thread;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::caller::{self, Connection};
use crate::load;
use crate::questions::Question;
use crate::server::{Running, Server};

/// It keeps no answers: short calls are worked out.
const SERVER: Server = Server::Anew("per-core");

/// How often each is measured, and for how long: a hundredth of the short calls is to be some dozens.
const ROUNDS: u32 = 3;
const SECONDS: u32 = 8;

/// Short calls a second.
const SHORT: u32 = 400;

/// Draws of the long ones.
const DRAWS: i32 = 16_384;

/// Connections of either kind.
const CONNECTIONS: usize = 4;

/// How long short calls waited, ms, how many were refused, and the most memory that was held.
struct Waits {
    middle: f64,
    late: f64,
    refused: usize,
    mebibytes: f64,
}

pub(crate) fn tell() {
    let a_second = twice_what_cores_do();
    println!(
        "\n{SHORT} claims a second, alone and beside {a_second} comparisons of 5 sites and {DRAWS} draws; \
         {ROUNDS} rounds of {SECONDS} s"
    );
    let columns =
        ["alone: p50", "p99 ms", "beside: p50", "p99 ms", "over: p50", "p99", "refused", "MiB"];
    println!("{}", columns.map(|name| format!("{name:>12}")).concat());
    for _ in 0..ROUNDS {
        let (alone, beside) = (waits(0), waits(a_second));
        for value in [alone.middle, alone.late, beside.middle, beside.late] {
            print!("{value:12.3}");
        }
        for ratio in [beside.middle / alone.middle, beside.late / alone.late] {
            print!("{ratio:12.2}");
        }
        println!("{:12}{:12.1}", beside.refused, beside.mebibytes);
    }
}

/// A comparison with a seed of its own: what is known of draws is not long.
fn long(number: u32) -> Question {
    Question::sites(5, DRAWS, Some(number.into()))
}

/// Comparisons a second, by the processor time that one takes a caller that waits.
fn twice_what_cores_do() -> u32 {
    let one = load::one_by_one(&SERVER, (0..).map(long), 2);
    let cores = u32::try_from(thread::available_parallelism().unwrap().get()).unwrap();
    let a_second = f64::from(2 * cores) * one.per_cpu();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundreds")]
    let whole = a_second as u32;
    whole
}

/// Short calls for so long, beside so many long ones a second.
fn waits(long_a_second: u32) -> Waits {
    let running = SERVER.start(&Question::claim());
    let told = thread::scope(|scope| {
        scope.spawn(|| paced(&running, long_a_second, long));
        paced(&running, SHORT, |_number| Question::claim())
    });
    let refused = told.iter().filter(|(is_answered, _)| !is_answered).count();
    let waits = load::sorted(told.iter().map(|(_, wait)| wait.as_secs_f64() * 1e3).collect());
    let late = waits[waits.len() * 99 / 100];
    Waits { middle: load::median(&waits), late, refused, mebibytes: running.peak_mebibytes() }
}

/// So many calls a second, each sent when it is due, whatever became of those before: whether it was
/// answered, and how long that took.
fn paced(server: &Running, a_second: u32, question: fn(u32) -> Question) -> Vec<(bool, Duration)> {
    caller::runtime().block_on(async {
        let mut connections = Vec::new();
        for _ in 0..CONNECTIONS {
            connections.push(Connection::new(server).await);
        }
        let (begin, mut calls) = (Instant::now(), JoinSet::new());
        for (number, connection) in (0..a_second * SECONDS).zip(connections.iter().cycle()) {
            sleep_until(begin + Duration::from_secs(1) * number / a_second).await;
            let (mut connection, question) = (connection.clone(), question(number));
            calls.spawn(async move {
                let sent = Instant::now();
                (connection.ask(&question).await.is_ok(), sent.elapsed())
            });
        }
        calls.join_all().await
    })
}
