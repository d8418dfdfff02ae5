//! English to structured claims: a deterministic grammar over words, without a
//! model of language. What it does not understand it says.

mod amount;
mod anchor;
mod claims;
mod clause;
mod lexicon;
mod limits;
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
    // "If there is one figure to remember, it is this: ..."
    let is_if = tokens.first().is_some_and(|first| first.word() == "if");
    let goes_on = is_if && tokens.iter().any(|token| token.is_sign(':'));
    let is_hypothesis =
        items.first().is_some_and(|item| item.mark == Mark::Hypothetical && !goes_on)
            || supposes(&tokens, &items);
    if is_question || is_hypothesis {
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
            let is_denied = items.iter().any(|item| item.mark == Mark::Denial) || denies(&tokens);
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

/// Whether the words that a clause is led in by deny it: "it simply isn't the case that",
/// "it would be wrong to say that".
fn denies(tokens: &[token::Token]) -> bool {
    let words: Vec<&str> = tokens.iter().map(token::Token::word).collect();
    let near = |at: usize, many: usize, wanted: &[&str]| {
        words.iter().skip(at + 1).take(many).any(|word| wanted.contains(word))
    };
    words.iter().enumerate().any(|(at, word)| match *word {
        "not" | "n't" => {
            let held = (at + 1..at + 4).find(|&next| {
                let word = words.get(next).copied().unwrap_or_default();
                ["case", "true", "correct", "accurate"].contains(&word)
            });
            // An aside may stand before what is denied.
            held.is_some_and(|held| near(held, 8, &["that"]))
        }
        "wrong" | "false" | "untrue" | "incorrect" | "mistaken" => {
            let says = ["say", "claim", "think", "suggest", "believe", "assume", "argue"];
            near(at, 2, &says) && near(at, 4, &["that"])
        }
        _ => false,
    })
}

/// Whether a sentence says what would have been: "had it kept its reactors, it would".
fn supposes(tokens: &[token::Token], items: &[mark::Item]) -> bool {
    let first = tokens.first().map(token::Token::word).unwrap_or_default();
    let names = |item: &mark::Item| matches!(item.mark, Mark::Region(..) | Mark::Name);
    let turns = matches!(first, "had" | "were") && items.iter().skip(1).take(3).any(names);
    let is_open = turns || matches!(first, "without" | "but");
    is_open && tokens.iter().any(|token| matches!(token.word(), "would" | "could" | "might"))
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
            // "The third largest" is a place and no part.
            (Mark::Part(part), _) if precedes_superlative(items, at) => {
                whole(1.0 / part).map_or(Mark::Unknown, Mark::Place)
            }
            // "A coal-heavy grid" is a grid.
            (Mark::OutOfScope, _)
                if describes(items.get(at + 1), tokens)
                    || next == Some(Mark::Dash) && describes(items.get(at + 2), tokens) =>
            {
                Mark::Unknown
            }
            // "Compared with 2015", and "Compared with the US, China ...".
            (Mark::Break, _) if at == 0 || matches!(next, Some(Mark::Number(_, true))) => {
                let compares =
                    ["compared", "against", "versus", "vs", "set", "measured", "relative", "as"];
                let is_one = compares.contains(&word.as_str()) || word == "in" || word == "next";
                if is_one { Mark::Against } else { Mark::Break }
            }
            // "The largest electricity consumer" is where most is used.
            (Mark::Unknown | Mark::Thing, "consumer" | "user" | "producer" | "generator")
                if follows_superlative(items, at) =>
            {
                let uses = matches!(word.as_str(), "consumer" | "user");
                Mark::Concept(if uses { Concept::Consumption } else { Concept::Generation })
            }
            // "Ranks third in the world."
            (Mark::Place(n), _) if is_ranked(items, tokens, at) => Mark::Ranked(n),
            (Mark::Part(part), _) if is_ranked(items, tokens, at) => {
                whole(1.0 / part).map_or(Mark::Unknown, Mark::Ranked)
            }
            (Mark::Place(_), _) if !precedes_superlative(items, at) => Mark::Unknown,
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
            // "Slightly less than in 2024": what is little more is more.
            (Mark::Hedge, _) if !next_is_number && compares(&items[at], tokens).is_some() => {
                compares(&items[at], tokens).map_or(Mark::Unknown, Mark::Bound)
            }
            // "Reactors around the world produced": a part of what is generated.
            (Mark::Thing, "reactor" | "reactors") if at < 2 => Mark::OutOfScope,
            // "Its big neighbors Germany and Poland."
            (Mark::OutOfScope, word)
                if word.starts_with("neighbo") && matches!(next, Some(Mark::Region(..))) =>
            {
                Mark::Unknown
            }
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

/// What a hedge says where no number follows: "a touch more than".
fn compares(item: &mark::Item, tokens: &[token::Token]) -> Option<Comparator> {
    let words = tokens.get(item.from + 1..item.to).unwrap_or_default();
    words.iter().find_map(|token| match token.word() {
        "more" | "over" | "above" => Some(Comparator::MoreThan),
        "less" | "under" | "below" => Some(Comparator::LessThan),
        _ => None,
    })
}

/// Whether a word makes an adjective of the one before it.
fn describes(item: Option<&mark::Item>, tokens: &[token::Token]) -> bool {
    let word = item.and_then(|item| tokens.get(item.from)).map(token::Token::word);
    let words = ["dominated", "heavy", "based", "rich", "dependent", "reliant", "led", "laden"];
    word.is_some_and(|word| words.contains(&word))
}

/// Whether a superlative stands a few words before.
fn follows_superlative(items: &[mark::Item], at: usize) -> bool {
    let near = items.get(at.saturating_sub(4)..at).unwrap_or_default();
    near.iter().any(|item| matches!(item.mark, Mark::Superlative(..)))
}

/// Whether a superlative follows, with a hyphen between at most.
fn precedes_superlative(items: &[mark::Item], at: usize) -> bool {
    let mut after = items.iter().skip(at + 1).map(|item| item.mark);
    let next = after.next();
    let next = if next == Some(Mark::Dash) { after.next() } else { next };
    matches!(next, Some(Mark::Superlative(..)))
}

/// Whether a word that ranks stands before.
fn is_ranked(items: &[mark::Item], tokens: &[token::Token], at: usize) -> bool {
    let ranks = ["rank", "ranks", "ranked", "ranking", "place", "places", "placed"];
    let near = items.get(at.saturating_sub(2)..at).unwrap_or_default();
    let word = |item: &mark::Item| tokens.get(item.from).map(token::Token::word);
    near.iter().filter_map(word).any(|word| ranks.contains(&word))
}

/// A small number as a whole one.
fn whole(value: f64) -> Option<u8> {
    (2..=10).find(|&n| (f64::from(n) - value).abs() < 0.01)
}
