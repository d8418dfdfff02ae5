//! Messages that many replies repeat, written once: their bytes stay with what they tell of.

use super::encode::Fields;
use super::pb::{self, told};
use super::{answer, provenance};
use crate::model::catalog;
use crate::model::estimate;

/// A source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Source<'a>(pub(super) &'a catalog::Source);

/// A record, figure or forecast behind a number; what is not kept is written each time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence<'a>(pub(super) &'a estimate::Evidence<'a>);

impl<'a> Source<'a> {
    fn told(self) -> told::Source<'a> {
        provenance::source(self.0)
    }
}

impl<'a> Evidence<'a> {
    fn told(self) -> told::Evidence<'a> {
        answer::evidence(self.0)
    }
}

impl Fields for Source<'_> {
    type Message = pb::Source;

    fn write_fields(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(self.0.written.once(|bytes| self.told().write_fields(bytes)));
    }
}

impl Fields for Evidence<'_> {
    type Message = pb::Evidence;

    fn write_fields(&self, bytes: &mut Vec<u8>) {
        let write = |bytes: &mut Vec<u8>| self.told().write_fields(bytes);
        match self.0.written {
            Some(written) => bytes.extend_from_slice(written.once(write)),
            None => write(bytes),
        }
    }
}

impl From<Source<'_>> for pb::Source {
    fn from(source: Source<'_>) -> Self {
        source.told().into()
    }
}

impl From<Evidence<'_>> for pb::Evidence {
    fn from(evidence: Evidence<'_>) -> Self {
        evidence.told().into()
    }
}
