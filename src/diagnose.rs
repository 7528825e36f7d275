//! Why a signature does not match, for the one who sets a webhook up.
//!
//! When a first delivery is refused, all that a receiver may say is "mismatch". [`acquire::diagnose`](crate::acquire::diagnose)
//! and [`dixa::diagnose`](crate::dixa::diagnose) take the secret as it was typed, the headers and the body, and try what
//! goes wrong between two parties: they say what would have matched. No finding shows a secret, a signature or anything of
//! the body.
//!
//! This is for setting up. It signs the body some hundreds of times, and a finding tells a forger how near a guess came: call
//! it by hand, on a delivery that was kept, and never answer a request with it. The `inspect` example does so:
//!
//! ```console
//! $ cargo run --example inspect -- acquire --diagnose --key "$SECRET" --header "x-acquire-signature: $VALUE" < body
//! ```
//!
//! What is tried, each with each: the key with and without white space at its ends, decoded from hexadecimal digits or
//! base64, and encoded; the body with and without a line feed at its end and a byte-order mark in front, as
//! `JSON.stringify` prints it, compact, and in Dixa's layout; the header in hexadecimal digits or base64, with something
//! around it. A body compressed by gzip or zstd is recognized, and one by brotli cannot be; nothing is decompressed. Of a header that is there several times, the first four values are tried, and 4,096 bytes of each.
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

/// One way to read what was given, behind what has to be mended for it.
pub(crate) type Reading<T> = (Vec<Finding>, T);

/// What keeps a delivery from being accepted.
///
/// `Display` writes a sentence that says what to do. Where there are several, all of them have to be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// The body was laid out or encoded anew on its way: what a JSON printer makes of it was signed.
    Stringified,
    /// There is a line feed at the end of the body that was not signed, or the one that was signed is missing.
    LineFeed(BodyChange),
    /// There is a byte-order mark in front of the body that was not signed, or the one that was signed is missing.
    ByteOrderMark(BodyChange),
    /// There is white space at an end of the key that is not the real one's, or the real one ends with a line feed.
    KeyWhiteSpace(BodyChange),
    /// The key has to be decoded from hexadecimal digits, or encoded.
    KeyHex(Encoding),
    /// The key has to be decoded from base64, or encoded.
    KeyBase64(Encoding),
    /// The header has the right signature in base64, where hexadecimal digits belong.
    HeaderBase64,
    /// The header has the right signature, with something around it, such as `sha256=` or white space.
    HeaderPrefix,
    /// The body is compressed, by its first bytes: gzip or zstd. No vendor says that it compresses.
    Compressed(Covers),
    /// Nothing that is tried would have matched, and the body is XML or a form in which the types of the sender's values are
    /// lost: see [`SignedContent::Stringified`](crate::acquire::SignedContent::Stringified).
    LostTypes,
    /// There is no signature of this vendor's, but one of another scheme: the webhook is another vendor's, or something
    /// signed the request anew.
    OtherScheme,
    /// The signature is right, and its time is beyond the replay window: it was sent so long before the receiver's
    /// time, or, when it is negative, after it.
    Clock(TimeDelta),
    /// Nothing that is tried would have matched.
    NoFinding,
}

/// What happened on the way to bytes that were signed, or typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyChange {
    /// They are here and were not there.
    Added,
    /// They were there and are not here.
    Cut,
}

/// The bytes that the signature of a compressed body covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Covers {
    /// The compressed bytes: the signature matches them.
    Compressed,
    /// Not the compressed bytes. It may cover those before the compression, which is not tried: nothing here decompresses.
    NotCompressed,
}

/// What has to be done with a key as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// The key is what the text stands for.
    Decode,
    /// The key is the text that stands for these bytes.
    Encode,
}

impl Finding {
    /// Returns the finding's name, for programs: it stays as it is from version to version.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Stringified => "stringified",
            Self::LineFeed(_) => "line-feed",
            Self::ByteOrderMark(_) => "byte-order-mark",
            Self::KeyWhiteSpace(_) => "key-white-space",
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
                "the body was laid out or encoded anew on its way, and its content was signed: hand over the bytes as they \
                 come"
            }
            Self::LineFeed(BodyChange::Added) => {
                "the body ends with a line feed that was not signed: leave it as it comes"
            }
            Self::LineFeed(BodyChange::Cut) => {
                "the line feed that ended the signed body was cut off: leave it as it comes"
            }
            Self::ByteOrderMark(BodyChange::Added) => {
                "a byte-order mark was put in front of the body: leave it as it comes"
            }
            Self::ByteOrderMark(BodyChange::Cut) => {
                "the byte-order mark in front of the signed body was cut off: leave it as it comes"
            }
            Self::KeyWhiteSpace(BodyChange::Added) => {
                "the key has white space at an end, often the line feed of a file: cut it off where the key is read"
            }
            Self::KeyWhiteSpace(BodyChange::Cut) => {
                "the sender's key ends with a line feed, and this one does not: set the key anew at the vendor"
            }
            Self::KeyHex(Encoding::Decode) => {
                "the key is written in hexadecimal digits once too often: decode it once before it is handed over"
            }
            Self::KeyHex(Encoding::Encode) => {
                "the sender's key is this one written in hexadecimal digits: hand over those digits instead"
            }
            Self::KeyBase64(Encoding::Decode) => "the key is written in base64: decode it before it is handed over",
            Self::KeyBase64(Encoding::Encode) => "the sender's key is the base64 of this one: do not decode it",
            Self::HeaderBase64 => "the header has the signature in base64: the vendor writes hexadecimal digits",
            Self::HeaderPrefix => "the header has something around the signature: the vendor writes nothing else",
            Self::Compressed(Covers::Compressed) => {
                "the body is compressed, and the signature covers the compressed bytes: decompress it after the check"
            }
            Self::Compressed(Covers::NotCompressed) => {
                "the body is compressed, and the signature does not cover the compressed bytes: it may cover those before the \
                 compression, so try the decompressed body"
            }
            Self::LostTypes => {
                "nothing that is tried would have matched, and the body has a field that is empty, alone, or looks like a \
                 number, so what the sender's JSON.stringify printed for it is not known: set the webhook to JSON"
            }
            Self::OtherScheme => "the request is signed by another scheme: look at which vendor's webhook this is",
            Self::Clock(age) => return write_clock(*age, f),
            Self::NoFinding => {
                "nothing that is tried would have matched: see that there is one signature and no more, that the body is the \
                 one that came, and that the key is this webhook's"
            }
        })
    }
}

/// Returns whether a request of a vendor that signs nothing carries the signature of another scheme.
pub(crate) fn unsigned<H: Headers + ?Sized>(headers: &H, others: &[Header]) -> Finding {
    if is_of_another_scheme(headers, None, others) { Finding::OtherScheme } else { Finding::NoFinding }
}

/// How many values of a header that is there several times are tried.
pub(crate) const MAX_VALUES: usize = 4;

/// Returns what was found, or whether the signature is of another scheme. A value that is right is still refused where it
/// is `repeated`.
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

/// The first bytes of gzip (RFC 1952) and zstd (RFC 8878). Brotli has none of its own.
const COMPRESSED: [&[u8]; 2] = [b"\x1f\x8b", b"\x28\xb5\x2f\xfd"];

fn write_clock(age: TimeDelta, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (amount, side) = (age.abs(), if age < TimeDelta::zero() { "after" } else { "before" });
    let (seconds, milliseconds) = (amount.num_seconds(), amount.subsec_nanos() / 1_000_000);
    write!(f, "the signature is right, and was made {seconds}.{milliseconds:03} s {side} the receiver's time, ")?;
    f.write_str("beyond the window: set the clock, or look for what delays or repeats the request")
}
