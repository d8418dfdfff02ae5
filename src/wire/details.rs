//! The details of a status, out of the bytes that it travels in.

use prost::Message as _;
use prost_types::Any;

/// Details as messages, for a status that is an item of a reply; none where the bytes hold none.
pub fn of(status: &[u8]) -> Vec<Any> {
    tonic_types::Status::decode(status).map(|whole| whole.details).unwrap_or_default()
}
