//! Protobuf to questions, answers to protobuf. A request is parsed whole or
//! every fault in it is named; nothing here computes an answer.
//!
//! Modules that speak of one service's messages are public and hold `parse` and
//! `reply`; the others are the vocabulary they share.

mod answer;
pub mod capacity;
pub mod catalog;
mod check;
pub mod claim;
mod claim_review;
mod claim_shape;
mod compute;
pub mod constraint;
pub mod cost;
mod date;
pub mod details;
pub mod document;
pub mod encode;
mod kinds;
pub mod methods;
mod names;
pub mod once;
pub mod options;
mod overrides;
mod page;
pub mod pb;
mod provenance;
mod quantity;
pub mod received;
#[cfg(test)]
pub(crate) mod sample;
pub mod sensitivity;
pub mod series;
pub mod violations;

pub use prost::Message;
pub use prost::bytes::{Buf, Bytes};
