//! The annuity. It is computed in every draw, and calls of `libm` were a fifth of a
//! comparison: without branches and tables, its loop is compiled for vectors.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for vectors")]

use crate::model::vector::series::{exp_m1, ln_1p};

/// Share of an outlay due each year, in 1/year: the annuity r / (1 - (1 + r)^-n)
/// for a real rate `r` per year above -1 and a life of `n` years; 1/n at a rate of 0.
///
/// ```
/// # use energycompute::model::cost::capital_recovery;
/// assert!((capital_recovery(0.07, 20.0) - 0.094_393).abs() < 1e-6);
/// ```
#[inline(always)]
pub fn capital_recovery(rate: f64, years: f64) -> f64 {
    // Past the ends of the series, what is left of 1 does not change and the annuity is the rate.
    let paid = -exp_m1(-years * ln_1p(rate));
    let (due, of) = if rate.abs() < f64::EPSILON { (1.0, years) } else { (rate, paid) };
    due / of
}

#[cfg(test)]
mod tests {
    use super::capital_recovery;

    fn is_near(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-15 * expected.abs()
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
