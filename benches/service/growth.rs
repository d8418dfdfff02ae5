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
    row(
        "sites of CompareCosts",
        [2, 5, 10, 20].map(|sites| (sites, Question::sites(sites, 0))),
        seconds,
    );
    let draws = [256, 1_024, 4_096, 16_384].map(|draws| (draws, Question::sites(5, draws)));
    row("draws of CompareCosts", draws, seconds);
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
