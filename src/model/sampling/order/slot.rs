//! The search for the few draws among which a rank lies.

use super::guess::guess;
use super::keys::{LEAST, MOST, below};
use crate::model::sampling::index;

/// As many ranks are searched for at once: three quantiles are usually asked for.
pub(super) const AT_ONCE: usize = 3;

/// A key on either side of each rank.
pub(super) type Probes<K = i32> = [[K; 2]; AT_ONCE];

/// So few draws are looked into.
const FEW: usize = 24;

/// Keys from `first` to before `end`, with as many draws below the first and below the end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    first: i32,
    end: i32,
    pub(super) below: usize,
    below_end: usize,
}

impl Slot {
    fn whole(draws: usize) -> Self {
        Self { first: LEAST.into(), end: i32::from(MOST) + 1, below: 0, below_end: draws }
    }

    /// Its first and last key.
    pub(super) fn ends(&self) -> (i16, i16) {
        (short(self.first), short(self.end - 1))
    }

    /// How many draws it holds.
    pub(super) const fn members(&self) -> usize {
        self.below_end - self.below
    }

    /// Whether it holds more than one key, and many draws.
    const fn is_wide(&self) -> bool {
        self.end - self.first > 1 && self.members() > FEW
    }

    /// Keys so many draws to either side of a rank, by a straight line between its ends.
    fn around(&self, rank: usize, aside: f64) -> [i32; 2] {
        let a_draw = f64::from(self.end - self.first) / index(self.members());
        let middle = index(rank - self.below) + 1.0;
        [middle - aside, middle + aside].map(|draws| self.inner(whole(draws * a_draw)))
    }

    /// The key so far from the first one, but neither that nor the end.
    fn inner(&self, further: i32) -> i32 {
        self.first + further.min(self.end - self.first - 1).max(1)
    }

    /// Cuts off what lies on the other side of a key, below which there are so many draws, from ranks
    /// that stay together.
    const fn cut(&mut self, (first, last): (usize, usize), key: i32, below: usize) {
        if key <= self.first || key >= self.end {
            return;
        }
        if below <= first {
            (self.first, self.below) = (key, below);
        } else if below > last {
            (self.end, self.below_end) = (key, below);
        }
    }
}

/// Slots of one key, or of few draws, that hold ranks, of which there are a few.
pub(super) fn find(keys: &[i16], ranks: &[usize]) -> [Slot; AT_ONCE] {
    /// Draws to either side of a rank, with which most slots hold it and few draws at once.
    const ASIDE: f64 = 8.0;
    /// Steps in which a rank stays with the next, for which all draws are looked at where they part.
    const TOGETHER: usize = 3;
    let mut wanted = [ranks.last().copied().unwrap_or(0); AT_ONCE];
    wanted.iter_mut().zip(ranks).for_each(|(wanted, rank)| *wanted = *rank);
    let mut slots = [Slot::whole(keys.len()); AT_ONCE];
    let mut probes = guess(keys, wanted);
    let mut steps = 0;
    loop {
        let further = usize::from(steps < TOGETHER);
        let below = below(keys, probes.map(|keys| keys.map(short)));
        for ((slot, rank), (keys, below)) in
            slots.iter_mut().zip(wanted).zip(probes.into_iter().zip(below))
        {
            let ranks = (rank, rank + further);
            keys.into_iter().zip(below).for_each(|(key, below)| slot.cut(ranks, key, below));
        }
        if !slots.iter().any(Slot::is_wide) {
            return slots;
        }
        steps += 1;
        for ((probes, slot), rank) in probes.iter_mut().zip(slots).zip(wanted) {
            // By a straight line, and in the middle where that goes slowly.
            let is_slow = steps % 4 == 3;
            let middle = slot.inner((slot.end - slot.first) / 2);
            *probes = if is_slow { [middle; 2] } else { slot.around(rank, ASIDE) };
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "at most 2^15, or too far out either way")]
pub(super) const fn whole(part: f64) -> i32 {
    part as i32
}

/// A key as keys are; the first, or past the last, where it lies further out.
pub(super) fn short(key: i32) -> i16 {
    let key = key.clamp(LEAST.into(), i32::from(MOST) + 1);
    i16::try_from(key).unwrap_or(MOST)
}
