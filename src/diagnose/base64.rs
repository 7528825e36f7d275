//! Base64, as RFC 4648 defines it, for keys and headers that somebody encoded.

use zeroize::Zeroizing;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Reads either alphabet of sections 4 and 5, padded or not, or `None` where it is something else.
pub(super) fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let length = text.iter().rposition(|byte| *byte != b'=').map_or(0, |last| last + 1);
    let (digits, padding) = text.split_at_checked(length)?;
    if digits.len() % 4 == 1 || !(padding.is_empty() || padding.len() < 3 && text.len().is_multiple_of(4)) {
        return None;
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(digits.len() / 4 * 3 + 2));
    for group in digits.chunks(4) {
        let mut bits = 0;
        for index in 0..4 {
            bits = bits << 6 | group.get(index).map_or(Some(0), |digit| value(*digit))?;
        }
        bytes.extend(bits.to_be_bytes().get(1..group.len())?);
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u32> {
    let digit = match digit {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    };
    ALPHABET.iter().position(|own| *own == digit).and_then(|at| u32::try_from(at).ok())
}

/// Writes the alphabet of section 4, padded.
pub(super) fn encode(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut text = Zeroizing::new(Vec::with_capacity(bytes.len().div_ceil(3) * 4));
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, index| bits << 8 | usize::from(group.get(index).copied().unwrap_or(0)));
        text.extend((0..4).map(|index| match ALPHABET.get(bits >> (18 - 6 * index) & 63) {
            Some(digit) if index <= group.len() => *digit,
            _ => b'=',
        }));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    /// The vectors of RFC 4648, section 10.
    #[test]
    fn the_vectors_of_the_standard() {
        let vectors =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];
        for (bytes, text) in vectors {
            assert_eq!(encode(bytes.as_bytes()).as_slice(), text.as_bytes());
            for text in [text, text.trim_end_matches('=')] {
                assert_eq!(decode(text.as_bytes()).unwrap().as_slice(), bytes.as_bytes(), "{text}");
            }
        }
    }

    #[test]
    fn every_byte_and_both_alphabets() {
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        let text = String::from_utf8(encode(&bytes).to_vec()).unwrap();
        assert!(text.contains('+') && text.contains('/'));
        for text in [text.clone(), text.replace('+', "-").replace('/', "_")] {
            assert_eq!(decode(text.as_bytes()).unwrap().as_slice(), bytes);
        }
    }

    #[test]
    fn what_is_something_else() {
        for text in ["Z", "Zg=", "Zg===", "====", "Zm9vY", "Zm 9", "Zm9\n", "Z=g=", "Zm9v="] {
            assert!(decode(text.as_bytes()).is_none(), "{text}");
        }
    }
}
