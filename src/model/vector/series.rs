//! Exponentials and logarithms for loops over draws: without branches and tables, they are
//! compiled for vectors, and give the same bits on every processor.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for vectors")]

use std::f64::consts::{FRAC_1_SQRT_2, LN_2, LOG2_E};

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
pub(in crate::model) fn ln_1p(x: f64) -> f64 {
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

/// e^x as 2^k (1 + g), with k a whole number, g = e^f - 1 and f within half a ln 2 of 0.
#[inline(always)]
fn split(x: f64) -> (f64, f64) {
    /// ln 2 less what the leading digits leave, so that k times them is exact.
    const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    let shifted = x * LOG2_E + 1.5 * WHOLE;
    let k = shifted - 1.5 * WHOLE;
    let f = x - k * LN_2_HIGH - k * LN_2_LOW;
    let power = f64::from_bits(shifted.to_bits().wrapping_add(BIAS) << FRACTION_BITS);
    (power, f * polynomial(&EXP, f))
}

/// e^x; infinite past 709 and 0 below -708, where it would lose digits.
#[inline(always)]
pub(in crate::model) fn exp(x: f64) -> f64 {
    const ENDS: (f64, f64) = (-708.0, 709.0);
    let (power, g) = split(x.clamp(ENDS.0, ENDS.1));
    let inside = power + power * g;
    let above = if x > ENDS.1 { f64::INFINITY } else { inside };
    if x < ENDS.0 { 0.0 } else { above }
}

/// e^x - 1; past 700 as at 700.
#[inline(always)]
pub(in crate::model) fn exp_m1(x: f64) -> f64 {
    let (power, g) = split(x.clamp(-700.0, 700.0));
    power * g + (power - 1.0)
}

#[cfg(test)]
mod tests {
    use super::{exp, exp_m1, ln_1p};
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
            let (power, expected) = (exp(y), libm::exp(y));
            prop_assert!(is_near(power, expected), "e^{y}: {power} {expected}");
        }
    }

    #[test]
    fn what_is_too_large_or_small_ends_where_it_should() {
        for (x, expected) in [
            (0.0, 1.0),
            (710.0, f64::INFINITY),
            (f64::INFINITY, f64::INFINITY),
            (-710.0, 0.0),
            (f64::NEG_INFINITY, 0.0),
        ] {
            assert_eq!(exp(x).to_bits(), f64::to_bits(expected), "e^{x}");
        }
        assert!(exp(f64::NAN).is_nan());
    }
}
