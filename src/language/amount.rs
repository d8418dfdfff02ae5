//! Numbers with what they count: from digits and words, scales and units, to one
//! amount, or a range of them.

mod unit;

use winnow::combinator::{alt, opt, preceded, repeat};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::any;

use super::mark::{Item, Mark};
use crate::model::number::is_whole;
use crate::model::unit::Unit;
use unit::{priced, unit};

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Counted {
    /// A unit of the model, with a factor to it.
    In(Unit),
    /// Nothing that is named.
    Nothing,
    /// Hundredths of something.
    Share,
    /// Hundredths more or less of a share.
    Points,
    /// Multiples.
    Times,
    /// Multiples that something has become.
    Became,
    /// Grams of CO2, of a unit of electricity that is named elsewhere.
    Grams,
}

/// An amount, or the two ends of a range, and where it stands among the items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) counted: Counted,
    /// N of "one in N".
    pub(super) one_in: Option<f64>,
    pub(super) from: usize,
    pub(super) to: usize,
}

type Input<'i> = &'i [Item];
type Found<T> = winnow::Result<T, EmptyError>;

/// The amount that starts at an item; `one_only` where two amounts are a change
/// and no range.
pub(super) fn amount(items: &[Item], at: usize, one_only: bool) -> Option<Amount> {
    // Most words of a sentence begin none, and every form would be tried at each.
    items.get(at).filter(|item| begins(item.mark))?;
    let mut input = items.get(at..)?;
    let before = input.len();
    let found =
        if one_only { one(&mut input) } else { alt((range, parts, one)).parse_next(&mut input) };
    let mut found = found.ok().filter(|found| found.low.is_finite() && found.high.is_finite())?;
    found.from = at;
    found.to = at + before - input.len();
    Some(found)
}

/// Whether an amount can begin with it.
const fn begins(mark: Mark) -> bool {
    matches!(
        mark,
        Mark::Number(..)
            | Mark::NumberWord(_)
            | Mark::Scale(_)
            | Mark::Part(_)
            | Mark::Multiple(_)
            | Mark::Multiplied(_)
            | Mark::Factor
            | Mark::Article
            | Mark::Money(..)
            | Mark::Between
            | Mark::From
    )
}

fn mark<'i, T>(meaning: impl Fn(Mark) -> Option<T>) -> impl Parser<Input<'i>, T, EmptyError> {
    any.verify_map(move |item: Item| meaning(item.mark))
}

fn is<'i>(wanted: Mark) -> impl Parser<Input<'i>, (), EmptyError> {
    mark(move |mark| (mark == wanted).then_some(()))
}

/// `10.4 trillion`, `two and a half`, `half a million`, `a hundred`.
fn number(input: &mut Input<'_>) -> Found<f64> {
    let scale = || mark(|mark| if let Mark::Scale(scale) = mark { Some(scale) } else { None });
    let scales = || repeat(0.., scale()).fold(|| 1.0, |all: f64, scale| all * scale);
    let digits = mark(|mark| if let Mark::Number(value, _) = mark { Some(value) } else { None });
    let word = || mark(|mark| if let Mark::NumberWord(value) = mark { Some(value) } else { None });
    let words = repeat(1..=3, word()).fold(|| 0.0, |all: f64, word| all + word);
    let half = || is(Mark::Part(0.5));
    let and_a_half = || {
        opt((is(Mark::And), is(Mark::Article), half()))
            .map(|half| if half.is_some() { 0.5 } else { 0.0 })
    };
    alt((
        (preceded(opt(is(Mark::Article)), alt((digits, words))), and_a_half(), scales())
            .map(|(value, half, scales)| (value + half) * scales),
        (half(), is(Mark::Article), scale(), scales())
            .map(|((), (), scale, scales)| 0.5 * scale * scales),
        (opt(is(Mark::Article)), scale(), scales()).map(|(_, scale, scales)| scale * scales),
    ))
    .parse_next(input)
}

/// Four to one.
fn to_one(input: &mut Input<'_>) -> Found<Amount> {
    let one = mark(|mark| match mark {
        Mark::NumberWord(many) | Mark::Number(many, _) => Some(many),
        _ => None,
    })
    .verify(|many: &f64| (many - 1.0).abs() < f64::EPSILON);
    (number, is(Mark::To), one)
        .map(|(many, (), _)| plain(many, many, Counted::Times))
        .parse_next(input)
}

/// Most that one is counted among, and most that several are: more are a count of things.
const MOST_PARTS: f64 = 100.0;
const FEW_PARTS: f64 = 20.0;

/// One in three, two of every five, one unit in three.
fn out_of(input: &mut Input<'_>) -> Found<(f64, Option<f64>)> {
    let whole = || {
        mark(|mark| match mark {
            Mark::NumberWord(many) => Some(many),
            Mark::Number(value, _) if value <= MOST_PARTS => Some(value),
            _ => None,
        })
    };
    let between = |mark| {
        matches!(mark, Mark::Unknown | Mark::Thing | Mark::Energy(_) | Mark::Concept(_))
            .then_some(())
    };
    let words = repeat::<_, _, (), _, _>(0..=2, mark(between));
    let of = alt((is(Mark::In), is(Mark::Of)));
    (whole(), words, of, opt(is(Mark::Every)), whole())
        .verify(|(few, (), (), every, many)| {
            let is_part = every.is_some() || (few - 1.0).abs() < f64::EPSILON;
            few < many && (is_part || *many <= FEW_PARTS)
        })
        .map(|(few, (), (), _, many)| (few / many, Some(many / few)))
        .parse_next(input)
}

/// A third, two thirds, three quarters.
fn part(input: &mut Input<'_>) -> Found<(f64, Option<f64>)> {
    let named = || mark(|mark| if let Mark::Part(part) = mark { Some(part) } else { None });
    let many = mark(|mark| if let Mark::NumberWord(many) = mark { Some(many) } else { None });
    let one_in = |part: f64| Some((1.0 / part).round());
    alt((
        (many, named())
            .map(|(many, part): (f64, f64)| (many * part, one_in(part).filter(|_| many <= 1.0))),
        (opt(is(Mark::Article)), named()).map(|(_, part)| (part, one_in(part))),
    ))
    .parse_next(input)
}

fn plain(low: f64, high: f64, counted: Counted) -> Amount {
    Amount { low, high, counted, one_in: None, from: 0, to: 0 }
}

/// A number in another unit, without what the conversion added: 0.67 kg are 670 g.
pub(super) fn as_stated(value: f64) -> f64 {
    // As many digits as a whole number can have without being changed.
    if is_whole(value) && value.abs() < 1e14 {
        return value;
    }
    format!("{value:.13e}").parse().unwrap_or(value)
}

/// One amount.
fn one(input: &mut Input<'_>) -> Found<Amount> {
    let share = |(value, one_in)| Amount { one_in, ..plain(value, value, Counted::Share) };
    alt((
        priced,
        out_of.map(share),
        to_one,
        measured,
        part.map(share),
        mark(|mark| match mark {
            Mark::Multiple(times) => Some(plain(times, times, Counted::Times)),
            Mark::Multiplied(times) => Some(plain(times, times, Counted::Became)),
            _ => None,
        }),
        preceded(is(Mark::Factor), number).map(|value| plain(value, value, Counted::Times)),
        number.map(|value| plain(value, value, Counted::Nothing)),
    ))
    .parse_next(input)
}

/// A number of a unit.
fn measured(input: &mut Input<'_>) -> Found<Amount> {
    let half = (is(Mark::Part(0.5)), is(Mark::Article)).map(|_| 0.5);
    let of_unit = || unit.verify(|(_, counted)| matches!(counted, Counted::In(_)));
    alt((
        (half, unit),
        // "Three quarters of a terawatt."
        (part_of, of_unit()),
        (number, unit),
        // "7,770 more terawatt-hours."
        (number, preceded(more, of_unit())),
    ))
    .map(|(value, (factor, counted))| {
        let value = as_stated(value * factor);
        plain(value, value, counted)
    })
    .parse_next(input)
}

/// A part of one of a unit.
fn part_of(input: &mut Input<'_>) -> Found<f64> {
    (part, is(Mark::Of), is(Mark::Article)).map(|((part, _), (), ())| part).parse_next(input)
}

/// More, or fewer, before a unit.
fn more(input: &mut Input<'_>) -> Found<()> {
    mark(|mark| matches!(mark, Mark::Comparative(_, None)).then_some(())).parse_next(input)
}

/// `between a fifth and a quarter`.
fn parts(input: &mut Input<'_>) -> Found<Amount> {
    let ends = (preceded(is(Mark::Between), part), preceded(is(Mark::And), part));
    { ends }
        .verify(|((low, _), (high, _))| low < high)
        .map(|((low, _), (high, _))| plain(low, high, Counted::Share))
        .parse_next(input)
}

/// `between 325 and 580 TWh`, `from 1.57 to 1.63 billion kW`, `30-35%`, `two to three times`.
fn range(input: &mut Input<'_>) -> Found<Amount> {
    let first = || (number, opt(unit));
    let dash = || alt((is(Mark::Dash), is(Mark::To)));
    let ((low, own), (high, (factor, counted))) = alt((
        preceded(is(Mark::Between), (first(), preceded(is(Mark::And), (number, unit)))),
        preceded(opt(is(Mark::From)), (first(), preceded(dash(), (number, unit)))),
    ))
    .verify(|(_, (_, (_, counted)))| *counted != Counted::Nothing)
    .parse_next(input)?;
    let low_factor = match own {
        Some((own, _)) => own,
        // "1.57 to 1.63 billion kilowatts": the scale of the second is that of both.
        None if high > 1e3 * low => factor * scale_of(high),
        None => factor,
    };
    let (low, high) = (as_stated(low * low_factor), as_stated(high * factor));
    if low < high { Ok(plain(low, high, counted)) } else { Err(EmptyError) }
}

/// The power of a thousand that a number was stated in.
fn scale_of(value: f64) -> f64 {
    [1e12, 1e9, 1e6, 1e3].into_iter().find(|scale| value >= *scale).unwrap_or(1.0)
}
