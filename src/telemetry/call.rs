//! The call that a thread works for, by its name, so that what is told of a panic has it. A span of
//! `tracing` would do the same, but it is begun and formatted for every call, and next to none panics.

use std::cell::RefCell;
use std::sync::Arc;

thread_local! {
    static NAME: RefCell<Option<Arc<str>>> = const { RefCell::new(None) };
}

/// The name of the call that this thread works for.
pub fn current() -> Option<Arc<str>> {
    NAME.with_borrow(Clone::clone)
}

/// Works for a call, or for none.
pub fn within<T>(name: Option<Arc<str>>, work: impl FnOnce() -> T) -> T {
    let _before = Before(NAME.replace(name));
    work()
}

/// What the thread worked for before, and will again, also after a panic.
struct Before(Option<Arc<str>>);

impl Drop for Before {
    fn drop(&mut self) {
        NAME.set(self.0.take());
    }
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::{current, within};

    #[test]
    fn work_has_the_name_of_its_call_until_it_ends_however_it_does() {
        let name = |name: &str| Some(name.into());
        assert_eq!(current(), None);
        within(name("outer"), || {
            within(name("inner"), || assert_eq!(current(), name("inner")));
            assert_eq!(current(), name("outer"));
            let panicked = catch_unwind(|| within(name("third"), || panic!("provoked")));
            assert!(panicked.is_err());
            within(None, || assert_eq!(current(), None));
            assert_eq!(current(), name("outer"));
        });
        assert_eq!(current(), None);
    }
}
