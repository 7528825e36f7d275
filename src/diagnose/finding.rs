//! What a diagnosis reports.

use chrono::TimeDelta;

/// A reason why a delivery is not accepted.
///
/// `Display` writes the reason and what to do about it. If there are several findings, all of them need to be fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// The body was reformatted or converted after signing: the signature covers the output of `JSON.stringify`,
    /// compact JSON, or JSON in the vendor's layout.
    Stringified,
    /// The body was reformatted after signing: the signature covers JSON that is indented or has spaces between its
    /// values.
    PrettyPrinted,
    /// A line feed at the end of the body was added or removed after signing.
    LineFeed(BodyChange),
    /// The line ends inside the body were changed after signing. The value is the line end of the signed body.
    LineEnds(LineEnd),
    /// A byte-order mark at the start of the body was added or removed after signing.
    ByteOrderMark(BodyChange),
    /// The key has leading or trailing whitespace that the sender's key does not have, or lacks the line feed at the
    /// end of the sender's key.
    KeyWhitespace(BodyChange),
    /// The key has quotes around it that the sender's key does not have.
    KeyQuotes,
    /// The key must be decoded from hexadecimal digits, or encoded in them.
    KeyHex(Encoding),
    /// The key must be decoded from base64, or encoded in it.
    KeyBase64(Encoding),
    /// The key is empty, or contains nothing but whitespace and quotes, or nothing but zero bytes.
    KeyEmpty,
    /// No variant matches, and the key is not in hexadecimal digits, as the vendor's keys are.
    KeyNotHex,
    /// The header has the correct signature in base64 instead of hexadecimal digits.
    HeaderBase64,
    /// The header has the correct signature with text before or after it, such as `sha256=` or whitespace.
    HeaderPrefix,
    /// The request has no signature header, neither the vendor's nor that of a common scheme.
    MissingSignature,
    /// The signature header occurs more than once. A receiver refuses that even if the values are correct.
    DuplicateSignature,
    /// The signature was created with another hash function. This is recognized by its length alone.
    OtherHash(Hash),
    /// The body starts like gzip or zstd data. No vendor documents compression.
    Compressed(Covers),
    /// No variant matches, and the body is XML or a form, which does not contain the types of the sender's values; see
    /// [`SignedContent::Stringified`](crate::acquire::SignedContent::Stringified).
    LostTypes,
    /// The request has a signature of another scheme: it is from another vendor, or was signed again by a proxy.
    OtherScheme,
    /// The signature is correct, but a time is in seconds instead of milliseconds since 1970 UTC.
    TimeInSeconds(TimeOf),
    /// The signature is correct, but its time is outside the replay window. The value is the receiver's time minus the
    /// signed time. It is negative if the signed time is in the future.
    Clock(TimeDelta),
    /// The URL of the request does not have the query parameter of the token.
    MissingToken,
    /// The query parameter of the token occurs more than once.
    DuplicateToken,
    /// The query of the URL has invalid percent-encoding or does not decode to UTF-8.
    MalformedToken,
    /// The token is in a query parameter with another name.
    TokenParameter,
    /// The token is empty, or contains nothing but whitespace and quotes.
    TokenEmpty(TokenOf),
    /// The token has leading or trailing whitespace.
    TokenWhitespace(TokenOf),
    /// The token has quotes around it.
    TokenQuotes(TokenOf),
    /// The token is percent-encoded, or in the URL, percent-encoded twice.
    TokenEncoding(TokenOf),
    /// The token has a `+`, which is a space in a URL.
    TokenPlus,
    /// The token in the URL is not the entered one, and no variant of it either.
    WrongToken,
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

/// The end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineEnd {
    /// A line feed.
    Lf,
    /// A carriage return and a line feed.
    CrLf,
}

/// A hash function other than SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hash {
    /// SHA-1, with signatures of 20 bytes.
    Sha1,
    /// SHA-512, with signatures of 64 bytes.
    Sha512,
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

/// One of the two times that a replay window compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeOf {
    /// The signed time of sending.
    Sending,
    /// The receiver's time.
    Receiver,
}

/// One of the two tokens that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenOf {
    /// The token as it was entered.
    Receiver,
    /// The token in the URL of the request.
    Url,
}

impl Finding {
    /// Returns the name of the finding, such as `line-feed`. It does not change between versions.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Stringified => "stringified",
            Self::PrettyPrinted => "pretty-printed",
            Self::LineFeed(_) => "line-feed",
            Self::LineEnds(_) => "line-ends",
            Self::ByteOrderMark(_) => "byte-order-mark",
            Self::KeyWhitespace(_) => "key-white-space",
            Self::KeyQuotes => "key-quotes",
            Self::KeyHex(_) => "key-hex",
            Self::KeyBase64(_) => "key-base64",
            Self::KeyEmpty => "key-empty",
            Self::KeyNotHex => "key-not-hex",
            Self::HeaderBase64 => "header-base64",
            Self::HeaderPrefix => "header-prefix",
            Self::MissingSignature => "missing-signature",
            Self::DuplicateSignature => "duplicate-signature",
            Self::OtherHash(_) => "other-hash",
            Self::Compressed(_) => "compressed",
            Self::LostTypes => "lost-types",
            Self::OtherScheme => "other-scheme",
            Self::TimeInSeconds(_) => "time-in-seconds",
            Self::Clock(_) => "clock",
            Self::MissingToken => "missing-token",
            Self::DuplicateToken => "duplicate-token",
            Self::MalformedToken => "malformed-token",
            Self::TokenParameter => "token-parameter",
            Self::TokenEmpty(_) => "token-empty",
            Self::TokenWhitespace(_) => "token-white-space",
            Self::TokenQuotes(_) => "token-quotes",
            Self::TokenEncoding(_) => "token-encoding",
            Self::TokenPlus => "token-plus",
            Self::WrongToken => "wrong-token",
            Self::NoFinding => "no-finding",
        }
    }

    /// Returns whether no variant matches if this is one of the findings.
    ///
    /// If you diagnose a delivery with several keys, prefer the findings without such a one, and of these the fewest.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::diagnose::Finding;
    ///
    /// assert!(Finding::NoFinding.is_mismatch());
    /// assert!(!Finding::HeaderPrefix.is_mismatch());
    /// ```
    #[must_use]
    pub fn is_mismatch(&self) -> bool {
        match self {
            Self::KeyEmpty
            | Self::KeyNotHex
            | Self::MissingSignature
            | Self::OtherHash(_)
            | Self::Compressed(Covers::NotCompressed)
            | Self::LostTypes
            | Self::OtherScheme
            | Self::MissingToken
            | Self::DuplicateToken
            | Self::MalformedToken
            | Self::TokenEmpty(_)
            | Self::WrongToken
            | Self::NoFinding => true,
            Self::Stringified
            | Self::PrettyPrinted
            | Self::LineFeed(_)
            | Self::LineEnds(_)
            | Self::ByteOrderMark(_)
            | Self::KeyWhitespace(_)
            | Self::KeyQuotes
            | Self::KeyHex(_)
            | Self::KeyBase64(_)
            | Self::HeaderBase64
            | Self::HeaderPrefix
            | Self::DuplicateSignature
            | Self::Compressed(Covers::Compressed)
            | Self::TimeInSeconds(_)
            | Self::Clock(_)
            | Self::TokenParameter
            | Self::TokenWhitespace(_)
            | Self::TokenQuotes(_)
            | Self::TokenEncoding(_)
            | Self::TokenPlus => false,
        }
    }
}
