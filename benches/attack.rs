//! What hostile bodies cost: memory over the body's size, and time for each byte of it at growing sizes.
//!
//! ```text
//! cargo bench --bench attack
//! ```
//!
//! Prints the table of the README's section on security. For each body the limit on values is set to exactly as many
//! as it has, so that "of the bound" is the part used of what the docs of `Limits` promise, in the worst case: eight
//! times the body, 256 bytes for each value that is allowed, and 64 KiB. Where it grows with the size beyond
//! measure, something is super-linear. `read` decodes the body; `forged` is what anyone can make Acquire's receiver do: the
//! body under a wrong signature, which is tried for the bytes and for the stringified form. Ends with status 1 where the
//! bound on memory does not hold; the times are shown and not judged. The allocator counts, which takes time too.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may panic")]

#[path = "../tests/util/attacks.rs"]
mod attacks;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use chathooks::acquire::{Acquire, Event, Receiver};
use chathooks::{Key, Limits, Verified};

/// The sizes of the bodies, in bytes.
const SIZES: [usize; 3] = [1 << 14, 1 << 17, 1 << 20];

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

#[allow(clippy::cast_precision_loss, reason = "no body has 2^52 bytes")]
fn main() -> ExitCode {
    let is_test = std::env::args().any(|argument| argument == "--test");
    let (sizes, runs) = if is_test { (&SIZES[..1], 1) } else { (&SIZES[..], 7) };
    let key = Key::new("k1").unwrap();
    let forged = [("x-acquire-signature", "0".repeat(64))];
    let (mut worst, mut most) = (0.0_f64, 0.0_f64);
    println!(
        "| family | format | read: memory / body | of the bound | ns per byte at 16 KiB, 128 KiB, 1 MiB | forged: memory / body | ns per byte |"
    );
    println!("|---|---|--:|--:|--:|--:|--:|");
    for attack in attacks::all() {
        let (mut memory, mut part, mut times) = ([0.0_f64; 2], 0.0_f64, [Vec::new(), Vec::new()]);
        for size in sizes {
            let (body, values) = attack.body(*size);
            let limits = Limits::default().with_nodes(values);
            let verified = Verified::<Acquire, _>::assume_authentic(&body).with_limits(limits);
            let receiver = Receiver::new(key.clone()).with_stringify_limits(limits);
            assert_eq!(Event::decode(&verified).is_err(), attack.refused, "{} {}", attack.family, attack.format);
            let read = cost(runs, || drop(black_box(Event::decode(black_box(&verified)))));
            let stranger = cost(runs, || drop(black_box(receiver.receive(&forged, black_box(&body)))));
            for (index, (bytes, time)) in [read, stranger].into_iter().enumerate() {
                memory[index] = memory[index].max(bytes as f64 / body.len() as f64);
                part = part.max(bytes as f64 / bound(body.len(), values) as f64);
                times[index].push(format!("{:.1}", time / body.len() as f64));
            }
        }
        (worst, most) = (worst.max(part), most.max(memory[0]).max(memory[1]));
        let [read, stranger] = times.map(|times| times.join(", "));
        let (family, format) = (attack.family, attack.format);
        println!(
            "| {family} | {format} | {:.1} | {:.0}% | {read} | {:.1} | {stranger} |",
            memory[0],
            part * 100.0,
            memory[1]
        );
    }
    println!("\nat most {:.0}% of the bound", worst * 100.0);
    if worst > 1.0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
