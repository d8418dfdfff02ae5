//! The generated code: messages, services and their canonical JSON. The only
//! place that includes it, and exempt from the crate's lints.
#![allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated from proto/")]

include!(concat!(env!("OUT_DIR"), "/energycompute.v1.rs"));
include!(concat!(env!("OUT_DIR"), "/servers/energycompute.v1.rs"));
include!(concat!(env!("OUT_DIR"), "/energycompute.v1.serde.rs"));
include!(concat!(env!("OUT_DIR"), "/energycompute.v1.encoders.rs"));

/// The encoded `FileDescriptorSet` of `proto/`, for reflection.
pub const DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/energycompute.bin"));
