//! How cost grows with what is asked: microseconds of the server's processor time a call.

use std::fmt::Write as _;

use crate::large;
use crate::load::{self, Run, Shape};
use crate::questions::Question;
use crate::server::Server;

/// How long each question is asked.
const SECONDS: u32 = 2;

/// One caller that waits: what is measured is the call.
const SHAPE: Shape = Shape { connections: 1, streams: 1 };

pub(crate) fn tell() {
    let anew = Server::Anew("per-core");
    let asked = |question| load::run(&anew, &question, SHAPE, SECONDS);
    // What is told of draws is kept, hence a seed each.
    let drawn = |sites, draws| {
        let questions = (1..).map(|seed| Question::sites(sites, draws, Some(seed)));
        load::one_by_one(&anew, questions, SECONDS)
    };
    println!("\nmicroseconds of processor time a call, transport among them");
    row("rows of ProjectCapacity", [1, 10, 25, 3_500], |rows| {
        asked(if rows > 25 { Question::many_rows() } else { Question::rows(rows) })
    });
    row("sites of CompareCosts", [2, 5, 10, 20], |sites| drawn(sites, 0));
    row("draws of CompareCosts", [256, 1_024, 4_096, 16_384], |draws| drawn(5, draws));
    let sentences = [1, 10, 100, 1_000];
    row("sentences of CheckDocument", sentences, |times| asked(Question::document(times)));
    catalogs();
}

/// A catalog of more and more series.
fn catalogs() {
    let (mut calls, mut pages, mut starts) = (String::new(), String::new(), String::new());
    for rows in [10_000, 100_000, 1_000_000] {
        let directory = large::catalog(rows);
        let server = Server::Catalog(directory.path().to_owned());
        let page = load::run(&server, &Question::figures(), SHAPE, SECONDS);
        let _ = write!(pages, "  {rows}: {:.0}", page.microseconds());
        let run = load::run(&server, &Question::claim(), SHAPE, SECONDS);
        let _ = write!(calls, "  {rows}: {:.0}", run.microseconds());
        let _ = write!(starts, "  {rows}: {:.0} ms, {:.0} MiB", run.start_ms, run.mebibytes);
    }
    println!("{:28}{calls}", "rows of the catalog, a claim");
    println!("{:28}{pages}", "a page of ListFigures");
    println!("{:28}{starts}", "until the first reply");
}

fn row(name: &str, sizes: [i32; 4], measure: impl Fn(i32) -> Run) {
    print!("{name:28}");
    for size in sizes {
        print!("  {size}: {:.0}", measure(size).microseconds());
    }
    println!();
}
