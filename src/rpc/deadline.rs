//! When a call must be answered: when its caller asked for, and no later than any call may last.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::time::timeout_at;
use tonic::codegen::http::{HeaderMap, HeaderName};
use tonic::{Request, Status};

use super::{coarse, status};

/// Name of the header in which a caller says how long it waits.
const TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");

/// The moment after which nobody wants the answer; none where the caller waits for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deadline(Option<Instant>);

impl Deadline {
    /// The deadline of a call that began at some moment: what its headers ask for, and
    /// no later than `most` allows.
    pub fn from_headers(headers: &HeaderMap, most: Duration, begun: Instant) -> Self {
        let asked = headers.get(TIMEOUT).and_then(|value| read(value.to_str().ok()?));
        Self(begun.checked_add(asked.map_or(most, |asked| asked.min(most))))
    }

    /// The deadline of a call whose handler begins just now.
    pub(super) fn of<T>(request: &Request<T>, most: Duration) -> Self {
        Self::from_headers(request.metadata().as_ref(), most, coarse::now())
    }

    /// Whether it is over, to a tick of the system.
    pub fn has_passed(&self) -> bool {
        self.0.is_some_and(|at| coarse::now() >= at)
    }

    /// What comes in time.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub async fn bound<T>(&self, work: impl Future<Output = T>) -> Result<T, Status> {
        let Some(at) = self.0 else { return Ok(work.await) };
        let mut work = pin!(work);
        // Most work is done when it is first looked at, and needs no timer.
        if let Poll::Ready(done) = poll_fn(|cx| Poll::Ready(work.as_mut().poll(cx))).await {
            return Ok(done);
        }
        // In a place of its own: every short call would carry the room for it.
        Box::pin(timeout_at(at.into(), work)).await.map_err(|_elapsed| status::deadline())
    }
}

/// Reads up to eight digits and a unit. What is written otherwise sets no limit, as tonic has it.
fn read(text: &str) -> Option<Duration> {
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let is_number = (1..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let count: u64 = if is_number { digits.parse().ok()? } else { return None };
    match unit {
        "H" => Some(Duration::from_secs(count * 3_600)),
        "M" => Some(Duration::from_secs(count * 60)),
        "S" => Some(Duration::from_secs(count)),
        "m" => Some(Duration::from_millis(count)),
        "u" => Some(Duration::from_micros(count)),
        "n" => Some(Duration::from_nanos(count)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tonic::Request;

    use super::{Deadline, read};

    #[test]
    fn a_call_lasts_as_long_as_its_caller_asks_and_no_longer_than_any_may() {
        for (asked, most, has_passed) in [
            (None, Duration::MAX, false),
            (None, Duration::ZERO, true),
            (Some("1H"), Duration::MAX, false),
            (Some("1H"), Duration::ZERO, true),
            (Some("0n"), Duration::MAX, true),
            (Some("soon"), Duration::MAX, false), // as if it had not asked
        ] {
            let mut request = Request::new(());
            if let Some(asked) = asked {
                request.metadata_mut().insert("grpc-timeout", asked.parse().unwrap());
            }
            let until = Deadline::of(&request, most);
            assert_eq!(until.has_passed(), has_passed, "{asked:?}, at most {most:?}");
        }
    }

    #[test]
    fn a_timeout_is_digits_and_a_unit() {
        for (text, expected) in [
            ("20m", Some(Duration::from_millis(20))),
            ("1H", Some(Duration::from_hours(1))),
            ("99999999S", Some(Duration::from_secs(99_999_999))),
            ("0n", Some(Duration::ZERO)),
            ("7u", Some(Duration::from_micros(7))),
            ("2M", Some(Duration::from_mins(2))),
            ("123456789S", None), // nine digits
            ("5", None),
            ("m", None),
            ("", None),
            ("-1S", None),
            ("+1S", None),
            ("1\u{b5}", None), // split within a character
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }
}
