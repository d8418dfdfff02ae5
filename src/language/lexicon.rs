//! All phrases that mean something: those of this grammar and the regions of a
//! catalog. The longest phrase at a place counts.

use std::collections::BTreeMap;

use super::mark::{Item, Mark};
use super::token::{Kind, Token, tokens};
use super::vocabulary::WORDS;
use crate::model::catalog::Catalog;

/// Most words of a phrase: bounds the work at each place of a text.
const LONGEST: usize = 6;

/// Phrases by their stems.
#[derive(Debug)]
pub struct Lexicon {
    phrases: BTreeMap<String, Mark>,
}

impl Lexicon {
    /// The phrases of this grammar and the names of a catalog's regions.
    pub fn new(catalog: &Catalog) -> Self {
        let mut phrases = BTreeMap::new();
        for (alternatives, mark) in WORDS {
            for phrase in alternatives.split('|') {
                phrases.insert(key(&tokens(phrase)), *mark);
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
                phrases.insert(key(&tokens(name)), Mark::Region(id, is_adjective));
            }
            // Codes that stand in texts, as UK and EU do, are among the synonyms.
            if region.code.len() > 2 && !region.code.contains('-') || region.code == "US" {
                phrases.insert(key(&tokens(&region.code)), Mark::Region(id, false));
            }
        }
        for name in ELSEWHERE {
            phrases.entry(key(&tokens(name))).or_insert(Mark::Elsewhere);
        }
        Self { phrases }
    }

    /// The meaning of every part of a text that has one.
    pub(super) fn marks(&self, tokens: &[Token]) -> Vec<Item> {
        let mut items = Vec::new();
        let mut place = 0;
        while let Some(token) = tokens.get(place) {
            let (mark, length) =
                self.longest(&tokens[place..]).unwrap_or_else(|| (single(token, place), 1));
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

    fn longest(&self, tokens: &[Token]) -> Option<(Mark, usize)> {
        let most = tokens.len().min(LONGEST);
        (1..=most).rev().find_map(|length| {
            let part = tokens.get(..length)?;
            let mark = *self.phrases.get(&key(part))?;
            is_meant(mark, part).then_some((mark, length))
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
            let known = |token: &Token| lower_too.contains(&stem(token.word()).as_str());
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
            ["world", "global", "earth"].contains(&token.word()) && (place > 0 || next)
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

/// Words in their stems, signs as they are.
fn key(tokens: &[Token]) -> String {
    let mut key = String::new();
    for token in tokens {
        if !key.is_empty() {
            key.push(' ');
        }
        match &token.kind {
            Kind::Word { text, .. } => key.push_str(&stem(text)),
            Kind::Number { value, .. } => key.push_str(&value.to_string()),
            Kind::Sign(sign) => key.push(*sign),
        }
    }
    key
}

/// A word without the ending of a plural or a third person.
fn stem(word: &str) -> String {
    let ends = |ending: &str| word.ends_with(ending);
    let length = word.len();
    if length > 4 && ends("ies") {
        return format!("{}y", &word[..length - 3]);
    }
    if length > 4 && (ends("shes") || ends("ches") || ends("xes") || ends("sses")) {
        return word[..length - 2].to_owned();
    }
    if length > 3 && ends("s") && !ends("ss") && !ends("us") && !ends("is") {
        return word[..length - 1].to_owned();
    }
    word.to_owned()
}

/// Countries and other places that a sentence may be about and a catalog may
/// not know: what is said of them is of nobody else.
const ELSEWHERE: &[&str] = &[
    "Mongolia",
    "Pakistan",
    "Bangladesh",
    "Nigeria",
    "Egypt",
    "Turkey",
    "Türkiye",
    "Iran",
    "Iraq",
    "Israel",
    "Argentina",
    "Chile",
    "Colombia",
    "Peru",
    "Venezuela",
    "Ukraine",
    "Kazakhstan",
    "Switzerland",
    "Austria",
    "Belgium",
    "Denmark",
    "Portugal",
    "Greece",
    "Hungary",
    "Romania",
    "Czechia",
    "Czech Republic",
    "Slovakia",
    "Bulgaria",
    "Croatia",
    "Serbia",
    "Estonia",
    "Latvia",
    "Lithuania",
    "Luxembourg",
    "New Zealand",
    "Philippines",
    "Kenya",
    "Ethiopia",
    "Morocco",
    "Algeria",
    "Ghana",
    "Hong Kong",
    "Macau",
    "Bhutan",
    "Nepal",
    "Sri Lanka",
    "Myanmar",
    "Cambodia",
    "Laos",
    "North Korea",
    "Uzbekistan",
    "Belarus",
    "Georgia",
    "Armenia",
    "Azerbaijan",
    "Oman",
    "Bahrain",
    "Jordan",
    "Lebanon",
    "Syria",
    "Yemen",
    "Libya",
    "Tunisia",
    "Sudan",
    "Africa",
    "Asia",
    "Europe",
    "Latin America",
    "South America",
    "North America",
    "Middle East",
    "Southeast Asia",
    "California",
    "Oregon",
    "Ohio",
    "Arizona",
    "Nevada",
    "Georgia",
    "New York",
    "Florida",
    "Illinois",
    "Iowa",
    "London",
    "Beijing",
    "Shanghai",
    "Frankfurt",
    "Dublin",
    "Amsterdam",
    "Johor",
    "Tokyo",
    "Paris",
    "Scotland",
    "Wales",
    "Northern Ireland",
    "Catalonia",
    "Bavaria",
    "Ontario",
    "Quebec",
    "Guangdong",
    "Sichuan",
    "OECD",
    "ASEAN",
    "BRICS",
    "G20",
    "G7",
];
