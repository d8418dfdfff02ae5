//! What fields hold, as bytes.

use std::borrow::Cow;

use super::Fields;

/// How a reader is to skip a varint, eight bytes, and what has a length.
const VARINT: u32 = 0;
const EIGHT_BYTES: u32 = 1;
pub(super) const MEASURED: u32 = 2;

/// The largest number of one byte.
const SEVEN_BITS: u64 = 0x7f;

/// What a field may hold.
pub(in crate::wire) trait Value {
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

impl Value for str {
    const WIRE_TYPE: u32 = MEASURED;

    fn is_told(&self) -> bool {
        !self.is_empty()
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        varint(self.len() as u64, bytes);
        bytes.extend_from_slice(self.as_bytes());
    }
}

impl Value for String {
    const WIRE_TYPE: u32 = str::WIRE_TYPE;

    fn is_told(&self) -> bool {
        self.as_str().is_told()
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        self.as_str().write(bytes);
    }
}

impl Value for Cow<'_, str> {
    const WIRE_TYPE: u32 = str::WIRE_TYPE;

    fn is_told(&self) -> bool {
        str::is_told(self)
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        str::write(self, bytes);
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

/// The number of a field, and how a reader is to skip it.
pub(super) fn key(number: u32, wire_type: u32, bytes: &mut Vec<u8>) {
    varint(u64::from(number << 3 | wire_type), bytes);
}

/// Appends what `write` does, behind its length.
pub(super) fn measured(bytes: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let start = bytes.len();
    bytes.push(0);
    write(bytes);
    let mut length = (bytes.len() - start - 1) as u64;
    bytes[start] = low(length);
    // Most lengths take the one byte that was left for them; a longer one moves what it counts.
    let mut place = start;
    while length > SEVEN_BITS {
        length >>= 7;
        place += 1;
        bytes.insert(place, low(length));
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
