//! How cost grows with what is asked: microseconds of the server's processor time a call.

use std::fmt::Write as _;

use crate::large;
use crate::load::{self, Shape};
use crate::questions::Question;
use crate::server::Server;

/// One caller that waits: what is measured is the call.
const SHAPE: Shape = Shape { connections: 1, streams: 1 };

pub(crate) fn tell(seconds: u32) {
    println!("\nmicroseconds of processor time a call, transport among them");
    let rows = [1, 5, 10, 25].map(|rows| (rows, Question::rows(rows)));
    row("rows of ProjectCapacity", rows, seconds);
    drawn("sites of CompareCosts", [(2, 0), (5, 0), (10, 0), (20, 0)], |(sites, _)| sites, seconds);
    let draws = [256, 1_024, 4_096, 16_384].map(|draws| (5, draws));
    drawn("draws of CompareCosts", draws, |(_, draws)| draws, seconds);
    let texts = [1, 10, 100, 1_000].map(|sentences| (sentences, Question::document(sentences)));
    row("sentences of CheckDocument", texts, seconds);
    catalogs(seconds);
}

/// A catalog of more and more series.
fn catalogs(seconds: u32) {
    let (mut calls, mut starts) = (String::new(), String::new());
    for rows in [10_000, 100_000, 1_000_000] {
        let directory = large::catalog(rows);
        let server = Server::Catalog(directory.path().to_owned());
        let run = load::run(&server, &Question::claim(), SHAPE, seconds);
        let _ = write!(calls, "  {rows}: {:.0}", run.cpu_seconds / run.calls * 1e6);
        let _ = write!(starts, "  {rows}: {:.0} ms, {:.0} MiB", run.start_ms, run.mebibytes);
    }
    println!("{:28}{calls}", "rows of the catalog");
    println!("{:28}{starts}", "until the first reply");
}

fn row(name: &str, questions: [(i32, Question); 4], seconds: u32) {
    print!("{name:28}");
    for (size, question) in questions {
        let run = load::run(&Server::Anew("per-core"), &question, SHAPE, seconds);
        print!("  {size}: {:.0}", run.cpu_seconds / run.calls * 1e6);
    }
    println!();
}

/// Comparisons of so many sites and draws, each with a seed of its own: what is told of draws is kept.
fn drawn(name: &str, sizes: [(i32, i32); 4], told: fn((i32, i32)) -> i32, seconds: u32) {
    print!("{name:28}");
    for (sites, draws) in sizes {
        let questions = (1..).map(|seed| Question::sites(sites, draws, Some(seed)));
        let run = load::one_by_one(&Server::Anew("per-core"), questions, seconds);
        print!("  {}: {:.0}", told((sites, draws)), run.cpu_seconds / run.calls * 1e6);
    }
    println!();
}
