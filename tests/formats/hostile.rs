//! Bodies that are made to hurt: an error or an event, soon, and in bounded memory.

#![expect(clippy::format_collect, reason = "how the bodies are made does not matter")]

use std::time::{Duration, Instant};

use chathooks::acquire::{Acquire, Event};
use chathooks::{DecodeError, DecodeErrorKind, Format, Limits, Verified, value::Value};

use super::event;

/// Long enough for a debug build on a busy machine, and far too short for anything quadratic at these sizes.
const SOON: Duration = Duration::from_secs(20);

fn read(body: &[u8], format: Format) -> Result<(), DecodeErrorKind> {
    let start = Instant::now();
    let result = Value::from_body(body, format, Limits::default()).map(drop);
    // As an event too: nothing may panic on the way.
    let _: Result<_, DecodeError> = event(body);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    result.map_err(|error| error.kind())
}

#[test]
fn a_billion_laughs() {
    let body =
        br#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;">]><lolz>&lol1;</lolz>"#;
    assert_eq!(read(body, Format::Xml), Err(DecodeErrorKind::Syntax));
}

#[test]
fn open_tags_without_end() {
    let body = "<a>".repeat(100_000);
    assert_eq!(read(body.as_bytes(), Format::Xml), Err(DecodeErrorKind::TooDeep));
    assert_eq!(read("<a".repeat(100_000).as_bytes(), Format::Xml), Err(DecodeErrorKind::Syntax));
    assert_eq!(read("<!--".repeat(1_000_000).as_bytes(), Format::Xml), Err(DecodeErrorKind::Syntax));
    let limits = Limits::default().with_depth(usize::MAX);
    let error = Value::from_body(body.as_bytes(), Format::Xml, limits).unwrap_err();
    assert_eq!(error.to_string(), "nested deeper than 512 levels");
}

#[test]
fn a_million_attributes() {
    let attributes: String = (0..1_000_000).map(|index| format!(" a{index}=''")).collect();
    assert_eq!(read(format!("<a{attributes}/>").as_bytes(), Format::Xml), Err(DecodeErrorKind::TooManyValues));
    let attributes: String = (0..90_000).map(|index| format!(" a{index}=''")).collect();
    assert_eq!(read(format!("<a{attributes}/>").as_bytes(), Format::Xml), Ok(()));
}

#[test]
fn a_million_empty_pairs() {
    assert_eq!(read("&".repeat(1_000_000).as_bytes(), Format::Form), Ok(()));
    assert_eq!(read("=&".repeat(1_000_000).as_bytes(), Format::Form), Err(DecodeErrorKind::TooManyValues));
    assert_eq!(read("a[]&".repeat(1_000_000).as_bytes(), Format::Form), Err(DecodeErrorKind::TooManyValues));
}

#[test]
fn huge_indices_cost_no_memory() {
    let body: String = (0..20_000).map(|index: u64| format!("a[{}]=&", index * 45_000_000_000)).collect();
    assert_eq!(read(body.as_bytes(), Format::Form), Ok(()));
    assert_eq!(read(b"a[18446744073709551615]=&a[18446744073709551616]=&a[]=", Format::Form), Ok(()));
    assert_eq!(read(b"a[999999999999999]=x&a[]=y", Format::Form), Ok(()));
}

#[test]
fn ten_megabytes_of_brackets() {
    assert_eq!(read("[".repeat(10_000_000).as_bytes(), Format::Form), Ok(()));
    assert_eq!(read("]".repeat(10_000_000).as_bytes(), Format::Form), Ok(()));
    assert_eq!(read("[]".repeat(5_000_000).as_bytes(), Format::Form), Err(DecodeErrorKind::TooDeep));
    assert_eq!(read("%5b%5d".repeat(1_000_000).as_bytes(), Format::Form), Err(DecodeErrorKind::TooDeep));
    assert_eq!(read("a.".repeat(5_000_000).as_bytes(), Format::Form), Ok(()));
    assert_eq!(read(format!("{}a", "a.".repeat(5_000_000)).as_bytes(), Format::Form), Err(DecodeErrorKind::TooDeep));
    let body = format!("data={}", "[".repeat(1_000_000));
    assert_eq!(read(body.as_bytes(), Format::Form), Ok(()));
    let body = format!("event=case:status&data={}", "{\"a\":".repeat(1_000_000));
    assert_eq!(event(body.as_bytes()).unwrap_err().kind(), DecodeErrorKind::TooDeep);
}

#[test]
fn many_names_under_one_parent() {
    let names = 0..90_000;
    let elements: String = names.clone().map(|index| format!("<a{index}/>")).collect();
    assert_eq!(read(format!("<x>{elements}</x>").as_bytes(), Format::Xml), Ok(()));
    let elements: String = (0..45_000).map(|index| format!("<field name=\"{index}\"/>")).collect();
    assert_eq!(read(format!("<x>{elements}</x>").as_bytes(), Format::Xml), Ok(()));
    let pairs: String = names.clone().map(|index| format!("a[b{index}]=x&")).collect();
    assert_eq!(read(pairs.as_bytes(), Format::Form), Ok(()));
    // The same names a second time, the oldest first, and indices that fall.
    let pairs: String = (0..40_000).chain(0..40_000).map(|index| format!("a[b{index}]=x&")).collect();
    assert_eq!(read(pairs.as_bytes(), Format::Form), Ok(()));
    let pairs: String = names.rev().map(|index| format!("a[{index}]=x&")).collect();
    assert_eq!(read(pairs.as_bytes(), Format::Form), Ok(()));
}

#[test]
fn text_in_many_pieces() {
    assert_eq!(read(format!("<a>{}</a>", "&lt;".repeat(1_000_000)).as_bytes(), Format::Xml), Ok(()));
    assert_eq!(read(format!("<a>{}</a>", "x<!---->".repeat(500_000)).as_bytes(), Format::Xml), Ok(()));
    assert_eq!(read(format!("<a>{}</a>", "x<b/>".repeat(90_000)).as_bytes(), Format::Xml), Ok(()));
    assert_eq!(read(format!("<a>{}</a>", "<![CDATA[]]>".repeat(500_000)).as_bytes(), Format::Xml), Ok(()));
}

#[test]
fn the_limits_are_those_of_json() {
    let limits = Limits::default().with_depth(3).with_values(8);
    let read = |body: &[u8], format| {
        Value::from_body(body, format, limits)
            .map(|tree| tree.to_body(Format::Json).len())
            .map_err(|error| error.kind())
    };
    for (json, xml, form) in [
        (r#"{"a":{"b":{"c":"x"}}}"#, "<r><a><b><c>x</c></b></a></r>", "a[b][c]=x"),
        (r#"{"a":{"b":["x","y"]}}"#, "<r><a><b>x</b><b>y</b></a></r>", "a[b][]=x&a[b][]=y"),
    ] {
        assert!(read(json.as_bytes(), Format::Json).is_ok());
        assert_eq!(read(json.as_bytes(), Format::Json), read(xml.as_bytes(), Format::Xml), "{xml}");
        assert_eq!(read(json.as_bytes(), Format::Json), read(form.as_bytes(), Format::Form), "{form}");
    }
    for (json, xml, form) in [
        (r#"{"a":{"b":{"c":{"d":"x"}}}}"#, "<r><a><b><c><d>x</d></c></b></a></r>", "a[b][c][d]=x"),
        (r#"{"a":{"b":{"c":["x","y"]}}}"#, "<r><a><b><c>x</c><c>y</c></b></a></r>", "a[b][c][]=x&a[b][c][]=y"),
        (r#"{"a":{"b":{"c":["x","y"]}}}"#, "<r><a><b><c>x</c><c>y</c></b></a></r>", "a[b][c]=x&a[b][c]=y"),
        (r#"{"a":{"b":["x",{"c":""}]}}"#, "<r><a><b>x</b><b><c/></b></a></r>", "a[b]=x&a[b][c]="),
        (r#"{"a":{"b":[{"c":""},"x"]}}"#, "<r><a><b><c/></b><b>x</b></a></r>", "a[b][c]=&a[b]=x"),
    ] {
        assert_eq!(read(json.as_bytes(), Format::Json), Err(DecodeErrorKind::TooDeep));
        assert_eq!(read(xml.as_bytes(), Format::Xml), Err(DecodeErrorKind::TooDeep), "{xml}");
        assert_eq!(read(form.as_bytes(), Format::Form), Err(DecodeErrorKind::TooDeep), "{form}");
    }
    // The path of a key is as deep as the limit, and a second value at its end makes an array of the two.
    assert!(read(b"a[0][0]=x", Format::Form).is_ok());
    assert_eq!(read(b"a[0][0]=x&a[0][0]=y", Format::Form), Err(DecodeErrorKind::TooDeep));
    assert!(read(b"<r><a/><b/><c/><d/><e/><f/><g/></r>", Format::Xml).is_ok());
    assert_eq!(read(b"<r><a/><b/><c/><d/><e/><f/><g/><h/></r>", Format::Xml), Err(DecodeErrorKind::TooManyValues));
    assert!(read(b"a&b&c&d&e&f&g", Format::Form).is_ok());
    assert_eq!(read(b"a&b&c&d&e&f&g&h", Format::Form), Err(DecodeErrorKind::TooManyValues));
}

#[test]
fn the_deepest_body_that_can_be_allowed_fits_the_stack() {
    let limits = Limits::default().with_depth(usize::MAX);
    let inner = Limits::MAX_DEPTH - 1;
    let xml = format!("<x><event>unknown</event><data>{}{}</data></x>", "<a>".repeat(inner), "</a>".repeat(inner));
    let form = format!("event=unknown&data{}=x", "[a]".repeat(inner));
    let json = format!("event=unknown&data={}{}", r#"{"a":"#.repeat(inner), "1".to_owned() + &"}".repeat(inner));
    let known = format!("event=case:new&data={}{}", r#"{"a":"#.repeat(inner), "1".to_owned() + &"}".repeat(inner));
    for body in [xml, form, json, known] {
        let event = Event::decode(&Verified::<Acquire, _>::assume_authentic(&body).with_limits(limits))
            .map(Event::into_owned)
            .unwrap();
        let written = event.to_json();
        let tree = Value::from_body(&written, Format::Json, limits).unwrap();
        for format in super::FORMATS {
            let body = tree.to_body(format);
            assert!(Value::from_body(&body, format, limits).is_ok(), "{format}");
        }
    }
}
