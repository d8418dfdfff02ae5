//! Answers about electricity and AI compute, with calibrated bands, verdicts
//! and the source of every number.
//!
//! # Map
//!
//! - [`model`]: the pure core. What is known ([`model::catalog`]), how it goes on
//!   ([`model::projection`]), and one file per question.
//! - [`seed`]: data files to a checked catalog.
//! - [`wire`]: protobuf to questions, answers to protobuf.
//! - [`rpc`]: handlers of a few lines, and the one place with gRPC codes.
//! - [`server`], [`client`], [`telemetry`], [`cli`]: around them.
//!
//! # Who may import whom
//!
//! ```text
//! main -> cli -> { client, server, seed, telemetry, wire, model }
//! client -> { rpc, wire }      server -> { rpc, seed, telemetry }
//! rpc -> { wire, model }       wire -> model      seed -> model
//! model -> nothing in this crate
//! ```
//!
//! A test reads the sources and fails on any other import.

pub mod cli;
pub mod client;
pub mod language;
pub mod model;
pub mod rpc;
pub mod seed;
pub mod server;
pub mod telemetry;
pub mod wire;
