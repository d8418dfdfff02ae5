//! Compiles `proto/` without protoc: protox parses the files, tonic-prost-build
//! writes messages and services, pbjson-build their canonical JSON, and
//! `build/` what turns them into bytes.

#[path = "build/encoders.rs"]
mod encoders;
#[path = "build/told.rs"]
mod told;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::PathBuf;

use prost::Message;

const PACKAGE: &str = "energycompute.v1";

const SERVICES: [&str; 2] =
    ["energycompute/v1/projection_service.proto", "energycompute/v1/catalog_service.proto"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // tonic-prost-build prints none, and cargo would otherwise rerun on any change.
    println!("cargo::rerun-if-changed=proto");
    println!("cargo::rerun-if-changed=build");

    let out = PathBuf::from(env::var("OUT_DIR")?);
    let descriptors = protox::Compiler::new(["proto"])?
        .include_imports(true)
        .include_source_info(true)
        .open_files(SERVICES)?
        .file_descriptor_set();
    let encoded = descriptors.encode_to_vec();
    fs::write(out.join("energycompute.bin"), &encoded)?;

    let own = descriptors.file.iter().filter(|file| file.package() == PACKAGE);
    let messages = own.flat_map(|file| &file.message_type);
    let written = encoders::encoders(messages.clone()) + &told::told(messages);
    fs::write(out.join(format!("{PACKAGE}.encoders.rs")), written)?;

    // Map fields as ordered maps: a reply must be the same bytes every time.
    let configure = || {
        tonic_prost_build::configure()
            .btree_map(".")
            .codec_path("crate::rpc::Codec")
            .extern_path(".google.rpc.Status", "::tonic_types::Status")
    };
    // What a handler is handed and hands over is bytes: a request is known again by them, a reply is small
    // to move, and both are read and written where they are computed.
    let servers = out.join("servers");
    fs::create_dir_all(&servers)?;
    let methods =
        descriptors.file.iter().flat_map(|file| &file.service).flat_map(|each| &each.method);
    let messages: BTreeSet<(&str, &str)> = methods
        .flat_map(|method| {
            [
                (method.input_type(), "crate::wire::received::Received"),
                (method.output_type(), "crate::wire::encode::Encoded"),
            ]
        })
        .collect();
    messages
        .iter()
        .fold(configure(), |servers, (message, bytes)| {
            let (_, name) = message.rsplit_once('.').unwrap_or_default();
            servers.extern_path(*message, format!("{bytes}<crate::wire::pb::{name}>"))
        })
        .extern_path(format!(".{PACKAGE}"), "crate::wire::pb")
        .build_client(false)
        .out_dir(&servers)
        .compile_fds(descriptors.clone())?;
    configure().build_server(false).compile_fds(descriptors)?;
    // A status holds messages of any type, which have no JSON without a registry of types.
    pbjson_build::Builder::new()
        .register_descriptors(&encoded)?
        .btree_map([".energycompute"])
        .exclude([".energycompute.v1.BatchCheckClaimsResponse", ".energycompute.v1.ClaimOutcome"])
        .build(&[".energycompute.v1"])?;
    Ok(())
}
