//! English to structured claims: a deterministic grammar over words, without a
//! model of language. What it does not understand it says.

mod amount;
mod anchor;
mod claims;
mod clause;
mod elsewhere;
mod lexicon;
mod limits;
mod mark;
mod metric;
mod mood;
mod reader;
mod sentence;
mod settle;
mod token;
mod vocabulary;

pub use lexicon::Lexicon;
pub use sentence::sentences;
pub use token::Span;

use crate::model::catalog::Catalog;
use crate::model::claim::StructuredClaim;
use crate::model::year::Year;
use claims::{Draft, Nothing, deny};
use clause::Sentence;
use mark::Mark;

/// Longest sentence that is read, bytes: what is longer is no sentence, and would
/// take more than its share of time.
pub const LONGEST: usize = 2_000;

/// Words by which a sentence takes up what the one before it was about.
const REFERRING: [&str; 17] = [
    "it", "its", "they", "their", "them", "that", "this", "those", "these", "figure", "number",
    "total", "country", "nation", "same", "both", "latter",
];

/// Why a sentence is not a claim that can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A question or a hypothesis asserts nothing.
    NoAssertion,
    /// It names no quantity and compares nothing.
    NoQuantity,
    /// Its quantity is none that is measured here.
    OutOfScope,
    /// It is about a place or a time that nothing is known of.
    NoData,
}

/// A claim as it was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// The claim.
    pub claim: StructuredClaim,
    /// The bytes of the number, or of the words that compare.
    pub number: Span,
    /// The bytes of the part of the sentence that it was read from.
    pub span: Span,
}

/// What a sentence says.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its claims, in reading order.
    pub claims: Vec<Understood>,
    /// Why there is none.
    pub reason: Option<Reason>,
    /// The bytes of words that had no part in it.
    pub unread: Vec<Span>,
}

/// Reads a sentence, written in a year where that is known.
pub fn read(lexicon: &Lexicon, catalog: &Catalog, text: &str, written: Option<Year>) -> Reading {
    read_after(lexicon, catalog, text, written, None)
}

/// Reads a sentence that goes on from a claim before it: what it leaves out is as there.
pub fn read_after(
    lexicon: &Lexicon,
    catalog: &Catalog,
    text: &str,
    written: Option<Year>,
    before: Option<&StructuredClaim>,
) -> Reading {
    if text.len() > LONGEST {
        return Reading {
            claims: Vec::new(),
            reason: Some(Reason::NoQuantity),
            unread: Vec::new(),
        };
    }
    let tokens = token::tokens(text);
    let mut items = lexicon.marks(&tokens);
    settle::settle(&mut items, &tokens);
    let now = written.unwrap_or_else(|| catalog.as_of().year);
    let sentence = Sentence { catalog, items: &items, now, is_dated: written.is_some() };
    let bytes = |from: usize, to: usize| -> Span {
        let first = items.get(from).and_then(|item| tokens.get(item.from));
        let last = to
            .checked_sub(1)
            .and_then(|at| items.get(at))
            .and_then(|item| tokens.get(item.to.max(1) - 1));
        first.map_or(0, |token| token.span.start)..last.map_or(0, |token| token.span.end)
    };
    let unread = items
        .iter()
        .enumerate()
        .filter(|(_, item)| {
            matches!(item.mark, Mark::Unknown | Mark::Name)
                && tokens.get(item.from).is_some_and(|token| !token.word().is_empty())
        })
        .map(|(at, _)| bytes(at, at + 1))
        .collect();
    let nothing = |reason| Reading { claims: Vec::new(), reason: Some(reason), unread: Vec::new() };
    if mood::asserts_nothing(&tokens, &items) {
        return nothing(Reason::NoAssertion);
    }
    // A sentence that neither names nor refers to anything measured goes on from nothing.
    let refers = |item: &mark::Item| {
        matches!(item.mark, Mark::Region(..) | Mark::Concept(_) | Mark::That)
            || tokens.get(item.from).is_some_and(|token| REFERRING.contains(&token.word()))
    };
    let before = before.filter(|_| items.iter().any(refers));
    let before = before.map(|claim| Draft { claim: claim.clone(), number: 0..0, window: 0..0 });
    // Who says what limits AI names it; other grids have bottlenecks too.
    let is_of_ai = |token: &token::Token| matches!(token.word(), "ai" | "artificial");
    let says_limit = || limits::limit(&sentence).filter(|_| tokens.iter().any(is_of_ai));
    let read = match claims::claims(&sentence, before.as_ref()) {
        Err(why @ (Nothing::NoQuantity | Nothing::OutOfScope)) => {
            says_limit().map(|draft| vec![draft]).ok_or(why)
        }
        read => read,
    };
    match read {
        Err(why) => nothing(match why {
            Nothing::NoQuantity => Reason::NoQuantity,
            Nothing::OutOfScope => Reason::OutOfScope,
            Nothing::NoData => Reason::NoData,
        }),
        Ok(drafts) => {
            let is_denied =
                items.iter().any(|item| item.mark == Mark::Denial) || mood::denies(&tokens);
            let understood = |draft: Draft| {
                let mut claim = draft.claim;
                if is_denied {
                    deny(&mut claim);
                }
                let number = bytes(draft.number.start, draft.number.end);
                Understood { claim, number, span: bytes(draft.window.start, draft.window.end) }
            };
            Reading { claims: drafts.into_iter().map(understood).collect(), reason: None, unread }
        }
    }
}
