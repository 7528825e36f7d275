//! Why a receiver has to refuse a request.

use chathooks::testkit::{AuthFault, BodyFault};

use super::row::Level;

/// Returns what an attacker can do if the fault is not found, and how bad that is.
pub(super) fn auth_fault(fault: AuthFault) -> (&'static str, Level) {
    let why = match fault {
        AuthFault::BodyChanged => {
            "the body was changed after signing: the signature must cover the body as it was received"
        }
        AuthFault::WrongKey => "it is signed with another key: whoever has any key could send events",
        AuthFault::EmptyKey => "it is signed with the empty key: refuse to start without a key",
        AuthFault::SignatureMissing => "it has no signature: a request without one must not be accepted",
        AuthFault::SignatureEmpty => "its signature is empty: the empty string must not count as a match",
        AuthFault::SignatureCut => "its signature is cut: compare whole signatures, not their common length",
        AuthFault::SignatureCutAtStart => "its signature is cut: compare whole signatures, not their ends",
        AuthFault::SignatureFirstDigit | AuthFault::SignatureLastDigit => {
            "its signature is a single digit, which an attacker finds in 16 tries: compare whole signatures"
        }
        AuthFault::SignatureFirstChanged => "the first digit of its signature is wrong: compare whole signatures",
        AuthFault::SignatureMiddleChanged => {
            "a digit in the middle of its signature is wrong: compare whole signatures"
        }
        AuthFault::SignatureChanged => "the last digit of its signature is wrong: compare whole signatures",
        AuthFault::SignatureDoubled => {
            "it has two signature headers: if one of them is picked, a proxy may check another"
        }
        AuthFault::TimeChanged => "its time was changed after signing: the signature must cover the time",
        AuthFault::TooOld => {
            "it is an old delivery that is sent again: the time must be compared with a replay window, which --window says"
        }
        AuthFault::TooNew => {
            "its time is in the future: the replay window must have two sides, in milliseconds; --window says how long it is"
        }
        AuthFault::AuthorizationMissing => "it has no Authorization header, which this subscription always sends",
        AuthFault::AuthorizationCut => "its Authorization header is cut: compare whole values",
        AuthFault::AuthorizationWrong => "its Authorization header is wrong",
        AuthFault::AuthorizationDoubled => {
            "it has two Authorization headers: if one is picked, a proxy may check another"
        }
        AuthFault::TokenMissing => "its URL has no token: a request without one must not be accepted",
        AuthFault::TokenEmpty => "the token in its URL is empty: the empty string must not count as a match",
        AuthFault::TokenCut => "the token in its URL is cut: compare whole tokens, not their common length",
        AuthFault::TokenCutAtStart => "the token in its URL is cut: compare whole tokens, not their ends",
        AuthFault::TokenFirstChanged => "the first character of the token in its URL is wrong: compare whole tokens",
        AuthFault::TokenWrong => "the last character of the token in its URL is wrong: compare whole tokens",
        AuthFault::TokenDoubled => "its URL has two tokens: if one of them is picked, a proxy may check another",
        AuthFault::TokenMalformed => "the token in its URL has invalid percent-encoding",
        AuthFault::OtherVendor => "it is signed in the scheme of another vendor, and has no signature of this one",
        _ => "it is not authentic",
    };
    let is_doubled =
        matches!(fault, AuthFault::SignatureDoubled | AuthFault::AuthorizationDoubled | AuthFault::TokenDoubled);
    (why, if is_doubled { Level::Should } else { Level::Must })
}

/// Returns why a body must not be answered 2xx.
pub(super) fn body_fault(fault: BodyFault) -> &'static str {
    match fault {
        BodyFault::DoesNotFit => {
            "a known event lacks a required field: answered 2xx, nobody learns that it was not handled"
        }
        BodyFault::Nameless => "the body has no event name",
        BodyFault::CutOff => "the body is cut off",
        BodyFault::NotUtf8 => "the body is not UTF-8",
        BodyFault::TooDeep => "the body has 100 levels of nesting: bound the depth",
        BodyFault::Empty => "the body is empty",
        _ => "the body does not decode",
    }
}
