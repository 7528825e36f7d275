//! Base64 with padding, as Node and the vectors write it.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "each suite uses a part of it")]

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, index| bits << 8 | u32::from(*chunk.get(index).unwrap_or(&0)));
        for index in 0..4 {
            let sextet = ALPHABET[(bits >> (18 - 6 * index)) as usize & 63];
            text.push(if index <= chunk.len() { char::from(sextet) } else { '=' });
        }
    }
    text
}

/// Panics on what is not base64: a suite must not pass over a broken vector.
pub(crate) fn decode(text: &str) -> Vec<u8> {
    assert_eq!(text.len() % 4, 0, "base64 comes in groups of four");
    let digits = text.trim_end_matches('=');
    let mut bytes = Vec::new();
    for chunk in digits.as_bytes().chunks(4) {
        let bits = (0..4).fold(0_u32, |bits, index| {
            let digit = *chunk.get(index).unwrap_or(&b'A');
            let sextet = (0..64).zip(ALPHABET).find(|(_, own)| **own == digit).expect("a digit of base64").0;
            bits << 6 | sextet
        });
        bytes.extend(&bits.to_be_bytes()[1..chunk.len()]);
    }
    bytes
}
