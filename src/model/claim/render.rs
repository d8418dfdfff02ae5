//! A structured claim as a sentence: one that the grammar of texts reads as the
//! same claim again.

mod words;

use super::structured::{
    ChangeFrom, Comparator, Limit, Object, Quantifier, RangeOf, RankOrder, Referent, RegionSet,
    ShareSize, Statement, StructuredClaim, When,
};
use crate::model::catalog::Catalog;
use crate::model::metric::Metric;
use crate::model::unit::Unit;
use crate::model::year::Year;
use words::{Words, how, number, ordinal, percent, percent_between, when};

/// Most bytes of a usual sentence.
const USUAL: usize = 128;

/// A structured claim as a sentence.
pub fn statement(catalog: &Catalog, claim: &StructuredClaim) -> String {
    let sentence = Sentence { words: Words { catalog }, claim };
    let mut told = String::with_capacity(USUAL);
    if claim.negated {
        told.push_str("it is not so that ");
    }
    sentence.subject(&mut told);
    told.push(' ');
    sentence.predicate(&mut told);
    // It begins with a word of ours.
    if let Some(first) = told.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    told
}

struct Sentence<'s> {
    words: Words<'s>,
    claim: &'s StructuredClaim,
}

impl Sentence<'_> {
    /// Whether the predicate tells of a course over years, and so names them itself.
    fn is_course(&self) -> bool {
        match &self.claim.right {
            Object::Growth { ratio, from, annual } => {
                let is_level = is_one(*ratio) && is_directed(self.claim.comparator);
                !is_level && !is_multiple(*ratio, *from, *annual)
            }
            Object::Change { from: ChangeFrom::Year(_), .. }
            | Object::Range { of: RangeOf::Growth { .. }, .. } => true,
            _ => false,
        }
    }

    /// Example: `the electricity demand of China in 2025`.
    fn subject(&self, told: &mut String) {
        let left = &self.claim.left;
        if matches!(left.of, Statement::Change { .. }) {
            told.push_str("the increase in ");
        }
        let whose = match self.claim.quantifier {
            _ if matches!(self.claim.right, Object::LimitedBy(_)) => "the ",
            Quantifier::All => "the ",
            Quantifier::Some => "some ",
            Quantifier::Average => "the average ",
        };
        told.push_str(whose);
        self.words.metric(left.metrics.first().copied(), told);
        told.push_str(" of ");
        self.words.set(&left.regions, told);
        match (left.of, left.when) {
            (Statement::Change { from: Some(from) }, at) => {
                told.push_str(" from ");
                from.write_to(told);
                if let When::Year { year, .. } = at {
                    told.push_str(" to ");
                    year.write_to(told);
                } else {
                    when(at, told);
                }
            }
            (Statement::Level, _) if self.is_course() => {}
            (_, at) => when(at, told),
        }
    }

    fn predicate(&self, told: &mut String) {
        let StructuredClaim { right, comparator, .. } = self.claim;
        let (comparator, is) =
            (*comparator, |what: String| ["is ", how(*comparator), &what].concat());
        let predicate = match right {
            Object::Quantity { value, unit } => {
                told.push_str("is ");
                told.push_str(how(comparator));
                return self.write_quantity(*value, *unit, told);
            }
            Object::Ratio { value, of } if is_one(*value) && comparator != Comparator::Equal => {
                is(format!("{}{}", than(comparator), self.referent(of)))
            }
            Object::Ratio { value, of } => {
                is(format!("{} times {}", number(*value), self.referent(of)))
            }
            Object::ShareOf { size, regions, metric } => {
                is(format!("{} of {}", share(*size), self.total(regions, *metric)))
            }
            Object::Growth { ratio, from: Some(from), annual: false }
                if is_one(*ratio) && is_directed(comparator) =>
            {
                is(format!("in {from}"))
            }
            Object::Growth { ratio, from: Some(from), annual }
                if is_multiple(*ratio, Some(*from), *annual) =>
            {
                is(format!("{} times its value in {from}", number(*ratio)))
            }
            Object::Growth { ratio, from, annual } => {
                let (verb, comparator) = course(ratio - 1.0, comparator);
                let by = percent((ratio - 1.0).abs());
                format!("{verb} by {}{by}{}", how(comparator), self.course(*from, *annual))
            }
            Object::Change { value, unit, from: ChangeFrom::Year(from) } => {
                let (verb, comparator) = course(*value, comparator);
                let by = self.quantity(value.abs(), *unit);
                format!("{verb} by {}{by}{}", how(comparator), self.course(*from, false))
            }
            Object::Change { value, unit, from: ChangeFrom::Region(region) } => {
                let (verb, comparator) = if *value < 0.0 {
                    ("falls short of", comparator.flipped())
                } else {
                    ("exceeds", comparator)
                };
                let by = self.quantity(value.abs(), *unit);
                let other = written(|told| self.words.region(*region, told));
                format!("{verb} that of {other} by {}{by}", how(comparator))
            }
            Object::Range { low, high, of } => self.range(*low, *high, of),
            Object::OneIn(n) => is(format!("one in {}", number(*n))),
            Object::Rank { n, order, .. } => {
                let end = match order {
                    RankOrder::Highest => "highest",
                    RankOrder::Lowest => "lowest",
                };
                let place = if *n == 1 { String::new() } else { format!("{} ", ordinal(*n)) };
                is(format!("the {place}{end} in the world"))
            }
            Object::LimitedBy(limit) => {
                let when = match self.claim.quantifier {
                    Quantifier::Some => " at some time",
                    Quantifier::All | Quantifier::Average => "",
                };
                format!("is limited by {}{when}", limited_by(*limit))
            }
            Object::LostToControls(part) => {
                format!("loses {}{} to export controls", how(comparator), percent(*part))
            }
        };
        told.push_str(&predicate);
    }

    fn range(&self, low: f64, high: f64, of: &RangeOf) -> String {
        let span = format!("{} and {}", number(low), number(high));
        match of {
            RangeOf::Quantity(unit) => match self.unit(*unit) {
                Unit::Fraction => format!("is between {}", percent_between(low, high)),
                unit => format!("is between {span} {}", unit.symbol()),
            },
            RangeOf::Ratio(of) => format!("is between {span} times {}", self.referent(of)),
            RangeOf::Share { regions, metric } => {
                let total = self.total(regions, *metric);
                format!("is between {} of {total}", percent_between(low, high))
            }
            RangeOf::Growth { from, annual } => {
                let by = percent_between(low - 1.0, high - 1.0);
                format!("grows by between {by}{}", self.course(*from, *annual))
            }
        }
    }

    fn unit(&self, own: Option<Unit>) -> Unit {
        let metric = self.claim.left.metrics.first().copied();
        own.or(metric.map(Metric::unit)).unwrap_or(Unit::Ratio)
    }

    /// Example: `400 GW`, `33 %`.
    fn write_quantity(&self, value: f64, unit: Option<Unit>, told: &mut String) {
        match self.unit(unit) {
            Unit::Fraction => told.push_str(&percent(value)),
            unit => {
                told.push_str(&number(value));
                told.push(' ');
                told.push_str(unit.symbol());
            }
        }
    }

    fn quantity(&self, value: f64, unit: Option<Unit>) -> String {
        written(|told| self.write_quantity(value, unit, told))
    }

    /// Example: `that of the United States in 2024`, `its value in 2015`.
    fn referent(&self, of: &Referent) -> String {
        let set = |regions| written(|told| self.words.set(regions, told));
        let metric = of.metric.map(|metric| written(|told| self.words.metric(Some(metric), told)));
        let what = match (&of.regions, metric) {
            (Some(regions), Some(metric)) => format!("the {metric} of {}", set(regions)),
            (Some(regions), None) => format!("that of {}", set(regions)),
            (None, Some(metric)) => format!("its {metric}"),
            (None, None) => "its value".to_owned(),
        };
        what + &of.year.map(|year| format!(" in {year}")).unwrap_or_default()
    }

    fn total(&self, regions: &RegionSet, metric: Option<Metric>) -> String {
        self.referent(&Referent { regions: Some(regions.clone()), metric, year: None })
    }

    /// Example: ` a year from 2020 to 2025`.
    fn course(&self, from: Option<Year>, annual: bool) -> String {
        let yearly = if annual { " a year" } else { "" };
        let years = match (from, self.claim.left.when) {
            (Some(from), When::Year { year, .. }) => format!(" from {from} to {year}"),
            (Some(from), _) => format!(" since {from}"),
            (None, at) => written(|told| when(at, told)),
        };
        format!("{yearly}{years}")
    }
}

/// A part that is to stand within another.
fn written(write: impl FnOnce(&mut String)) -> String {
    let mut told = String::new();
    write(&mut told);
    told
}

const fn limited_by(limit: Limit) -> &'static str {
    match limit {
        Limit::Chips => "chips",
        Limit::Power => "power",
        Limit::Generation => "power generation",
    }
}

/// Whether growth reads better as a multiple: from doubling on.
const fn is_multiple(ratio: f64, from: Option<Year>, annual: bool) -> bool {
    ratio >= 2.0 && from.is_some() && !annual
}

/// Whether it says on which side of the other value it lies.
const fn is_directed(comparator: Comparator) -> bool {
    matches!(comparator, Comparator::MoreThan | Comparator::LessThan)
}

fn is_one(value: f64) -> bool {
    (value - 1.0).abs() < f64::EPSILON
}

/// What stands between a bare comparison and the other side: "about as much as that of".
const fn than(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Approximately => "the same as ",
        _ => "",
    }
}

/// The verb of a change, and the comparator of its size.
fn course(change: f64, comparator: Comparator) -> (&'static str, Comparator) {
    if change < 0.0 { ("falls", comparator.flipped()) } else { ("grows", comparator) }
}

fn share(size: ShareSize) -> String {
    match size {
        ShareSize::Fraction(fraction) => percent(fraction),
        ShareSize::OneIn(n) => format!("one in {}", number(n)),
    }
}
