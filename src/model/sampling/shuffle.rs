//! Another order of the same points.

/// A permutation of the numbers of so many bits, as chosen by a key. Points that are shuffled by one
/// key still fill their space evenly; those of two keys meet as if at random.
#[derive(Clone, Copy, Debug, Hash)]
pub(super) struct Shuffle {
    key: [u32; 2],
    bits: u32,
}

impl Shuffle {
    pub(super) const fn new(key: [u32; 2], bits: u32) -> Self {
        Self { key, bits }
    }

    /// Where a number goes. Each step can be undone: adding, multiplying by what is odd, and
    /// folding high bits into lower ones.
    #[inline(always)]
    pub(super) const fn of(self, number: u32) -> u32 {
        /// Odd, with many bits.
        const FACTORS: [u32; 2] = [0x2c1b_3c6d, 0x297a_2d39];
        let Self { key: [one, two], bits } = self;
        let (mask, half) = ((1 << bits) - 1, bits / 2);
        let mut number = number.wrapping_add(one).wrapping_mul(two | 1) & mask;
        number ^= number >> half;
        number = number.wrapping_add(two >> 7).wrapping_mul(FACTORS[0]) & mask;
        number ^= number >> (half - 1);
        number = number.wrapping_add(one >> 9).wrapping_mul(FACTORS[1]) & mask;
        number ^= number >> half;
        number = number.wrapping_mul(one | 1) & mask;
        number ^ (number >> (half + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::Shuffle;
    use crate::model::sampling::index;
    use crate::model::sampling::turn::hash;

    fn shuffles(bits: u32) -> Vec<Shuffle> {
        let key = |owner: u8| hash(7, &format!("owner {owner}"));
        (0..24).map(|owner| Shuffle::new(key(owner), bits)).collect()
    }

    #[test]
    fn every_number_comes_once() {
        for bits in 8..=17 {
            for shuffle in shuffles(bits) {
                let mut all: Vec<u32> = (0..1 << bits).map(|number| shuffle.of(number)).collect();
                all.sort_unstable();
                assert!(all.into_iter().eq(0..1 << bits), "{shuffle:?}");
            }
        }
    }

    /// Pearson's statistic over 16 x 16 boxes has a mean of 225 and a deviation of 21 where two
    /// orders know nothing of each other.
    #[test]
    fn two_orders_know_nothing_of_each_other() {
        for bits in [8, 12, 17] {
            let all = shuffles(bits);
            for (place, one) in all.iter().enumerate() {
                for other in &all[place + 1..] {
                    let mut boxes = [0; 256];
                    for number in 0..1 << bits {
                        let [row, column] =
                            [one, other].map(|order| order.of(number) >> (bits - 4));
                        boxes[(row * 16 + column) as usize] += 1;
                    }
                    let expected = index((1 << bits) / 256);
                    let excess = boxes.into_iter().map(|count| index(count) - expected);
                    let statistic: f64 = excess.map(|excess| excess * excess / expected).sum();
                    assert!(statistic < 225.0 + 6.0 * 21.0, "{one:?} {other:?} {statistic}");
                }
            }
        }
    }
}
