//! Chance that repeats: a small generator of numbers, and streams of them named by what they decide.
//!
//! Every choice draws from a stream named after its subject (a unit, a period), so that adding a unit changes that
//! unit's own lines and leaves the rest of the sample as it was.

/// A stream of numbers (SplitMix64): small, well known, the same on every machine.
pub struct Random {
    state: u64,
}

impl Random {
    /// The stream of one subject: the same seed and words give the same numbers for ever.
    pub fn about(seed: u64, subject: &[&str]) -> Self {
        // FNV-1a, with a byte between words so that ("a", "bc") and ("ab", "c") are different subjects.
        let mut state = 0xcbf2_9ce4_8422_2325 ^ seed;
        for word in subject {
            for byte in word.bytes().chain([0xff]) {
                state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Self { state }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to and without `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        // The high bits of the product: no modulo, and a bias too small to see in a sample.
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u32
    }

    /// A number between the two, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// True `per_mille` times in a thousand.
    pub fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// One of the items. The list must not be empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u32) as usize]
    }
}
