//! Words, numbers and signs of a text, with the bytes that they came from.

use std::ops::Range;

use winnow::ascii::digit1;
use winnow::combinator::{alt, opt, preceded, repeat};
use winnow::prelude::*;
use winnow::stream::LocatingSlice;
use winnow::token::{any, one_of, take_while};

/// Bytes of the text, the end exclusive.
pub type Span = Range<usize>;

/// A word, a number or a sign.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
    /// Whether it follows what is before it without a space.
    pub(super) is_joined: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// In lower case and American spelling; whether it was capitalized.
    Word { text: String, is_capital: bool },
    /// Digits: the value, and whether they may be a year.
    Number { value: f64, is_plain: bool },
    /// Anything else but space.
    Sign(char),
}

impl Token {
    /// The word, empty for anything else.
    pub(super) fn word(&self) -> &str {
        match &self.kind {
            Kind::Word { text, .. } => text,
            Kind::Number { .. } | Kind::Sign(_) => "",
        }
    }

    /// Whether it is this sign.
    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

type Input<'t> = LocatingSlice<&'t str>;

/// Everything in a text that is not space, in time that grows with its length.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut input = LocatingSlice::new(text);
    let mut found: Vec<Token> = Vec::new();
    loop {
        let space: Result<&str, winnow::error::EmptyError> =
            take_while(0.., char::is_whitespace).parse_next(&mut input);
        let is_joined = space.is_ok_and(str::is_empty) && !found.is_empty();
        let Ok((kinds, span)) = (kinds, winnow::combinator::empty)
            .map(|(kinds, ())| kinds)
            .with_span()
            .parse_next(&mut input)
        else {
            return join_hyphens(found);
        };
        let (first, second) = kinds;
        found.push(Token { kind: first, span: span.clone(), is_joined });
        found.extend(second.map(|kind| Token { kind, span, is_joined: true }));
    }
}

type Kinds = (Kind, Option<Kind>);

/// One token, or two where a word ends in `'s` or `n't`.
fn kinds(input: &mut Input<'_>) -> winnow::Result<Kinds, winnow::error::EmptyError> {
    alt((
        initials.map(|kind| (kind, None)),
        number.map(|kind| (kind, None)),
        word,
        any.map(|sign| (Kind::Sign(sign), None)),
    ))
    .parse_next(input)
}

/// `U.S.`, `U.K`, `e.g.`: single letters with points between them.
fn initials(input: &mut Input<'_>) -> winnow::Result<Kind, winnow::error::EmptyError> {
    let letter = || one_of(|letter: char| letter.is_ascii_alphabetic());
    let more = repeat::<_, _, (), _, _>(1.., ('.', letter()).void());
    let found = (letter(), more).take().parse_next(input)?;
    // A word that goes on is no initial.
    let goes_on: Result<char, winnow::error::EmptyError> =
        winnow::combinator::peek(one_of(char::is_alphanumeric)).parse_next(input);
    if goes_on.is_ok() {
        return Err(winnow::error::EmptyError);
    }
    let is_capital = found.starts_with(char::is_uppercase);
    let text: String = found.chars().filter(|letter| *letter != '.').collect();
    let _: Result<Option<char>, winnow::error::EmptyError> = opt('.').parse_next(input);
    Ok(Kind::Word { text: text.to_lowercase(), is_capital })
}

/// `10,583`, `4.5`, `2.1e25`, `.5`.
fn number(input: &mut Input<'_>) -> winnow::Result<Kind, winnow::error::EmptyError> {
    let three = || take_while(2..=3, |letter: char| letter.is_ascii_digit());
    let no_digit = || winnow::combinator::not(one_of(|letter: char| letter.is_ascii_digit()));
    let grouped = (
        take_while(1..=3, |letter: char| letter.is_ascii_digit()),
        repeat::<_, _, (), _, _>(
            1..,
            (one_of([',', '\u{202f}', '\u{a0}', '\u{2009}']), three(), no_digit()).void(),
        ),
    )
        .take();
    let whole = alt((grouped, digit1));
    let fraction = preceded('.', digit1);
    let exponent = (
        one_of(['e', 'E']),
        opt(one_of(['+', '-'])),
        digit1,
        winnow::combinator::not(one_of(char::is_alphabetic)),
    );
    let found = alt((
        (whole, opt(fraction), opt(exponent.void())).take(),
        (preceded('.', digit1).take(), winnow::combinator::empty).take(),
    ))
    .parse_next(input)?;
    let plain: String =
        found.chars().filter(|letter| letter.is_ascii() && *letter != ',').collect();
    let value: f64 = plain.parse().map_err(|_| winnow::error::EmptyError)?;
    let is_plain = found.bytes().all(|byte| byte.is_ascii_digit());
    if value.is_finite() {
        Ok(Kind::Number { value, is_plain })
    } else {
        Err(winnow::error::EmptyError)
    }
}

fn word(input: &mut Input<'_>) -> winnow::Result<Kinds, winnow::error::EmptyError> {
    let is_inside = |letter: char| {
        (letter.is_alphanumeric() && !is_han(letter)) || ('\u{2080}'..='\u{2089}').contains(&letter)
    };
    // A sign of Chinese is a word of its own: no space sets it apart.
    let han = one_of(is_han).take();
    let plain = (
        one_of(|letter: char| letter.is_alphabetic() && !is_han(letter)),
        take_while(0.., is_inside),
        opt((
            one_of(['\'', '’']),
            one_of(char::is_alphabetic),
            take_while(0..=2, char::is_alphabetic),
        )
            .take()),
    )
        .take();
    let found = alt((plain, han)).parse_next(input)?;
    let is_capital = found.starts_with(char::is_uppercase);
    let lower = if found.is_ascii() { found.to_ascii_lowercase() } else { plain_letters(found) };
    let kind = |text: String| Kind::Word { text: american(text), is_capital };
    let tail = |text: String| Some(Kind::Word { text, is_capital: false });
    Ok(match lower.split_once('\'') {
        Some((stem, "t")) if stem.ends_with('n') && stem.len() > 2 => {
            let stem = if stem == "can" { stem } else { stem.trim_end_matches('n') };
            let stem = if stem == "wo" { "will" } else { stem };
            (kind(stem.to_owned()), tail("not".to_owned()))
        }
        Some((stem, ending)) => (kind(stem.to_owned()), tail(format!("'{ending}"))),
        None => (kind(lower), None),
    })
}

/// A word in small letters, with a straight apostrophe and subscripts on the line.
fn plain_letters(word: &str) -> String {
    let plain = |letter: char| match letter {
        '’' => '\'',
        '\u{2080}'..='\u{2089}' => {
            char::from_digit(u32::from(letter) - 0x2080, 10).unwrap_or(letter)
        }
        other => other,
    };
    word.chars().flat_map(char::to_lowercase).map(plain).collect()
}

fn is_han(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// American spelling of what this grammar knows in British.
fn american(word: String) -> String {
    let known = match word.as_str() {
        "centre" => "center",
        "centres" => "centers",
        "datacentre" => "datacenter",
        "datacentres" => "datacenters",
        "grammes" => "grams",
        "subsidised" => "subsidized",
        "programme" => "program",
        _ => return word,
    };
    known.to_owned()
}

/// A hyphen between parts of a word says nothing; between numbers it is a range.
fn join_hyphens(tokens: Vec<Token>) -> Vec<Token> {
    let is_word =
        |token: Option<&Token>| token.is_some_and(|token| matches!(token.kind, Kind::Word { .. }));
    let says_nothing = |place: usize| {
        let next = tokens.get(place + 1);
        let before = place.checked_sub(1).and_then(|place| tokens.get(place));
        let hyphen = tokens[place].is_sign('-') || tokens[place].is_sign('\u{2011}');
        hyphen
            && tokens[place].is_joined
            && next.is_some_and(|next| next.is_joined)
            && (is_word(before) || is_word(next))
    };
    let silent: Vec<usize> = (0..tokens.len()).filter(|&place| says_nothing(place)).collect();
    if silent.is_empty() {
        return tokens;
    }
    let kept = tokens.into_iter().enumerate().filter(|(place, _)| !silent.contains(place));
    kept.map(|(_, token)| token).collect()
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};

    fn shown(text: &str) -> String {
        let each = tokens(text).into_iter().map(|token| match token.kind {
            Kind::Word { text, .. } => text,
            Kind::Number { value, .. } => format!("<{value}>"),
            Kind::Sign(sign) => sign.to_string(),
        });
        each.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_numbers_and_signs_are_told_apart() {
        for (text, expected) in [
            ("U.S. data-centre load isn't 1,680.5 GW.", "us data center load is not <1680.5> GW ."),
            ("China’s 400GW (2.1e3 in mid-2025)", "china 's <400> gw ( <2100> in mid <2025> )"),
            ("30-35% of CO₂", "<30> - <35> % of co2"),
            ("10万亿千瓦时", "<10> 万 亿 千 瓦 时"),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected.to_lowercase(), "{text}");
        }
    }
}
