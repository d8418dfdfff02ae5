//! The structured form of a claim.

use crate::model::catalog::RegionId;
use crate::model::metric::Metric;
use crate::model::unit::Unit;
use crate::model::year::{Year, YearRange};

/// How left is compared with right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// At least.
    AtLeast,
    /// More than.
    MoreThan,
    /// At most.
    AtMost,
    /// Less than.
    LessThan,
    /// About.
    Approximately,
    /// Equal, as far as the number is stated.
    Equal,
    /// Between two bounds.
    Between,
}

impl Comparator {
    /// The comparator of what falls as the amount rises.
    #[must_use]
    pub const fn flipped(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::MoreThan => Self::LessThan,
            Self::AtMost => Self::AtLeast,
            Self::LessThan => Self::MoreThan,
            other => other,
        }
    }
}

/// How the sentence presents the claim; recorded only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Modal {
    /// As fact.
    #[default]
    Asserted,
    /// As a forecast.
    Forecast,
    /// As a possibility.
    Possible,
}

/// Of how many of the left side the claim speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quantifier {
    /// The region as a whole.
    #[default]
    All,
    /// At least one.
    Some,
    /// The average.
    Average,
}

/// Whether a claim says what its source said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// It does.
    Matches,
    /// It does not.
    Differs,
    /// Not known.
    Unknown,
}

/// Regions added up, less others.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionSet {
    /// Added, at least one.
    pub include: Vec<RegionId>,
    /// Taken off.
    pub exclude: Vec<RegionId>,
}

impl RegionSet {
    /// One region.
    pub fn of(region: RegionId) -> Self {
        Self { include: vec![region], exclude: Vec::new() }
    }

    /// The region, where it is just one.
    pub fn single(&self) -> Option<RegionId> {
        match (self.include.as_slice(), self.exclude.is_empty()) {
            ([region], true) => Some(*region),
            _ => None,
        }
    }
}

/// The time that a claim speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// None named: the latest year with records.
    Latest,
    /// A year, or a month of it.
    Year {
        /// The year.
        year: Year,
        /// The month.
        month: Option<u8>,
    },
    /// Every year of a range.
    Range(YearRange),
}

/// Whether levels or changes are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement {
    /// Levels.
    Level,
    /// Changes since a year, or over the range.
    Change {
        /// First year of the change.
        from: Option<Year>,
    },
}

/// The left side of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Regions.
    pub regions: RegionSet,
    /// Metrics that the wording may mean, the most literal first; at least one.
    pub metrics: Vec<Metric>,
    /// When.
    pub when: When,
    /// Level or change.
    pub of: Statement,
}

/// What a ratio refers to; what is absent is as on the left.
#[derive(Clone, Debug, PartialEq)]
pub struct Referent {
    /// Regions.
    pub regions: Option<RegionSet>,
    /// Metric.
    pub metric: Option<Metric>,
    /// Year.
    pub year: Option<Year>,
}

/// How large a share is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ShareSize {
    /// A fraction.
    Fraction(f64),
    /// One in N.
    OneIn(f64),
}

/// What a change is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeFrom {
    /// An earlier year; the year before where absent.
    Year(Option<Year>),
    /// Another region.
    Region(RegionId),
}

/// Which end of a ranking is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankOrder {
    /// The highest value.
    Highest,
    /// The lowest value.
    Lowest,
}

/// What the bounds of a range mean.
#[derive(Clone, Debug, PartialEq)]
pub enum RangeOf {
    /// Values of the metric.
    Quantity(Option<Unit>),
    /// Multiples.
    Ratio(Referent),
    /// Fractions of a total.
    Share {
        /// The total's regions.
        regions: RegionSet,
        /// The total's metric.
        metric: Option<Metric>,
    },
    /// Growth since an earlier year.
    Growth {
        /// The earlier year.
        from: Option<Year>,
        /// Whether per year.
        annual: bool,
    },
}

/// What may limit the AI compute of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Fewer chips than power could feed.
    Chips,
    /// Less power than the chips would take, whatever the cause.
    Power,
    /// The same, because generation carries no more.
    Generation,
}

/// The right side of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// A value.
    Quantity {
        /// The value.
        value: f64,
        /// Its unit; the metric's own where absent.
        unit: Option<Unit>,
    },
    /// A multiple of another value.
    Ratio {
        /// The multiple.
        value: f64,
        /// Of what.
        of: Referent,
    },
    /// A share of a total.
    ShareOf {
        /// How large.
        size: ShareSize,
        /// The total's regions.
        regions: RegionSet,
        /// The total's metric.
        metric: Option<Metric>,
    },
    /// Growth since an earlier year.
    Growth {
        /// Value over the earlier value.
        ratio: f64,
        /// The earlier year.
        from: Option<Year>,
        /// Whether per year.
        annual: bool,
    },
    /// An absolute change or difference.
    Change {
        /// How much.
        value: f64,
        /// Its unit.
        unit: Option<Unit>,
        /// From what.
        from: ChangeFrom,
    },
    /// Between two bounds.
    Range {
        /// Lower bound.
        low: f64,
        /// Upper bound.
        high: f64,
        /// What they mean.
        of: RangeOf,
    },
    /// One in N of itself.
    OneIn(f64),
    /// A place in a ranking.
    Rank {
        /// The place, from 1.
        n: usize,
        /// Which end is first.
        order: RankOrder,
        /// Regions ranked; every country with the metric where empty.
        among: Vec<RegionId>,
    },
    /// AI compute is bound by one limit: in every year of a range, in some year
    /// where it is of SOME, and in some year to come where none is named.
    LimitedBy(Limit),
    /// A part of the AI compute that a region would have without export controls
    /// is lost to them.
    LostToControls(f64),
}

/// Everything that a checkable sentence says.
#[derive(Clone, Debug, PartialEq)]
pub struct StructuredClaim {
    /// What it is about.
    pub left: Subject,
    /// How left compares with right.
    pub comparator: Comparator,
    /// What it is compared with.
    pub right: Object,
    /// How it is put.
    pub modal: Modal,
    /// Of how many it speaks.
    pub quantifier: Quantifier,
    /// Whether it denies the rest.
    pub negated: bool,
    /// Tolerance of EQUAL and APPROXIMATELY.
    pub relative_tolerance: Option<f64>,
}
