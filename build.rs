//! Compiles `proto/` without protoc: protox parses the files, tonic-prost-build
//! writes messages and services, pbjson-build their canonical JSON.

use std::env;
use std::fs;
use std::path::PathBuf;

use prost::Message;

const SERVICES: [&str; 2] =
    ["energycompute/v1/projection_service.proto", "energycompute/v1/catalog_service.proto"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // tonic-prost-build prints none, and cargo would otherwise rerun on any change.
    println!("cargo::rerun-if-changed=proto");

    let out = PathBuf::from(env::var("OUT_DIR")?);
    let descriptors = protox::Compiler::new(["proto"])?
        .include_imports(true)
        .include_source_info(true)
        .open_files(SERVICES)?
        .file_descriptor_set();
    let encoded = descriptors.encode_to_vec();
    fs::write(out.join("energycompute.bin"), &encoded)?;

    // Map fields as ordered maps: a reply must be the same bytes every time.
    tonic_prost_build::configure()
        .btree_map(".")
        .codec_path("crate::rpc::Codec")
        .extern_path(".google.rpc.Status", "::tonic_types::Status")
        .compile_fds(descriptors)?;
    // A status holds messages of any type, which have no JSON without a registry of types.
    pbjson_build::Builder::new()
        .register_descriptors(&encoded)?
        .btree_map([".energycompute"])
        .exclude([".energycompute.v1.BatchCheckClaimsResponse", ".energycompute.v1.ClaimOutcome"])
        .build(&[".energycompute.v1"])?;
    Ok(())
}
