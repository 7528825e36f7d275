//! What is left of keys in memory that was freed.
//!
//! The allocator of this program looks through each block that a watched piece of code frees, for what would let
//! somebody sign: the bytes of the key, the padded key, and the two states of HMAC-SHA256 that are made of it.

#[path = "../../surface/functions.rs"]
mod functions;
#[path = "freed/keys.rs"]
mod keys;
#[path = "freed/paths.rs"]
mod paths;
#[path = "../../surface/reader.rs"]
mod reader;
#[path = "freed/receivers.rs"]
mod receivers;
#[path = "../../layers/tokens.rs"]
mod tokens;
#[path = "freed/url_tokens.rs"]
mod url_tokens;
mod util;

use chathooks::{Key, Keys};
use chrono::{DateTime, Utc};
use util::{Secrets, leaks};

#[global_allocator]
static ALLOCATOR: util::Scanner = util::Scanner;

/// One key of less than a block, and one that is hashed because it is longer.
const TEXTS: [&str; 2] =
    ["Tz8vQ0mK3xR7pLw2Jd5Yc9Ns", "a9Fq2Lr7Wm4Xz8Kt1Vb6Nc3Hd5Jg0Ps-a9Fq2Lr7Wm4Xz8Kt1Vb6Nc3Hd5Jg0Ps-Ye2Uo9Ti4"];
const HEX: [&str; 2] =
    ["5f1c9be2a0d34876b1ef20c4739ad85e6613f7a94bc2085d", "c4017eb9352fd86a11e39f5d7a2c48b0936f15e8d2047bca"];

fn keys() -> Vec<Key> {
    TEXTS.iter().map(|text| Key::new(text).unwrap()).collect()
}

fn hex_keys() -> Vec<Key> {
    HEX.iter().map(|digits| Key::from_hex(digits).unwrap()).collect()
}

fn secrets() -> Secrets {
    let mut secrets = Secrets::new();
    TEXTS.iter().for_each(|text| secrets.key(text.as_bytes()));
    HEX.iter().for_each(|digits| secrets.hex_key(digits));
    secrets
}

/// Keys from each constructor.
fn several() -> Vec<Keys> {
    let [first, second] = keys().try_into().unwrap();
    let or = Keys::from(first.clone()).or(second.clone()).or(first.clone());
    vec![Keys::from(first), Keys::try_from(keys()).unwrap(), or, Keys::try_from(vec![second]).unwrap()]
}

/// Fails where the code leaves anything of a key behind.
fn clean<T>(what: &str, run: impl FnOnce() -> T) {
    let found = leaks(&secrets(), run);
    assert!(found.is_empty(), "{what} leaves behind: {found:?}");
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_770_715_231_999).unwrap()
}

/// Each of what is looked for is found when it is left behind: a test that finds nothing says nothing otherwise.
#[test]
fn a_planted_leak_is_found() {
    let secrets = secrets();
    for (what, bytes) in secrets.iter() {
        assert_eq!(leaks(&secrets, || drop(bytes.to_vec())), [what], "the whole");
        // A part of it, at any place of a block.
        let part = [b"x", &bytes[1..bytes.len().min(17)]].concat();
        assert_eq!(leaks(&secrets, || drop(part.clone())), [what], "a part");
        let grows = || {
            let mut grows = bytes.to_vec();
            grows.reserve_exact(bytes.len());
            grows.fill(0);
        };
        assert_eq!(leaks(&secrets, grows), [what], "a vector that grew");
    }
    assert!(leaks(&secrets, || drop(vec![0_u8; 4096])).is_empty());
}
