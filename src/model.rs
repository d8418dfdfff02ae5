//! The pure core: what is known, what follows from it, and why not. Knows no
//! transport, no format, no clock. Transcendental functions come from `libm`, or
//! are series here, so that answers are the same bytes on every processor.

pub mod backtest;
pub mod budget;
pub mod capacity;
pub mod catalog;
pub mod claim;
pub mod compare;
pub mod constraint;
pub mod cost;
pub mod distribution;
pub mod error;
pub mod estimate;
pub mod metric;
pub mod number;
pub mod overrides;
pub mod projection;
pub mod quantity;
pub mod sampling;
pub mod sensitivity;
pub mod series;
pub mod stream;
pub mod supportable;
pub mod unit;
mod vector;
pub mod written;
pub mod year;
