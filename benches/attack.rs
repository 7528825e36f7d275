//! What hostile bodies cost: memory over the body's size, and time for each byte of it at growing sizes.
//!
//! ```text
//! cargo bench --bench attack
//! cargo bench --bench attack -- --each
//! ```
//!
//! Prints the table of SECURITY.md: for each family the worst figure of any format and variant, or
//! with `--each` one row for each of these. For each body the limit on values is set to exactly as many as it has, so
//! that "of the bound" is the part used of what the docs of `Limits` promise, in the worst case: eight times the body, 256
//! bytes for each value that is allowed, and 64 KiB. Where it grows with the size beyond measure, something is super-linear.
//! `read` decodes the body; `forged` is what anyone can make Acquire's receiver do: the body under a wrong signature, which
//! is tried for the bytes and for the stringified form. `by default` is the same with the limits that the receiver has
//! by default, as a multiple of the time of SHA-256 of the body in the same run. Ends with status 1 where the bound on
//! memory does not hold; the times are shown and not judged. The allocator counts, which takes time too.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may panic")]

#[path = "../tests/util/attacks.rs"]
mod attacks;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use attacks::Attack;
use chathooks::acquire::{Acquire, Event, Receiver};
use chathooks::{Key, Limits, Verified};
use sha2::{Digest as _, Sha256};

/// The sizes of the bodies, in bytes.
const SIZES: [usize; 4] = [1 << 14, 1 << 17, 1 << 20, 1 << 22];

/// What the docs of `Limits` promise, in bytes.
fn bound(body: usize, values: usize) -> u64 {
    (8 * body + 256 * values + (64 << 10)) as u64
}

/// What a call costs: its memory, and the nanoseconds of its fastest run.
fn cost(runs: usize, mut call: impl FnMut()) -> (u64, f64) {
    let memory = allocation_counter::measure(&mut call).bytes_max;
    let time = (0..runs).map(|_| {
        let start = Instant::now();
        call();
        start.elapsed().as_secs_f64() * 1e9
    });
    (memory, time.fold(f64::INFINITY, f64::min))
}

/// The figures of one attack, or the worst of several: reading it, and what a stranger can do with it.
#[derive(Clone, Default)]
struct Row {
    name: String,
    /// The memory over the body's size.
    memory: [f64; 2],
    of_the_bound: f64,
    /// The nanoseconds for each byte, by size.
    times: [[f64; SIZES.len()]; 2],
    /// The time of a forged request under the default limits over that of SHA-256, by size.
    by_default: [f64; SIZES.len()],
}

impl Row {
    fn add(&mut self, other: &Self) {
        let worse = |one: &mut f64, other: &f64| *one = one.max(*other);
        self.memory.iter_mut().zip(&other.memory).for_each(|(one, other)| worse(one, other));
        worse(&mut self.of_the_bound, &other.of_the_bound);
        let times = self.times.iter_mut().flatten().zip(other.times.iter().flatten());
        times.for_each(|(one, other)| worse(one, other));
        self.by_default.iter_mut().zip(&other.by_default).for_each(|(one, other)| worse(one, other));
    }

    fn print(&self) {
        let [read, forged] = self.times.map(|times| times.map(|time| format!("{time:.1}")).join(", "));
        let by_default = self.by_default.map(|ratio| format!("{ratio:.0}")).join(", ");
        let ([memory, stranger], part) = (self.memory, self.of_the_bound * 100.0);
        println!("| {} | {memory:.1} | {part:.0}% | {read} | {stranger:.1} | {forged} | {by_default} |", self.name);
    }
}

#[allow(clippy::cast_precision_loss, reason = "no body has 2^52 bytes")]
fn measure(attack: &Attack, sizes: &[usize], runs: usize) -> Row {
    let key = Key::new("k1").unwrap();
    let forged = [("x-acquire-signature", "0".repeat(64))];
    let mut row = Row { name: format!("{}, {}", attack.family, attack.format), ..Row::default() };
    for (at, size) in sizes.iter().enumerate() {
        let (body, values) = attack.body(*size);
        let limits = Limits::default().with_values(values);
        let verified = Verified::<Acquire, _>::assume_authentic(&body).with_limits(limits);
        let receiver = Receiver::new(key.clone()).with_stringify_limits(limits);
        assert_eq!(Event::decode(&verified).is_err(), attack.refused, "{}", row.name);
        let read = cost(runs, || drop(black_box(Event::decode(black_box(&verified)))));
        let stranger = cost(runs, || drop(black_box(receiver.receive(&forged, black_box(&body)))));
        for (index, (bytes, time)) in [read, stranger].into_iter().enumerate() {
            row.memory[index] = row.memory[index].max(bytes as f64 / body.len() as f64);
            row.of_the_bound = row.of_the_bound.max(bytes as f64 / bound(body.len(), values) as f64);
            row.times[index][at] = time / body.len() as f64;
        }
        let receiver = Receiver::new(key.clone());
        let (_, forged) = cost(runs, || drop(black_box(receiver.receive(&forged, black_box(&body)))));
        let (_, hash) = cost(runs, || _ = black_box(Sha256::digest(black_box(&body))));
        row.by_default[at] = forged / hash;
    }
    row
}

fn main() -> ExitCode {
    let has = |flag: &str| std::env::args().any(|argument| argument == flag);
    let (sizes, runs) = if has("--test") { (&SIZES[..1], 1) } else { (&SIZES[..], 7) };
    println!(
        "| family | memory / body | of the bound | ns per byte at 16 KiB, 128 KiB, 1 MiB, 4 MiB \
         | forged: memory / body | ns per byte | by default, of SHA-256 |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    let mut families: Vec<Row> = Vec::new();
    for attack in attacks::all() {
        let row = measure(&attack, sizes, runs);
        if has("--each") {
            row.print();
        }
        let family = attack.family.split(',').next().unwrap_or_default();
        match families.iter_mut().find(|own| own.name == family) {
            Some(own) => own.add(&row),
            None => families.push(Row { name: family.to_owned(), ..row }),
        }
    }
    if !has("--each") {
        families.iter().for_each(Row::print);
    }
    let worst = families.iter().map(|row| row.of_the_bound).fold(0.0, f64::max);
    let slowest = families.iter().map(|row| row.by_default[2]).fold(0.0, f64::max);
    println!("\nat most {:.0}% of the bound, and {slowest:.0} times SHA-256 by default at 1 MiB", worst * 100.0);
    if worst > 1.0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
