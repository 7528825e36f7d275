//! Base64, as RFC 4648 defines it.

use zeroize::Zeroizing;

/// Reads either alphabet of sections 4 and 5, padded or not, or `None` where it is something else.
pub(crate) fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
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
    Some(u32::from(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}

/// Writes bytes in the alphabet of section 4, padded, into a text of their own.
pub(crate) fn encode(bytes: &[u8]) -> Zeroizing<String> {
    // In full from the start, so that no smaller copy is left behind in memory.
    let mut text = Zeroizing::new(String::with_capacity(bytes.len().div_ceil(3) * 4));
    push(bytes.iter().copied(), &mut text);
    text
}

/// Writes bytes in the alphabet of section 4, padded.
pub(crate) fn push(mut bytes: impl Iterator<Item = u8>, out: &mut String) {
    let digit = |group: u32, place: u32| {
        char::from(match u8::try_from(group >> (18 - 6 * place) & 0x3F).unwrap_or_default() {
            value @ 0..26 => b'A' + value,
            value @ 26..52 => b'a' + value - 26,
            value @ 52..62 => b'0' + value - 52,
            62 => b'+',
            _ => b'/',
        })
    };
    while let Some(first) = bytes.next() {
        let (second, third) = (bytes.next(), bytes.next());
        let group = u32::from_be_bytes([0, first, second.unwrap_or(0), third.unwrap_or(0)]);
        out.extend([digit(group, 0), digit(group, 1)]);
        out.push(second.map_or('=', |_| digit(group, 2)));
        out.push(third.map_or('=', |_| digit(group, 3)));
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    /// The vectors of RFC 4648, section 10.
    #[test]
    fn the_vectors_of_the_standard() {
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, text) in vectors {
            assert_eq!(encode(bytes.as_bytes()).as_str(), text);
            for text in [text, text.trim_end_matches('=')] {
                assert_eq!(decode(text.as_bytes()).unwrap().as_slice(), bytes.as_bytes(), "{text}");
            }
        }
    }

    #[test]
    fn every_byte_and_both_alphabets() {
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        let text = encode(&bytes);
        assert!(text.contains('+') && text.contains('/'));
        for text in [text.to_string(), text.replace('+', "-").replace('/', "_")] {
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
