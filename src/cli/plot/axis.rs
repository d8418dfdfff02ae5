//! Round marks on an axis, and where a value lies on it.

use crate::cli::number;

/// Steps between marks, to be multiplied by powers of ten.
const STEPS: [f64; 3] = [1.0, 2.0, 5.0];

/// A range of values that begins and ends at a mark.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) marks: Vec<f64>,
    decimals: usize,
}

impl Axis {
    /// The closest axis over the values, with at most `most` steps. Values
    /// that are far apart are seen from zero.
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
                })
            })
            .unwrap_or_else(|| Self { low, high, marks: vec![low, high], decimals: 0 })
    }

    /// 0 at the low end, 1 at the high end.
    pub(super) fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// A mark in words, with as many decimals as every other.
    pub(super) fn label(&self, mark: f64) -> String {
        number::fixed(mark, self.decimals)
    }
}

/// At most `most` years of a range, evenly spaced and round.
pub(super) fn years(first: i32, last: i32, most: usize) -> Vec<i32> {
    let every = |step: i32| (first..=last).filter(move |year| year % step == 0);
    let step = [1, 2, 5, 10, 20].into_iter().find(|step| every(*step).count() <= most);
    every(step.unwrap_or(50)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Axis, years};

    fn labels(values: &[f64]) -> Vec<String> {
        let axis = Axis::over(values.iter().copied(), 7);
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
            assert_eq!(labels(values).join("|"), expected, "{values:?}");
        }
    }

    #[test]
    fn a_value_lies_between_the_ends() {
        let axis = Axis::over([1148.0, 6670.0], 7);
        for (value, share) in [(0.0, 0.0), (3500.0, 0.5), (7000.0, 1.0)] {
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
