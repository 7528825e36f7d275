//! Finds out why a signature does not match while a webhook is set up.
//!
//! A receiver refuses such a delivery without giving a reason. [`acquire::diagnose`](crate::acquire::diagnose) and
//! [`dixa::diagnose`](crate::dixa::diagnose) take the secret as it was entered, and the headers and the body of the
//! delivery. They try common mistakes, and return the changes with which the signature would match. No [`Finding`]
//! shows a secret, a signature or a value of the body.
//!
//! Call these functions by hand, with a recorded delivery. Never call them to respond to a request: they sign the body
//! several hundred times, and a finding tells an attacker how close a guess was. The example `inspect` calls them:
//!
//! ```console
//! $ cargo run --example inspect -- acquire --diagnose --key "$SECRET" --header "x-acquire-signature: $VALUE" < body
//! ```
//!
//! These variants are tried, alone and in combination:
//!
//! - the key without leading and trailing whitespace, with a line feed at its end, or decoded from or encoded in
//!   hexadecimal digits or base64
//! - the body with or without a line feed at its end or a byte-order mark at its start, as `JSON.stringify` prints it,
//!   as compact JSON, or in Dixa's JSON layout
//! - the signature in hexadecimal digits or base64, with text before or after it
//!
//! If the signature header occurs more than once, the first four values are tried. Of each value, the first 4,096 bytes
//! are used. A body that is compressed with gzip or zstd is reported, but not decompressed. Brotli cannot be detected.
//!
//! # Examples
//!
//! ```
//! # #[cfg(feature = "acquire")] {
//! use chathooks::{Key, acquire, diagnose::Finding};
//!
//! let signature = Key::new("correct horse")?.sign(b"{}").to_string();
//! let findings = acquire::diagnose("correct horse\n", &[("x-acquire-signature", signature)], b"{}");
//! assert_eq!(findings.iter().map(Finding::code).collect::<Vec<_>>(), ["key-white-space"]);
//! for finding in findings {
//!     println!("{}: {finding}", finding.code());
//! }
//! # }
//! # Ok::<(), chathooks::auth::KeyError>(())
//! ```

mod base64;
mod body;
mod header;
mod key;
mod search;

use std::fmt;

use chrono::TimeDelta;

pub(crate) use self::header::{is_of_another_scheme, signatures};
pub(crate) use self::key::keys;
pub(crate) use self::search::{Claim, search};
use crate::auth::headers::{Header, Headers};

/// A variant of an input, after the findings that lead to it.
pub(crate) type Reading<T> = (Vec<Finding>, T);

/// A reason why a delivery is not accepted.
///
/// `Display` writes the reason and what to do about it. If there are several findings, all of them need to be fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// The body was reformatted or converted after signing: the signature covers the output of a JSON printer.
    Stringified,
    /// A line feed at the end of the body was added or removed after signing.
    LineFeed(BodyChange),
    /// A byte-order mark at the start of the body was added or removed after signing.
    ByteOrderMark(BodyChange),
    /// The key has leading or trailing whitespace that the sender's key does not have, or lacks the line feed at the
    /// end of the sender's key.
    KeyWhitespace(BodyChange),
    /// The key must be decoded from hexadecimal digits, or encoded in them.
    KeyHex(Encoding),
    /// The key must be decoded from base64, or encoded in it.
    KeyBase64(Encoding),
    /// The header has the correct signature in base64 instead of hexadecimal digits.
    HeaderBase64,
    /// The header has the correct signature with text before or after it, such as `sha256=` or whitespace.
    HeaderPrefix,
    /// The body starts like gzip or zstd data. No vendor documents compression.
    Compressed(Covers),
    /// No variant matches, and the body is XML or a form, which does not contain the types of the sender's values; see
    /// [`SignedContent::Stringified`](crate::acquire::SignedContent::Stringified).
    LostTypes,
    /// The request has a signature of another scheme: it is from another vendor, or was signed again by a proxy.
    OtherScheme,
    /// The signature is correct, but its time is outside the replay window. The value is the receiver's time minus the
    /// signed time. It is negative if the signed time is in the future.
    Clock(TimeDelta),
    /// No variant matches.
    NoFinding,
}

/// How the received body or the entered key differs from the signed body or the sender's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyChange {
    /// The bytes were added.
    Added,
    /// The bytes were removed.
    Cut,
}

/// The bytes that the signature of a compressed body covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Covers {
    /// The compressed bytes.
    Compressed,
    /// Other bytes. They may be the uncompressed body, which is not tried.
    NotCompressed,
}

/// How to convert the key as it was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// Decode the text to the key's bytes.
    Decode,
    /// Encode the bytes; the key is the resulting text.
    Encode,
}

impl Finding {
    /// Returns the name of the finding, such as `line-feed`. It does not change between versions.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Stringified => "stringified",
            Self::LineFeed(_) => "line-feed",
            Self::ByteOrderMark(_) => "byte-order-mark",
            Self::KeyWhitespace(_) => "key-white-space",
            Self::KeyHex(_) => "key-hex",
            Self::KeyBase64(_) => "key-base64",
            Self::HeaderBase64 => "header-base64",
            Self::HeaderPrefix => "header-prefix",
            Self::Compressed(_) => "compressed",
            Self::LostTypes => "lost-types",
            Self::OtherScheme => "other-scheme",
            Self::Clock(_) => "clock",
            Self::NoFinding => "no-finding",
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stringified => {
                "the body was reformatted or converted after signing: pass the raw body of the request"
            }
            Self::LineFeed(BodyChange::Added) => {
                "a line feed was added to the body after signing: pass the raw body of the request"
            }
            Self::LineFeed(BodyChange::Cut) => {
                "the line feed at the end of the body was removed after signing: pass the raw body of the request"
            }
            Self::ByteOrderMark(BodyChange::Added) => {
                "a byte-order mark was added to the body after signing: pass the raw body of the request"
            }
            Self::ByteOrderMark(BodyChange::Cut) => {
                "the byte-order mark of the body was removed after signing: pass the raw body of the request"
            }
            Self::KeyWhitespace(BodyChange::Added) => {
                "the key has whitespace at an end, often the line feed of a file: trim the key after reading it"
            }
            Self::KeyWhitespace(BodyChange::Cut) => {
                "the sender's key ends with a line feed, and this one does not: set the key at the vendor again"
            }
            Self::KeyHex(Encoding::Decode) => {
                "the key is encoded in hexadecimal digits one time too many: decode it once"
            }
            Self::KeyHex(Encoding::Encode) => {
                "the sender's key is this one encoded in hexadecimal digits: encode it, or do not decode it"
            }
            Self::KeyBase64(Encoding::Decode) => "the key is encoded in base64: decode it",
            Self::KeyBase64(Encoding::Encode) => "the sender's key is this one encoded in base64: do not decode it",
            Self::HeaderBase64 => "the signature in the header is encoded in base64: the vendor uses hexadecimal digits",
            Self::HeaderPrefix => "the header has text before or after the signature: the vendor sends none",
            Self::Compressed(Covers::Compressed) => {
                "the body is compressed, and the signature covers the compressed bytes: decompress it after verification"
            }
            Self::Compressed(Covers::NotCompressed) => {
                "the body is compressed, and the signature does not cover the compressed bytes: it may cover the \
                 uncompressed body, so try that"
            }
            Self::LostTypes => {
                "no variant matches, and the body does not show whether a value was a string, a number, a boolean, null or \
                 an array, so the sender's JSON.stringify cannot be reproduced: set the webhook to JSON"
            }
            Self::OtherScheme => "the request is signed by another scheme: check which vendor sent it",
            Self::Clock(age) => return write_clock(*age, f),
            Self::NoFinding => {
                "no variant matches: check that there is exactly one signature, that the body is the raw body, and that the \
                 key is that of this webhook"
            }
        })
    }
}

/// Returns the finding for a vendor that signs nothing: whether the request has a signature of another scheme.
pub(crate) fn unsigned<H: Headers + ?Sized>(headers: &H, others: &[Header]) -> Finding {
    if is_of_another_scheme(headers, None, others) { Finding::OtherScheme } else { Finding::NoFinding }
}

/// The maximum number of values that are tried if a header occurs more than once.
pub(crate) const MAX_VALUES: usize = 4;

/// Returns the findings of a search. If the search found nothing, the finding says whether the signature is of `other`
/// schemes or the body is compressed. A receiver refuses a `repeated` header even if its value is correct.
pub(crate) fn outcome(found: Option<Vec<Finding>>, other: bool, repeated: bool, body: &[u8]) -> Vec<Finding> {
    let is_compressed = COMPRESSED.iter().any(|start| body.starts_with(start));
    match found {
        Some(findings) if findings.is_empty() && repeated => vec![Finding::NoFinding],
        Some(mut findings) => {
            findings.extend(is_compressed.then_some(Finding::Compressed(Covers::Compressed)));
            findings
        }
        None if other => vec![Finding::OtherScheme],
        None if is_compressed => vec![Finding::Compressed(Covers::NotCompressed)],
        None => vec![Finding::NoFinding],
    }
}

/// The first bytes of gzip (RFC 1952) and zstd (RFC 8878). Brotli has no fixed first bytes.
const COMPRESSED: [&[u8]; 2] = [b"\x1f\x8b", b"\x28\xb5\x2f\xfd"];

fn write_clock(age: TimeDelta, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (amount, side) = (age.abs(), if age < TimeDelta::zero() { "after" } else { "before" });
    let (seconds, milliseconds) = (amount.num_seconds(), amount.subsec_nanos() / 1_000_000);
    write!(f, "the signature is correct, but its time is {seconds}.{milliseconds:03} s {side} the receiver's time, ")?;
    f.write_str("outside the replay window: check the clock, and whether requests are delayed or repeated")
}
