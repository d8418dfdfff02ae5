//! Round marks on an axis, and where a value lies on it.

use std::ops::RangeInclusive;

use crate::cli::number;

/// Steps between marks, to be multiplied by powers of ten.
const STEPS: [f64; 3] = [1.0, 2.0, 5.0];
/// Marks within a power of ten where equal ratios take equal room, the closest first, and every
/// how many powers of ten they stand.
const RATIOS: [(&[f64], usize); 7] = [
    (&[1.0, 1.5, 2.0, 3.0, 5.0, 7.0], 1),
    (&STEPS, 1),
    (&[1.0, 3.0], 1),
    (&[1.0], 1),
    (&[1.0], 2),
    (&[1.0], 5),
    (&[1.0], 20),
];

/// What takes equal room on an axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Spacing {
    /// Equal differences.
    #[default]
    Linear,
    /// Equal ratios, for values above zero.
    Log,
}

/// A range of values with its marks; one of equal differences begins and ends at a mark.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) marks: Vec<f64>,
    decimals: usize,
    spacing: Spacing,
}

impl Axis {
    /// The closest axis over the values, with at most `most` steps.
    pub(super) fn spaced(
        values: impl IntoIterator<Item = f64>,
        most: u8,
        spacing: Spacing,
    ) -> Self {
        match spacing {
            Spacing::Linear => Self::over(values, most),
            Spacing::Log => Self::over_ratios(values, most),
        }
    }

    /// The closest axis of equal differences. Values that are far apart are seen from zero.
    pub(super) fn over(values: impl IntoIterator<Item = f64>, most: u8) -> Self {
        let (low, high) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        let (low, high) = match (low, high) {
            (low, high) if low > high => (0.0, 1.0),
            (0.0, 0.0) => (0.0, 1.0),
            (low, high) if high - low < 1e-9 * high.abs() => {
                (low - 0.1 * low.abs(), high + 0.1 * high.abs())
            }
            (low, high) if low > 0.0 && low < high / 2.0 => (0.0, high),
            range => range,
        };
        let mut steps = (-12..=18).flat_map(|exponent| STEPS.map(|step| (step, exponent)));
        steps
            .find_map(|(step, exponent)| {
                let step = step * libm::pow(10.0, f64::from(exponent));
                let (first, last) = ((low / step).floor(), (high / step).ceil());
                let decimals = usize::try_from(-exponent).unwrap_or(0);
                (last - first <= f64::from(most)).then(|| Self {
                    low: first * step,
                    high: last * step,
                    marks: (0..=most)
                        .map(|at| first + f64::from(at))
                        .filter(|at| *at <= last)
                        .map(|at| at * step)
                        .collect(),
                    decimals,
                    spacing: Spacing::Linear,
                })
            })
            .unwrap_or_else(|| Self {
                low,
                high,
                marks: vec![low, high],
                decimals: 0,
                spacing: Spacing::Linear,
            })
    }

    /// The closest axis of equal ratios over the values above zero. It may end between marks:
    /// up to the next, a power of ten away, would be much empty room.
    fn over_ratios(values: impl IntoIterator<Item = f64>, most: u8) -> Self {
        let (low, high) = values
            .into_iter()
            .filter(|value| value.is_finite() && *value > 0.0)
            .fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if low > high { (1.0, 10.0) } else { (low, high) };
        // Values that are all alike stand amid an axis.
        let (low, high) = if high < low * 1.01 { (low / 1.5, high * 1.5) } else { (low, high) };
        let finest = ratios(RATIOS[0], -320..=308);
        let low = finest.iter().rev().find(|mark| **mark <= low).copied().unwrap_or(low);
        let high = finest.iter().find(|mark| **mark >= high).copied().unwrap_or(high);
        let within = RATIOS.map(|every| {
            let mut marks = ratios(every, -320..=308);
            marks.retain(|mark| (low..=high).contains(mark));
            marks
        });
        let fits = |marks: &&Vec<f64>| marks.len() <= usize::from(most) + 1;
        let marks = within.iter().find(fits).or(within.last()).cloned().unwrap_or_default();
        Self { low, high, marks, decimals: 0, spacing: Spacing::Log }
    }

    /// 0 at the low end, 1 at the high end.
    pub(super) fn share(&self, value: f64) -> f64 {
        let (low, high) = (self.height(self.low), self.height(self.high));
        (self.height(value) - low) / (high - low)
    }

    /// How far up a value lies, in the same measure for all of an axis.
    pub(super) fn height(&self, value: f64) -> f64 {
        match self.spacing {
            Spacing::Linear => value,
            Spacing::Log => libm::log10(value.max(self.low)),
        }
    }

    /// A mark in words, with as many decimals as every other where differences are equal.
    pub(super) fn label(&self, mark: f64) -> String {
        match self.spacing {
            Spacing::Linear => number::fixed(mark, self.decimals),
            Spacing::Log => number::stated(mark),
        }
    }
}

/// Marks of every so many powers of ten.
fn ratios((steps, every): (&[f64], usize), powers: RangeInclusive<i32>) -> Vec<f64> {
    let marks = |power: i32| steps.iter().map(move |step| step * libm::pow(10.0, power.into()));
    powers.step_by(every).flat_map(marks).filter(|mark| mark.is_finite() && *mark > 0.0).collect()
}

/// At most `most` years of a range, evenly spaced and round.
pub(super) fn years(first: i32, last: i32, most: usize) -> Vec<i32> {
    let every = |step: i32| (first..=last).filter(move |year| year % step == 0);
    let step = [1, 2, 5, 10, 20].into_iter().find(|step| every(*step).count() <= most);
    every(step.unwrap_or(50)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Axis, Spacing, years};

    fn labels(values: &[f64], spacing: Spacing) -> Vec<String> {
        let axis = Axis::spaced(values.iter().copied(), 7, spacing);
        axis.marks.iter().map(|mark| axis.label(*mark)).collect()
    }

    #[test]
    fn marks_are_round_and_hold_every_value() {
        for (values, expected) in [
            (&[1148.0, 6670.0][..], "0|1 000|2 000|3 000|4 000|5 000|6 000|7 000"),
            (&[1060.0, 2060.0], "1 000|1 200|1 400|1 600|1 800|2 000|2 200"),
            (&[1.0, 4.37], "0|1|2|3|4|5"),
            (&[0.31, 0.39], "0.30|0.32|0.34|0.36|0.38|0.40"),
            (&[-30.0, 80.0], "-40|-20|0|20|40|60|80"),
            (&[400.0], "360|380|400|420|440"),
            (&[0.0], "0.0|0.2|0.4|0.6|0.8|1.0"),
            (&[], "0.0|0.2|0.4|0.6|0.8|1.0"),
            (&[f64::NAN, 2.0, 4.5], "0|1|2|3|4|5"),
        ] {
            assert_eq!(labels(values, Spacing::Linear).join("|"), expected, "{values:?}");
        }
    }

    #[test]
    fn marks_of_ratios_are_round_and_as_close_as_they_may_be() {
        for (values, expected) in [
            (&[11_000.0, 68_000.0][..], "10 000|15 000|20 000|30 000|50 000|70 000"),
            (&[18_800.0, 558_000.0], "20 000|50 000|100 000|200 000|500 000"),
            (&[1_520.0, 103_000.0], "2 000|5 000|10 000|20 000|50 000|100 000"),
            (&[0.02, 30.0], "0.03|0.1|0.3|1|3|10|30"),
            (&[1.0, 1e7], "1|10|100|1 000|10 000|100 000|1 000 000|10 000 000"),
            (&[1.0, 1e300], "1|1e20|1e40"),
            (&[400.0], "200|300|500|700"),
            (&[0.0, -3.0, f64::NAN], "1|1.5|2|3|5|7|10"),
        ] {
            let told = labels(values, Spacing::Log).join("|");
            assert!(told.starts_with(expected), "{values:?}: {told}");
        }
    }

    #[test]
    fn a_value_lies_between_the_ends() {
        let axis = Axis::over([1148.0, 6670.0], 7);
        for (value, share) in [(0.0, 0.0), (3500.0, 0.5), (7000.0, 1.0)] {
            assert!((axis.share(value) - share).abs() < 1e-12, "{value}");
        }
        // From 10 to 1000: 100 is half way in ratios, and nothing lies below the low end.
        let axis = Axis::spaced([10.0, 1000.0], 7, Spacing::Log);
        for (value, share) in [(10.0, 0.0), (100.0, 0.5), (1000.0, 1.0), (0.0, 0.0)] {
            assert!((axis.share(value) - share).abs() < 1e-12, "{value}");
        }
    }

    #[test]
    fn years_are_thinned_to_what_fits() {
        assert_eq!(years(2024, 2027, 6), [2024, 2025, 2026, 2027]);
        assert_eq!(years(2018, 2030, 7), [2018, 2020, 2022, 2024, 2026, 2028, 2030]);
        assert_eq!(years(1985, 2060, 5), [2000, 2020, 2040, 2060]);
        assert_eq!(years(2030, 2030, 5), [2030]);
    }
}
