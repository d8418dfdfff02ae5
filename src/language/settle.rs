//! Words that mean one thing before a number and another elsewhere.

use super::mark::{Concept, Item, Mark};
use super::token::Token;
use crate::model::claim::Comparator;

/// Settles words that mean one thing before a number and another elsewhere.
pub(super) fn settle(items: &mut [Item], tokens: &[Token]) {
    let is_number = |item: Option<&Item>| {
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
        |item: &Item| tokens.get(item.from).is_some_and(|token| token.word() == "behind");
    let behind = items.iter().position(is_behind);
    for at in 0..items.len() {
        let word = tokens.get(items[at].from).map(Token::word).unwrap_or_default();
        let next_is_number = is_number(items.get(at + 1));
        let next = items.get(at + 1).map(|item| item.mark);
        let counts_next =
            next_is_number || matches!(next, Some(Mark::Comparative(..) | Mark::Bound(_)));
        let mark = match (items[at].mark, word) {
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
                let is_one = compares.contains(&word) || word == "in" || word == "next";
                if is_one { Mark::Against } else { Mark::Break }
            }
            // "The largest electricity consumer" is where most is used.
            (Mark::Unknown | Mark::Thing, "consumer" | "user" | "producer" | "generator")
                if follows_superlative(items, at) =>
            {
                let uses = matches!(word, "consumer" | "user");
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
fn compares(item: &Item, tokens: &[Token]) -> Option<Comparator> {
    let words = tokens.get(item.from + 1..item.to).unwrap_or_default();
    words.iter().find_map(|token| match token.word() {
        "more" | "over" | "above" => Some(Comparator::MoreThan),
        "less" | "under" | "below" => Some(Comparator::LessThan),
        _ => None,
    })
}

/// Whether a word makes an adjective of the one before it.
fn describes(item: Option<&Item>, tokens: &[Token]) -> bool {
    let word = item.and_then(|item| tokens.get(item.from)).map(Token::word);
    let words = ["dominated", "heavy", "based", "rich", "dependent", "reliant", "led", "laden"];
    word.is_some_and(|word| words.contains(&word))
}

/// Whether a superlative stands a few words before.
fn follows_superlative(items: &[Item], at: usize) -> bool {
    let near = items.get(at.saturating_sub(4)..at).unwrap_or_default();
    near.iter().any(|item| matches!(item.mark, Mark::Superlative(..)))
}

/// Whether a superlative follows, with a hyphen between at most.
fn precedes_superlative(items: &[Item], at: usize) -> bool {
    let mut after = items.iter().skip(at + 1).map(|item| item.mark);
    let next = after.next();
    let next = if next == Some(Mark::Dash) { after.next() } else { next };
    matches!(next, Some(Mark::Superlative(..)))
}

/// Whether a word that ranks stands before.
fn is_ranked(items: &[Item], tokens: &[Token], at: usize) -> bool {
    let ranks = ["rank", "ranks", "ranked", "ranking", "place", "places", "placed"];
    let near = items.get(at.saturating_sub(2)..at).unwrap_or_default();
    let word = |item: &Item| tokens.get(item.from).map(Token::word);
    near.iter().filter_map(word).any(|word| ranks.contains(&word))
}

/// A small number as a whole one.
fn whole(value: f64) -> Option<u8> {
    (2..=10).find(|&n| (f64::from(n) - value).abs() < 0.01)
}
