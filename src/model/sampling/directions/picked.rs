//! Direction numbers of many coordinates that go well together.
//!
//! Any odd numbers, the k-th below 2^k, make a coordinate whose first 2^b points are a permutation
//! of midpoints. These come from a generator, and its seeds are the least, one after the other, by
//! which a coordinate goes with each before it: of the first 2^b points, every box with a side of
//! 2^-i in the one and of 2^-(q-i) in the other holds 2^(b-q), with q = 2 for b = 8, 7 for 12, 8 for
//! 15 and 9 for 17. Among as many coordinates of a table of primitive polynomials there are pairs
//! of which half of the boxes are empty where q is 4 to 6.

use super::BITS;

/// The direction numbers of a coordinate: the high halves of what `SplitMix64` gives.
pub(super) fn numbers(place: usize) -> [u32; BITS] {
    let mut state = u64::from(SEEDS[place]);
    let mut most = 0;
    [(); BITS].map(|()| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        most = (most << 1) | 1;
        u32::try_from(mixed >> 32).unwrap_or(0) & most | 1
    })
}

/// Seeds of the generator.
#[rustfmt::skip]
pub(super) const SEEDS: [u32; 120] = [
    1, 2, 3, 5, 6, 7, 8, 9, 11, 12, 15, 18, 19, 26, 27, 28, 30, 38, 59, 61, 64, 88, 118, 153, 173,
    191, 211, 221, 222, 228, 265, 274, 301, 311, 333, 334, 368, 460, 479, 785, 842, 1_393, 1_400,
    1_553, 1_620, 1_770, 1_784, 1_886, 2_036, 2_865, 3_058, 3_112, 4_918, 4_932, 5_757, 7_594,
    9_031, 9_620, 11_273, 11_841, 14_387, 16_053, 17_669, 17_994, 22_106, 23_548, 25_461, 27_690,
    31_945, 49_493, 50_838, 51_556, 52_501, 61_101, 95_577, 125_119, 147_621, 156_127, 174_267,
    195_633, 322_770, 345_960, 354_551, 401_587, 416_690, 428_505, 440_183, 582_775, 667_451,
    676_317, 681_307, 777_049, 1_038_229, 1_054_506, 1_643_373, 1_831_342, 1_946_008, 2_269_463,
    2_296_379, 3_770_875, 5_322_437, 6_501_703, 7_874_664, 10_170_102, 10_794_900, 12_718_624,
    14_082_476, 16_320_932, 18_609_519, 18_640_839, 23_123_211, 26_972_893, 29_648_310,
    31_866_330, 36_312_695, 36_610_216, 42_208_453, 56_935_555, 65_474_770, 110_277_964,
];

#[cfg(test)]
mod tests {
    use super::{BITS, SEEDS, numbers};

    /// Powers of 2: of points, and of the boxes that they fill evenly.
    const EVEN: [(usize, usize); 4] = [(8, 2), (12, 7), (15, 8), (17, 9)];

    /// What makes the first bits of a point from the bits of its number: a mask for each.
    fn rows(numbers: &[u32; BITS], bits: usize) -> Vec<u32> {
        let bit = |row: usize, k: usize| ((numbers[k] >> (k - row)) & 1) << k;
        (0..bits).map(|row| (row..bits).fold(0, |mask, k| mask | bit(row, k))).collect()
    }

    /// Whether every sum of some of these rows is another.
    fn are_independent<'r>(rows: impl Iterator<Item = &'r u32>) -> bool {
        let mut known = [0_u32; BITS];
        for row in rows {
            let mut rest = *row;
            while let Some(highest) = rest.checked_ilog2() {
                let known = &mut known[highest as usize];
                if *known == 0 {
                    *known = rest;
                    break;
                }
                rest ^= *known;
            }
            if rest == 0 {
                return false;
            }
        }
        true
    }

    #[test]
    fn any_two_fill_boxes_evenly() {
        for (bits, boxes) in EVEN {
            let all: Vec<_> = (0..SEEDS.len()).map(|place| rows(&numbers(place), bits)).collect();
            for (place, one) in all.iter().enumerate() {
                for other in &all[..place] {
                    for own in 1..boxes {
                        let sides = one[..own].iter().chain(&other[..boxes - own]);
                        assert!(are_independent(sides), "{bits} {place} {own}");
                    }
                }
            }
        }
    }
}
