//! The name of one call, by which its caller and its operator speak of it.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use tonic::codegen::http::{HeaderMap, HeaderName, HeaderValue};

/// Where it is taken from and given back.
pub(super) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Longest that is taken from a caller.
const LONGEST: usize = 64;

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Letters, digits and `-_.:` only: it goes into logs and headers as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestId(Arc<str>);

impl RequestId {
    /// The caller's own where it is legal, else a new one.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let own = headers.get(HEADER).and_then(|value| value.to_str().ok());
        own.filter(|id| is_legal(id)).map_or_else(Self::make, |id| Self(id.into()))
    }

    /// Which run of the server, and which call of it; neither tells how many there were.
    fn make() -> Self {
        static RUN: LazyLock<(RandomState, u64)> = LazyLock::new(|| {
            let secret = RandomState::new();
            let name = secret.hash_one("run");
            (secret, name)
        });
        let (secret, run) = &*RUN;
        let call = secret.hash_one(number());
        let bytes = [*run, call].map(u64::to_be_bytes);
        let mut digits = [0; 32];
        for (digits, byte) in digits.chunks_exact_mut(2).zip(bytes.as_flattened()) {
            digits[0] = DIGITS[usize::from(byte >> 4)];
            digits[1] = DIGITS[usize::from(byte & 0xf)];
        }
        // Digits are text.
        Self(str::from_utf8(&digits).unwrap_or_default().into())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Its text, to share.
    pub(super) const fn text(&self) -> &Arc<str> {
        &self.0
    }

    /// Gives it back.
    pub(super) fn write(&self, headers: &mut HeaderMap) {
        if let Ok(mut value) = HeaderValue::from_str(&self.0) {
            // No secret, but new each time: it takes no place in the table of what was sent.
            value.set_sensitive(true);
            headers.insert(HEADER, value);
        }
    }
}

/// A number that no other call of this run has. Threads take many at once: each time they do they
/// wait for each other.
fn number() -> u64 {
    const AT_ONCE: u64 = 1 << 20;
    static TAKEN: AtomicU64 = AtomicU64::new(0);
    thread_local! {
        static NEXT: Cell<u64> = const { Cell::new(0) };
    }
    let next = NEXT.get();
    let is_spent = next.is_multiple_of(AT_ONCE);
    let number = if is_spent { TAKEN.fetch_add(AT_ONCE, Ordering::Relaxed) } else { next };
    NEXT.set(number + 1);
    number
}

fn is_legal(id: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    (1..=LONGEST).contains(&id.len()) && id.bytes().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::{HEADER, HeaderMap, HeaderValue, RequestId};

    #[test]
    fn a_legal_name_is_kept_and_another_replaced() {
        for (own, is_kept) in [
            ("a1-B2_c.3:d", true),
            (&"x".repeat(64)[..], true),
            (&"x".repeat(65)[..], false),
            ("", false),
            ("with space", false),
            ("quote\"", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HEADER, HeaderValue::from_str(own).unwrap());
            assert_eq!(RequestId::of(&headers).as_str() == own, is_kept, "{own:?}");
        }
        let made = [RequestId::of(&HeaderMap::new()), RequestId::of(&HeaderMap::new())];
        assert_ne!(made[0], made[1]);
        assert!(made.iter().all(|id| super::is_legal(id.as_str())), "{made:?}");
    }
}
