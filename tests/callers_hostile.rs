//! Callers' own types with hostile bodies.

use chathooks::acquire::{Acquire, Event};
use chathooks::{
    DecodeErrorKind, Format, Limits, Verified,
    model::JsonString,
    value::{List, Value},
};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
struct Node {
    text: Option<u8>,
    parent: Option<Box<Node>>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Body {
    m: Node,
}

fn assume(body: impl Into<Vec<u8>>) -> Verified<Acquire, Vec<u8>> {
    Verified::assume_authentic(body.into())
}

#[test]
fn a_struct_with_defaults_does_not_read_beyond_its_array() {
    let body = format!("{{\"m\":{}[]{}}}", "[],".repeat(8000), "]".repeat(8000));
    let verified = assume(body).with_limits(Limits::default().with_depth(4));
    let read = move || verified.decode::<Body>().map_err(|error| error.kind());
    let result = std::thread::Builder::new().stack_size(2 << 20).spawn(read).unwrap().join().unwrap();
    assert_eq!(result, Err(DecodeErrorKind::Syntax));
}

#[test]
fn an_array_shorter_than_its_struct_leaves_the_defaults() {
    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct Msg {
        a: Vec<u8>,
        b: u8,
    }
    #[derive(Debug, Deserialize, PartialEq)]
    struct Messages {
        m: Vec<Msg>,
    }
    assert_eq!(assume("{\"m\":[[]]}").decode::<Messages>().unwrap(), Messages { m: vec![Msg::default()] });
    let error = assume("{\"m\":[[],5]]}").decode::<Messages>().unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Syntax);
}

#[test]
fn a_conversion_into_an_array_adds_a_level() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Nested {
        a: Vec<Vec<u8>>,
    }
    for body in ["a=1", "<r><a>1</a></r>"] {
        let read = |depth| assume(body).with_limits(Limits::default().with_depth(depth)).decode::<Nested>();
        assert_eq!(read(3).unwrap(), Nested { a: vec![vec![1]] });
        assert_eq!(read(2).unwrap_err().kind(), DecodeErrorKind::TooDeep);
        assert_eq!(assume(body).decode::<Vec<Nested>>().unwrap(), [Nested { a: vec![vec![1]] }]);
    }
}

#[test]
fn bytes_that_cannot_be_borrowed_are_called_a_string() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is not read")]
    struct Bytes<'a> {
        a: &'a [u8],
    }
    let error = assume("a=%20").decode::<Bytes<'_>>().map(drop).unwrap_err();
    assert_eq!(error.to_string(), "a: expected a borrowed byte array, found a string");
}

#[test]
fn an_empty_string_is_borrowed_from_any_format() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Empty<'a> {
        a: &'a str,
        b: &'a str,
    }
    for body in [r#"{"a":"","b":""}"#, "a=&b", "<r><a/><b></b></r>", "<r>\n<a> </a>\n<b/>\n</r>"] {
        let verified = assume(body);
        assert_eq!(verified.decode::<Empty<'_>>().unwrap().b, "", "{body}");
    }
}

#[test]
fn limits_count_across_all_documents_of_a_body() {
    #[derive(Deserialize)]
    struct Documents<'a> {
        #[serde(borrow)]
        d: Vec<JsonString<'a, List<Value<'a>>>>,
    }
    let document = format!("\"[{}0]\"", "0,".repeat(8));
    let json = format!("{{\"d\":[{}]}}", vec![document; 100].join(","));
    for (format, body) in [
        (Format::Json, json.clone().into_bytes()),
        (Format::Form, {
            Value::from_body(json.as_bytes(), Format::Json, Limits::default()).unwrap().to_body(Format::Form)
        }),
    ] {
        let count = |nodes| {
            let verified = assume(body.clone()).with_limits(Limits::default().with_values(nodes));
            let documents = verified.decode::<Documents<'_>>().map_err(|error| error.kind())?;
            Ok(documents
                .d
                .iter()
                .filter(|document| document.decode_within(Limits::default().with_values(10)).is_ok())
                .count())
        };
        // The body itself holds 102 values. A document is read when its own `decode` is called, and counts there.
        assert_eq!(count(101), Err(DecodeErrorKind::TooManyValues), "{format}");
        assert_eq!(count(102), Ok(100), "{format}");
    }
}

/// A string that is converted into an array is read with the body, and its values count with those of the body.
#[test]
fn limits_count_across_the_documents_of_an_event() {
    let message = |id: usize| format!(r#"[{{\"id\":\"{id}\"}}]"#);
    let body = format!(r#"{{"event":"case:status","data":{{"caseId":"1","status":"a","messages":"{}"}}}}"#, message(7));
    let decode = |values| {
        let verified = assume(body.clone()).with_limits(Limits::default().with_values(values));
        Event::decode(&verified).map(|_| ()).map_err(|error| error.kind())
    };
    // Six values, the string among them, three in the document, and one for the memory of the message.
    assert_eq!(decode(10), Ok(()));
    assert_eq!(decode(9), Err(DecodeErrorKind::TooManyValues));
}

#[test]
fn a_signed_array_or_string_is_no_form() {
    let form = "[a]=1&[b][c]=2";
    assert_eq!(Format::detect(form.as_bytes()), Format::Json, "an unencoded bracket in front is not a form's");
    for body in [
        &br#"["&event=case:status&data[caseId]=666&data[status]=closed&x="]"#[..],
        br#" "&event=case:status&data[caseId]=666&data[status]=closed&x=""#,
    ] {
        assert_eq!(Format::detect(body), Format::Json);
        assert_eq!(Event::decode(&assume(body)).unwrap_err().kind(), DecodeErrorKind::Type);
    }
    for start in ["\u{feff}\u{feff}", "\0", "\u{1}", "\u{7f}", "\u{feff} \u{feff}", " \u{c}", "\u{85}"] {
        let body = format!("{start}{{}}&event=case:status&data[caseId]=666&data[status]=closed");
        let error = Event::decode(&assume(body.clone())).unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::Syntax, "{start:?}");
        let tree = Value::from_body(body.as_bytes(), Format::Form, Limits::default());
        assert_eq!(tree.unwrap_err().kind(), DecodeErrorKind::Syntax, "{start:?}");
    }
}
