//! What a word or phrase means by itself, before anything around it is looked at.

use crate::model::catalog::RegionId;
use crate::model::claim::{Comparator, Modal};
use crate::model::unit::Currency;

/// A subject that metrics are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Concept {
    /// Electricity, power, grids.
    Electricity,
    /// Making it.
    Generation,
    /// Supplying it: making it, or being able to.
    Supply,
    /// Using it.
    Consumption,
    /// What could be made at once.
    Capacity,
    /// Power plants.
    Plants,
    /// Installed, of capacity.
    Installed,
    /// The highest load.
    Peak,
    /// Load.
    Load,
    /// Capacity to spare.
    Spare,
    /// Data centers.
    DataCenter,
    /// Solar power.
    Solar,
    /// Wind power.
    Wind,
    /// Renewable sources.
    Renewable,
    /// Sources of low emissions.
    LowCarbon,
    /// What a unit of electricity costs.
    Price,
    /// What a unit of electricity emits.
    Carbon,
    /// AI computing power.
    Compute,
    /// Racks.
    Racks,
    /// Stored data.
    Storage,
}

/// The meaning of a word or phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mark {
    /// A number in digits, and whether it may be a year.
    Number(f64, bool),
    /// One to ninety.
    NumberWord(f64),
    /// A thousand, a million, 万.
    Scale(f64),
    /// A half, a third.
    Part(f64),
    /// Twice, double.
    Multiple(f64),
    /// Doubled, tripled.
    Multiplied(f64),
    /// Times.
    Times,
    /// A factor of.
    Factor,
    /// Among.
    Among,
    /// Percent.
    Percent,
    /// Percentage points: no share and no growth.
    Points,
    /// kWh, in TWh.
    Energy(f64),
    /// kW, in GW.
    Power(f64),
    /// A currency, or a hundredth of it.
    Money(Currency, f64),
    /// g, in g.
    Mass(f64),
    /// Carbon dioxide.
    Co2,
    /// FLOP/s, in EFLOP/s.
    Flops(f64),
    /// Bytes, in EB.
    Bytes(f64),
    /// A, an.
    Article,
    /// Of.
    Of,
    /// In.
    In,
    /// Per, for each.
    Per,
    /// Every, each.
    Every,
    /// And.
    And,
    /// Or.
    Or,
    /// To.
    To,
    /// From.
    From,
    /// Between.
    Between,
    /// A region, and whether as an adjective.
    Region(RegionId, bool),
    /// A place that the catalog does not know.
    Elsewhere,
    /// The rest of the world.
    Rest,
    /// Outside, without.
    Without,
    /// A subject.
    Concept(Concept),
    /// What no metric measures.
    OutOfScope,
    /// One machine, whose speed is no country's.
    Machine,
    /// What is counted, and is none of it.
    Thing,
    /// A name that is not known.
    Name,
    /// Reaches.
    Reach,
    /// Even, of what is not reached.
    Even,
    /// Again, of a multiple.
    Again,
    /// More than, at most: before a number.
    Bound(Comparator),
    /// About.
    Hedge,
    /// Almost.
    Nearly,
    /// Exceeds, trails: before a region, or a number.
    Beats(bool),
    /// Matches: before a region.
    Rivals,
    /// More, higher; and less, lower; of a subject where it names one.
    Comparative(bool, Option<Concept>),
    /// Than.
    Than,
    /// As.
    As,
    /// That is, that was: of what was told before.
    ThatIs,
    /// That of.
    That,
    /// Combined, together.
    Together,
    /// Any other country.
    AnyOther,
    /// The most, the largest, and the least.
    Superlative(bool, Option<Concept>),
    /// Second, third: of a superlative.
    Place(u8),
    /// Ranks second, third.
    Ranked(u8),
    /// Grew, and fell.
    Change(bool),
    /// Added.
    Added,
    /// Will, could.
    Modal(Modal),
    /// Not.
    Not,
    /// It is false that.
    Denial,
    /// Some.
    SomeOf,
    /// On average.
    Average,
    /// A share of, accounts for.
    Share,
    /// Since.
    Since,
    /// By, before, until.
    By,
    /// Last year, next year: years from that of the text.
    YearsFrom(i32),
    /// A year later, the year before: years from that named before it.
    YearsAfter(i32),
    /// Compared with.
    Against,
    /// The gap between.
    Gap,
    /// New, of what was added.
    New,
    /// A bottleneck, the limiting factor.
    Limiting,
    /// Limited by.
    LimitedBy,
    /// At some time, in some year.
    Sometime,
    /// Export controls.
    Controls,
    /// At a yearly rate.
    Yearly,
    /// Today, now.
    Today,
    /// The end of the decade.
    Decade,
    /// The name of a month.
    Month(u8),
    /// A year of something said, not of what it says.
    Said,
    /// A range, not a change.
    Somewhere,
    /// Both.
    Both,
    /// If, should, whether.
    Hypothetical,
    /// A comma.
    Comma,
    /// A semicolon, a dash, while.
    Break,
    /// (
    Open,
    /// )
    Close,
    /// A question mark.
    Question,
    /// A slash.
    Slash,
    /// A hyphen or dash between numbers.
    Dash,
    /// 's.
    Possessive,
    /// A year, for what is left after years are read.
    Unknown,
}

/// A mark and the tokens that it came from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) mark: Mark,
    /// First token and the one past the last.
    pub(super) from: usize,
    pub(super) to: usize,
}
