//! `stringify` compared with JavaScript: vectors, tables, limits and hostile input.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "util/base64.rs"]
mod base64;

use std::time::{Duration, Instant};

use chathooks::{DecodeErrorKind, Key, Limits, Signature, codec::stringify};

fn printed(json: &str) -> String {
    String::from_utf8(stringify(json.as_bytes(), wide()).unwrap()).unwrap()
}

fn wide() -> Limits {
    Limits::default().with_depth(Limits::MAX_DEPTH).with_values(usize::MAX)
}

#[test]
fn vectors_of_node() {
    let lines = include_str!("data/stringify/js_stringify.jsonl");
    for (index, line) in lines.lines().enumerate() {
        let vector: std::collections::HashMap<String, String> = serde_json::from_str(line).unwrap();
        let canonical = base64::decode(&vector["canonical"]);
        assert_eq!(base64::encode(&canonical), vector["canonical"]);
        let text = stringify(&base64::decode(&vector["body"]), Limits::default()).unwrap();
        assert_eq!(text, canonical, "line {}: {}", index + 1, String::from_utf8_lossy(&text));

        let key = Key::from_bytes(&vector["key"]).unwrap_or_else(|_| Key::empty_and_forgeable());
        assert_eq!(key.verify(&text, &vector["hex"].parse::<Signature>().unwrap()), Ok(()), "line {}", index + 1);
    }
    assert_eq!(lines.lines().count(), 500);
}

#[test]
fn numbers() {
    for (json, wanted) in [
        ("0", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0e400", "0"),
        ("1.0", "1"),
        ("-1.50", "-1.5"),
        ("10", "10"),
        ("1E2", "100"),
        ("999999999999999", "999999999999999"),
        ("9007199254740991", "9007199254740991"),
        ("9007199254740992", "9007199254740992"),
        ("9007199254740993", "9007199254740992"),
        ("9007199254740995", "9007199254740996"),
        ("-9007199254740993", "-9007199254740992"),
        ("123456789012345680000", "123456789012345680000"),
        ("123456789012345678901", "123456789012345680000"),
        ("1e20", "100000000000000000000"),
        ("999999999999999999999", "1e+21"),
        ("999999999999999868928", "999999999999999900000"),
        ("999999999999999934464", "1e+21"),
        // In the middle between two texts of the fewest digits: the even one.
        ("956030726432800.25", "956030726432800.2"),
        ("956030726432800.75", "956030726432800.8"),
        ("1e21", "1e+21"),
        ("-1.25e21", "-1.25e+21"),
        ("1e-5", "0.00001"),
        ("1e-6", "0.000001"),
        ("0.000001", "0.000001"),
        ("0.00000123", "0.00000123"),
        ("1e-7", "1e-7"),
        ("0.000000123", "1.23e-7"),
        ("0.1", "0.1"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("123.456", "123.456"),
        ("5e-324", "5e-324"),
        ("2e-324", "0"),
        ("2.2250738585072014e-308", "2.2250738585072014e-308"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("1.7976931348623159e308", "null"),
        ("1e400", "null"),
        ("-1e400", "null"),
        ("1e99999999999999999999999", "null"),
        ("1e-99999999999999999999999", "0"),
        ("0e99999999999999999999999", "0"),
        ("[1e400,1]", "[null,1]"),
    ] {
        assert_eq!(printed(json), wanted, "{json}");
    }
}

/// Longer than the standard library counts exponents, and than the digits that a double can depend on.
#[test]
fn numbers_of_very_many_digits() {
    let zeros = "0".repeat(1_000_000);
    for (json, wanted) in [
        (format!("0.{zeros}15e1000001"), "1.5"),
        (format!("-15{zeros}e-1000000"), "-15"),
        (format!("0.{zeros}"), "0"),
        (format!("0.{zeros}1"), "0"),
        (format!("1{zeros}"), "null"),
        (format!("1{zeros}e-1{zeros}"), "0"),
        (format!("0.{zeros}1e+1{zeros}"), "null"),
        (format!("9007199254740993.{zeros}1"), "9007199254740994"),
        (format!("9007199254740993.{zeros}0"), "9007199254740992"),
        (format!("9007199254740992.{zeros}1"), "9007199254740992"),
        (format!("1e-00{zeros}2"), "0.01"),
    ] {
        assert_eq!(printed(&json), wanted, "{}…", &json[..20]);
    }
}

#[test]
fn names() {
    for (json, wanted) in [
        (r#"{"b":1,"a":2}"#, r#"{"b":1,"a":2}"#),
        (r#"{"b":1,"2":2,"10":3,"1":4}"#, r#"{"1":4,"2":2,"10":3,"b":1}"#),
        (r#"{"0":1,"1":2,"a":3}"#, r#"{"0":1,"1":2,"a":3}"#),
        (r#"{"a":1,"0":2}"#, r#"{"0":2,"a":1}"#),
        (r#"{"4294967295":1,"4294967294":2}"#, r#"{"4294967294":2,"4294967295":1}"#),
        (r#"{"9999999999":1,"5":2}"#, r#"{"5":2,"9999999999":1}"#),
        (r#"{"01":1,"-1":2,"1.5":3,"":4,"1 ":5}"#, r#"{"01":1,"-1":2,"1.5":3,"":4,"1 ":5}"#),
        (r#"{"a":1,"\u0031":2}"#, r#"{"1":2,"a":1}"#),
        (r#"{"a":1,"b":2,"a":3}"#, r#"{"a":3,"b":2}"#),
        (r#"{"a":1,"b":2,"\u0061":3}"#, r#"{"a":3,"b":2}"#),
        (r#"{"7":1,"b":2,"7":{"b":1,"7":2}}"#, r#"{"7":{"7":2,"b":1},"b":2}"#),
        (r#"{"a":{"b":1,"1":2},"a":0}"#, r#"{"a":0}"#),
        (r#"{"a":0,"a":{"b":1,"1":[{"x":1,"x":2}]},"c":[]}"#, r#"{"a":{"1":[{"x":2}],"b":1},"c":[]}"#),
        (r#"[{"a":1,"1":2},{"a":1},{"b":1,"b":2}]"#, r#"[{"1":2,"a":1},{"a":1},{"b":2}]"#),
        (r#"{"\ud83d":1,"\ude00":2,"\uD83D":3}"#, r#"{"\ud83d":3,"\ude00":2}"#),
        (r#"{"\ud83d\ude00":1,"😀":2}"#, r#"{"😀":2}"#),
        (r#"{"\\ud83d":1,"\ud83d":2}"#, r#"{"\\ud83d":1,"\ud83d":2}"#),
        (r#"{"__proto__":1,"a":2,"__proto__":3}"#, r#"{"__proto__":3,"a":2}"#),
        ("{}", "{}"),
    ] {
        assert_eq!(printed(json), wanted, "{json}");
    }
}

/// The same rules hold where a map is too large to compare each name with each.
#[test]
fn names_of_large_maps() {
    for count in [15, 16, 17, 18, 200] {
        let pairs = |names: &mut dyn Iterator<Item = String>| {
            format!("{{{}}}", names.map(|name| format!("\"{name}\":0")).collect::<Vec<_>>().join(","))
        };
        let plain = pairs(&mut (0..count).map(|index| format!("n{index}")));
        assert_eq!(printed(&plain), plain);
        let indices = pairs(&mut (0..count).map(|index| index.to_string()));
        assert_eq!(printed(&indices), indices);
        assert_eq!(printed(&pairs(&mut (0..count).rev().map(|index| index.to_string()))), indices);
        assert_eq!(printed(&plain.replace('}', r#","\u006e0":0,"n1":0}"#)), plain);
    }
}

#[test]
fn texts() {
    for (json, wanted) in [
        (r#""\b\f\n\r\t\"\\""#, r#""\b\f\n\r\t\"\\""#),
        (r#""\u0008\u000c\u000A\u000d\u0009\u0022\u005C""#, r#""\b\f\n\r\t\"\\""#),
        (r#""\/""#, r#""/""#),
        (r#""\u0000\u000B\u001F\u0020""#, r#""\u0000\u000b\u001f ""#),
        ("\"\\u007f\\u0080\"", "\"\u{7f}\u{80}\""),
        ("\"\u{7f}\u{2028}\u{2029}</é\"", "\"\u{7f}\u{2028}\u{2029}</é\""),
        (r#""\u2028\u00E9""#, "\"\u{2028}é\""),
        (r#""\ud83d\ude00""#, r#""😀""#),
        (r#""\uD800\uDC00\udbff\udfff""#, "\"\u{10000}\u{10ffff}\""),
        (r#""\uD83D""#, r#""\ud83d""#),
        (r#""\uDE00\uD83D""#, r#""\ude00\ud83d""#),
        (r#""\ud83d\ud83d\ude00\ude00""#, r#""\ud83d😀\ude00""#),
        (r#""\ud83d\\ude00""#, r#""\ud83d\\ude00""#),
        (r#""\ud83d \ude00\ud83dx""#, r#""\ud83d \ude00\ud83dx""#),
        (r#""\uFFFE\uffff\ufeff""#, "\"\u{fffe}\u{ffff}\u{feff}\""),
        (r#""""#, r#""""#),
    ] {
        assert_eq!(printed(json), wanted, "{json}");
    }
}

#[test]
fn anything_may_stand_alone_and_white_space_goes() {
    for (json, wanted) in [
        (" null\n", "null"),
        ("true", "true"),
        ("\tfalse", "false"),
        ("[ ]", "[]"),
        ("\r\n{ }", "{}"),
        ("[ 1 ,\t\"a\" , [ true , null ] ]", r#"[1,"a",[true,null]]"#),
        ("{ \"a\" : 1 , \"b\" : { \"c\" : [ ] } }", r#"{"a":1,"b":{"c":[]}}"#),
    ] {
        assert_eq!(printed(json), wanted, "{json}");
    }
}

#[test]
fn what_javascript_refuses() {
    for (json, message) in [
        ("", "unexpected end of the body at byte 0"),
        (" ", "unexpected end of the body at byte 1"),
        ("\u{feff}{}", "expected a value at byte 0"),
        ("\u{a0}{}", "expected a value at byte 0"),
        ("\u{b}{}", "expected a value at byte 0"),
        ("{}\u{c}", "expected the end of the body at byte 2"),
        ("{}{}", "expected the end of the body at byte 2"),
        ("{\"a\":1,}", "expected a quoted name at byte 7"),
        ("{a:1}", "expected a quoted name at byte 1"),
        ("{'a':1}", "expected a quoted name at byte 1"),
        ("{\"a\" 1}", "expected a colon at byte 5"),
        ("{\"a\":1 \"b\":2}", "expected a comma or the end of the array or object at byte 7"),
        ("{,}", "expected a quoted name at byte 1"),
        ("[1,]", "expected a value at byte 3"),
        ("[,]", "expected a value at byte 1"),
        ("[1}", "expected a comma or the end of the array or object at byte 2"),
        ("[1", "unexpected end of the body at byte 2"),
        ("{\"a", "unexpected end of the body at byte 3"),
        ("01", "expected the end of the body at byte 1"),
        ("[-]", "invalid number at byte 2"),
        ("[1.]", "invalid number at byte 3"),
        ("[1e]", "invalid number at byte 3"),
        ("+1", "expected a value at byte 0"),
        (".5", "expected a value at byte 0"),
        ("NaN", "expected a value at byte 0"),
        ("undefined", "expected a value at byte 0"),
        ("[nul]", "expected a value at byte 1"),
        ("truex", "expected the end of the body at byte 4"),
        ("True", "expected a value at byte 0"),
        ("// x\n1", "expected a value at byte 0"),
        ("\"\t\"", "control character in a string at byte 1"),
        ("\"\u{0}\"", "control character in a string at byte 1"),
        (r#""\x41""#, "invalid escape at byte 1"),
        (r#""\u+041""#, "invalid escape at byte 1"),
        (r#""\u12""#, "invalid escape at byte 1"),
        (r#""\U0041""#, "invalid escape at byte 1"),
        (r#"{"secret":"secret","data":[{"id":x}]}"#, "expected a value at byte 33"),
    ] {
        let error = stringify(json.as_bytes(), wide()).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.kind()), (message, DecodeErrorKind::Syntax), "{json}");
    }
    for body in [b"\"\xff\"".as_slice(), b"\"\xed\xa0\xbd\"", b"\xef\xbb"] {
        assert_eq!(stringify(body, wide()).unwrap_err().kind(), DecodeErrorKind::Encoding);
    }
}

#[test]
fn limits() {
    let limits = Limits::default().with_depth(2).with_values(4);
    assert!(stringify(br#"{"a":[1,2]}"#, limits).is_ok());
    assert!(stringify(b"[[],[],1]", limits).is_ok());
    let error = stringify(b"[[[]]]", limits).unwrap_err();
    assert_eq!((error.to_string().as_str(), error.kind()), ("nested deeper than 2 levels", DecodeErrorKind::TooDeep));
    let error = stringify(br#"{"a":[1,2,3]}"#, limits).unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.kind()),
        ("more than 4 values in the body", DecodeErrorKind::TooManyValues)
    );
}

/// As deep as can be allowed, each level with something to move, on the 2 MiB that a thread has by default.
#[test]
fn the_deepest_body_fits_the_stack() {
    let deepest = || {
        for (open, close) in [("[", "]"), (r#"{"a":"#, "}"), (r#"{"a":"#, r#","1":0,"a2":0,"a2":1}"#)] {
            let body = |depth| format!("{}0{}", open.repeat(depth), close.repeat(depth));
            assert!(stringify(body(512).as_bytes(), wide()).is_ok());
            assert_eq!(stringify(body(513).as_bytes(), wide()).unwrap_err().kind(), DecodeErrorKind::TooDeep);
        }
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(deepest).unwrap().join().unwrap();
}

/// Each body is a megabyte or more. The bound is far above what any of them takes in a debug build, and far below what
/// anything quadratic would.
#[test]
fn hostile_bodies_take_linear_time() {
    let map = |members: Vec<String>| format!("{{{}}}", members.join(","));
    let prefix = "p".repeat(100);
    let inner = format!("[{}0]", "0,".repeat(500_000));
    for (what, body, accepted) in [
        ("names in descending order", map((0..100_000).rev().map(|n| format!("\"{n}\":0")).collect()), true),
        ("one name again and again", map((0..100_000).map(|_| format!("\"{prefix}\":0")).collect()), true),
        ("names that start alike", map((0..100_000).map(|n| format!("\"{prefix}{n}\":0")).collect()), true),
        ("maps to reorder", format!("[{}0]", r#"{"a":0,"1":0},"#.repeat(100_000)), true),
        (
            "a large body in many maps to reorder",
            format!("{}{inner}{}", r#"{"a":"#.repeat(500), r#","1":0}"#.repeat(500)),
            true,
        ),
        ("brackets", "[".repeat(1 << 20), false),
        ("braces", r#"{"":"#.repeat(1 << 18), false),
        ("short escapes", format!("\"{}\"", "\\n".repeat(1 << 19)), true),
        ("surrogates", format!("\"{}\"", "\\ud83d".repeat(1 << 18)), true),
        ("pairs", format!("\"{}\"", "\\ud83d\\ude00".repeat(1 << 17)), true),
        ("backslashes", format!("\"{}", "\\".repeat(1 << 20)), false),
        ("white space", " ".repeat(1 << 20), false),
        ("digits", "7".repeat(1 << 20), true),
        ("numbers", format!("[{}0]", "1.7976931348623157e308,".repeat(50_000)), true),
    ] {
        let start = Instant::now();
        assert_eq!(stringify(body.as_bytes(), wide()).is_ok(), accepted, "{what}");
        assert!(start.elapsed() < Duration::from_secs(10), "{what} took {:?}", start.elapsed());
    }
}
