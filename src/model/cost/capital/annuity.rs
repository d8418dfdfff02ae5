//! The annuity. It is computed in every draw, and calls of `libm` were a fifth of a
//! comparison: without branches and tables, its loop is compiled for vectors.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for vectors")]

use std::f64::consts::{FRAC_1_SQRT_2, LN_2, LOG2_E};

/// Share of an outlay due each year, in 1/year: the annuity r / (1 - (1 + r)^-n)
/// for a real rate `r` per year above -1 and a life of `n` years; 1/n at a rate of 0.
///
/// ```
/// # use energycompute::model::cost::capital_recovery;
/// assert!((capital_recovery(0.07, 20.0) - 0.094_393).abs() < 1e-6);
/// ```
#[inline(always)]
pub fn capital_recovery(rate: f64, years: f64) -> f64 {
    let paid = -exp_m1(-years * ln_1p(rate));
    let (due, of) = if rate.abs() < f64::EPSILON { (1.0, years) } else { (rate, paid) };
    due / of
}

const FRACTION_BITS: u32 = f64::MANTISSA_DIGITS - 1;
const BIAS: u64 = 1023;
/// 2^52: the last bits of what is added to it are a whole number.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// Of s^(2i + 1) in artanh s: the next would add 2e-18.
const ARTANH: [f64; 11] = {
    let (mut terms, mut odd, mut i) = ([1.0; 11], 1.0, 0);
    while i < terms.len() {
        terms[i] = 1.0 / odd;
        (odd, i) = (odd + 2.0, i + 1);
    }
    terms
};

/// Of f^(i + 1) in e^f - 1: the next would add 1e-18.
const EXP: [f64; 14] = {
    let (mut terms, mut power, mut i) = ([1.0; 14], 2.0, 1);
    while i < terms.len() {
        terms[i] = terms[i - 1] / power;
        (power, i) = (power + 1.0, i + 1);
    }
    terms
};

/// The sum of the coefficients times the powers of `x`, from the 0th.
#[inline(always)]
fn polynomial<const N: usize>(coefficients: &[f64; N], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, own| sum * x + own)
}

/// ln(1 + x), x > -1. Of u = 1 + x = m 2^k, ln m = 2 artanh((m - 1) / (m + 1)), where m
/// has back what rounding took from u.
#[inline(always)]
fn ln_1p(x: f64) -> f64 {
    let u = 1.0 + x;
    let bits = u.to_bits();
    // k and the bias, with a mantissa m from the root of 1/2 to that of 2.
    let exponent = bits.wrapping_sub(FRAC_1_SQRT_2.to_bits()).wrapping_add(BIAS << FRACTION_BITS)
        >> FRACTION_BITS;
    let k = f64::from_bits(WHOLE.to_bits() | exponent) - (WHOLE + 1023.0);
    let power = f64::from_bits((2 * BIAS).wrapping_sub(exponent) << FRACTION_BITS);
    let mantissa = u * power;
    let s = (mantissa - 1.0 + (x - (u - 1.0)) * power) / (mantissa + 1.0);
    k * LN_2 + 2.0 * s * polynomial(&ARTANH, s * s)
}

/// e^x - 1, as 2^k (e^f - 1) + (2^k - 1) with f within half a ln 2 of 0.
#[inline(always)]
fn exp_m1(x: f64) -> f64 {
    /// ln 2 less what the leading digits leave, so that k times them is exact.
    const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    // Past these, what is left of 1 does not change and the annuity is the rate.
    let x = x.clamp(-700.0, 700.0);
    let shifted = x * LOG2_E + 1.5 * WHOLE;
    let k = shifted - 1.5 * WHOLE;
    let f = x - k * LN_2_HIGH - k * LN_2_LOW;
    let power = f64::from_bits(shifted.to_bits().wrapping_add(BIAS) << FRACTION_BITS);
    power * (f * polynomial(&EXP, f)) + (power - 1.0)
}

#[cfg(test)]
mod tests {
    use super::{capital_recovery, exp_m1, ln_1p};
    use proptest::prelude::*;

    fn is_near(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-15 * expected.abs()
    }

    proptest! {
        #[test]
        fn the_series_meet_the_library(
            x in prop_oneof![-0.99..9.0_f64, -1e-3..1e-3_f64, 1.0..1e300_f64],
            y in prop_oneof![-40.0..40.0_f64, -1e-3..1e-3_f64, -600.0..600.0_f64],
        ) {
            let (log, expected) = (ln_1p(x), libm::log1p(x));
            prop_assert!(is_near(log, expected), "ln(1 + {x}): {log} {expected}");
            let (grown, expected) = (exp_m1(y), libm::expm1(y));
            prop_assert!(is_near(grown, expected), "e^{y} - 1: {grown} {expected}");
        }
    }

    #[test]
    fn an_annuity_is_its_formula_at_the_ends_too() {
        for (rate, years, expected) in [
            // 0.1 / (1 - 1.1^-2) = 0.1 / (1 - 0.826446...)
            (0.1, 2.0, 0.576_190_476_190_476_2),
            (0.0, 5.0, 0.2),
            (1e-12, 5.0, 0.2 * (1.0 + 3e-12)),
            // -0.5 / (1 - 0.5^-1)
            (-0.5, 1.0, 0.5),
            // Never paid back: the rate alone.
            (0.08, 1e6, 0.08),
            (3.0, 1.0, 4.0),
        ] {
            let found = capital_recovery(rate, years);
            assert!(is_near(found, expected), "{rate} {years}: {found} {expected}");
        }
    }
}
