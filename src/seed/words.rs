//! The words of the data files for what the model tells apart.

use crate::model::catalog::{
    AnchorBand, BandKind, Basis, FigureKind, MfuBasis, Rank, Stance, Variant,
};
use crate::model::claim::{Comparator, Fidelity, Modal, Quantifier};

/// A word and its meaning.
pub(super) type Words<T> = &'static [(&'static str, T)];

pub(super) const RANKS: Words<Rank> = &[
    ("official_statistic", Rank::OfficialStatistic),
    ("dataset", Rank::Dataset),
    ("research_note", Rank::ResearchNote),
    ("press", Rank::Press),
    ("general_knowledge", Rank::GeneralKnowledge),
];

pub(super) const VARIANTS: Words<Variant> =
    &[("peak", Variant::Peak), ("average", Variant::Average), ("nameplate", Variant::Nameplate)];

pub(super) const FIGURE_KINDS: Words<FigureKind> = &[
    ("measured", FigureKind::Measured),
    ("estimate", FigureKind::Estimate),
    ("forecast", FigureKind::Forecast),
    ("claim", FigureKind::Claim),
];

pub(super) const STANCES: Words<Stance> = &[
    ("supports", Stance::Supports),
    ("contradicts", Stance::Contradicts),
    ("context", Stance::Context),
];

pub(super) const FIGURE_COMPARATORS: Words<Comparator> = &[
    ("exactly", Comparator::Equal),
    ("about", Comparator::Approximately),
    ("more_than", Comparator::MoreThan),
    ("less_than", Comparator::LessThan),
];

pub(super) const CLAIM_COMPARATORS: Words<Comparator> = &[
    ("AT_LEAST", Comparator::AtLeast),
    ("MORE_THAN", Comparator::MoreThan),
    ("AT_MOST", Comparator::AtMost),
    ("LESS_THAN", Comparator::LessThan),
    ("APPROXIMATELY", Comparator::Approximately),
    ("EQUAL", Comparator::Equal),
];

pub(super) const QUANTIFIERS: Words<Quantifier> =
    &[("ALL", Quantifier::All), ("SOME", Quantifier::Some), ("AVERAGE", Quantifier::Average)];

pub(super) const MODALS: Words<Modal> =
    &[("ASSERTED", Modal::Asserted), ("FORECAST", Modal::Forecast), ("POSSIBLE", Modal::Possible)];

pub(super) const FIDELITIES: Words<Fidelity> = &[
    ("MATCHES", Fidelity::Matches),
    ("DIFFERS", Fidelity::Differs),
    ("UNKNOWN", Fidelity::Unknown),
];

pub(super) const ANCHOR_BANDS: Words<AnchorBand> = &[
    ("none", AnchorBand::None),
    ("growth_range", AnchorBand::GrowthRange),
    ("scenario", AnchorBand::Scenario),
    ("band80", AnchorBand::Band80),
];

pub(super) const BAND_KINDS: Words<BandKind> =
    &[("band80", BandKind::Band80), ("range", BandKind::Range), ("fixed", BandKind::Fixed)];

pub(super) const BASES: Words<Basis> =
    &[("REPORTED", Basis::Reported), ("DERIVED", Basis::Derived), ("ASSUMED", Basis::Assumed)];

pub(super) const MFU_BASES: Words<MfuBasis> = &[
    ("reported", MfuBasis::Reported),
    ("implied", MfuBasis::Implied),
    ("assumed", MfuBasis::Assumed),
    ("default", MfuBasis::Default),
];
