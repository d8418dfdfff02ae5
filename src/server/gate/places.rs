//! Places for calls: a number, where a semaphore's list of those that wait would be locked for nobody.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Places, as many as there may be calls.
#[derive(Debug)]
pub(super) struct Places {
    most: usize,
    taken: AtomicUsize,
}

/// A place that is taken until it is dropped.
#[derive(Debug)]
pub(super) struct Place<'p>(&'p Places);

impl Places {
    pub(super) const fn new(most: usize) -> Self {
        Self { most, taken: AtomicUsize::new(0) }
    }

    /// How many there are.
    pub(super) const fn most(&self) -> usize {
        self.most
    }

    /// Takes a place, if one is free.
    pub(super) fn take(&self) -> Option<Place<'_>> {
        let one_more = |taken| (taken < self.most).then_some(taken + 1);
        let found = self.taken.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more);
        found.ok().map(|_before| Place(self))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.taken.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn a_place_is_one_caller_s_until_it_is_given_back() {
        let places = Places::new(2);
        let (first, second) = (places.take().unwrap(), places.take().unwrap());
        assert!(places.take().is_none());
        drop(first);
        let third = places.take().unwrap();
        assert!(places.take().is_none());
        drop((second, third));
        assert!(
            [places.take(), places.take(), places.take()].map(|place| place.is_some())
                == [true, true, false]
        );
    }
}
