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
        M::decode(self.bytes.clone())
    }

    /// What tells it from all others: every method has a request of its own.
    pub(crate) fn name(&self) -> Name {
        Name { kind: TypeId::of::<M>(), bytes: self.bytes.clone() }
    }
}

impl<M: Message> From<&M> for Received<M> {
    fn from(message: &M) -> Self {
        Self { bytes: message.encode_to_vec().into(), of: PhantomData }
    }
}

/// A request among all requests: its kind, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Name {
    kind: TypeId,
    bytes: Bytes,
}

impl Name {
    /// Bytes that it holds.
    pub(crate) const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// One that holds no more than its own bytes: what came lies in a buffer with others.
    pub(crate) fn alone(&self) -> Self {
        Self { kind: self.kind, bytes: Bytes::copy_from_slice(&self.bytes) }
    }
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
        M::decode(bytes)
    }
}

impl<M> Taken for Received<M> {
    fn taken(bytes: Bytes) -> Result<Self, DecodeError> {
        Ok(Self { bytes, of: PhantomData })
    }
}
