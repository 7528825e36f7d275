//! The rows of [`intended`](super::intended), each with a body of its own.

use super::compare::{Case, Verdict, case, difference};

const TEXT: Case = case!(Option<String>: "null");
const BYTES: Case = case!(&[u8]: "null");
const NUMBER: Case = case!(f64: "null");
const NAMES: Case = case!(std::collections::BTreeMap<u8, u8>: "null");
const IGNORED: Case = super::compare::read_only!(serde::de::IgnoredAny: "null");

/// A row says that one accepts and the other does not, or that they read another value; and so it is.
#[test]
fn each_row_is_a_difference() {
    let deep = [b"{\"m\":".as_slice(), &b"[".repeat(200), &b"]".repeat(200), b"}"].concat();
    let rows: [(&Case, &[u8], [bool; 2]); 8] = [
        (&TEXT, b"\xef\xbb\xbf{\"m\":\"x\"}", [true, false]),
        (&TEXT, br#"{"m":"\ud83dx"}"#, [true, false]),
        (&BYTES, b"{\"m\":\"\xff\"}", [false, true]),
        (&IGNORED, b"{\"m\":\"\xff\"}", [false, true]),
        (&BYTES, b"{\"m\":\"\x01\"}", [false, true]),
        (&NAMES, br#"{"m":{"\u0031":1}}"#, [true, false]),
        (&NUMBER, br#"{"m":31.245270191439438}"#, [true, true]),
        (&IGNORED, &deep, [false, true]),
    ];
    for (case, body, wanted) in rows {
        let [ours, theirs] = [(case.ours)(body), (case.theirs)(body)];
        let text = String::from_utf8_lossy(body);
        let accepted = [&ours, &theirs].map(|verdict| matches!(verdict, Verdict::Value(_)));
        assert_eq!(accepted, wanted, "{text}: {ours}, {theirs}");
        assert!(!ours.agrees(&theirs), "{text}: {ours}");
        assert!(difference(case, body).is_none(), "{text}");
    }
}

/// Nothing next to a row is let through with it.
#[test]
fn a_row_lets_nothing_else_through() {
    let other = |case: &Case, body: &[u8], ours: Verdict| !super::intended::reference(case, body, &ours).agrees(&ours);
    let value = |m: &str| Verdict::Value(format!("Body {{ m: {m} }}"));
    let refused = || Verdict::Refused(String::new());
    assert!(other(&TEXT, br#"{"m":"\ud83dx"}"#, refused()));
    assert!(other(&TEXT, br#"{"m":"\ud83dx"}"#, value(r#"Some("x")"#)));
    assert!(other(&TEXT, b"{\"m\":\"\xff\"}", value("None")));
    assert!(other(&BYTES, b"{\"m\":\"\x01\"}", value("[2]")));
    assert!(other(&NUMBER, br#"{"m":1e999}"#, Verdict::Panicked));
    assert!(other(&NUMBER, br#"{"m":1e99}"#, refused()));
    assert!(other(&NUMBER, br#"{"m":1.5}"#, value("1.6")));
    assert!(other(&NUMBER, br#"{"m":31.245270191439438}"#, refused()));
    assert!(other(&NAMES, br#"{"m":{"\u0031":1}}"#, value("{2: 1}")));
}
