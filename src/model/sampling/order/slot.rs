//! The search for the few draws among which a rank lies.

use super::keys::{FIRST, below};
use crate::model::sampling::index;

/// As many ranks are searched for at once: three quantiles are usually asked for.
pub(super) const AT_ONCE: usize = 3;

/// So few draws are looked into.
pub(super) const FEW: usize = 24;

/// Keys from `first` to before `end`, with as many draws below the first and below the end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    first: i32,
    end: i32,
    pub(super) below: usize,
    within: usize,
}

impl Slot {
    const fn whole(draws: usize) -> Self {
        Self { first: i16::MIN as i32, end: i16::MAX as i32 + 1, below: 0, within: draws }
    }

    /// Its first and last key.
    #[expect(clippy::cast_possible_truncation, reason = "keys are short numbers")]
    pub(super) const fn ends(&self) -> (i16, i16) {
        (self.first as i16, (self.end - 1) as i16)
    }

    /// Where a straight line between its ends is a little past a rank, on the side where more draws lie.
    fn on_the_way(&self, rank: usize, few: usize) -> f64 {
        let (below, above) = (rank - self.below, self.within - rank);
        let aside = index(few) / 3.0;
        let aside = if above > below { aside } else { -aside };
        (index(below) + 0.5 + aside) / index(below + above)
    }

    /// Cuts off what lies on the other side of a key, below which there are so many draws.
    const fn cut(&mut self, rank: usize, key: i32, below: usize) {
        if key <= self.first || key >= self.end {
            return;
        }
        if below <= rank {
            (self.first, self.below) = (key, below);
        } else {
            (self.end, self.within) = (key, below);
        }
    }
}

/// Slots of one key, or of few draws, that hold ranks, of which there are a few.
pub(super) fn find(keys: &[i16], ranks: &[usize]) -> [Slot; AT_ONCE] {
    /// On the way to all draws: so many times as many are looked at as before.
    const MORE: usize = 4;
    let mut wanted = [ranks.last().copied().unwrap_or(0); AT_ONCE];
    wanted.iter_mut().zip(ranks).for_each(|(wanted, rank)| *wanted = *rank);
    let mut ends = None;
    let mut first = FIRST;
    while let Some(some) = keys.get(..first).filter(|some| some.len() < keys.len()) {
        ends = Some(ends_among(some, wanted.map(|rank| rank * first / keys.len()), ends));
        first *= MORE;
    }
    Search { keys, ranks: wanted, few: FEW }.slots(ends)
}

/// Keys between which ranks of all draws lie as a rule, for each of some.
type Ends = [[i32; AT_ONCE]; 2];

/// Where these ranks are among some of the draws, and a little to either side.
fn ends_among(keys: &[i16], ranks: [usize; AT_ONCE], known: Option<Ends>) -> Ends {
    const ASIDE: usize = 4;
    const CLOSE: usize = 6;
    let find = |ranks| Search { keys, ranks, few: CLOSE }.slots(known);
    let (low, high) = (
        ranks.map(|rank| rank.saturating_sub(ASIDE)),
        ranks.map(|rank| (rank + ASIDE).min(keys.len() - 1)),
    );
    [find(low).map(|slot| slot.first), find(high).map(|slot| slot.end)]
}

/// A search for slots of one key, or of few draws.
struct Search<'k> {
    keys: &'k [i16],
    ranks: [usize; AT_ONCE],
    few: usize,
}

impl Search<'_> {
    fn slots(&self, known: Option<Ends>) -> [Slot; AT_ONCE] {
        let mut slots = [Slot::whole(self.keys.len()); AT_ONCE];
        for at in known.into_iter().flatten() {
            self.cut(&mut slots, at);
        }
        let is_wide =
            |slot: &Slot| slot.end - slot.first > 1 && slot.within - slot.below > self.few;
        let mut steps = 0;
        while slots.iter().any(is_wide) {
            // By a straight line, and in the middle where that goes slowly.
            let is_slow = steps % 4 == 3;
            let mut at = [0; AT_ONCE];
            for ((at, slot), rank) in at.iter_mut().zip(&slots).zip(self.ranks) {
                let part = if is_slow { 0.5 } else { slot.on_the_way(rank, self.few) };
                let key = slot.first + whole(f64::from(slot.end - slot.first) * part);
                *at = key.clamp(slot.first + 1, slot.end.max(slot.first + 2) - 1);
            }
            self.cut(&mut slots, at);
            steps += 1;
        }
        slots
    }

    /// Cuts each slot at a key of its own.
    fn cut(&self, slots: &mut [Slot; AT_ONCE], at: [i32; AT_ONCE]) {
        let below = below(self.keys, at.map(short));
        for (((slot, rank), at), below) in slots.iter_mut().zip(self.ranks).zip(at).zip(below) {
            slot.cut(rank, at, below);
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "at most 2^16")]
const fn whole(part: f64) -> i32 {
    part as i32
}

/// A key as keys are; past the last, where nothing is cut.
fn short(key: i32) -> i16 {
    i16::try_from(key).unwrap_or(i16::MAX)
}
