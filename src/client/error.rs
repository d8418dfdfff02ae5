//! A refused or failed call, as a person or a program wants to read it.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::rpc::status::name;

/// What the service answered instead of an answer, or why there was none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Name of the gRPC code. Example: `INVALID_ARGUMENT`.
    pub code: &'static str,
    /// What went wrong.
    pub message: String,
    /// Stable reason, empty where the service gave none. Example: `NO_BASE_FIGURE`.
    pub reason: String,
    /// Every fault of the request.
    pub violations: Vec<Violation>,
    /// Names that were perhaps meant.
    pub nearest: Vec<String>,
    /// Further facts by name.
    pub facts: BTreeMap<String, String>,
}

/// One fault of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Path of the field. Example: `sites[1].pue`.
    pub field: String,
    /// Stable reason. Example: `PUE_BELOW_ONE`.
    pub reason: String,
    /// What is wrong with it.
    pub description: String,
}

impl Error {
    pub(super) fn deadline(after: Duration) -> Self {
        Self::local("DEADLINE_EXCEEDED", format!("no answer within {} s", after.as_secs_f64()))
    }

    pub(super) fn unreachable(message: String) -> Self {
        Self::local("UNAVAILABLE", message)
    }

    pub(super) fn endless(list: &str) -> Self {
        Self::local("INTERNAL", format!("the pages of {list} have no end"))
    }

    const fn local(code: &'static str, message: String) -> Self {
        let reason = String::new();
        let facts = BTreeMap::new();
        Self { code, message, reason, violations: Vec::new(), nearest: Vec::new(), facts }
    }
}

impl From<Status> for Error {
    fn from(status: Status) -> Self {
        // A connection that broke is one of these to tonic, by when and how it did: no server has said so.
        let is_local = matches!(status.code(), Code::Unknown | Code::Cancelled | Code::Internal);
        if let Some(cause) = status.source().filter(|_| is_local) {
            return Self::unreachable(format!("the connection broke: {}", root(cause)));
        }
        let mut error = Self::local(name(status.code()), status.message().to_owned());
        if let Some(request) = status.get_details_bad_request() {
            let violation = |fault: tonic_types::FieldViolation| Violation {
                field: fault.field,
                reason: fault.reason,
                description: fault.description,
            };
            error.violations = request.field_violations.into_iter().map(violation).collect();
        }
        if let Some(info) = status.get_details_error_info() {
            error.reason = info.reason;
            error.facts = info.metadata.into_iter().collect();
            let nearest = error.facts.remove("nearest").unwrap_or_default();
            error.nearest = nearest.split(',').map(|name| name.trim().to_owned()).collect();
            error.nearest.retain(|name| !name.is_empty());
        }
        error
    }
}

/// tonic says "transport error"; what helps stands at the bottom.
pub(super) fn root<'e>(
    error: &'e (dyn std::error::Error + 'static),
) -> &'e (dyn std::error::Error + 'static) {
    error.source().map_or(error, root)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)?;
        if !self.reason.is_empty() && self.violations.is_empty() {
            write!(f, " ({})", self.reason)?;
        }
        for Violation { field, reason, description } in &self.violations {
            write!(f, "\n  {field}: {description}")?;
            if !reason.is_empty() {
                write!(f, " ({reason})")?;
            }
        }
        // The message of one unknown name has them already.
        if self.nearest.iter().any(|name| !self.message.contains(name)) {
            write!(f, "\n  nearest: {}", self.nearest.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
