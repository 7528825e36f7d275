//! What must hold for any input: one function for each fuzz target, which panics where it does not.

mod callers_shapes;
mod callers_types;
mod contents;
mod diagnose;
mod event;
mod form;
mod json;
mod numbers;
mod poison;
mod receive;
mod reference;
mod rest;
mod saved_deliveries;
mod signature_header;
mod stored;
mod stringify;
mod timestamp;
mod xml;

use chathooks::{Format, Limits, value::Value};

pub use self::callers_shapes::callers_shapes;
pub use self::callers_types::callers_types;
pub use self::diagnose::diagnose;
pub use self::form::form;
pub use self::json::json;
pub use self::receive::{receive_acquire, receive_acquire_v1, receive_comm100, receive_dixa};
pub use self::rest::rest;
pub use self::saved_deliveries::saved_deliveries;
pub use self::signature_header::signature_header;
pub use self::stored::stored;
pub use self::stringify::stringify;
pub use self::timestamp::timestamp;
pub use self::xml::xml;

const _: () = assert!(cfg!(debug_assertions), "a target is built with debug assertions: see the profile in Cargo.toml");

const FORMATS: [Format; 3] = [Format::Json, Format::Xml, Format::Form];

/// Checks what must hold for an input.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 16] = [
    ("callers_shapes", callers_shapes),
    ("callers_types", callers_types),
    ("diagnose", diagnose),
    ("form", form),
    ("json", json),
    ("receive_acquire", receive_acquire),
    ("receive_acquire_v1", receive_acquire_v1),
    ("receive_comm100", receive_comm100),
    ("receive_dixa", receive_dixa),
    ("rest", rest),
    ("saved_deliveries", saved_deliveries),
    ("signature_header", signature_header),
    ("stored", stored),
    ("stringify", stringify),
    ("timestamp", timestamp),
    ("xml", xml),
];

/// The widest limits: what was read within the narrower ones is written deeper than it came where a format wraps it.
fn wide() -> Limits {
    Limits::default().with_depth(Limits::MAX_DEPTH).with_values(usize::MAX)
}

/// Reads back what was written.
fn reread(body: &[u8], format: Format) -> Value<'_> {
    Value::from_body(body, format, wide()).unwrap_or_else(|error| panic!("{error}: {}", shown(body)))
}

/// Takes the first line apart from the rest: what a request has beside its body.
fn first_line(input: &[u8]) -> (&[u8], &[u8]) {
    match input.iter().position(|byte| *byte == b'\n') {
        Some(at) => (&input[..at], &input[at + 1..]),
        None => (input, b""),
    }
}

/// A number that depends on the whole input: the choices that the fuzzer is not to make (FNV-1a).
fn choice(input: &[u8]) -> usize {
    let hash = input
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    (hash >> 16) as usize
}

/// The same bytes with one bit flipped; none has no bit.
fn flipped(bytes: &[u8], choice: usize) -> Option<Vec<u8>> {
    let mut bytes = bytes.to_vec();
    let place = choice.checked_rem(bytes.len())?;
    bytes[place] ^= 1 << (choice / 8 % 8);
    Some(bytes)
}

/// Undoes the encoding of a form, in the plainest way; `None` where an escape is none, or it is not UTF-8.
fn decoded(text: &[u8]) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let [first, after @ ..] = rest {
        rest = after;
        bytes.push(match first {
            b'+' => b' ',
            b'%' => {
                let digits = after.get(..2)?.iter().map(|digit| char::from(*digit).to_digit(16));
                rest = &after[2..];
                u8::try_from(digits.collect::<Option<Vec<_>>>()?.iter().fold(0, |code, digit| code * 16 + digit))
                    .ok()?
            }
            plain => *plain,
        });
    }
    String::from_utf8(bytes).ok()
}

fn shown(body: &[u8]) -> String {
    String::from_utf8_lossy(body).into_owned()
}
