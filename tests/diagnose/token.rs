//! Vendors that sign nothing: the token in the URL.

use chathooks::diagnose::{EnteredToken, Finding, TokenOf};
use chathooks::{UrlToken, acquire::v1, comm100};

const TOKEN: &str = "canary/9f86+d081";
const ENCODED: &str = "canary%2F9f86%2Bd081";
const HEADERS: [(&str, &str); 1] = [("content-type", "application/json")];

/// Returns the findings of both vendors, which are the same. There are none if and only if a receiver accepts.
fn findings(entered: &[u8], target: &str) -> Vec<Finding> {
    let findings = comm100::diagnose(entered, &HEADERS, target);
    assert_eq!(v1::diagnose(entered, &HEADERS, target), findings);
    let token = str::from_utf8(entered).ok().and_then(|text| UrlToken::new(text).ok());
    let is_accepted = token.is_some_and(|token| comm100::Receiver::new(token).receive(target, b"{}").is_ok());
    assert_eq!(findings.is_empty(), is_accepted, "{target}");
    let shown = findings.iter().map(ToString::to_string).chain([format!("{findings:?}")]).collect::<String>();
    assert!(!shown.contains("canary"), "{shown}");
    assert!(!shown.contains("key"), "the vendor has no key: {shown}");
    findings
}

#[test]
fn the_token_is_not_accepted() {
    use Finding::{TokenEmpty, TokenEncoding, TokenPlus, TokenQuotes, TokenWhitespace};
    use TokenOf::{Receiver, Url};
    let at = |value: &str| format!("/chat?a=b&token={value}");
    let cases: [(&str, String, &[Finding]); 35] = [
        (TOKEN, at(ENCODED), &[]),
        (TOKEN, "https://hooks.example.org/chat?token=canary/9f86%2bd081#token".into(), &[]),
        (TOKEN, "/chat".into(), &[Finding::MissingToken]),
        (TOKEN, String::new(), &[Finding::MissingToken]),
        (TOKEN, "/chat#?token=canary".into(), &[Finding::MissingToken]),
        ("", "/chat".into(), &[Finding::MissingToken, TokenEmpty(Receiver)]),
        (" \n", "/chat".into(), &[Finding::MissingToken, TokenEmpty(Receiver)]),
        ("", at(ENCODED), &[TokenEmpty(Receiver)]),
        ("\"\"", at(ENCODED), &[TokenEmpty(Receiver)]),
        // A receiver accepts a token that consists of quotes.
        ("\"\"", at("%22%22"), &[]),
        ("''\n", at("''"), &[TokenWhitespace(Receiver)]),
        ("", at("%20"), &[TokenEmpty(Receiver)]),
        (TOKEN, at(""), &[TokenEmpty(Url)]),
        ("", at(""), &[TokenEmpty(Url), TokenEmpty(Receiver)]),
        (TOKEN, at("canary&token=canary"), &[Finding::DuplicateToken]),
        (TOKEN, at("100%"), &[Finding::MalformedToken]),
        (TOKEN, at("%ff"), &[Finding::MalformedToken]),
        (TOKEN, at(&format!("{ENCODED}&%zz=1")), &[Finding::MalformedToken]),
        (TOKEN, at("canary"), &[Finding::WrongToken]),
        (TOKEN, at("%20"), &[Finding::WrongToken]),
        ("canary/9f86+d081\n", at(ENCODED), &[TokenWhitespace(Receiver)]),
        (TOKEN, at("%20canary/9f86%2Bd081"), &[TokenWhitespace(Url)]),
        ("a\n", at("a%0A"), &[TokenWhitespace(Receiver), TokenWhitespace(Url)]),
        ("'canary/9f86+d081'", at(ENCODED), &[TokenQuotes(Receiver)]),
        ("\"canary/9f86+d081\"\n", at(ENCODED), &[TokenWhitespace(Receiver), TokenQuotes(Receiver)]),
        (TOKEN, at("%22canary/9f86%2Bd081%22"), &[TokenQuotes(Url)]),
        ("'a'", at("'a'"), &[]),
        (ENCODED, at(ENCODED), &[TokenEncoding(Receiver)]),
        (TOKEN, at("canary%252F9f86%252Bd081"), &[TokenEncoding(Url)]),
        ("two words", at("two%2Bwords"), &[TokenEncoding(Url)]),
        (TOKEN, at("canary/9f86+d081"), &[TokenPlus]),
        (TOKEN, at("%20canary/9f86+d081"), &[TokenPlus, TokenWhitespace(Url)]),
        (TOKEN, format!("/chat?Token={ENCODED}"), &[Finding::TokenParameter]),
        // Invalid percent-encoding in the value of another parameter is ignored.
        (TOKEN, format!("/?a=%zz&key={ENCODED}"), &[Finding::TokenParameter]),
        ("canary/9f86+d081 ", format!("/?a=b&key={ENCODED}"), &[TokenWhitespace(Receiver), Finding::TokenParameter]),
    ];
    for (entered, target, expected) in cases {
        assert_eq!(findings(entered.as_bytes(), &target), expected, "{entered:?} {target:?}");
    }
    assert_eq!(findings(b"\xff\xfec\0a\0n\0", &at(ENCODED)), [Finding::WrongToken], "a file in UTF-16");
}

#[test]
fn the_parameter_has_another_name() {
    let token = EnteredToken::from(TOKEN).with_parameter("key");
    assert_eq!(comm100::diagnose(token, &HEADERS, &format!("/?key={ENCODED}")), []);
    assert_eq!(v1::diagnose(token, &HEADERS, &format!("/?key={ENCODED}&token=b")), []);
    assert_eq!(comm100::diagnose(token, &HEADERS, &format!("/?token={ENCODED}")), [Finding::TokenParameter]);
    assert_eq!(comm100::diagnose(token, &HEADERS, "/?token=a"), [Finding::MissingToken]);
    assert_eq!(format!("{token:?}"), "EnteredToken(..)");
    // What a token converts from.
    let (owned, bytes) = (TOKEN.to_owned(), TOKEN.as_bytes().to_vec());
    for token in [EnteredToken::from(&owned), EnteredToken::from(&bytes), TOKEN.into()] {
        assert_eq!(comm100::diagnose(token, &HEADERS, &format!("/?token={ENCODED}")), []);
    }
}

/// Another vendor's request is reported as such, unless a receiver accepts it.
#[test]
fn the_request_is_of_another_scheme() {
    for name in ["x-acquire-signature", "X-DIXA-SIGNATURE", "x-hub-signature-256", "webhook-signature"] {
        let headers = [(name, "00")];
        for target in ["/chat", "/chat?token=b", "/chat?token=%"] {
            assert_eq!(comm100::diagnose("a", &headers, target), [Finding::OtherScheme], "{name}");
            assert_eq!(v1::diagnose("a", &headers, target), [Finding::OtherScheme], "{name}");
        }
        assert_eq!(comm100::diagnose("a", &headers, "/chat?token=a"), []);
        assert_eq!(v1::diagnose("a", &headers, "/chat?token=a"), []);
    }
}
