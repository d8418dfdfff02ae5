//! Which input moves an answer most, and which one alone flips it: one at a
//! time, each at its 10th and 90th percentile, all others at their central values.

mod claim;
mod costs;
mod levers;
mod projection;

pub use claim::{ClaimAnswer, ClaimDriver, of_claim};
pub use costs::{CostAnswer, CostDriver, of_costs};
pub use projection::{Answer, of_projection};

use super::catalog::{Basis, Source};
use super::distribution::{Law, T4_P90};

/// Steps of the bisection for the value that flips an answer: 2^-40 of the range.
const STEPS: usize = 40;

/// How far from its median an input is looked for that flips the answer, in t(4) units.
const REACH: f64 = 8.0;

/// One input that moves the answer.
#[derive(Clone, Debug)]
pub struct Driver<'c> {
    /// Parameter, as an override or an input is named; growth is what is added per year.
    pub parameter: String,
    /// Unit in words.
    pub unit: String,
    /// How the input came about.
    pub basis: Basis,
    /// Where it is from.
    pub sources: Vec<&'c Source>,
    /// Its 10th percentile.
    pub low: f64,
    /// Its central value.
    pub central: f64,
    /// Its 90th percentile.
    pub high: f64,
    /// The answer with the input at its 10th percentile.
    pub at_low: f64,
    /// The answer with the input at its 90th percentile.
    pub at_high: f64,
    /// The input's value at which the answer meets the threshold.
    pub flips_at: Option<f64>,
    /// Whether that value lies within the input's 80 % band.
    pub flips: bool,
}

impl Driver<'_> {
    /// How far the input moves the answer.
    pub fn swing(&self) -> f64 {
        (self.at_high - self.at_low).abs()
    }
}

/// An input that can be varied.
pub(super) struct Lever<'c> {
    pub(super) parameter: String,
    pub(super) unit: String,
    pub(super) basis: Basis,
    pub(super) sources: Vec<&'c Source>,
    pub(super) law: Law,
    /// Years that growth is added over; `None` for a value.
    pub(super) years: Option<i32>,
}

impl<'c> Lever<'c> {
    /// The input at `t` standard units from its median.
    pub(super) fn at(&self, t: f64) -> f64 {
        match self.years {
            None => self.law.at(t),
            Some(years) => {
                let ratio = libm::log(self.law.at(t) / self.law.median());
                libm::expm1(ratio / f64::from(years))
            }
        }
    }

    /// The driver that it is, `None` where it moves nothing.
    pub(super) fn drive(
        self,
        threshold: Option<f64>,
        answer: impl Fn(&Self, f64) -> Option<f64>,
    ) -> Option<Driver<'c>> {
        let answer = |t: f64| answer(&self, t);
        let (at_low, at_high) = (answer(-T4_P90)?, answer(T4_P90)?);
        if (at_high - at_low).abs() <= f64::EPSILON * at_high.abs() {
            return None;
        }
        let crossing = threshold.and_then(|threshold| crossing(threshold, &answer));
        Some(Driver {
            low: self.at(-T4_P90),
            central: self.at(0.0),
            high: self.at(T4_P90),
            at_low,
            at_high,
            flips_at: crossing.map(|t| self.at(t)),
            flips: crossing.is_some_and(|t| t.abs() <= T4_P90),
            parameter: self.parameter,
            unit: self.unit,
            basis: self.basis,
            sources: self.sources,
        })
    }
}

/// By falling swing, then by name.
pub(super) fn sort<T>(drivers: &mut [T], driver: impl for<'a> Fn(&'a T) -> &'a Driver<'a>) {
    drivers.sort_by(|a, b| {
        let (a, b) = (driver(a), driver(b));
        b.swing().total_cmp(&a.swing()).then_with(|| a.parameter.cmp(&b.parameter))
    });
}

/// The nearest place to the median, in t(4) units of the input, where an answer
/// that moves one way to either side meets a threshold.
fn crossing(threshold: f64, answer: &impl Fn(f64) -> Option<f64>) -> Option<f64> {
    let above = |t: f64| answer(t).map(|value| value >= threshold);
    let at_median = above(0.0)?;
    let on_side = |sign: f64| {
        // Ends that the parameter cannot have are drawn in.
        let ends = std::iter::successors(Some(REACH), |&t| Some(t * 0.75)).take(12);
        let mut far = ends.map(|t| t * sign).find(|&t| answer(t).is_some())?;
        if above(far)? == at_median {
            return None;
        }
        let mut near = 0.0;
        for _ in 0..STEPS {
            let middle = f64::midpoint(near, far);
            if above(middle)? == at_median {
                near = middle;
            } else {
                far = middle;
            }
        }
        Some(f64::midpoint(near, far))
    };
    let sides = [on_side(-1.0), on_side(1.0)].into_iter().flatten();
    sides.min_by(|a, b| a.abs().total_cmp(&b.abs()))
}
