//! Messages to bytes in one pass. prost asks each message for its length before it writes it, and so
//! does every message around it; here what a length counts is written first, and then the length.

use std::collections::BTreeMap;
use std::marker::PhantomData;

/// Most bytes of a usual reply.
const USUAL: usize = 2_048;

/// How a reader is to skip a varint, eight bytes, and what has a length.
const VARINT: u32 = 0;
const EIGHT_BYTES: u32 = 1;
const MEASURED: u32 = 2;

/// The largest number of one byte.
const SEVEN_BITS: u64 = 0x7f;

/// A message, by its fields. `build/encoders.rs` writes it for the contract's.
pub trait Fields {
    /// Appends every field that is set, in order of number.
    fn write_fields(&self, bytes: &mut Vec<u8>);
}

/// A message that is bytes already, those that prost would write.
#[derive(Debug)]
pub struct Encoded<M> {
    bytes: Vec<u8>,
    of: PhantomData<M>,
}

impl<M: Fields> Encoded<M> {
    /// Writes a message.
    pub fn of(message: &M) -> Self {
        let mut bytes = Vec::with_capacity(USUAL);
        message.write_fields(&mut bytes);
        Self { bytes, of: PhantomData }
    }
}

/// What is sent as a message.
pub trait Sent {
    /// Its bytes.
    fn into_bytes(self) -> Vec<u8>;
}

impl<M: Fields> Sent for M {
    fn into_bytes(self) -> Vec<u8> {
        Encoded::of(&self).bytes
    }
}

impl<M> Sent for Encoded<M> {
    fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// What a field may hold.
pub(super) trait Value {
    /// How a reader is to skip it.
    const WIRE_TYPE: u32;

    /// Whether it is told where a field is always there.
    fn is_told(&self) -> bool;

    /// Appends it without the number of a field.
    fn write(&self, bytes: &mut Vec<u8>);
}

impl<M: Fields> Value for M {
    const WIRE_TYPE: u32 = MEASURED;

    fn is_told(&self) -> bool {
        true
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        measured(bytes, |bytes| self.write_fields(bytes));
    }
}

impl Value for String {
    const WIRE_TYPE: u32 = MEASURED;

    fn is_told(&self) -> bool {
        !self.is_empty()
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        varint(self.len() as u64, bytes);
        bytes.extend_from_slice(self.as_bytes());
    }
}

impl Value for f64 {
    const WIRE_TYPE: u32 = EIGHT_BYTES;

    fn is_told(&self) -> bool {
        *self != 0.0
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.to_le_bytes());
    }
}

impl Value for bool {
    const WIRE_TYPE: u32 = VARINT;

    fn is_told(&self) -> bool {
        *self
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
    }
}

impl Value for i64 {
    const WIRE_TYPE: u32 = VARINT;

    fn is_told(&self) -> bool {
        *self != 0
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        varint(self.cast_unsigned(), bytes);
    }
}

impl Value for i32 {
    const WIRE_TYPE: u32 = VARINT;

    fn is_told(&self) -> bool {
        *self != 0
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        i64::from(*self).write(bytes);
    }
}

/// A status is of another package, and comes seldom.
impl Fields for tonic_types::Status {
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
pub(super) fn optional<V: Value>(number: u32, value: &Option<V>, bytes: &mut Vec<u8>) {
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

/// Values by name.
pub(super) fn map<V: Value>(number: u32, values: &BTreeMap<String, V>, bytes: &mut Vec<u8>) {
    for (name, value) in values {
        key(number, MEASURED, bytes);
        measured(bytes, |bytes| {
            plain(1, name, bytes);
            plain(2, value, bytes);
        });
    }
}

/// The number of a field, and how a reader is to skip it.
fn key(number: u32, wire_type: u32, bytes: &mut Vec<u8>) {
    varint(u64::from(number << 3 | wire_type), bytes);
}

/// Appends what `write` does, behind its length.
fn measured(bytes: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let start = bytes.len();
    bytes.push(0);
    write(bytes);
    let end = bytes.len();
    let length = (end - start - 1) as u64;
    bytes[start] = low(length);
    // Most lengths take the one byte that was left for them; a longer one moves what it counts.
    if length > SEVEN_BITS {
        varint(length >> 7, bytes);
        let further = bytes.len() - end;
        bytes[start + 1..].rotate_right(further);
    }
}

/// Appends a number, seven bits a byte and the lowest first.
fn varint(mut number: u64, bytes: &mut Vec<u8>) {
    while number > SEVEN_BITS {
        bytes.push(low(number));
        number >>= 7;
    }
    bytes.push(low(number));
}

/// The byte of the lowest seven bits, and whether more follow.
const fn low(number: u64) -> u8 {
    let [byte, ..] = number.to_le_bytes();
    if number > SEVEN_BITS { byte | 0x80 } else { byte }
}
