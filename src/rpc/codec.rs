//! Messages as bytes. tonic's codec for prost begins a buffer of 8 KiB for each request and another
//! for each reply, and writes and reads through a check a byte; most messages are far
//! smaller, and the memory that calls in flight hold decides how much of it is in a cache.

use std::fmt;
use std::marker::PhantomData;

use tonic::Status;
use tonic::codec::{BufferSettings, DecodeBuf, Decoder, EncodeBuf, Encoder};

use super::status;
use crate::wire::Buf as _;
use crate::wire::encode::{Sent, USUAL};
use crate::wire::received::Taken;

/// What a buffer to read into begins with, bytes: a request of usual length.
const REQUEST: usize = 256;

/// What waits of a stream before it is sent, bytes, as tonic has it.
const ENOUGH: usize = 32 * 1_024;

/// Of messages that are sent and messages that are received.
pub struct Codec<T, U>(PhantomData<(T, U)>);

impl<T, U> Default for Codec<T, U> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<T, U> fmt::Debug for Codec<T, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Codec")
    }
}

impl<T, U> tonic::codec::Codec for Codec<T, U>
where
    T: Sent + Send + 'static,
    U: Taken + Send + 'static,
{
    type Encode = T;
    type Decode = U;
    type Encoder = Whole<T>;
    type Decoder = Whole<U>;

    fn encoder(&mut self) -> Self::Encoder {
        Whole(PhantomData)
    }

    fn decoder(&mut self) -> Self::Decoder {
        Whole(PhantomData)
    }
}

/// Writes or reads a message whole: its bytes lie together.
#[derive(Debug)]
pub struct Whole<T>(PhantomData<T>);

impl<T: Sent> Encoder for Whole<T> {
    type Item = T;
    type Error = Status;

    fn encode(&mut self, message: T, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        message.send(buffer);
        Ok(())
    }

    fn buffer_settings(&self) -> BufferSettings {
        BufferSettings::new(USUAL, ENOUGH)
    }
}

impl<U: Taken> Decoder for Whole<U> {
    type Item = U;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<U>, Status> {
        let whole = buffer.copy_to_bytes(buffer.remaining());
        U::taken(whole).map(Some).map_err(|error| status::no_message(&error))
    }

    fn buffer_settings(&self) -> BufferSettings {
        BufferSettings::new(REQUEST, ENOUGH)
    }
}
