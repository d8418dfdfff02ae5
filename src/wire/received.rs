//! A request as it came: bytes, read where they are answered and known again when they come again.

use std::any::TypeId;
use std::marker::PhantomData;

use prost::bytes::Bytes;
use prost::{DecodeError, Message};

/// A message that nobody has read yet.
#[derive(Debug)]
pub struct Received<M> {
    bytes: Bytes,
    of: PhantomData<fn() -> M>,
}

impl<M: Message + Default + 'static> Received<M> {
    /// The message.
    ///
    /// # Errors
    ///
    /// When the bytes are none.
    pub fn read(&self) -> Result<M, DecodeError> {
        M::decode(&*self.bytes)
    }

    /// What tells it from all others: every method has a request of its own.
    pub(crate) fn name(&self) -> Name<'_> {
        Name { kind: TypeId::of::<M>(), bytes: &self.bytes }
    }
}

impl<M: Message> From<&M> for Received<M> {
    fn from(message: &M) -> Self {
        Self { bytes: message.encode_to_vec().into(), of: PhantomData }
    }
}

/// A request among all requests: its kind, and its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Name<'r> {
    pub(crate) kind: TypeId,
    pub(crate) bytes: &'r [u8],
}

/// What is made of bytes that came.
pub trait Taken: Sized {
    /// The message, or what is to be read later.
    ///
    /// # Errors
    ///
    /// When it is read now and is none.
    fn taken(bytes: Bytes) -> Result<Self, DecodeError>;
}

impl<M: Message + Default> Taken for M {
    fn taken(bytes: Bytes) -> Result<Self, DecodeError> {
        M::decode(&*bytes)
    }
}

impl<M> Taken for Received<M> {
    fn taken(bytes: Bytes) -> Result<Self, DecodeError> {
        Ok(Self { bytes, of: PhantomData })
    }
}
