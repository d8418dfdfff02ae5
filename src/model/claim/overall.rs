//! From the readings to one verdict, and the check for a slip of a power of ten.

use super::reading::Reading;
use super::structured::{Object, Quantifier, Statement, StructuredClaim};
use super::verdict::{Verdict, is_disputed};
use crate::model::metric::Metric;
use crate::model::unit::Unit;

/// A stated value that is right but for a power of ten.
#[derive(Clone, Debug, PartialEq)]
pub struct MagnitudeWarning {
    /// The value stated, canonical unit.
    pub stated: f64,
    /// The value that looks meant.
    pub suggested: f64,
    /// The nearest record or projection.
    pub reference: f64,
    /// Power of ten between them.
    pub power: i32,
    /// Unit of the values.
    pub unit: Unit,
}

/// Of the two capacity bases a recorded one silences a projected one, and a
/// newer record an older one.
pub(super) fn silence(readings: &mut [Reading<'_>]) {
    let is_capacity = |reading: &Reading<'_>| {
        matches!(reading.metric, Metric::InstalledCapacity | Metric::InstalledCapacityOfficial)
            && reading.probability.is_some()
    };
    let best = readings
        .iter()
        .filter(|reading| is_capacity(reading))
        .map(|reading| (reading.is_recorded, reading.year.filter(|_| reading.is_recorded)))
        .max();
    for reading in readings.iter_mut().filter(|reading| is_capacity(reading)) {
        let own = (reading.is_recorded, reading.year.filter(|_| reading.is_recorded));
        reading.counted = Some(own) == best;
    }
}

/// The verdict on all readings, and the probability of the one that stands for it.
pub(super) fn overall(readings: &[Reading<'_>], quantifier: Quantifier) -> (Verdict, Option<f64>) {
    let counted = || readings.iter().filter(|reading| reading.counted);
    let Some(first) = counted().next() else {
        return (Verdict::NotEnoughInfo, None);
    };
    let standing = match quantifier {
        Quantifier::All if is_disputed(counted().map(|reading| reading.verdict)) => {
            return (Verdict::Disputed, first.probability);
        }
        Quantifier::All => first,
        Quantifier::Some => counted()
            .reduce(
                |best, next| if next.verdict.band() < best.verdict.band() { next } else { best },
            )
            .unwrap_or(first),
        Quantifier::Average => counted()
            .find(|reading| {
                ["national", "average"].iter().any(|name| reading.interpretation.starts_with(name))
            })
            .unwrap_or(first),
    };
    (standing.verdict, standing.probability)
}

/// Most powers of ten that a slip is looked for in.
const POWERS: i32 = 4;

/// How near to a whole power of ten the slip must be, in powers.
const NEAR: f64 = 0.15;

/// Whether a stated level is a power of ten off what is known: outside the
/// 99 % band of a reading, and close to it once the point is moved.
pub(super) fn magnitude(
    claim: &StructuredClaim,
    readings: &[Reading<'_>],
) -> Option<MagnitudeWarning> {
    let is_level =
        matches!(claim.right, Object::Quantity { .. }) && claim.left.of == Statement::Level;
    let reading = readings.iter().find(|reading| reading.counted && is_level)?;
    let value = reading.value.as_ref()?;
    let stated = reading.break_evens.iter().find(|turn| turn.parameter == "right")?.current;
    let reference = value.median();
    if stated <= 0.0 {
        return None;
    }
    let distance = libm::log10(reference / stated);
    let power = libm::round(distance);
    if power.abs() < 0.5 || power.abs() > f64::from(POWERS) || (distance - power).abs() >= NEAR {
        return None;
    }
    if (value.quantile(0.005)..=value.quantile(0.995)).contains(&stated) {
        return None;
    }
    let power = (-POWERS..=POWERS).find(|&k| (f64::from(k) - power).abs() < 0.5)?;
    // Dividing keeps the digits of a value moved down, multiplying of one moved up.
    let scale = (0..power.abs()).fold(1.0, |scale, _| scale * 10.0);
    let suggested = if power > 0 { stated * scale } else { stated / scale };
    Some(MagnitudeWarning { stated, suggested, reference, power, unit: reading.unit })
}
