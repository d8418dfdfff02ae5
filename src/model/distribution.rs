//! Student-t distributions with four degrees of freedom on a transformed scale.
//!
//! Everything uncertain in this crate is a [`Law`]: a t(4) on logs, log-odds or
//! a relative of theirs. Tails are heavier than normal ones, as forecast errors
//! are, and both directions of the distribution function are elementary.
//! Quantile: Shaw (2006), "Sampling Student's T distribution", for n = 4.

use super::vector::{in_parts, series, widest};

/// The 90th percentile of t(4): half the width of an 80 % band in scales.
pub const T4_P90: f64 = 1.533_206_274_058_943_8;

/// The 999th permille of t(4), beyond which no quantile is told.
pub const T4_P999: f64 = 7.173_182_219_782_308;

/// Probability that a t(4) variable is at most `t`.
///
/// ```
/// # use energycompute::model::distribution::t4_cdf;
/// assert!((t4_cdf(1.0) - 0.813_049_516_8).abs() < 1e-9);
/// ```
pub fn t4_cdf(t: f64) -> f64 {
    if t.is_infinite() {
        return if t > 0.0 { 1.0 } else { 0.0 };
    }
    let s = 1.0 + t * t / 4.0;
    // From the tail side, so that small probabilities keep their digits.
    let upper = tail(t.abs(), s);
    if t > 0.0 { 1.0 - upper } else { upper }
}

/// P(T > t) for t >= 0. With w = t / sqrt(t^2 + 4), F(t) - 1/2 = (3w - w^3) / 4,
/// so the tail is (1 - w)^2 (2 + w) / 4, and 1 - w is formed without cancellation.
fn tail(t: f64, s: f64) -> f64 {
    let root = 2.0 * s.sqrt();
    let w = t / root;
    let rest = 4.0 / (root * (root + t));
    rest * rest * (2.0 + w) / 4.0
}

/// The value that a t(4) variable stays below with probability `p`, 0 < p < 1.
///
/// ```
/// # use energycompute::model::distribution::t4_quantile;
/// assert!((t4_quantile(0.9) - 1.533_206_274).abs() < 1e-9);
/// ```
pub fn t4_quantile(p: f64) -> f64 {
    let a = 4.0 * p * (1.0 - p);
    if a <= 0.0 {
        return if p < 0.5 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let root = a.sqrt().min(1.0);
    let q = libm::cos(libm::acos(root) / 3.0) / root;
    let size = 2.0 * (q - 1.0).max(0.0).sqrt();
    if p < 0.5 { -size } else { size }
}

/// The scale on which a quantity is t-distributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// ln v, for positive quantities.
    Log,
    /// ln(v / (1 - v)), for fractions.
    LogOdds,
    /// ln(v - 1), for PUE.
    LogExcess,
    /// ln(1 + v), for rates that may be 0.
    LogOnePlus,
}

impl Scale {
    /// From the quantity to the scale; infinite at and beyond the ends.
    pub fn forward(self, value: f64) -> f64 {
        let argument = match self {
            Self::Log => value,
            Self::LogOdds if value >= 1.0 => f64::INFINITY,
            Self::LogOdds => value / (1.0 - value),
            Self::LogExcess => value - 1.0,
            Self::LogOnePlus => 1.0 + value,
        };
        if argument <= 0.0 { f64::NEG_INFINITY } else { libm::log(argument) }
    }

    /// From the scale to the quantity.
    pub fn back(self, point: f64) -> f64 {
        self.back_by(point, libm::exp)
    }

    /// The same by an exponential of the caller's.
    #[expect(clippy::inline_always, reason = "only what is inlined is compiled for vectors")]
    #[inline(always)]
    fn back_by(self, point: f64, exp: impl Fn(f64) -> f64) -> f64 {
        match self {
            Self::Log => exp(point),
            Self::LogOdds => 1.0 / (1.0 + exp(-point)),
            Self::LogExcess => 1.0 + exp(point),
            Self::LogOnePlus => exp(point) - 1.0,
        }
    }
}

/// A t(4) on a scale, possibly with different widths below and above its median.
/// A width of zero is a number known exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Law {
    scale: Scale,
    /// Kept beside `center`, so that a number stated comes out as it was stated.
    median: f64,
    center: f64,
    below: f64,
    above: f64,
}

impl Law {
    /// A t(4) around `center` with one width, both on the scale.
    pub fn symmetric(scale: Scale, center: f64, sigma: f64) -> Self {
        Self { scale, median: scale.back(center), center, below: sigma, above: sigma }
    }

    /// A t(4) on logs around `mu`.
    pub fn log(mu: f64, sigma: f64) -> Self {
        Self::symmetric(Scale::Log, mu, sigma)
    }

    /// A t(4) around a stated median, with one width on the scale.
    pub fn around(scale: Scale, median: f64, sigma: f64) -> Self {
        Self { scale, median, center: scale.forward(median), below: sigma, above: sigma }
    }

    /// A number known exactly.
    pub fn exact(scale: Scale, value: f64) -> Self {
        Self::around(scale, value, 0.0)
    }

    /// An 80 % band with a central value: widths on either side of it.
    pub fn from_band(scale: Scale, low: f64, central: f64, high: f64) -> Self {
        let center = scale.forward(central);
        let below = (center - scale.forward(low)) / T4_P90;
        let above = (scale.forward(high) - center) / T4_P90;
        // A bound at the end of the scale has no finite width: the other side's stands in.
        let finite = |width: f64, other: f64| if width.is_finite() { width } else { other };
        let (below, above) = (finite(below, above), finite(above, below));
        Self { scale, median: central, center, below, above }
    }

    /// An 80 % band without a central value, on logs.
    pub fn from_bounds(low: f64, high: f64) -> Self {
        let (low, high) = (libm::log(low), libm::log(high));
        Self::log(f64::midpoint(low, high), (high - low) / (2.0 * T4_P90))
    }

    /// The scale.
    pub const fn scale(&self) -> Scale {
        self.scale
    }

    /// What tells it from other laws.
    pub(super) const fn key(&self) -> (Scale, [u64; 3]) {
        (self.scale, [self.center.to_bits(), self.below.to_bits(), self.above.to_bits()])
    }

    /// The median on the scale.
    pub const fn mu(&self) -> f64 {
        self.center
    }

    /// The mean of the widths below and above, on the scale.
    pub const fn sigma(&self) -> f64 {
        f64::midpoint(self.below, self.above)
    }

    /// Whether the quantity is known exactly.
    pub fn is_exact(&self) -> bool {
        self.below <= 0.0 && self.above <= 0.0
    }

    /// Whether ratios and products of it have a closed form.
    pub fn is_symmetric_log(&self) -> bool {
        self.scale == Scale::Log && (self.below - self.above).abs() <= f64::EPSILON * self.above
    }

    /// The value that is as likely to be exceeded as not.
    pub const fn median(&self) -> f64 {
        self.median
    }

    /// The value at `t` standard t(4) units from the median.
    pub fn at(&self, t: f64) -> f64 {
        let width = if t < 0.0 { self.below } else { self.above };
        if width <= 0.0 { self.median } else { self.scale.back(self.center + width * t) }
    }

    /// The values at many such places: to 15 digits those of [`Law::at`], many at a time.
    pub(super) fn at_each(&self, units: &[f64]) -> Vec<f64> {
        /// A loop for each scale: one that chose in every turn would not be compiled for vectors.
        macro_rules! along {
            ($($scale:ident)*) => {
                match self.scale {
                    $(Scale::$scale => self.back_each(
                        units,
                        #[inline(always)]
                        |point| Scale::$scale.back_by(point, series::exp),
                    ),)*
                }
            };
        }
        along!(Log LogOdds LogExcess LogOnePlus)
    }

    /// Goes from the scale to the quantity at many places.
    fn back_each(&self, units: &[f64], back: impl Fn(f64) -> f64) -> Vec<f64> {
        let Self { median, center, below, above, .. } = *self;
        in_parts(units.len(), |places, values| {
            let pairs = values.iter_mut().zip(&units[places]);
            widest!(pairs.for_each(|(value, unit)| {
                let width = if *unit < 0.0 { below } else { above };
                let moved = back(center + width * unit);
                *value = if width <= 0.0 { median } else { moved };
            }));
        })
    }

    /// The value that is not exceeded with probability `p`.
    pub fn quantile(&self, p: f64) -> f64 {
        self.at(t4_quantile(p))
    }

    /// Probability that the value is at least `threshold`.
    pub fn at_least(&self, threshold: f64) -> f64 {
        1.0 - self.below_or_at(threshold)
    }

    /// Probability that the value is at most `threshold`.
    pub fn at_most(&self, threshold: f64) -> f64 {
        if self.is_exact() {
            return if self.median <= threshold { 1.0 } else { 0.0 };
        }
        self.below_or_at(threshold)
    }

    /// Probability that the value lies from `low` to `high`.
    pub fn between(&self, low: f64, high: f64) -> f64 {
        (self.at_most(high) - self.below_or_at(low)).max(0.0)
    }

    fn below_or_at(&self, threshold: f64) -> f64 {
        let distance = self.scale.forward(threshold) - self.center;
        let width = if distance < 0.0 { self.below } else { self.above };
        if width <= 0.0 {
            // Exact: strictly below counts, so that "at least v" holds at v itself.
            return if self.median < threshold { 1.0 } else { 0.0 };
        }
        t4_cdf(distance / width)
    }

    /// The law of this quantity over another independent one, both on logs.
    /// `None` where the ratio has no closed form.
    pub fn over(&self, other: &Self, correlation: f64) -> Option<Self> {
        if !self.is_symmetric_log() || !other.is_symmetric_log() {
            return None;
        }
        let (a, b) = (self.above, other.above);
        let variance = a * a + b * b - 2.0 * correlation * a * b;
        Some(Self::log(self.center - other.center, variance.max(0.0).sqrt()))
    }

    /// The law of this quantity times another independent one, both on logs: the
    /// widths add in squares, an approximation. `None` where it does not hold.
    pub fn times(&self, other: &Self) -> Option<Self> {
        let inverse = Self { center: -other.center, median: 1.0 / other.median, ..*other };
        self.over(&inverse, 0.0)
    }

    /// exp(mu + sigma^2), the mean of a log-normal of the same log-variance: the
    /// mean of a log-t does not exist. Logs only.
    pub fn moment_matched_mean(&self) -> f64 {
        libm::exp(self.center + self.sigma() * self.sigma())
    }

    /// The same law with the quantity multiplied by an exact positive factor; logs only.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        debug_assert_eq!(self.scale, Scale::Log);
        Self { center: self.center + libm::log(factor), median: self.median * factor, ..*self }
    }
}
