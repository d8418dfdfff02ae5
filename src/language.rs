//! English to structured claims: a deterministic grammar over words, without a
//! model of language. What it does not understand it says.

mod amount;
mod anchor;
mod claims;
mod clause;
mod lexicon;
mod mark;
mod metric;
mod reader;
mod sentence;
mod token;
mod vocabulary;

pub use lexicon::Lexicon;
pub use sentence::sentences;
pub use token::Span;

use crate::model::catalog::Catalog;
use crate::model::claim::{Comparator, StructuredClaim};
use crate::model::year::Year;
use claims::{Draft, Nothing, deny};
use clause::Sentence;
use mark::{Concept, Mark};

/// Longest sentence that is read, bytes: what is longer is no sentence, and would
/// take more than its share of time.
pub const LONGEST: usize = 2_000;

/// Words that a question begins with.
const ASKING: [&str; 20] = [
    "should", "is", "are", "will", "can", "could", "does", "do", "did", "has", "have", "what",
    "how", "who", "why", "when", "where", "which", "would", "was",
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
    settle(&mut items, &tokens);
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
    let is_question = items.iter().rev().take(2).any(|item| item.mark == Mark::Question)
        && tokens.first().is_some_and(|first| ASKING.contains(&first.word()));
    let is_hypothesis = items.first().is_some_and(|item| item.mark == Mark::Hypothetical);
    if is_question || is_hypothesis {
        return nothing(Reason::NoAssertion);
    }
    let before = before.map(|claim| Draft { claim: claim.clone(), number: 0..0, window: 0..0 });
    match claims::claims(&sentence, before.as_ref()) {
        Err(why) => nothing(match why {
            Nothing::NoQuantity => Reason::NoQuantity,
            Nothing::OutOfScope => Reason::OutOfScope,
            Nothing::NoData => Reason::NoData,
        }),
        Ok(drafts) => {
            let is_denied = items.iter().any(|item| item.mark == Mark::Denial);
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

/// Settles words that mean one thing before a number and another elsewhere.
fn settle(items: &mut [mark::Item], tokens: &[token::Token]) {
    let is_number = |item: Option<&mark::Item>| {
        item.is_some_and(|item| {
            matches!(
                item.mark,
                Mark::Number(..)
                    | Mark::NumberWord(_)
                    | Mark::Scale(_)
                    | Mark::Part(_)
                    | Mark::Article
                    | Mark::Money(..)
            )
        })
    };
    let mut left_behind = false;
    let is_behind =
        |item: &mark::Item| tokens.get(item.from).is_some_and(|token| token.word() == "behind");
    let behind = items.iter().position(is_behind);
    for at in 0..items.len() {
        let word =
            tokens.get(items[at].from).map(token::Token::word).unwrap_or_default().to_owned();
        let next_is_number = is_number(items.get(at + 1));
        let next = items.get(at + 1).map(|item| item.mark);
        let counts_next =
            next_is_number || matches!(next, Some(Mark::Comparative(..) | Mark::Bound(_)));
        let mark = match (items[at].mark, word.as_str()) {
            (Mark::Hedge, "some") if !next_is_number => Mark::SomeOf,
            (Mark::Beats(true), "leave" | "leaves") => {
                left_behind = true;
                Mark::Beats(true)
            }
            // "Twice as much as" compares; "as much as 400 GW" bounds.
            (Mark::Bound(Comparator::AtMost), "as") if !next_is_number => Mark::As,
            (Mark::Unknown, "left") if behind.is_some_and(|behind| behind > at) => {
                left_behind = true;
                Mark::Beats(true)
            }
            (Mark::Concept(Concept::Installed), "installed") if counts_next => Mark::Added,
            (Mark::Beats(false), "behind") if left_behind => Mark::Unknown,
            (Mark::Hedge, "give" | "or" | "thereabouts") => Mark::Hedge,
            (Mark::Hedge | Mark::Nearly, _) | (Mark::Bound(_), "about" | "around")
                if !next_is_number
                    && !matches!(
                        items.get(at + 1).map(|item| item.mark),
                        Some(Mark::Multiple(_) | Mark::Multiplied(_) | Mark::Bound(_) | Mark::As)
                    ) =>
            {
                match items[at].mark {
                    Mark::Bound(comparator) => Mark::Bound(comparator),
                    _ => Mark::Unknown,
                }
            }
            (mark, _) => mark,
        };
        items[at].mark = mark;
    }
}
