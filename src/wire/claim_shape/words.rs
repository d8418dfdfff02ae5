//! The enums of claims, to and from the wire.

use crate::model::claim::{Comparator, Fidelity, Limit, Modal, Quantifier, RankOrder, Verdict};
use crate::wire::check;
use crate::wire::pb;
use crate::wire::violations::Fault;

pub(super) fn comparator(number: i32) -> Result<Comparator, Fault> {
    match check::required_enum::<pb::Comparator>(number)? {
        pb::Comparator::Unspecified => Err(check::required()),
        pb::Comparator::AtLeast => Ok(Comparator::AtLeast),
        pb::Comparator::MoreThan => Ok(Comparator::MoreThan),
        pb::Comparator::AtMost => Ok(Comparator::AtMost),
        pb::Comparator::LessThan => Ok(Comparator::LessThan),
        pb::Comparator::Approximately => Ok(Comparator::Approximately),
        pb::Comparator::Equal => Ok(Comparator::Equal),
        pb::Comparator::Between => Ok(Comparator::Between),
    }
}

/// A comparator as it is sent.
pub(in crate::wire) const fn comparator_to_pb(comparator: Comparator) -> pb::Comparator {
    match comparator {
        Comparator::AtLeast => pb::Comparator::AtLeast,
        Comparator::MoreThan => pb::Comparator::MoreThan,
        Comparator::AtMost => pb::Comparator::AtMost,
        Comparator::LessThan => pb::Comparator::LessThan,
        Comparator::Approximately => pb::Comparator::Approximately,
        Comparator::Equal => pb::Comparator::Equal,
        Comparator::Between => pb::Comparator::Between,
    }
}

pub(super) fn modal(number: i32) -> Result<Modal, Fault> {
    Ok(match check::optional_enum::<pb::Modal>(number)? {
        pb::Modal::Unspecified | pb::Modal::Asserted => Modal::Asserted,
        pb::Modal::Forecast => Modal::Forecast,
        pb::Modal::Possible => Modal::Possible,
    })
}

pub(super) const fn modal_to_pb(modal: Modal) -> pb::Modal {
    match modal {
        Modal::Asserted => pb::Modal::Asserted,
        Modal::Forecast => pb::Modal::Forecast,
        Modal::Possible => pb::Modal::Possible,
    }
}

pub(super) fn quantifier(number: i32) -> Result<Quantifier, Fault> {
    Ok(match check::optional_enum::<pb::Quantifier>(number)? {
        pb::Quantifier::Unspecified | pb::Quantifier::All => Quantifier::All,
        pb::Quantifier::Some => Quantifier::Some,
        pb::Quantifier::Average => Quantifier::Average,
    })
}

pub(super) const fn quantifier_to_pb(quantifier: Quantifier) -> pb::Quantifier {
    match quantifier {
        Quantifier::All => pb::Quantifier::All,
        Quantifier::Some => pb::Quantifier::Some,
        Quantifier::Average => pb::Quantifier::Average,
    }
}

pub(super) fn limit(number: i32) -> Result<Limit, Fault> {
    match check::required_enum::<pb::BindingLimit>(number)? {
        pb::BindingLimit::Unspecified => Err(check::required()),
        pb::BindingLimit::Chips => Ok(Limit::Chips),
        pb::BindingLimit::Power => Ok(Limit::Power),
        pb::BindingLimit::Generation => Ok(Limit::Generation),
    }
}

pub(super) const fn limit_to_pb(limit: Limit) -> pb::BindingLimit {
    match limit {
        Limit::Chips => pb::BindingLimit::Chips,
        Limit::Power => pb::BindingLimit::Power,
        Limit::Generation => pb::BindingLimit::Generation,
    }
}

pub(super) fn rank_order(number: i32) -> Result<RankOrder, Fault> {
    match check::required_enum::<pb::RankOrder>(number)? {
        pb::RankOrder::Unspecified => Err(check::required()),
        pb::RankOrder::Highest => Ok(RankOrder::Highest),
        pb::RankOrder::Lowest => Ok(RankOrder::Lowest),
    }
}

pub(super) const fn rank_order_to_pb(order: RankOrder) -> pb::RankOrder {
    match order {
        RankOrder::Highest => pb::RankOrder::Highest,
        RankOrder::Lowest => pb::RankOrder::Lowest,
    }
}

/// A verdict as it is sent.
pub(in crate::wire) const fn verdict(verdict: Verdict) -> pb::Verdict {
    match verdict {
        Verdict::Supported => pb::Verdict::Supported,
        Verdict::Likely => pb::Verdict::Likely,
        Verdict::TossUp => pb::Verdict::TossUp,
        Verdict::Unlikely => pb::Verdict::Unlikely,
        Verdict::Refuted => pb::Verdict::Refuted,
        Verdict::Disputed => pb::Verdict::Disputed,
        Verdict::NotEnoughInfo => pb::Verdict::NotEnoughInfo,
        Verdict::NotCheckable => pb::Verdict::NotCheckable,
    }
}

/// Whether a claim says what its source said, as it is sent.
pub(in crate::wire) const fn fidelity(fidelity: Fidelity) -> pb::SourceFidelity {
    match fidelity {
        Fidelity::Matches => pb::SourceFidelity::Matches,
        Fidelity::Differs => pb::SourceFidelity::Differs,
        Fidelity::Unknown => pb::SourceFidelity::Unknown,
    }
}
