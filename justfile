# `just` lists the recipes; `just ci` is what a change must pass.
_default:
    @just --list

# Format, clippy, protobuf style, dependencies, container files.
lint:
    cargo fmt --check
    cargo clippy --all-targets --locked -- -D warnings
    buf lint proto
    buf format --diff --exit-code proto
    cargo deny --locked check licenses bans sources
    deploy/check

# The README's test command.
test:
    cargo test --locked

# The API documentation, with broken links as errors.
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --locked

# All of the above, and the tools for it installed where they are missing.
ci:
    .ci/run
