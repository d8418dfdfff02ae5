//! All phrases that mean something: those of this grammar and the regions of a
//! catalog. The longest phrase at a place counts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::elsewhere::ELSEWHERE;
use super::mark::{Item, Mark};
use super::token::{Kind, Token, tokens};
use super::vocabulary::WORDS;
use crate::model::catalog::Catalog;

/// Phrases by the stem that they begin with, each with the stems that follow, the
/// longest first.
#[derive(Debug, Default)]
pub struct Lexicon {
    phrases: BTreeMap<String, Vec<(Vec<String>, Mark)>>,
}

impl Lexicon {
    /// The phrases of this grammar and the names of a catalog's regions.
    pub fn new(catalog: &Catalog) -> Self {
        let mut lexicon = Self::default();
        for name in ELSEWHERE {
            lexicon.insert(name, Mark::Elsewhere);
        }
        for (alternatives, mark) in WORDS {
            for phrase in alternatives.split('|') {
                lexicon.insert(phrase, *mark);
            }
        }
        for id in catalog.region_ids() {
            let region = catalog.region(id);
            let nouns = std::iter::once(&region.display_name).chain(&region.synonyms);
            let nouns = nouns.map(|name| (name, false));
            let all = nouns.chain(region.demonyms.iter().map(|name| (name, true)));
            for (name, is_adjective) in all {
                // The article is a word of its own: "the EU-27" is no "the EU" with a number.
                let name = name.strip_prefix("the ").unwrap_or(name);
                // A code that spells a word, as Norway's does, stays the word.
                if name.len() > 3 || !lexicon.knows(name) {
                    lexicon.insert(name, Mark::Region(id, is_adjective));
                }
            }
            // Codes that stand in texts, as UK and EU do, are among the synonyms.
            if region.code.len() > 2 && !region.code.contains('-') || region.code == "US" {
                lexicon.insert(&region.code, Mark::Region(id, false));
            }
        }
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        lexicon
    }

    /// Whether a word means something already.
    fn knows(&self, word: &str) -> bool {
        let known = self.phrases.get(&word.to_lowercase());
        known.is_some_and(|phrases| phrases.iter().any(|(rest, _)| rest.is_empty()))
    }

    /// Adds a phrase; what it meant before, it means no more.
    fn insert(&mut self, phrase: &str, mark: Mark) {
        let tokens = tokens(phrase);
        let mut stems = tokens.iter().map(|token| key(token).into_owned());
        let Some(first) = stems.next() else { return };
        let rest: Vec<String> = stems.collect();
        let known = self.phrases.entry(first).or_default();
        known.retain(|(other, _)| *other != rest);
        known.push((rest, mark));
    }

    /// The meaning of every part of a text that has one.
    pub(super) fn marks(&self, tokens: &[Token]) -> Vec<Item> {
        let keys: Vec<Cow<'_, str>> = tokens.iter().map(key).collect();
        let mut items = Vec::with_capacity(tokens.len());
        let mut place = 0;
        while let Some(token) = tokens.get(place) {
            let longest = self.longest(&keys[place..], &tokens[place..]);
            let (mark, length) = longest
                .or_else(|| self.going_on(token.word()).map(|mark| (mark, 1)))
                .unwrap_or_else(|| (single(token, place), 1));
            // "Microsoft's": a name at the beginning is told by what it owns.
            let owns = mark == Mark::Unknown
                && tokens.get(place + 1).is_some_and(|next| next.word() == "'s");
            let is_name = owns && is_capital(token) || is_title(mark, tokens, place);
            let mark = if is_name { Mark::Name } else { mark };
            items.push(Item { mark, from: place, to: place + length });
            place += length;
        }
        items
    }

    /// A verb that is known by its stem, in the form of what goes on: "expanding".
    fn going_on(&self, word: &str) -> Option<Mark> {
        let stem = word.strip_suffix("ing").filter(|stem| stem.len() > 2)?;
        let mut letters = stem.chars().rev();
        let is_doubled = letters.next() == letters.next();
        let single = if is_doubled { &stem[..stem.len() - 1] } else { stem };
        let candidates = [stem.to_owned(), format!("{stem}e"), single.to_owned()];
        let known = |word: &String| {
            let phrases = self.phrases.get(word)?;
            phrases.iter().find(|(rest, _)| rest.is_empty()).map(|(_, mark)| *mark)
        };
        let is_verb = |mark: &Mark| {
            matches!(
                mark,
                Mark::Change(_) | Mark::Beats(_) | Mark::Added | Mark::Reach | Mark::Share
            )
        };
        candidates.iter().filter_map(known).find(is_verb)
    }

    fn longest(&self, keys: &[Cow<'_, str>], tokens: &[Token]) -> Option<(Mark, usize)> {
        let (first, following) = keys.split_first()?;
        self.phrases.get(first.as_ref())?.iter().find_map(|(rest, mark)| {
            let part = tokens.get(..=rest.len())?;
            let follows = following.iter().zip(rest).all(|(key, stem)| key == stem);
            (follows && is_meant(*mark, part)).then_some((*mark, part.len()))
        })
    }
}

/// Whether a word can mean what it spells: `us` is no country, nor `it`.
fn is_meant(mark: Mark, tokens: &[Token]) -> bool {
    let is_capital = |token: &Token| {
        matches!(&token.kind, Kind::Word { is_capital: true, .. } | Kind::Number { .. })
    };
    match mark {
        Mark::Region(..) | Mark::Elsewhere => {
            let lower_too =
                ["world", "global", "globe", "planet", "earth", "worldwide", "bloc", "mainland"];
            let known = |token: &Token| lower_too.contains(&stem(token.word()).as_ref());
            tokens.iter().any(|token| is_capital(token) || known(token))
                || tokens
                    .iter()
                    .any(|token| token.word() == "country" || token.word() == "countries")
                    && tokens.iter().any(|token| token.word() == "all")
        }
        _ => true,
    }
}

fn is_capital(token: &Token) -> bool {
    matches!(token.kind, Kind::Word { is_capital: true, .. })
}

/// Whether a word of this grammar is part of a name: "S&P Global", "World Bank",
/// "International Energy Agency".
fn is_title(mark: Mark, tokens: &[Token], place: usize) -> bool {
    let Some(token) = tokens.get(place).filter(|token| is_capital(token)) else { return false };
    let next = tokens.get(place + 1).is_some_and(is_capital);
    match mark {
        Mark::Region(..) => {
            let is_opening = place > 0 && token.word() != "earth";
            ["world", "global", "earth"].contains(&token.word()) && (is_opening || next)
        }
        Mark::Concept(_) => place > 0 && next && token.word() != "ai",
        _ => false,
    }
}

fn single(token: &Token, place: usize) -> Mark {
    match &token.kind {
        Kind::Number { value, is_plain } => Mark::Number(*value, *is_plain),
        Kind::Word { text, .. } if text == "'s" || text == "'" => Mark::Possessive,
        Kind::Word { is_capital: true, .. } if place > 0 => Mark::Name,
        Kind::Word { .. } => Mark::Unknown,
        Kind::Sign(sign) => match sign {
            ',' => Mark::Comma,
            ';' | ':' | '—' => Mark::Break,
            '-' | '–' | '−' => Mark::Dash,
            '(' | '[' => Mark::Open,
            ')' | ']' => Mark::Close,
            '?' => Mark::Question,
            '/' => Mark::Slash,
            _ => Mark::Unknown,
        },
    }
}

/// A word in its stem, a sign as it is.
fn key(token: &Token) -> Cow<'_, str> {
    match &token.kind {
        Kind::Word { text, .. } => stem(text),
        Kind::Number { value, .. } => value.to_string().into(),
        Kind::Sign(sign) => sign.to_string().into(),
    }
}

/// A word without the ending of a plural or a third person.
fn stem(word: &str) -> Cow<'_, str> {
    let ends = |ending: &str| word.ends_with(ending);
    let length = word.len();
    if length > 4 && ends("ies") {
        return Cow::Owned(format!("{}y", &word[..length - 3]));
    }
    if length > 4 && (ends("shes") || ends("ches") || ends("xes") || ends("sses")) {
        return Cow::Borrowed(&word[..length - 2]);
    }
    if length > 3 && ends("s") && !ends("ss") && !ends("us") && !ends("is") {
        return Cow::Borrowed(&word[..length - 1]);
    }
    Cow::Borrowed(word)
}
