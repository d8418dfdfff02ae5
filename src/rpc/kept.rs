//! Answers that are kept for whoever asks the same again. The same request, catalog and release give the
//! same bytes, so that what was answered once may be answered again without being worked out; a
//! catalog that is replaced takes its answers with it.

use std::fmt;
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

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

impl Weighter<Name, Arc<Known>> for InBytes {
    fn weight(&self, name: &Name, known: &Arc<Known>) -> u64 {
        bytes(name, &known.reply).try_into().unwrap_or(u64::MAX)
    }
}

fn bytes(name: &Name, reply: &[u8]) -> usize {
    AROUND.saturating_add(name.len()).saturating_add(reply.len())
}

/// Answers of one catalog, up to so many bytes.
pub(super) struct Kept {
    answers: Option<Cache<Name, Arc<Known>, InBytes>>,
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
    pub(super) fn find<A>(&self, name: &Name) -> Option<Told<A>> {
        let known = self.answers.as_ref()?.get(name)?;
        let reply = Encoded::known(known.reply.clone());
        Some(Told { reply, verdicts: known.verdicts.clone() })
    }

    /// Keeps an answer in room of its own, for it was written into more than it fills.
    pub(super) fn keep<A>(&self, name: &Name, told: &Told<A>) {
        let Some(answers) = &self.answers else { return };
        let reply = told.reply.bytes();
        if bytes(name, reply) <= self.longest {
            let reply = Bytes::copy_from_slice(reply);
            let known = Known { reply, verdicts: told.verdicts.clone() };
            answers.insert(name.alone(), Arc::new(known));
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
    use super::{Kept, Told};
    use crate::wire::Message as _;
    use crate::wire::encode::Encoded;
    use crate::wire::pb;
    use crate::wire::received::{Name, Received};

    fn asked(claim: &str) -> pb::GetClaimRequest {
        pb::GetClaimRequest { name: claim.to_owned() }
    }

    fn name(claim: &str) -> Name {
        Received::from(&asked(claim)).name()
    }

    fn told(text: &str, verdicts: Vec<i32>) -> Told<pb::Claim> {
        let claim = pb::Claim { text: text.to_owned(), ..Default::default() };
        Told { reply: Encoded::of(&claim), verdicts }
    }

    fn found(kept: &Kept, name: &Name) -> Option<(String, Vec<i32>)> {
        let told = kept.find::<pb::Claim>(name)?;
        let claim = pb::Claim::decode(told.reply.bytes()).unwrap();
        Some((claim.text, told.verdicts))
    }

    #[test]
    fn what_was_answered_is_found_by_the_whole_request() {
        let kept = Kept::new(1 << 20);
        kept.keep(&name("a"), &told("one", vec![1]));
        kept.keep(&name("b"), &told("two", Vec::new()));
        assert_eq!(found(&kept, &name("a")), Some(("one".to_owned(), vec![1])));
        assert_eq!(found(&kept, &name("b")), Some(("two".to_owned(), Vec::new())));
        assert_eq!(found(&kept, &name("ab")), None);
        // The same bytes, but of another method.
        let figure = pb::GetFigureRequest { name: "a".to_owned() };
        assert_eq!(figure.encode_to_vec(), asked("a").encode_to_vec());
        assert_eq!(found(&kept, &Received::from(&figure).name()), None);
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let room = 64 << 10;
        let kept = Kept::new(room);
        for number in 0..1_000 {
            kept.keep(&name(&number.to_string()), &told(&"x".repeat(1_000), Vec::new()));
            assert!(kept.bytes() <= room as u64, "{number}: {} bytes", kept.bytes());
        }
        assert!(kept.bytes() > room as u64 / 2, "{} bytes", kept.bytes());
        kept.keep(&name("long"), &told(&"x".repeat(room / 4), Vec::new()));
        assert_eq!(found(&kept, &name("long")), None);
    }

    #[test]
    fn without_room_nothing_is_kept() {
        let kept = Kept::new(0);
        kept.keep(&name("a"), &told("one", Vec::new()));
        assert_eq!((found(&kept, &name("a")), kept.bytes()), (None, 0));
    }
}
