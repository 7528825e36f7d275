//! WPT's cases of `application/x-www-form-urlencoded`, and the texts of qs's own tests.

use std::collections::BTreeSet;

use chathooks::{DecodeErrorKind, Format, Limits, codec::stringify, value::Value};
use serde_json::Value as Json;

use crate::node;
use crate::parsers::{ask, is_accepted};

/// What WPT reads with replacements, and this crate refuses: a value must not change without a word.
const REFUSED_OF_WPT: [(&str, DecodeErrorKind); 12] = [
    ("%FE%FF", DecodeErrorKind::Encoding),
    ("%FF%FE", DecodeErrorKind::Encoding),
    ("%C2", DecodeErrorKind::Encoding),
    ("%C2x", DecodeErrorKind::Encoding),
    ("_charset_=windows-1252&test=%C2x", DecodeErrorKind::Encoding),
    ("%=a", DecodeErrorKind::Syntax),
    ("%a=a", DecodeErrorKind::Syntax),
    ("%a_=a", DecodeErrorKind::Syntax),
    ("id=0&value=%", DecodeErrorKind::Syntax),
    ("b=%2sf%2a", DecodeErrorKind::Syntax),
    ("b=%2%2af%2a", DecodeErrorKind::Syntax),
    ("b=%%2a", DecodeErrorKind::Syntax),
];

/// A byte-order mark in front of a body is ignored, and is no part of the first name.
const MARKED: &str = "\u{feff}test=\u{feff}";

#[test]
fn forms_are_read_as_the_url_standard_says() {
    let cases: Json = serde_json::from_slice(&std::fs::read(crate::data("wpt_urlencoded.json")).unwrap()).unwrap();
    let cases = cases.as_array().unwrap();
    assert_eq!(cases.len(), 35);
    let mut refused = Vec::new();
    for case in cases {
        let input = case["input"].as_str().unwrap();
        let form = match Value::from_body(input.as_bytes(), Format::Form, Limits::default()) {
            Ok(form) => form,
            Err(error) => {
                refused.push((input, error.kind()));
                continue;
            }
        };
        let mut expected: Vec<(String, Value<'_>)> = Vec::new();
        for pair in case["output"].as_array().unwrap() {
            let (name, value) = (pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
            let name = if input == MARKED { name.trim_start_matches('\u{feff}') } else { name };
            // What comes twice is a list.
            match expected.iter_mut().find(|(own, _)| own == name) {
                Some((_, Value::Array(list))) => list.push(Value::from(value)),
                Some((_, first)) => *first = Value::Array(vec![std::mem::take(first), Value::from(value)]),
                None => expected.push((name.to_owned(), Value::from(value))),
            }
        }
        assert_eq!(form, Value::Object(expected.into_iter().collect()), "{input}");
    }
    assert_eq!(refused, REFUSED_OF_WPT);
}

/// Texts that `qs` reads in another way than this crate's reading of what it signs, each with the reason. A signature of
/// what `qs` makes of them is refused.
const OTHERWISE_TO_QS: [(&str, &[&str]); 5] = [
    (
        "a body that starts with a brace is JSON, and with an angle bracket XML",
        &["<=>", r#"{"some":{"json":"toInject"}}"#, r#"{"__proto__":{"isAdmin":true}}"#],
    ),
    (
        "an invalid escape is refused",
        &[
            "{%:%}",
            "{%:%}=",
            "foo=%:%}",
            "%:%}",
            "does not interpret %uXXXX syntax in iso-8859-1 mode",
            "%u263A=%u263A",
            "%u263A",
        ],
    ),
    ("what is not UTF-8 is refused", &["%8c%a7=%91%e5%8d%e3%95%7b", "%A2=%BD"]),
    (
        "`qs` drops what has the name of a property of every JavaScript object",
        &[
            "toString=foo",
            "hasOwnProperty=bar",
            "toString=foo&a=b",
            "[toString]=foo",
            "[hasOwnProperty]=bar",
            "%5BhasOwnProperty%5D=bar",
            "[toString]=foo&a=b",
            "[a]=b&[toString]=foo",
            "[toString]",
            "x[toString]=foo",
            "x[toString]",
            "a[]=b&a[t]=u&a[hasOwnProperty]=c",
            "a[]=b&a[hasOwnProperty]=c&a[x]=y",
            "constructor[prototype][bad]=bad",
            "bad[constructor][prototype][bad]=bad",
            "a[hasOwnProperty]=b",
            "hasOwnProperty=b",
            "toString",
            "categories[__proto__]=login&categories[__proto__]&categories[length]=42",
            "categories[__proto__]=cats&categories[__proto__]=dogs&categories[some][json]=toInject",
            "foo[__proto__][hidden]=value&foo[bar]=stuffs",
            "__proto__",
            "a[b]=c&a[hasOwnProperty]=d",
            "a[]=b&a[hasOwnProperty]=c",
        ],
    ),
    (
        "where several keys mean one place, `qs` merges them by rules that differ between its versions",
        &[
            "foo[0].baz[0]=15&foo[0].bar=2",
            "foo[0].baz[0]=15&foo[0].baz[1]=16&foo[0].bar=2",
            "foo[0].a=a&foo[0].b=b&foo[1].a=aa&foo[1].b=bb",
            "a[z]=o&a=p&a[y]=q&a[2]=keep&[a]=r",
            "a[z]=o&a=p&a[2]=keep&a[y]=q&[a]=r",
            "a[z]=v0&a=v1&a[y]=v2&[a]=v3&[a]x=v4&a[2]=v5&[a]x1=v6",
            "a[2]=v1&a=v5&a=v7&[a]x=v9",
            "a[]=new&a[19]=19&a[0]=0",
            "a[1]=x&a[]=y&a[]=z",
            "a[z]=o&a=p&a[y]=q&[a]=r",
        ],
    ),
];

/// Whether `Value::from_body` reads the text as `qs` does by what its docs say: no key has brackets or dots, is empty, or
/// is an index or a name of JavaScript's.
fn is_plain(text: &str) -> bool {
    let encoded = ["%5B", "%5b", "%5D", "%5d", "%2E", "%2e", "__proto__", "toString", "hasOwnProperty", "constructor"];
    let plain_key = |pair: &str| {
        let key = pair.split_once('=').map_or(pair, |(key, _)| key);
        pair.is_empty() || !key.is_empty() && !key.bytes().all(|byte| byte.is_ascii_digit())
    };
    !text.contains(['[', ']', '.']) && !encoded.iter().any(|code| text.contains(code)) && text.split('&').all(plain_key)
}

/// All of the texts in qs's tests of `parse`, under the options of the parsers that Node's receivers use. Run where the
/// environment has `CHATHOOKS_NODE`.
#[test]
fn the_signature_of_what_qs_reads_is_accepted() {
    if !node::is_wanted() {
        return;
    }
    let output = ask("qs-inputs.cjs", &Value::Null);
    let texts = |name: &str| output.get(name).and_then(Value::as_array).unwrap().iter().map(Value::as_str);
    let inputs: BTreeSet<_> = texts("inputs").flatten().collect();
    assert!(inputs.len() >= 1_000, "{} texts", inputs.len());
    let mut differs = BTreeSet::new();
    let (mut plain, mut starts_like_json) = (0, 0);
    for (input, theirs) in texts("inputs").flatten().zip(texts("outputs")) {
        let is_accepted = theirs.is_some_and(|theirs| is_accepted(input, theirs));
        if Format::detect(input.as_bytes()) == Format::Json {
            assert!(!is_accepted, "{input} is read as JSON");
            starts_like_json += 1;
        } else if !is_accepted {
            differs.insert(input);
        }
        let form = Value::from_body(input.as_bytes(), Format::Form, Limits::default());
        let is_refused = OTHERWISE_TO_QS[1..3].iter().any(|(_, refused)| refused.contains(&input));
        assert_eq!(form.is_err(), is_refused, "{input}");
        if let (Ok(form), true) = (form, is_plain(input)) {
            let printed = stringify(&form.to_body(Format::Json), Limits::default()).unwrap();
            assert_eq!(str::from_utf8(&printed).ok(), theirs, "{input}");
            plain += 1;
        }
    }
    assert!(plain >= 600, "{plain} plain texts");
    assert!((1..100).contains(&starts_like_json), "{starts_like_json} texts start with a bracket, a brace or a quote");
    let listed = OTHERWISE_TO_QS.iter().flat_map(|(_, texts)| *texts).copied();
    let listed = listed.filter(|text| inputs.contains(text) && Format::detect(text.as_bytes()) != Format::Json);
    assert_eq!(differs, listed.collect());
}
