//! Base64 as somebody may have meant it.

use base64ct::{Base64, Base64Unpadded, Base64Url, Base64UrlUnpadded, Encoding as _};
use zeroize::Zeroizing;

/// Decodes either alphabet of RFC 4648, padded or not, or returns `None` if the text is neither.
pub(super) fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    // In full from the start: what grows leaves a copy behind that nothing wipes.
    let mut bytes = Zeroizing::new(vec![0; text.len()]);
    let decoders = [Base64::decode, Base64Unpadded::decode, Base64Url::decode, Base64UrlUnpadded::decode];
    let length = decoders.iter().find_map(|decode| decode(text, &mut bytes).ok().map(<[u8]>::len))?;
    bytes.truncate(length);
    Some(bytes)
}

/// Encodes in the standard alphabet, padded.
pub(super) fn encode(bytes: &[u8]) -> Zeroizing<String> {
    Base64::encode_string(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    /// The vectors of RFC 4648, section 10.
    #[test]
    fn padded_or_not() {
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
            for text in [text.as_str(), text.trim_end_matches('=')] {
                assert_eq!(decode(text.as_bytes()).unwrap().as_slice(), bytes);
            }
        }
    }

    #[test]
    fn what_is_something_else() {
        for text in ["Z", "Zg=", "Zg===", "====", "Zm9vY", "Zm 9", "Zm9\n", "Z=g=", "Zm9v=", "Zh==", "+/-_"] {
            assert!(decode(text.as_bytes()).is_none(), "{text}");
        }
    }
}
