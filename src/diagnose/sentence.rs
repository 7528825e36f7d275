//! The sentences of the findings: a reason, a colon, and what to do about it.

use std::fmt;

use chrono::TimeDelta;

use super::{BodyChange, Covers, Encoding, Finding, Hash, LineEnd, TimeOf, TokenOf};

impl fmt::Display for Finding {
    #[expect(clippy::too_many_lines, reason = "one sentence for each finding")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stringified => {
                "the body was reformatted or converted after signing: pass the raw body of the request"
            }
            Self::PrettyPrinted => {
                "the signed body was indented or had spaces between its values, and this one has not: pass the raw body \
                 of the request; if it is the raw body, have the sender sign exactly the bytes that it sends"
            }
            Self::LineFeed(BodyChange::Added) => {
                "a line feed was added to the body after signing: pass the raw body of the request"
            }
            Self::LineFeed(BodyChange::Cut) => {
                "the line feed at the end of the body was removed after signing: pass the raw body of the request"
            }
            Self::LineEnds(LineEnd::CrLf) => {
                "the line ends of the body were changed from CR LF to LF after signing: pass the raw body of the request, \
                 and read and write it as bytes, not as text"
            }
            Self::LineEnds(LineEnd::Lf) => {
                "the line ends of the body were changed from LF to CR LF after signing: pass the raw body of the request, \
                 and read and write it as bytes, not as text"
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
            Self::KeyQuotes => "the key has quotes around it: enter it without the quotes",
            Self::KeyHex(Encoding::Decode) => {
                "the key is encoded in hexadecimal digits one time too many: decode it once"
            }
            Self::KeyHex(Encoding::Encode) => {
                "the sender's key is this one encoded in hexadecimal digits: encode it, or do not decode it"
            }
            Self::KeyBase64(Encoding::Decode) => "the key is encoded in base64: decode it",
            Self::KeyBase64(Encoding::Encode) => "the sender's key is this one encoded in base64: do not decode it",
            Self::KeyEmpty => {
                "there is no key, or it is empty, as an unset variable is, or has only zero bytes: enter the secret of this \
                 webhook"
            }
            Self::KeyNotHex => {
                "no variant matches, and the key is not an even number of hexadecimal digits, as the vendor's keys are: \
                 copy the secret of this webhook again, unchanged"
            }
            Self::HeaderBase64 => {
                "the signature in the header is encoded in base64, and the vendor uses hexadecimal digits: have the sender \
                 or proxy that encodes it write hexadecimal digits"
            }
            Self::HeaderPrefix => {
                "the header has text before or after the signature, and the vendor sends none: remove what adds it, or \
                 pass the value of the header alone"
            }
            Self::MissingSignature => {
                "the request has no signature header: pass all headers of the request, set a secret at the vendor, and \
                 check that no proxy removes the header"
            }
            Self::DuplicateSignature => {
                "the signature header occurs more than once, which a receiver refuses: find what adds another one, such \
                 as a proxy, and pass each header once"
            }
            Self::OtherHash(Hash::Sha1) => {
                "the signature is as long as one with SHA-1, and the vendor uses SHA-256: have the sender use \
                 HMAC-SHA256, or check which vendor sent the request"
            }
            Self::OtherHash(Hash::Sha512) => {
                "the signature is as long as one with SHA-512, and the vendor uses SHA-256: have the sender use \
                 HMAC-SHA256, or check which vendor sent the request"
            }
            Self::Compressed(Covers::Compressed) => {
                "the body is compressed, and the signature covers the compressed bytes: decompress it after verification"
            }
            Self::Compressed(Covers::NotCompressed) => {
                "the body is compressed, and the signature does not cover the compressed bytes: it may cover the \
                 uncompressed body, so decompress the body and diagnose it again"
            }
            Self::LostTypes => {
                "no variant matches, and the body does not show whether a value was a string, a number, a boolean, null or \
                 an array, so the sender's JSON.stringify cannot be reproduced: set the webhook to JSON"
            }
            Self::OtherScheme => "the request is signed by another scheme: check which vendor sent it",
            Self::TimeInSeconds(TimeOf::Sending) => {
                "the signature is correct, but its time is in seconds, which is in January 1970 if read as the vendor's \
                 milliseconds: have the sender write and sign milliseconds since 1970"
            }
            Self::TimeInSeconds(TimeOf::Receiver) => {
                "the signature is correct, but the receiver's time is in January 1970, as seconds are if read as \
                 milliseconds: pass the current time in milliseconds"
            }
            Self::Clock(age) => return write_clock(*age, f),
            Self::MissingToken => {
                "the URL of the request does not have the query parameter of the token, and the vendor signs nothing: add \
                 the token to the URL at the vendor, or pass the URL with its query"
            }
            Self::DuplicateToken => {
                "the query parameter of the token occurs more than once in the URL, which a receiver refuses: keep one of \
                 them in the URL at the vendor"
            }
            Self::MalformedToken => {
                "the query of the URL has invalid percent-encoding or is not UTF-8: write a percent sign as %25 in the \
                 URL at the vendor, or use a token of letters and digits"
            }
            Self::TokenParameter => {
                "the token is in a query parameter with another name: rename it in the URL at the vendor, or set the name \
                 with UrlToken::with_parameter"
            }
            Self::TokenEmpty(TokenOf::Receiver) => {
                "there is no token to compare with, or it is empty, as an unset variable is: enter the token that the URL \
                 at the vendor has"
            }
            Self::TokenEmpty(TokenOf::Url) => {
                "the query parameter of the token is empty in the URL: add the token to the URL at the vendor"
            }
            Self::TokenWhitespace(TokenOf::Receiver) => {
                "the entered token has whitespace at an end, often the line feed of a file: trim it after reading it"
            }
            Self::TokenWhitespace(TokenOf::Url) => {
                "the token in the URL has whitespace at an end: remove it from the URL at the vendor"
            }
            Self::TokenQuotes(TokenOf::Receiver) => {
                "the entered token has quotes around it: enter it without the quotes"
            }
            Self::TokenQuotes(TokenOf::Url) => {
                "the token in the URL has quotes around it: remove them from the URL at the vendor"
            }
            Self::TokenEncoding(TokenOf::Receiver) => {
                "the entered token is percent-encoded, as in a URL: enter it decoded"
            }
            Self::TokenEncoding(TokenOf::Url) => {
                "the token is percent-encoded twice in the URL: encode it once in the URL at the vendor"
            }
            Self::TokenPlus => {
                "the token has a plus sign, which is a space in a URL: write it as %2B in the URL at the vendor"
            }
            Self::WrongToken => {
                "the token in the URL is not the entered one: copy the token from the URL at the vendor, or set the URL \
                 there again"
            }
            Self::NoFinding => {
                "no variant matches: check that there is exactly one signature, that the body is the raw body, and that the \
                 key is that of this webhook"
            }
        })
    }
}

fn write_clock(age: TimeDelta, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (amount, side) = (age.abs(), if age < TimeDelta::zero() { "after" } else { "before" });
    let (seconds, milliseconds) = (amount.num_seconds(), amount.subsec_nanos() / 1_000_000);
    write!(f, "the signature is correct, but its time is {seconds}.{milliseconds:03} s {side} the receiver's time, ")?;
    f.write_str("outside the replay window: check the clock, and whether requests are delayed or repeated")
}
