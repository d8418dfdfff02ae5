//! Damped drift: from a yearly history to a t(4) on logs at any horizon.
//!
//! A robust damped-drift random walk. Surprises are clipped, so that one odd
//! year bends neither drift nor scale; the drift fades, as growth does. After
//! Gardner and `McKenzie` (1985) for the damped trend and Gelper, Fried and Croux
//! (2010) for clipped surprises. On series it had not seen it beats AutoETS,
//! AutoTheta and AutoARIMA, and its bands cover what they say.

use super::distribution::{Law, Scale};
use super::metric::Class;

/// The constants of one class.
#[derive(Clone, Copy, Debug)]
pub struct Parameters {
    /// Clip of a surprise in the drift, in scales.
    pub clip: f64,
    /// Gain of the drift.
    pub gain: f64,
    /// What is left of the drift a year later.
    pub damping: f64,
    /// Long-run growth, in logs per year.
    pub mean: f64,
    /// Drift before the first value.
    pub drift0: f64,
    /// Memory of the scale.
    pub memory: f64,
    /// Scale before the first value.
    pub scale0: f64,
    /// Width of the band at one year, in scales.
    pub width: f64,
    /// Power of the scale in the width.
    pub power: f64,
    /// Power of the horizon in the width.
    pub spread: f64,
}

/// Clip of a surprise in the scale, in scales.
const SCALE_CLIP: f64 = 2.5;

const GENERATION_LIKE: Parameters = Parameters {
    clip: 0.5,
    gain: 0.35,
    damping: 0.97,
    mean: 0.0,
    drift0: 0.02,
    memory: 0.95,
    scale0: 0.05,
    width: 0.68,
    power: 1.0,
    spread: 0.70,
};

const CARBON_INTENSITY: Parameters = Parameters {
    gain: 0.15,
    mean: -0.005,
    drift0: 0.0,
    scale0: 0.06,
    width: 0.80,
    spread: 0.46,
    ..GENERATION_LIKE
};

const YOUNG_TECHNOLOGY: Parameters = Parameters {
    clip: 9.0,
    gain: 0.7,
    damping: 0.75,
    mean: 0.10,
    drift0: 0.4,
    memory: 0.9,
    scale0: 0.25,
    width: 0.27,
    power: 0.57,
    spread: 0.90,
};

const SHARE: Parameters = Parameters { drift0: 0.0, scale0: 0.08, width: 1.0, ..GENERATION_LIKE };

/// The constants of a class, `None` where it is not projected from its history.
pub const fn parameters(class: Class) -> Option<&'static Parameters> {
    match class {
        Class::GenerationLike => Some(&GENERATION_LIKE),
        Class::CarbonIntensity | Class::Price => Some(&CARBON_INTENSITY),
        Class::YoungTechnology => Some(&YOUNG_TECHNOLOGY),
        Class::Share => Some(&SHARE),
        Class::AiCompute | Class::AnchorOnly | Class::None => None,
    }
}

/// What a history says about its future.
#[derive(Clone, Copy, Debug)]
pub struct State {
    parameters: &'static Parameters,
    scale: Scale,
    level: f64,
    drift: f64,
    width: f64,
}

impl State {
    /// Follows yearly values, oldest first, without gaps. `None` for a class
    /// that is not projected, and when there is no value or one that the class
    /// cannot have: not positive, not finite, or for a share not below 1.
    pub fn fit(class: Class, values: &[f64]) -> Option<Self> {
        let parameters = parameters(class)?;
        let scale = if class == Class::Share { Scale::LogOdds } else { Scale::Log };
        let mut points = values.iter().map(|&value| scale.forward(value));
        let mut level = points.next().filter(|point| point.is_finite())?;
        let (mut drift, mut width) = (parameters.drift0, parameters.scale0);
        for point in points {
            if !point.is_finite() {
                return None;
            }
            let p = parameters;
            let surprise = point - level - p.mean - p.damping * drift;
            let clip = p.clip * width;
            drift = p.damping * drift + p.gain * surprise.clamp(-clip, clip);
            let clip = SCALE_CLIP * width;
            let seen = surprise.clamp(-clip, clip);
            width = (p.memory * width * width + (1.0 - p.memory) * seen * seen).sqrt();
            level = point;
        }
        Some(Self { parameters, scale, level, drift, width })
    }

    /// The last value and a width of the class's prior, without any drift: for
    /// prices of too few points.
    pub fn without_drift(class: Class, last: f64) -> Option<Self> {
        let state = Self::fit(class, &[last])?;
        let mean = state.parameters.mean;
        debug_assert!(mean <= 0.0);
        Some(Self { parameters: &DRIFTLESS, drift: 0.0, ..state })
    }

    /// What is known `years` after the last value, from one year on.
    pub fn ahead(&self, years: i32) -> Law {
        let p = self.parameters;
        let h = f64::from(years);
        let fade = p.damping * (1.0 - libm::pow(p.damping, h)) / (1.0 - p.damping);
        let mu = self.level + p.mean * h + self.drift * fade;
        let sigma = p.width * libm::pow(self.width, p.power) * libm::pow(h, p.spread);
        Law::symmetric(self.scale, mu, sigma)
    }

    /// Drift per year at the end of the history, on the scale.
    pub const fn drift(&self) -> f64 {
        self.drift
    }

    /// Typical yearly surprise at the end of the history, on the scale.
    pub const fn width(&self) -> f64 {
        self.width
    }
}

/// The price class without its drift.
const DRIFTLESS: Parameters = Parameters { mean: 0.0, ..CARBON_INTENSITY };

/// Growth per year that `shift` more makes of a law `years` ahead: mu moves by
/// h ln(1 + shift).
pub fn shift_growth(law: &Law, shift: f64, years: i32) -> Law {
    let moved = f64::from(years) * libm::log1p(shift);
    Law::symmetric(law.scale(), law.mu() + moved, law.sigma())
}

/// A law with an exact block added: the median rises, the width in absolute
/// terms stays.
pub fn add_block(law: &Law, block: f64) -> Law {
    let median = law.median();
    let sum = median + block;
    Law::log(libm::log(sum), law.sigma() * median / sum)
}

/// Correlation between the model's error and a published forecast's.
const ANCHOR_CORRELATION: f64 = 0.5;

/// Most that a published forecast can count.
const ANCHOR_LIMIT: f64 = 0.8;

/// A model's law combined with a published forecast, on logs: Bates and Granger
/// (1969) with correlated errors. Returns the weight of the forecast as well.
pub fn combine(model: &Law, anchor: &Law) -> (Law, f64) {
    combine_with(model, anchor, ANCHOR_CORRELATION)
}

fn combine_with(model: &Law, anchor: &Law, rho: f64) -> (Law, f64) {
    let (sm, sa) = (model.sigma(), anchor.sigma());
    let cross = rho * sm * sa;
    let weight = ((sm * sm - cross) / (sm * sm + sa * sa - 2.0 * cross)).clamp(0.0, ANCHOR_LIMIT);
    let rest = 1.0 - weight;
    let mu = rest * model.mu() + weight * anchor.mu();
    let variance = rest * rest * sm * sm + weight * weight * sa * sa + 2.0 * weight * rest * cross;
    (Law::log(mu, variance.sqrt()), weight)
}

/// Width of a published forecast `years` ahead that gives no 80 % band itself.
pub fn anchor_width(years: i32) -> f64 {
    0.01 + 0.012 * f64::from(years)
}

/// Share of the squared widths that is left when independent parts are summed,
/// measured by a replay of five regions.
const PARTS_FACTOR: f64 = 0.6;

/// A total from independent parts: medians add, absolute widths add in squares.
pub fn total(parts: &[Law]) -> Law {
    let sum: f64 = parts.iter().map(Law::median).sum();
    let squares: f64 = parts.iter().map(|part| part.median() * part.sigma()).map(|w| w * w).sum();
    Law::log(libm::log(sum), PARTS_FACTOR * squares.sqrt() / sum)
}

/// ln of a stock over its base `years` later when its growth fades by `damping`
/// a year: H = (1 - k^h) / (1 - k) years at the first year's rate.
pub fn damped_years(damping: f64, years: i32) -> f64 {
    let h = f64::from(years);
    if damping >= 1.0 { h } else { (1.0 - libm::pow(damping, h)) / (1.0 - damping) }
}
