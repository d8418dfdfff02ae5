//! Numbers for mutations, repeatable by the seed that libFuzzer gives.

/// SplitMix64.
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u32) -> Self {
        Self(seed.into())
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `end`, without it; 0 where there is nothing to choose.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        among.get(self.below(among.len()))
    }

    /// A number as hostile files and callers send it, or an ordinary one.
    pub fn number(&mut self) -> f64 {
        const HOSTILE: [f64; 14] = [
            0.0,
            -0.0,
            1.0,
            -1.0,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            1e308,
            5e-324,
            1e-9,
            1e18,
            0.999_999_999,
            1.000_000_001,
            0.5,
        ];
        let part = self.next() as f64 / u64::MAX as f64;
        match self.below(8) {
            0 | 1 => *self.pick(&HOSTILE).unwrap_or(&0.0),
            2 | 3 => part,
            4 => 1.0 + 2.0 * part,
            5 => (1_000.0 * part).round(),
            6 => 10_f64.powf(24.0 * part - 6.0),
            _ => 100.0 * part,
        }
    }
}
