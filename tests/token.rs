//! The secret token in the target URL, and attempts to bypass it.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic")]

use chathooks::{UrlToken, VerifyError, auth::TokenError};

fn token(token: &str) -> UrlToken {
    UrlToken::new(token).unwrap()
}

#[test]
fn the_right_token_is_accepted_wherever_it_stands() {
    let token = token("s3cret");
    for target in [
        "/hooks?token=s3cret",
        "?token=s3cret",
        "https://hooks.example.org/hooks?token=s3cret",
        "https://user@hooks.example.org:8443/a/b?token=s3cret#part?token=other",
        "/hooks?vendor=acquire&token=s3cret",
        "/hooks?token=s3cret&vendor=acquire&Token=x&tokens=y&TOKEN=z",
        "/hooks?&&token=s3cret&",
        "/hooks?a=%zz&token=s3cret&b=%ff",
        "/hooks?a?token=1&token=s3cret",
        "/hooks?%74oken=%733cre%74",
        "/hooks?%74%6F%6b%65%6E=%73%33%63%72%65%74",
    ] {
        assert_eq!(token.verify(target), Ok(0), "{target}");
    }
}

#[test]
fn every_other_token_is_refused() {
    use VerifyError::{Duplicate, Malformed, Mismatch, Missing};

    let token = token("s3cret");
    for (target, wanted) in [
        ("", Missing),
        ("*", Missing),
        ("/hooks", Missing),
        ("/hooks?", Missing),
        ("/hooks?token", Missing),
        ("/hooks?token=", Missing),
        ("/hooks?Token=s3cret", Missing),
        ("/hooks?token[]=s3cret", Missing),
        ("/hooks?+token=s3cret", Missing),
        ("/hooks?token%00=s3cret", Missing),
        ("/hooks?a=b;token=s3cret", Missing),
        ("/hooks&token=s3cret", Missing),
        ("/token=s3cret", Missing),
        ("/hooks#?token=s3cret", Missing),
        ("/hooks?=s3cret", Missing),
        ("/hooks?token=S3cret", Mismatch),
        ("/hooks?token=s3cre", Mismatch),
        ("/hooks?token=s3crett", Mismatch),
        ("/hooks?token=s3cret%00", Mismatch),
        ("/hooks?token=s3cret+", Mismatch),
        ("/hooks?token=+s3cret", Mismatch),
        ("/hooks?token==s3cret", Mismatch),
        ("/hooks?token=s3cret=", Mismatch),
        ("/hooks?token=s3cret?token=s3cret", Mismatch),
        ("/hooks?token=%2573%33cret", Mismatch),
        ("/hooks?token=s3cret&token=s3cret", Duplicate),
        ("/hooks?token=s3cret&token=", Duplicate),
        ("/hooks?token&token=s3cret", Duplicate),
        ("/hooks?token=s3cret&%74oken=s3cret", Duplicate),
        ("/hooks?token=%", Malformed),
        ("/hooks?token=s3cret%", Malformed),
        ("/hooks?token=s3cret%7", Malformed),
        ("/hooks?token=s3cret%zz", Malformed),
        ("/hooks?token=%+73", Malformed),
        ("/hooks?token=%-1", Malformed),
        ("/hooks?token=%ff", Malformed),
        ("/hooks?token=s3cret%c3", Malformed),
        ("/hooks?token=%ed%a0%bd", Malformed),
        ("/hooks?token=%é", Malformed),
        ("/hooks?token=s3cret&%zz=1", Malformed),
        ("/hooks?%ff=1&token=s3cret", Malformed),
    ] {
        assert_eq!(token.verify(target), Err(wanted), "{target}");
    }
}

#[test]
fn a_token_is_decoded_as_a_form_field() {
    let token = token("a b+c&d=é%");
    assert_eq!(token.verify("/hooks?token=a+b%2Bc%26d%3D%C3%A9%25"), Ok(0));
    assert_eq!(token.verify("/hooks?token=a%20b%2bc%26d=é%25"), Ok(0));
    assert_eq!(token.verify("/hooks?token=a b%2Bc%26d%3Dé%25"), Ok(0));
    assert_eq!(token.verify("/hooks?token=a+b+c%26d%3Dé%25"), Err(VerifyError::Mismatch));
}

#[test]
fn every_byte_can_be_escaped() {
    for byte in 0..=0x7F_u8 {
        let token = token(&format!("a{}b", char::from(byte)));
        for escape in [format!("%{byte:02x}"), format!("%{byte:02X}")] {
            assert_eq!(token.verify(&format!("/hooks?token=a{escape}b")), Ok(0), "{escape}");
        }
    }
}

#[test]
fn a_parameter_of_another_name() {
    let token = token("s3cret").with_parameter("hook key");
    assert_eq!(token.verify("/hooks?hook+key=s3cret"), Ok(0));
    assert_eq!(token.verify("/hooks?token=x&hook%20key=s3cret&token=y"), Ok(0));
    assert_eq!(token.verify("/hooks?token=s3cret"), Err(VerifyError::Missing));
}

#[test]
fn every_token_is_tried_and_the_first_match_is_told() {
    let tokens = token("a").or("b").unwrap().or("c").unwrap().or("b").unwrap();
    for (name, place) in [("a", Ok(0)), ("b", Ok(1)), ("c", Ok(2)), ("d", Err(VerifyError::Mismatch))] {
        assert_eq!(tokens.verify(&format!("/hooks?token={name}")), place, "{name}");
    }
}

#[test]
fn an_empty_token_cannot_be_made() {
    assert_eq!(UrlToken::new("").unwrap_err(), TokenError::Empty);
    assert_eq!(token("a").or("").unwrap_err(), TokenError::Empty);
    assert_eq!(TokenError::Empty.to_string(), "the token is empty");
    for spoiled in ["a\n", " a", "a\r\n", "\ta", "a\u{a0}", "\u{feff}a", "\n"] {
        assert_eq!(UrlToken::new(spoiled).unwrap_err(), TokenError::Whitespace, "{spoiled:?}");
        assert_eq!(token("a").or(spoiled).unwrap_err(), TokenError::Whitespace, "{spoiled:?}");
    }
    assert!(UrlToken::new("a b").is_ok());
    let message = "the token starts or ends with whitespace or a byte-order mark";
    assert_eq!(TokenError::Whitespace.to_string(), message);
}

#[test]
fn huge_targets_are_read_in_one_go() {
    let long = "x".repeat(1 << 20);
    assert_eq!(token(&long).verify(&format!("/hooks?token={long}")), Ok(0));
    for (target, wanted) in [
        (format!("/hooks?token={long}"), VerifyError::Mismatch),
        (format!("/{long}"), VerifyError::Missing),
        (format!("/hooks?{}", "&".repeat(1 << 20)), VerifyError::Missing),
        (format!("/hooks?{}", "a&".repeat(1 << 19)), VerifyError::Missing),
        (format!("/hooks?token={}", "%41".repeat(1 << 18)), VerifyError::Mismatch),
        (format!("/hooks?token={}", "%".repeat(1 << 20)), VerifyError::Malformed),
        (format!("/hooks?{}=1&token=s3cret", "%ff".repeat(1 << 18)), VerifyError::Malformed),
        (format!("/hooks?{}", "token=s3cret&".repeat(1 << 16)), VerifyError::Duplicate),
    ] {
        assert_eq!(token("s3cret").verify(&target), Err(wanted));
    }
}

#[test]
fn nothing_is_shown() {
    let token = token("s3cret").or("0ld").unwrap().with_parameter("hook");
    assert_eq!(format!("{token:?} {token:#?}"), "UrlToken(..) UrlToken(..)");
    let messages = [VerifyError::Missing, VerifyError::Duplicate, VerifyError::Malformed, VerifyError::Mismatch];
    assert_eq!(
        messages.map(|error| error.to_string()),
        [
            "missing signature or token",
            "duplicate signature or token",
            "malformed signature or token",
            "signature or token mismatch"
        ]
    );
}
