//! The measurement and its statistics.

use std::hint::black_box;
use std::time::{Instant, SystemTime};

/// How many inputs are put in their places at once.
const BATCH: usize = 1000;

/// The parts of the measurements that are kept, in percent.
const KEPT: [u32; 6] = [100, 99, 95, 90, 75, 50];

/// Numbers in a random order: Marsaglia's xorshift, seeded by the clock.
struct Random(u64);

impl Random {
    fn new() -> Self {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        Self(now.as_secs() << 32 | u64::from(now.subsec_nanos()) | 1)
    }

    fn bit(&mut self) -> usize {
        usize::from(self.below(2) == 1)
    }

    /// Returns a number below a power of two.
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 32 & (bound - 1)
    }
}

/// The mean and the sum of squared distances from it, of the measurements of one class: Welford's method.
#[derive(Clone, Copy, Default)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    fn push(&mut self, value: f64) {
        self.count += 1.0;
        let distance = value - self.mean;
        self.mean += distance / self.count;
        self.squares += distance * (value - self.mean);
    }

    fn error(&self) -> f64 {
        self.squares / (self.count - 1.0) / self.count
    }
}

/// Welch's t of two classes.
fn welch([a, b]: &[Moments; 2]) -> f64 {
    let error = (a.error() + b.error()).sqrt();
    if error > 0.0 { (a.mean - b.mean) / error } else { 0.0 }
}

/// Measures two classes in random order and returns the t of largest size.
///
/// `prepare` puts the input of a class in its place, `call` is timed.
pub(crate) fn measure<S: Clone>(
    samples: usize,
    place: &S,
    mut prepare: impl FnMut(&mut S, usize),
    mut call: impl FnMut(&S),
) -> f64 {
    let mut random = Random::new();
    let mut times = Vec::with_capacity(samples + samples / 20 + BATCH);
    let mut places = vec![place.clone(); BATCH];
    while times.len() < samples + samples / 20 {
        let prepared = places.iter_mut().map(|place| {
            let class = random.bit();
            prepare(place, class);
            (class, 0.0)
        });
        let from = times.len();
        times.extend(prepared);
        black_box(&mut places);
        for (place, (_, time)) in places.iter().zip(&mut times[from..]) {
            // The clock may tick every ten nanoseconds only: so it starts anywhere between two ticks.
            for _ in 0..random.below(64) {
                black_box(());
            }
            let start = Instant::now();
            call(black_box(place));
            *time = f64::from(u32::try_from(start.elapsed().as_nanos()).unwrap_or(u32::MAX));
        }
    }
    // What warms the caches up is not counted.
    let times = &times[samples / 20..];
    let mut sorted: Vec<f64> = times.iter().map(|(_, time)| *time).collect();
    sorted.sort_by(f64::total_cmp);
    let cropped = KEPT.map(|percent| {
        let limit = sorted[(sorted.len() - 1) * percent as usize / 100];
        let mut classes = [Moments::default(); 2];
        for (class, time) in times.iter().filter(|(_, time)| *time <= limit) {
            classes[*class].push(*time);
        }
        welch(&classes)
    });
    cropped.into_iter().fold(0.0, |most: f64, t| if t.abs() > most.abs() { t } else { most })
}
