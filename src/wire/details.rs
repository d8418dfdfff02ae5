//! The details of a status, out of the bytes that it travels in.

use std::collections::BTreeMap;

use prost::Message;
use prost_types::Any;

/// The address of a `google.rpc.ErrorInfo` among details.
const ERROR_INFO: &str = "type.googleapis.com/google.rpc.ErrorInfo";

/// `google.rpc.ErrorInfo` with its facts by name: the same status is the same bytes.
#[derive(Clone, PartialEq, Message)]
struct ErrorInfo {
    #[prost(string, tag = "1")]
    reason: String,
    #[prost(string, tag = "2")]
    domain: String,
    #[prost(btree_map = "string, string", tag = "3")]
    metadata: BTreeMap<String, String>,
}

/// Details as messages, for a status that is an item of a reply; none where the bytes hold none.
pub fn of(status: &[u8]) -> Vec<Any> {
    tonic_types::Status::decode(status).map(|whole| whole.details).unwrap_or_default()
}

/// The same bytes with facts by name, whatever order they were written in.
pub fn in_order(status: &[u8]) -> Vec<u8> {
    let Ok(mut whole) = tonic_types::Status::decode(status) else { return status.to_vec() };
    for detail in whole.details.iter_mut().filter(|detail| detail.type_url == ERROR_INFO) {
        if let Ok(info) = ErrorInfo::decode(detail.value.as_slice()) {
            detail.value = info.encode_to_vec();
        }
    }
    whole.encode_to_vec()
}
