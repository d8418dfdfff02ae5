//! How much a status can carry.

use tonic_types::FieldViolation;

use crate::wire::violations::{Violation, Violations};

/// Most bytes of a status, but for what surrounds its parts. Statuses travel in
/// headers, in base64, and gRPC clients take 8 KiB of headers unless told
/// otherwise: one that is larger would reach them as a broken connection.
pub(super) const MAX_DETAIL_BYTES: usize = 4_200;

/// Most characters of a message, for the same reason.
const MAX_MESSAGE: usize = 300;

/// Most bytes of a message in its header, where whatever is not a plain character
/// of ASCII takes three bytes for each of its own.
const MAX_MESSAGE_BYTES: usize = 1_400;

/// Most characters of a name.
const MAX_NAME: usize = 100;

/// The beginning of a message that fits into a status.
pub(super) fn cut(message: &str) -> &str {
    let mut bytes = 0;
    let mut fits = message.char_indices().enumerate().skip_while(|&(place, (_, letter))| {
        let is_plain = letter.is_ascii_alphanumeric() || "-_.,:;/()[]'".contains(letter);
        bytes += if is_plain { 1 } else { 3 * letter.len_utf8() };
        place < MAX_MESSAGE && bytes <= MAX_MESSAGE_BYTES
    });
    fits.next().map_or(message, |(_, (end, _))| &message[..end])
}

/// The first characters of a name.
pub(super) fn cut_name(name: &str) -> &str {
    name.char_indices().nth(MAX_NAME).map_or(name, |(end, _)| &name[..end])
}

/// The first violations, as many as fit into what is left of a status.
pub(super) fn fitting(violations: &Violations, mut left: usize) -> Vec<FieldViolation> {
    let described = violations.iter().map(|Violation { field, fault }| FieldViolation {
        field: field.clone(),
        description: fault.message.clone(),
        reason: fault.reason.to_owned(),
        localized_message: None,
    });
    let fits = |violation: &FieldViolation| {
        let FieldViolation { field, description, reason, localized_message: _ } = violation;
        // A tag and a length of up to two bytes stand before the message and each text.
        let size = 12 + field.len() + description.len() + reason.len();
        left.checked_sub(size).inspect(|&rest| left = rest).is_some()
    };
    described.take_while(fits).collect()
}
