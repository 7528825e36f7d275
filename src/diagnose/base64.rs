//! Base64 in several alphabets.

use base64ct::{Base64, Base64Unpadded, Base64Url, Base64UrlUnpadded, Encoding as _};
use zeroize::Zeroizing;

/// Decodes the standard or URL-safe alphabet of RFC 4648, padded or not. Returns `None` if the text is neither.
pub(super) fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    // Allocated once, because a growing vector leaves copies of the secret in freed memory.
    let mut bytes = Zeroizing::new(vec![0; text.len()]);
    let decoders = [Base64::decode, Base64Unpadded::decode, Base64Url::decode, Base64UrlUnpadded::decode];
    let length = decoders.iter().find_map(|decode| decode(text, &mut bytes).ok().map(<[u8]>::len))?;
    bytes.truncate(length);
    Some(bytes)
}

/// Encodes in the standard alphabet, with padding.
pub(super) fn encode(bytes: &[u8]) -> Zeroizing<String> {
    Base64::encode_string(bytes).into()
}
