//! What the names of the wire are called on the command line.

use super::number;
use super::output::{Color, Style};
use crate::wire::pb;

/// `METRIC_PEAK_DEMAND` as `peak_demand`.
pub(super) fn metric(metric: pb::Metric) -> String {
    lower(metric.as_str_name(), "METRIC_")
}

/// The metric of that name, in any case.
pub(super) fn find_metric(name: &str) -> Option<pb::Metric> {
    pb::Metric::from_str_name(&format!("METRIC_{}", name.to_ascii_uppercase()))
        .filter(|metric| *metric != pb::Metric::Unspecified)
}

/// The symbol of a unit, with a word for pure numbers.
pub(super) const fn unit(unit: pb::Unit) -> &'static str {
    match unit {
        pb::Unit::Ratio => "ratio",
        other => number::symbol(other),
    }
}

pub(super) fn basis(basis: pb::Basis) -> String {
    lower(basis.as_str_name(), "BASIS_")
}

pub(super) fn binding(limit: pb::BindingLimit) -> String {
    lower(limit.as_str_name(), "BINDING_LIMIT_")
}

pub(super) fn row_kind(kind: pb::RowKind) -> String {
    lower(kind.as_str_name(), "ROW_KIND_")
}

pub(super) fn projection_class(class: pb::ProjectionClass) -> String {
    lower(class.as_str_name(), "PROJECTION_CLASS_")
}

/// The class of that name, in any case.
pub(super) fn find_projection_class(name: &str) -> Option<pb::ProjectionClass> {
    pb::ProjectionClass::from_str_name(&format!("PROJECTION_CLASS_{}", name.to_ascii_uppercase()))
}

pub(super) fn rank(rank: pb::SourceRank) -> String {
    lower(rank.as_str_name(), "SOURCE_RANK_")
}

pub(super) fn figure_kind(kind: pb::FigureKind) -> String {
    lower(kind.as_str_name(), "FIGURE_KIND_")
}

pub(super) fn stance(stance: pb::Stance) -> String {
    lower(stance.as_str_name(), "STANCE_")
}

pub(super) fn fidelity(fidelity: pb::SourceFidelity) -> String {
    lower(fidelity.as_str_name(), "SOURCE_FIDELITY_")
}

/// A verdict in its color. Example: `TOSS UP`.
pub(super) fn verdict(verdict: pb::Verdict, style: Style) -> String {
    let color = match verdict {
        pb::Verdict::Supported | pb::Verdict::Likely => Color::Green,
        pb::Verdict::TossUp => Color::Yellow,
        pb::Verdict::Unlikely | pb::Verdict::Refuted => Color::Red,
        pb::Verdict::Disputed => Color::Magenta,
        pb::Verdict::Unspecified | pb::Verdict::NotEnoughInfo | pb::Verdict::NotCheckable => {
            Color::Cyan
        }
    };
    style.color(color, verdict_in_words(verdict))
}

/// `VERDICT_TOSS_UP` as `TOSS UP`.
pub(super) fn verdict_in_words(verdict: pb::Verdict) -> String {
    verdict_name(verdict).replace('_', " ")
}

/// `VERDICT_TOSS_UP` as `TOSS_UP`.
pub(super) fn verdict_name(verdict: pb::Verdict) -> &'static str {
    let name = verdict.as_str_name();
    name.strip_prefix("VERDICT_").unwrap_or(name)
}

/// A comparator as a sign before a number; nothing for equality.
pub(super) const fn comparator(comparator: pb::Comparator) -> &'static str {
    match comparator {
        pb::Comparator::AtLeast => "≥ ",
        pb::Comparator::MoreThan => "> ",
        pb::Comparator::AtMost => "≤ ",
        pb::Comparator::LessThan => "< ",
        pb::Comparator::Approximately => "≈ ",
        pb::Comparator::Unspecified | pb::Comparator::Equal | pb::Comparator::Between => "",
    }
}

/// A name with its collection, which may be left out: `cn-racks` as `claims/cn-racks`.
pub(super) fn in_collection(collection: &str, name: &str) -> String {
    if name.contains('/') { name.to_owned() } else { format!("{collection}/{name}") }
}

/// `2026-11-24`, `2026-11` or `2026`; empty for an unknown date.
pub(super) fn date(date: Option<&pb::Date>) -> String {
    let Some(&pb::Date { year, month, day }) = date else {
        return String::new();
    };
    match (month, day) {
        (0, _) => format!("{year}"),
        (month, 0) => format!("{year}-{month:02}"),
        (month, day) => format!("{year}-{month:02}-{day:02}"),
    }
}

fn lower(name: &str, prefix: &str) -> String {
    name.strip_prefix(prefix).unwrap_or(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{find_metric, metric};
    use crate::model::metric::Metric;
    use crate::wire::pb;

    #[test]
    fn a_metric_has_one_name_in_the_model_and_on_the_wire() {
        for known in Metric::ALL {
            assert_eq!(find_metric(known.name()).map(metric).as_deref(), Some(known.name()));
        }
        assert_eq!(find_metric("Peak_Demand"), Some(pb::Metric::PeakDemand));
        assert_eq!(find_metric("unspecified"), None);
    }
}
