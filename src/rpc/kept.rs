//! Answers that are kept for whoever asks the same again. The same request, catalog and release give the
//! same bytes, so that what was answered once may be answered again without being worked out; a
//! catalog that is replaced takes its answers with it.

use std::any::TypeId;
use std::fmt;
use std::sync::Arc;

use quick_cache::sync::Cache;
use quick_cache::{Equivalent, Weighter};

use crate::wire::Bytes;
use crate::wire::encode::Encoded;
use crate::wire::received::Name;

/// What an answer takes beside its own bytes and those of its request: places in tables and allocations.
const AROUND: usize = 256;

/// What an answer usually takes, bytes; the tables begin with room for as many as fit.
const USUAL: usize = 2_048;

/// No answer takes more than one part in so many, or a few long ones would push out all others.
const PARTS: usize = 32;

/// A reply, and what is counted of it.
#[derive(Debug)]
pub(super) struct Told<A> {
    pub(super) reply: Encoded<A>,
    /// Verdicts on the claims in it.
    pub(super) verdicts: Vec<i32>,
}

impl<A> From<Encoded<A>> for Told<A> {
    /// A reply that judges nothing.
    fn from(reply: Encoded<A>) -> Self {
        Self { reply, verdicts: Vec::new() }
    }
}

/// A reply as it is kept, whatever its message.
#[derive(Debug)]
struct Known {
    reply: Bytes,
    verdicts: Vec<i32>,
}

#[derive(Clone, Debug)]
struct InBytes;

impl Weighter<Key, Arc<Known>> for InBytes {
    fn weight(&self, key: &Key, known: &Arc<Known>) -> u64 {
        bytes(&key.bytes, &known.reply).try_into().unwrap_or(u64::MAX)
    }
}

fn bytes(request: &[u8], reply: &[u8]) -> usize {
    AROUND.saturating_add(request.len()).saturating_add(reply.len())
}

/// The name of a request in room of its own: what came lies in a buffer with others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    kind: TypeId,
    bytes: Box<[u8]>,
}

impl From<Name<'_>> for Key {
    fn from(Name { kind, bytes }: Name<'_>) -> Self {
        Self { kind, bytes: bytes.into() }
    }
}

impl Equivalent<Key> for Name<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        (self.kind, self.bytes) == (key.kind, &*key.bytes)
    }
}

/// Answers of one catalog, up to so many bytes.
pub(super) struct Kept {
    answers: Option<Cache<Key, Arc<Known>, InBytes>>,
    longest: usize,
}

impl Kept {
    /// Room for so many bytes; none for 0.
    pub(super) fn new(room: usize) -> Self {
        let cache =
            || Cache::with_weighter(room / USUAL, room.try_into().unwrap_or(u64::MAX), InBytes);
        Self { answers: (room > 0).then(cache), longest: room / PARTS }
    }

    /// What was answered to the same request.
    pub(super) fn find<A>(&self, name: Name<'_>) -> Option<Told<A>> {
        let known = self.answers.as_ref()?.get(&name)?;
        let reply = Encoded::known(known.reply.clone());
        Some(Told { reply, verdicts: known.verdicts.clone() })
    }

    /// Keeps an answer in room of its own, for it was written into more than it fills.
    pub(super) fn keep<A>(&self, name: Name<'_>, told: &Told<A>) {
        let Some(answers) = &self.answers else { return };
        let reply = told.reply.bytes();
        if bytes(name.bytes, reply) <= self.longest {
            let reply = Bytes::copy_from_slice(reply);
            let known = Known { reply, verdicts: told.verdicts.clone() };
            answers.insert(name.into(), Arc::new(known));
        }
    }

    /// Bytes that are kept.
    pub(super) fn bytes(&self) -> u64 {
        self.answers.as_ref().map_or(0, Cache::weight)
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").field("bytes", &self.bytes()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, Name, Told};
    use crate::wire::Message as _;
    use crate::wire::encode::Encoded;
    use crate::wire::pb;
    use crate::wire::received::Received;

    fn asked(claim: &str) -> pb::GetClaimRequest {
        pb::GetClaimRequest { name: claim.to_owned() }
    }

    fn received(claim: &str) -> Received<pb::GetClaimRequest> {
        Received::from(&asked(claim))
    }

    fn told(text: &str, verdicts: Vec<i32>) -> Told<pb::Claim> {
        let claim = pb::Claim { text: text.to_owned(), ..Default::default() };
        Told { reply: Encoded::of(&claim), verdicts }
    }

    fn found(kept: &Kept, name: Name<'_>) -> Option<(String, Vec<i32>)> {
        let told = kept.find::<pb::Claim>(name)?;
        let claim = pb::Claim::decode(told.reply.bytes()).unwrap();
        Some((claim.text, told.verdicts))
    }

    #[test]
    fn what_was_answered_is_found_by_the_whole_request() {
        let kept = Kept::new(1 << 20);
        kept.keep(received("a").name(), &told("one", vec![1]));
        kept.keep(received("b").name(), &told("two", Vec::new()));
        assert_eq!(found(&kept, received("a").name()), Some(("one".to_owned(), vec![1])));
        assert_eq!(found(&kept, received("b").name()), Some(("two".to_owned(), Vec::new())));
        assert_eq!(found(&kept, received("ab").name()), None);
        // The same bytes, but of another method.
        let figure = pb::GetFigureRequest { name: "a".to_owned() };
        assert_eq!(figure.encode_to_vec(), asked("a").encode_to_vec());
        assert_eq!(found(&kept, Received::from(&figure).name()), None);
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let room = 64 << 10;
        let kept = Kept::new(room);
        for number in 0..1_000 {
            kept.keep(received(&number.to_string()).name(), &told(&"x".repeat(1_000), Vec::new()));
            assert!(kept.bytes() <= room as u64, "{number}: {} bytes", kept.bytes());
        }
        assert!(kept.bytes() > room as u64 / 2, "{} bytes", kept.bytes());
        kept.keep(received("long").name(), &told(&"x".repeat(room / 4), Vec::new()));
        assert_eq!(found(&kept, received("long").name()), None);
    }

    #[test]
    fn without_room_nothing_is_kept() {
        let kept = Kept::new(0);
        kept.keep(received("a").name(), &told("one", Vec::new()));
        assert_eq!((found(&kept, received("a").name()), kept.bytes()), (None, 0));
    }
}
