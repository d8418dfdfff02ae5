//! One integration binary, so that the crate is linked once.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a failed expectation is a failed test"
)]

mod autoets;
mod backtest;
mod capacity;
mod catalog;
mod claim;
mod cli;
mod client;
mod compute;
mod constraint_laws;
mod contract;
mod cost;
mod cost_laws;
mod cost_years;
mod errors;
mod estimates;
mod finite;
mod fuzz_seeds;
mod golden;
mod golden_claims;
mod golden_constraint;
mod golden_costs;
mod kept;
mod language;
mod laws;
mod layers;
mod overrides;
mod process;
mod promises;
mod raw;
mod readme;
mod round_trip;
mod sameness;
mod secure;
mod sensitivity;
mod series;
mod serve;
#[expect(dead_code, reason = "the soak uses what this one does not")]
#[path = "../support/process.rs"]
mod support;
mod text;
#[cfg(feature = "otlp")]
mod traces;
mod web;
