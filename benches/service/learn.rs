//! What callers ask, for a server that counts what it runs (`deploy/tuned`): claims of the catalog, a sentence,
//! projections, comparisons, a document; worked out and from what is kept, by callers that send
//! many calls at once and by such that wait.

use energycompute::seed;

use crate::load::{self, Shape};
use crate::questions::Question;
use crate::server::Server;

/// Calls of a short question; of a long one, as many as take it as long. What runs often beside all
/// else that runs is laid out for speed.
const CALLS: u32 = 10_000;

pub(crate) fn learn(shapes: [Shape; 2]) {
    let catalog = seed::embedded().unwrap();
    let claims = catalog.tables().claims.iter().map(|claim| Question::named(&claim.name));
    let usual = || {
        let short = [Question::claim(), Question::sentence()].into_iter();
        let short = short.chain([1, 5, 25].map(Question::rows)).map(|question| (question, CALLS));
        short.chain([
            (Question::sites(5, 0, None), CALLS / 100),
            (Question::document(100), CALLS / 100),
        ])
    };
    let claims = claims.map(|question| (question, CALLS / 10));
    let (anew, kept) = (Server::Anew("per-core"), Server::Own("per-core"));
    let all = usual().chain(claims).map(|asked| (&anew, asked));
    for (server, (question, calls)) in all.chain(usual().map(|asked| (&kept, asked))) {
        for shape in shapes {
            load::ask(&server.start(&question), &question, shape, calls);
        }
    }
}
