//! Messages to bytes in one pass. prost asks each message for its length before it writes it, and so
//! does every message around it; here what a length counts is written first, and then the length.

mod value;

use std::cell::Cell;
use std::marker::PhantomData;

use prost::bytes::{BufMut, Bytes};

use value::{MEASURED, Value, key, measured};

/// Most bytes of a usual message.
pub const USUAL: usize = 2_048;

/// Longest buffer that is used again, bytes.
const MOST: usize = 64 * 1_024;

thread_local! {
    /// What the last message that a thread sent was written in: a cache still holds it, and does not hold new memory.
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// A message, by its fields. `build/encoders.rs` writes it for the contract's.
pub trait Fields {
    /// The message that a reader makes of it.
    type Message;

    /// Appends every field that is set, in order of number.
    fn write_fields(&self, bytes: &mut Vec<u8>);
}

/// A message that is bytes already, those that prost would write.
#[derive(Debug)]
pub struct Encoded<M> {
    bytes: Held,
    of: PhantomData<fn() -> M>,
}

/// Bytes of a message.
#[derive(Debug)]
enum Held {
    /// Written for one caller.
    Written(Vec<u8>),
    /// Those of a message that others are sent as well.
    Shared(Bytes),
}

impl<M> Encoded<M> {
    /// Writes a message.
    pub fn of(message: &impl Fields<Message = M>) -> Self {
        let mut bytes = SPARE.take();
        bytes.reserve(USUAL);
        message.write_fields(&mut bytes);
        Self { bytes: Held::Written(bytes), of: PhantomData }
    }

    /// A message that was written before.
    pub(crate) const fn known(bytes: Bytes) -> Self {
        Self { bytes: Held::Shared(bytes), of: PhantomData }
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.bytes {
            Held::Written(bytes) => bytes,
            Held::Shared(bytes) => bytes,
        }
    }
}

/// What is sent as a message.
pub trait Sent {
    /// Appends its bytes to those that go out.
    fn send(self, out: &mut impl BufMut);
}

impl<M: Fields> Sent for M {
    fn send(self, out: &mut impl BufMut) {
        Encoded::of(&self).send(out);
    }
}

impl<M> Sent for Encoded<M> {
    fn send(self, out: &mut impl BufMut) {
        out.put_slice(self.bytes());
        if let Held::Written(mut bytes) = self.bytes
            && bytes.capacity() <= MOST
        {
            bytes.clear();
            SPARE.set(bytes);
        }
    }
}

/// A status is of another package, and comes seldom.
impl Fields for tonic_types::Status {
    type Message = Self;

    fn write_fields(&self, bytes: &mut Vec<u8>) {
        bytes.extend(prost::Message::encode_to_vec(self));
    }
}

/// A field whose default says that it is not set.
pub(super) fn plain<V: Value>(number: u32, value: &V, bytes: &mut Vec<u8>) {
    if value.is_told() {
        set(number, value, bytes);
    }
}

/// A field that may be absent.
pub(super) fn optional<V: Value>(number: u32, value: Option<&V>, bytes: &mut Vec<u8>) {
    if let Some(value) = value {
        set(number, value, bytes);
    }
}

/// A field that is set.
pub(super) fn set<V: Value>(number: u32, value: &V, bytes: &mut Vec<u8>) {
    key(number, V::WIRE_TYPE, bytes);
    value.write(bytes);
}

/// A list of texts or messages.
pub(super) fn repeated<V: Value>(number: u32, values: &[V], bytes: &mut Vec<u8>) {
    for value in values {
        set(number, value, bytes);
    }
}

/// A list of numbers.
pub(super) fn packed<V: Value>(number: u32, values: &[V], bytes: &mut Vec<u8>) {
    if values.is_empty() {
        return;
    }
    key(number, MEASURED, bytes);
    measured(bytes, |bytes| values.iter().for_each(|value| value.write(bytes)));
}

/// Values by name, in order of name. A message without any field is told, which prost leaves out; none is.
pub(super) fn map<'m, K: Value + 'm, V: Value + 'm>(
    number: u32,
    entries: impl Iterator<Item = (&'m K, &'m V)>,
    bytes: &mut Vec<u8>,
) {
    for (name, value) in entries {
        key(number, MEASURED, bytes);
        measured(bytes, |bytes| {
            plain(1, name, bytes);
            plain(2, value, bytes);
        });
    }
}

#[cfg(test)]
mod tests {
    use prost::Message as _;

    use super::{Encoded, Sent as _};
    use crate::wire::pb::Claim;

    #[test]
    fn what_was_written_before_in_the_same_place_is_gone() {
        for length in [5_000, 3, 0, 100_000, 7] {
            let claim = Claim { text: "x".repeat(length), ..Claim::default() };
            let mut sent = Vec::new();
            Encoded::of(&claim).send(&mut sent);
            assert_eq!(sent, claim.encode_to_vec(), "{length}");
        }
    }
}
