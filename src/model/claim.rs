//! Claims: what a checkable sentence can say, and how it is judged.

mod accept;
mod achievable;
mod check;
mod explanation;
mod explicit;
mod fidelity;
mod general;
mod lens;
mod limits;
mod operands;
mod overall;
mod rank;
mod reading;
mod render;
mod sides;
mod some_sites;
mod stated;
mod structured;
mod verdict;

pub use accept::{APPROXIMATE, EQUAL};
pub(in crate::model) use check::check_once;
pub use check::{Finding, Matter, Question, check, unread};
pub use overall::MagnitudeWarning;
pub use reading::{BreakEven, Reading};
pub use render::statement;
pub use structured::{
    ChangeFrom, Comparator, Fidelity, Limit, Modal, Object, Quantifier, RangeOf, RankOrder,
    Referent, RegionSet, ShareSize, Statement, StructuredClaim, Subject, When,
};
pub use verdict::Verdict;
