//! Whether an answer is still wanted.
//!
//! The model has no clock and knows no caller. Who asks hands in a function that
//! the loops of long work poll; once it has said yes, it must go on saying so. An
//! answer that ends after that is worth nothing: who set the budget throws it
//! away, so that loops without an error to return may simply stop.

use std::fmt;

use super::error::ModelError;

/// How long an answer is wanted for; without end unless one is set.
#[derive(Clone, Copy, Default)]
pub struct Budget<'a>(Option<&'a (dyn Fn() -> bool + Sync + 'a)>);

impl<'a> Budget<'a> {
    /// Work that is always wanted.
    pub const ENDLESS: Self = Self(None);

    /// Work that is wanted until `is_spent` says otherwise.
    pub const fn until(is_spent: &'a (dyn Fn() -> bool + Sync + 'a)) -> Self {
        Self(Some(is_spent))
    }

    /// Whether the answer is no longer wanted.
    pub fn is_spent(&self) -> bool {
        self.0.is_some_and(|is_spent| is_spent())
    }

    /// Goes on while the answer is wanted.
    ///
    /// # Errors
    ///
    /// When it no longer is.
    pub fn check(&self) -> Result<(), ModelError> {
        if self.is_spent() { Err(ModelError::OutOfTime) } else { Ok(()) }
    }
}

impl fmt::Debug for Budget<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Budget(until)" } else { "Budget(endless)" })
    }
}
