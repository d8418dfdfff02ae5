//! Where numbers come from and how they came about.

use crate::model::written::Written;
use crate::model::year::Date;

/// How much a source counts when sources disagree; better ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// A government or statistical office.
    OfficialStatistic,
    /// A maintained dataset.
    Dataset,
    /// A research note or report.
    ResearchNote,
    /// A press report.
    Press,
    /// Recalled knowledge.
    GeneralKnowledge,
}

/// How a number came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// A source printed it.
    Reported,
    /// The model extrapolated history.
    Projected,
    /// Computed from other numbers.
    Derived,
    /// A default of ours.
    Assumed,
    /// The caller's.
    Overridden,
}

/// What a piece of evidence says about a figure or claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// For it.
    Supports,
    /// Against it.
    Contradicts,
    /// Neither.
    Context,
}

/// Where numbers were published.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Name in this catalog.
    pub name: String,
    /// Title of the work.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, as far as known.
    pub published: Option<Date>,
    /// Terms of use.
    pub license: String,
    /// How much it counts.
    pub rank: Rank,
    /// Address, possibly empty.
    pub uri: String,
    /// What replies say of it.
    pub written: Written,
}
