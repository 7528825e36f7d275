//! Random numbers that are the same again for the same seed.
#![allow(
    dead_code,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "not every test draws in every way, and a test fails by panicking"
)]

/// A small generator of random numbers, xorshift64*.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        // Zero would stay zero.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        (self.next() >> 11) % bound
    }

    pub(crate) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.next() >> 11).unwrap_or_default() % length
    }

    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.index(from.len())]
    }
}

/// What random bodies are made from, where the tests under Node are to run: `CHATHOOKS_NODE=<seed>` makes the same
/// again, and `CHATHOOKS_NODE=1` others each time.
pub(crate) fn seed() -> Option<u64> {
    let seed = std::env::var("CHATHOOKS_NODE").ok()?;
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let seed = seed.parse::<u64>().ok().filter(|seed| *seed > 1).unwrap_or(clock.as_secs());
    println!("seed {seed}");
    Some(seed)
}
