//! What the command line says when it cannot do what it was told.

use std::fmt;

use thiserror::Error;

use crate::server;

/// A failed command: what to print on stderr, and the exit code.
#[derive(Debug)]
pub struct Failure(anyhow::Error);

/// Something the user has to put right before anything can run.
#[derive(Debug, Error)]
#[error("{0}")]
pub(super) struct Unusable(pub(super) String);

impl Failure {
    /// 1 for a failed or refused question, 2 for wrong usage and what kept it from starting.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        let unusable = self.0.is::<Unusable>();
        let unstarted = matches!(self.0.downcast_ref(), Some(server::Error::Start(_)));
        if unusable || unstarted { 2 } else { 1 }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {:#}", self.0)
    }
}
