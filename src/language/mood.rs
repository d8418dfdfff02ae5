//! Whether a sentence asserts anything, and whether it denies what it says.

use super::mark::{Item, Mark};
use super::token::Token;

/// Words that a question begins with.
const ASKING: [&str; 20] = [
    "should", "is", "are", "will", "can", "could", "does", "do", "did", "has", "have", "what",
    "how", "who", "why", "when", "where", "which", "would", "was",
];

/// Whether a sentence is a question or a hypothesis.
pub(super) fn asserts_nothing(tokens: &[Token], items: &[Item]) -> bool {
    let is_question = items.iter().rev().take(2).any(|item| item.mark == Mark::Question)
        && tokens.first().is_some_and(|first| ASKING.contains(&first.word()));
    // "If there is one figure to remember, it is this: ..."
    let is_if = tokens.first().is_some_and(|first| first.word() == "if");
    let goes_on = is_if && tokens.iter().any(|token| token.is_sign(':'));
    let is_open = items.first().is_some_and(|item| item.mark == Mark::Hypothetical && !goes_on);
    is_question || is_open || supposes(tokens, items)
}

/// Whether the words that a clause is led in by deny it: "it simply isn't the case that",
/// "it would be wrong to say that".
pub(super) fn denies(tokens: &[Token]) -> bool {
    let words: Vec<&str> = tokens.iter().map(Token::word).collect();
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
fn supposes(tokens: &[Token], items: &[Item]) -> bool {
    let first = tokens.first().map(Token::word).unwrap_or_default();
    let names = |item: &Item| matches!(item.mark, Mark::Region(..) | Mark::Name);
    let turns = matches!(first, "had" | "were") && items.iter().skip(1).take(3).any(names);
    let is_open = turns || matches!(first, "without" | "but");
    is_open && tokens.iter().any(|token| matches!(token.word(), "would" | "could" | "might"))
}
