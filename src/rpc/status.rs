//! The only place with gRPC codes: why there is no answer, as a status.
//!
//! Every status has exactly one `ErrorInfo`, and each variable of its text
//! stands in its metadata too.

mod code;
mod room;

use std::collections::HashMap;
use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

use crate::model::error::ModelError;
use crate::wire::catalog::Refusal;
use crate::wire::claim;
use crate::wire::details;
use crate::wire::violations::{Violation, Violations};
use room::{MAX_DETAIL_BYTES, cut, cut_name, fitting};

pub use code::{is_our_fault, name};

/// The domain of every `ErrorInfo`.
pub const DOMAIN: &str = "energycompute.v1";

/// Reason of a request with faults of several kinds.
const INVALID_REQUEST: &str = "INVALID_REQUEST";

/// Reason of a fault of our own.
const INTERNAL: &str = "INTERNAL";

/// Reason of a request that is wrong in its years only.
const YEAR_OUT_OF_RANGE: &str = "YEAR_OUT_OF_RANGE";

/// When a refused caller may try again: most calls end well before.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// A limit that was met, and how many calls it lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// On all calls in flight.
    Calls(usize),
    /// On those that take more than a moment.
    HeavyCalls(usize),
}

/// Name and value of a variable of a status message.
type Fact = (String, String);

/// A request that was not understood: every fault of it, as far as a status can carry them.
pub fn violations(violations: &Violations) -> Status {
    let Some(first) = violations.iter().next() else {
        return refuse(Code::InvalidArgument, INVALID_REQUEST, "the request is not valid", []);
    };
    let (code, reason) = verdict(violations, first);
    let count = violations.count();
    let facts = [fact("field", &first.field), fact("violations", &count.to_string())];
    let own = first.fault.facts.iter().map(|(name, value)| fact(name, value));
    let message = summary(first, count);
    let facts: Vec<Fact> = facts.into_iter().chain(own).collect();
    // A tag and a length of up to two bytes stand before a fact, its name and its value.
    let told: usize = facts.iter().map(|(name, value)| 9 + name.len() + value.len()).sum();
    let left = MAX_DETAIL_BYTES.saturating_sub(told + message.len());
    let mut details = info(reason, facts);
    details.set_bad_request(fitting(violations, left));
    tell(code, message, details)
}

/// A single kind of fault may have a name of its own; several are an invalid request.
fn verdict(violations: &Violations, first: &Violation) -> (Code, &'static str) {
    let reason = first.fault.reason;
    let is_alone = violations.iter().all(|other| other.fault.reason == reason);
    match reason {
        YEAR_OUT_OF_RANGE if is_alone => (Code::OutOfRange, reason),
        "INVALID_PAGE_TOKEN" if is_alone => (Code::InvalidArgument, reason),
        unknown
            if is_alone && unknown.starts_with("UNKNOWN_") && unknown != "UNKNOWN_ENUM_VALUE" =>
        {
            (Code::InvalidArgument, reason)
        }
        _ => (Code::InvalidArgument, INVALID_REQUEST),
    }
}

fn summary(first: &Violation, count: usize) -> String {
    let Violation { field, fault } = first;
    let more = match count - 1 {
        0 => String::new(),
        1 => " (and 1 more violation)".to_owned(),
        more => format!(" (and {more} more violations)"),
    };
    format!("{}{more}", cut(&format!("{field}: {}", fault.message)))
}

/// An entry of the catalog that was not found.
pub fn lookup(refusal: &Refusal) -> Status {
    match refusal {
        Refusal::Violations(found) => violations(found),
        Refusal::NotFound { kind, name, nearest } => not_found(kind, name, nearest),
    }
}

/// A claim that was not understood or not found.
pub fn claim(refusal: &claim::Refusal) -> Status {
    match refusal {
        claim::Refusal::Violations(found) => violations(found),
        claim::Refusal::UnknownClaim(name, nearest) => not_found("claim", name, nearest),
    }
}

/// A well-formed name of a figure or claim that does not exist, and the nearest that do.
pub fn not_found(kind: &str, name: &str, nearest: &[String]) -> Status {
    let nearest: Vec<&str> = nearest.iter().map(|name| cut_name(name)).collect();
    let (name, nearest) = (cut_name(name), nearest.join(", "));
    let hint = if nearest.is_empty() { String::new() } else { format!("; nearest: {nearest}") };
    let facts = [fact("name", name), fact("nearest", &nearest)];
    let reason = format!("{}_NOT_FOUND", kind.to_uppercase());
    let mut details = info(&reason, facts.into_iter().filter(|fact| !fact.1.is_empty()));
    let description = format!("the catalog has no {kind} of this name");
    details.set_resource_info(format!("{DOMAIN}/{kind}"), name, "", description);
    let message = format!("{kind} {name:?} does not exist{hint}");
    tell(Code::NotFound, cut(&message), details)
}

/// A question that was understood and has no answer.
pub fn model(error: &ModelError) -> Status {
    let (code, reason, facts) = match error {
        ModelError::NoBaseFigure { region, metric, year, scenario, available } => (
            Code::FailedPrecondition,
            "NO_BASE_FIGURE",
            vec![
                fact("region", region),
                fact("metric", metric.name()),
                fact("year", &year.map(|year| year.to_string()).unwrap_or_default()),
                fact("scenario", scenario),
                fact("available", available),
            ],
        ),
        ModelError::NotProjectable { region, metric, first, last, available } => (
            Code::FailedPrecondition,
            "NOT_PROJECTABLE",
            vec![
                fact("region", region),
                fact("metric", metric.name()),
                fact("first_year", &first.to_string()),
                fact("last_year", &last.to_string()),
                fact("available", available),
            ],
        ),
        ModelError::YearOutOfRange { region, metric, year, first, last } => (
            Code::OutOfRange,
            YEAR_OUT_OF_RANGE,
            vec![
                fact("region", region),
                fact("metric", metric.name()),
                fact("year", &year.to_string()),
                fact("first_year", &first.to_string()),
                fact("last_year", &last.to_string()),
            ],
        ),
        ModelError::MissingInput { site, input, hint } => (
            Code::FailedPrecondition,
            "NO_BASE_FIGURE",
            vec![fact("site", site), fact("input", input), fact("hint", hint)],
        ),
        ModelError::NotFinite { what } => {
            (Code::OutOfRange, "RESULT_NOT_FINITE", vec![fact("what", what)])
        }
        ModelError::OutOfTime => return deadline(),
    };
    refuse(code, reason, error.to_string(), facts.into_iter().filter(|fact| !fact.1.is_empty()))
}

/// A status as a message, for an item of a reply: with the details that it would travel with.
pub fn to_pb(status: &Status) -> tonic_types::Status {
    tonic_types::Status {
        code: status.code().into(),
        message: status.message().to_owned(),
        details: details::of(status.details()),
    }
}

/// A call without a token that is known. Which part of it is wrong is not told.
pub fn unauthenticated() -> Status {
    let message = "needs a known token in \"authorization: Bearer TOKEN\"";
    refuse(Code::Unauthenticated, "UNAUTHENTICATED", message, [])
}

/// The caller's time, or the longest that the server gives a call, is over.
pub fn deadline() -> Status {
    let message = "the call was not answered within its time, and its work was stopped";
    refuse(Code::DeadlineExceeded, "DEADLINE_EXCEEDED", message, [])
}

/// More calls than are taken at once; another attempt may find a place.
pub fn overloaded(limit: Limit) -> Status {
    let (reason, kind, most) = match limit {
        Limit::Calls(most) => ("TOO_MANY_CALLS", "calls", most),
        Limit::HeavyCalls(most) => ("TOO_MANY_HEAVY_CALLS", "heavy calls", most),
    };
    let mut details = info(reason, [fact("limit", &most.to_string())]);
    details.set_retry_info(Some(RETRY_DELAY));
    let message = format!("{most} {kind} are in flight, which is as many as are taken at once");
    tell(Code::ResourceExhausted, message, details)
}

/// A fault of our own: no internals are told.
pub fn internal() -> Status {
    refuse(Code::Internal, INTERNAL, "the service failed to answer; the fault is its own", [])
}

/// Bytes that are no message: INTERNAL, as gRPC has it. The gate makes it whole.
pub(super) fn no_message(why: &impl ToString) -> Status {
    Status::internal(why.to_string())
}

/// A fault with the name of its call among its facts.
pub fn with_request_id(fault: &Status, id: &str) -> Status {
    let known = fault.get_details_error_info();
    let (reason, mut facts) =
        known.map_or_else(Default::default, |known| (known.reason, known.metadata));
    facts.insert("request_id".to_owned(), id.to_owned());
    let reason = if reason.is_empty() { INTERNAL } else { &reason };
    refuse(fault.code(), reason, fault.message(), facts)
}

/// A status with nothing but an `ErrorInfo`.
fn refuse(
    code: Code,
    reason: &str,
    message: impl Into<String>,
    facts: impl IntoIterator<Item = Fact>,
) -> Status {
    tell(code, message, info(reason, facts))
}

/// A status that is the same bytes every time.
fn tell(code: Code, message: impl Into<String>, details: ErrorDetails) -> Status {
    let status = Status::with_error_details(code, message, details);
    Status::with_details(code, status.message(), details::in_order(status.details()).into())
}

fn info(reason: &str, facts: impl IntoIterator<Item = Fact>) -> ErrorDetails {
    // tonic-types takes no ordered map; they are put in order where they are written.
    ErrorDetails::with_error_info(reason, DOMAIN, facts.into_iter().collect::<HashMap<_, _>>())
}

fn fact(name: &str, value: &str) -> Fact {
    (name.to_owned(), value.to_owned())
}

#[cfg(test)]
mod tests;
