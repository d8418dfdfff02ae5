//! Why a verdict is what it is, in words.

use super::overall::MagnitudeWarning;
use super::reading::Reading;
use super::verdict::Verdict;

/// Why a verdict is what it is.
pub(super) fn explanation(
    verdict: Verdict,
    readings: &[Reading<'_>],
    magnitude: Option<&MagnitudeWarning>,
) -> String {
    let mut parts = Vec::new();
    if let Some(slip) = magnitude {
        parts.push(format!(
            "{} looks like {} {}: a slip by a power of ten",
            slip.stated,
            slip.suggested,
            slip.unit.symbol()
        ));
    }
    match verdict {
        Verdict::Disputed => {
            parts.push("readings of the claim land two or more verdicts apart".to_owned());
        }
        Verdict::NotEnoughInfo => {
            parts.extend(readings.iter().map(|reading| reading.note.clone()).take(1));
        }
        _ => {}
    }
    if readings.iter().any(|reading| !reading.counted && reading.probability.is_some()) {
        parts.push(
            "a record on one basis is not overruled by an older or projected value on another"
                .to_owned(),
        );
    }
    parts.join("; ")
}
