//! ProjectCompute: what a region's chips could give, what its power could feed,
//! and which of the two binds.
//!
//! Chips are a stock that grows by a rate which fades. Power for AI is what runs,
//! a share of what is connected to the grid (no more than lines and sites allow,
//! nor than generation carries above the planning reserve), what is built on
//! site, and sites turned over. The achievable compute is the lesser of both.
//! Compute is installed dense BF16 by location, power is grid-side peak.

mod amount;
mod arithmetic;
mod asked;
mod break_even;
mod claims;
mod closed;
mod consistency;
mod drivers;
mod factor;
mod grounds;
mod parameter;
mod published;
mod region;
mod row;
mod sample;
mod slope;

pub use amount::Amount;
pub use arithmetic::{Parts, Supply};
pub use break_even::BreakEven;
pub use claims::{
    ControlCost, Exceeding, OverYears, achievable_ratio, cost_of_controls, growth_to_exceed,
    over_years, years_ahead,
};
pub use closed::Closed;
pub use consistency::{Agreement, Consistency, Scope};
pub use factor::Factor;
pub use grounds::Grounds;
pub use parameter::Parameter;
pub use row::{Binding, FromParts, Row};

use std::collections::BTreeMap;

use super::catalog::{Band, RegionId};
use super::error::ModelError;
use super::estimate::{Outlook, Warning, compute_warning};
use super::sampling::{Plan, standard_error};
use super::year::{Year, YearRange};
use asked::Asked;
use region::Region;
use sample::Sample;

/// Years from the first value of headroom to the second; the line runs on.
const HEADROOM_YEARS: i32 = 5;

/// Most draws times rows of an answer: bounds its memory. For the caller to keep.
pub const MAX_DRAWS: usize = 1 << 19;

/// Power for AI in one region and year that the caller gives in place of its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lumped {
    /// Region.
    pub region: RegionId,
    /// Year.
    pub year: Year,
    /// Its 80 % band, GW, above 0.
    pub band: Band,
}

/// A question of ProjectCompute.
#[derive(Clone, Debug)]
pub struct Question {
    /// Regions, in the order of the answer.
    pub regions: Vec<RegionId>,
    /// Years.
    pub years: YearRange,
    /// Power for AI that is not to be taken from its parts.
    pub ai_power: Vec<Lumped>,
    /// A region, and the one whose achievable compute it may exceed.
    pub compare: Option<(RegionId, RegionId)>,
    /// Draws for what has no closed form.
    pub plan: Plan,
    /// Whether drivers and break-evens are told.
    pub is_full: bool,
}

impl Question {
    fn given(&self, region: RegionId, year: Year) -> Option<&Band> {
        let lumped = self.ai_power.iter().find(|of| of.region == region && of.year == year);
        lumped.map(|of| &of.band)
    }
}

/// An answer of ProjectCompute.
#[derive(Clone, Debug)]
pub struct Answer<'c> {
    /// Rows by region and year.
    pub rows: Vec<Row<'c>>,
    /// Probability of each region that power binds in some year asked for.
    pub any_year: Vec<(RegionId, f64)>,
    /// Probability, by year, that the one region's achievable compute exceeds the other's.
    pub comparisons: Vec<(Year, f64)>,
    /// Electricity that this implies, beside published totals.
    pub consistency: Vec<Consistency<'c>>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
    /// Number of draws; 0 where all has a closed form.
    pub draws: usize,
    /// Largest standard error of a drawn probability.
    pub sampling_error: f64,
    /// The same before the caller's changes, from the same streams; without
    /// drivers and break-evens.
    pub base: Option<Box<Self>>,
}

/// Answers region by region and year by year.
///
/// # Errors
///
/// When a region has no parameters or the scenario holds none, a year lies before
/// the stock of chips or more than ten years after it, or a limit is not finite.
pub fn project<'c>(outlook: &Outlook<'c>, question: &Question) -> Result<Answer<'c>, ModelError> {
    let plain = Question { is_full: false, ..question.clone() };
    let base = outlook.base().map(|outlook| once(&outlook, &plain)).transpose()?;
    Ok(Answer { base: base.map(Box::new), ..once(outlook, question)? })
}

fn once<'c>(outlook: &Outlook<'c>, question: &Question) -> Result<Answer<'c>, ModelError> {
    let compared = question.compare.into_iter().flat_map(|(a, b)| [a, b]);
    let mut regions: BTreeMap<RegionId, Region<'c>> = BTreeMap::new();
    for id in question.regions.iter().copied().chain(compared) {
        let region = Region::find(outlook, id)?;
        region.check(outlook, question.years)?;
        regions.insert(id, region);
    }
    let all: Vec<&Region<'c>> = regions.values().collect();
    let mut asked = Asked {
        question,
        budget: outlook.budget(),
        regions: &regions,
        sample: Sample::new(question.plan, outlook.catalog(), &all),
        drawn: Vec::new(),
    };
    let (mut rows, mut any_year) = (Vec::new(), Vec::new());
    for region in question.regions.iter().filter_map(|id| regions.get(id)) {
        any_year.push((region.id, asked.region(region, &mut rows)?));
    }
    let comparisons = asked.comparisons()?;
    let has_drawn = !asked.drawn.is_empty() || rows.iter().any(|row| row.achievable.is_drawn());
    let draws = if has_drawn { question.plan.draws() } else { 0 };
    let errors = asked.drawn.iter().map(|p| standard_error(*p, question.plan.draws()));
    let years = question.regions.iter().filter_map(|id| regions.get(id)).map(|region| region.base);
    let late = years.max().and_then(|base| compute_warning(base, question.years.last()));
    let consistency = consistency::test(outlook, &rows, question.years);
    let apart = consistency.iter().filter_map(|of| of.warning(outlook.catalog()));
    Ok(Answer {
        warnings: late.into_iter().chain(apart).collect(),
        consistency,
        rows,
        any_year,
        comparisons,
        draws,
        sampling_error: errors.fold(0.0, f64::max),
        base: None,
    })
}
