//! Verdicts and their probability bands.

/// The judgment of a claim or of one reading of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// P of 0.90 or more.
    Supported,
    /// P from 0.66.
    Likely,
    /// P from 0.33.
    TossUp,
    /// P from 0.10.
    Unlikely,
    /// P below 0.10.
    Refuted,
    /// Readings land two or more bands apart.
    Disputed,
    /// A figure is missing.
    NotEnoughInfo,
    /// No quantity that the catalog measures.
    NotCheckable,
}

impl Verdict {
    /// Verdicts that go by probability, with the lowest probability of each.
    pub const BANDS: [(Self, f64); 5] = [
        (Self::Supported, 0.90),
        (Self::Likely, 0.66),
        (Self::TossUp, 0.33),
        (Self::Unlikely, 0.10),
        (Self::Refuted, 0.0),
    ];

    /// The verdict on a probability.
    pub fn of(probability: f64) -> Self {
        Self::BANDS.into_iter().find(|band| probability >= band.1).map_or(Self::Refuted, |b| b.0)
    }

    /// Place of the verdict among the bands, `None` for those without one.
    pub fn band(self) -> Option<usize> {
        Self::BANDS.iter().position(|band| band.0 == self)
    }

    /// The name as people read it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Supported => "SUPPORTED",
            Self::Likely => "LIKELY",
            Self::TossUp => "TOSS_UP",
            Self::Unlikely => "UNLIKELY",
            Self::Refuted => "REFUTED",
            Self::Disputed => "DISPUTED",
            Self::NotEnoughInfo => "NOT_ENOUGH_INFO",
            Self::NotCheckable => "NOT_CHECKABLE",
        }
    }
}

/// Two readings disagree when their bands lie this far apart.
const DISPUTED_DISTANCE: usize = 2;

/// Whether verdicts by probability land two or more bands apart.
pub(super) fn is_disputed(verdicts: impl Iterator<Item = Verdict> + Clone) -> bool {
    let bands = verdicts.filter_map(Verdict::band);
    let (low, high) = (bands.clone().min().unwrap_or(0), bands.max().unwrap_or(0));
    high - low >= DISPUTED_DISTANCE
}
