//! Rivals that anybody can compute: random walks without and with a drift.
//!
//! With the values `y` on the scale of the class (logs, log-odds for shares) and
//! their yearly changes `d`, the law h years ahead is a t(4) around
//!
//! ```text
//! naive:  last y                of width  mean |d|            * sqrt(h)
//! drift:  last y + h mean(d)    of width  mean |d - mean(d)|  * sqrt(h)
//! ```
//!
//! The mean of |T| is 1 for a standard t(4), so that the mean absolute change is
//! its width, and a random walk spreads with the square root of time.

use super::mean;
use crate::model::distribution::{Law, Scale};

/// A random walk with its drift, zero for the naive one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk {
    scale: Scale,
    last: f64,
    drift: f64,
    width: f64,
}

impl Walk {
    pub(super) fn naive(scale: Scale, values: &[f64]) -> Option<Self> {
        Self::around(scale, values, |_| 0.0)
    }

    /// One change says nothing of the width around a drift: the width is that of
    /// the naive walk then.
    pub(super) fn drift(scale: Scale, values: &[f64]) -> Option<Self> {
        let walk = Self::around(scale, values, mean)?;
        if values.len() > 2 {
            return Some(walk);
        }
        Some(Self { width: Self::naive(scale, values)?.width, ..walk })
    }

    /// `None` without a change.
    fn around(scale: Scale, values: &[f64], drift: impl Fn(&[f64]) -> f64) -> Option<Self> {
        let points: Vec<f64> = values.iter().map(|&value| scale.forward(value)).collect();
        let changes: Vec<f64> = points.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let last = *points.last().filter(|_| !changes.is_empty())?;
        let drift = drift(&changes);
        let widths: Vec<f64> = changes.iter().map(|change| (change - drift).abs()).collect();
        Some(Self { scale, last, drift, width: mean(&widths) })
    }

    pub(super) fn ahead(&self, years: i32) -> Law {
        let h = f64::from(years);
        Law::symmetric(self.scale, self.last + h * self.drift, self.width * h.sqrt())
    }
}
