# `just` lists the recipes; `just ci` is what a change must pass.
_default:
    @just --list

# Format, clippy, protobuf style, dependencies, container files.
lint:
    cargo fmt --check
    cargo fmt --check --manifest-path fuzz/Cargo.toml
    cargo clippy --all-targets --locked -- -D warnings
    cargo clippy --all-targets --all-features --locked -- -D warnings
    buf lint proto
    buf format --diff --exit-code proto
    cargo deny --locked check licenses bans sources
    deploy/check

# The README's test command.
test:
    cargo test --locked --all-features

# The API documentation, with broken links as errors.
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --all-features --locked

# Any text through the parser (claim_text), any bytes through every method (wire) or any files
# through the loader (catalog), for an hour; needs a nightly toolchain and cargo-fuzz.
fuzz target="claim_text" seconds="3600":
    mkdir -p fuzz/corpus/{{target}}
    cargo +nightly fuzz run {{target}} fuzz/corpus/{{target}} fuzz/seeds/{{target}} -- -max_total_time={{seconds}} -max_len={{ if target == "catalog" { "20000" } else { "3000" } }} -timeout=120

# All of the above, and the tools for it installed where they are missing.
ci:
    .ci/run

# Two replicas of the built program behind Envoy: every call, dashboards, callers, a replica stopped under load.
serve-check:
    cargo build --locked --all-features --bins --examples
    deploy/check --serve
    deploy/check --self-test
