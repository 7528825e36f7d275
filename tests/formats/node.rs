//! Peers under Node: what they write is read as the same event, and what this crate writes, and what it makes of a
//! body, is the same to them. Run where the environment has `CHATHOOKS_NODE`; npm installs into the build folder.

use chathooks::acquire::{Event, Receiver};
use chathooks::{Format, Key, Proof, value::Value};

use super::xml::XML2JS;
use super::{event, json_tree, to_json};
use crate::node;
use crate::parsers::{is_accepted, list, run};

const SAMPLE: &str = include_str!("../data/acquire/case-status.json");

/// Forms that mean to qs what they mean to this crate.
const QS: [&str; 12] = [
    "a=1&b=2",
    "a=x+y%20z%2B",
    "a[b]=1&a[c]=2",
    "a%5Bb%5d=1&a%5bc%5D[d]=2",
    "%5Ba%5D=1&%5Bb%5D%5Bc%5D=2",
    "a[1]=x&a[0]=y",
    "a[]=x&a[]=y",
    "a[0][b]=1&a[0][c]=2&a[1][b]=3",
    "a=1&a=2&a=3",
    "a=1&a[b]=2",
    "a[b]=2&a=1",
    "a[0]=x&a[b]=y",
];

/// Forms that qs reads in its own way, which counts where the parsed body was signed.
const QS_ALONE: [&str; 10] = [
    "a[5]=x&a[2]=y",
    "a[][b]=1&a[][c]=2",
    "a[][b]=1&a[][b]=2",
    "a[][b]=1&a[][c]=2&a[][b]=3",
    "a[]=1&a[][b]=2",
    "a.b=1&a[c]=2",
    "a]=1",
    "a[01]=x&a[1]=y",
    "0=a&1=b&01=c",
    "%255B=1&a[%2530]=2",
];

#[test]
fn node_writes_and_reads_the_same() {
    if !node::is_wanted() {
        return;
    }
    let sample = json_tree(SAMPLE);
    let own = |format| String::from_utf8(sample.to_body(format)).unwrap();
    let xml: Vec<_> = XML2JS.iter().map(|(xml, _)| (*xml).to_owned()).chain([own(Format::Xml)]).collect();
    let form: Vec<_> = QS.iter().map(|form| (*form).to_owned()).chain([own(Format::Form)]).collect();
    let alone: Vec<_> = QS_ALONE.iter().map(|form| (*form).to_owned()).collect();
    let every: Vec<_> = form.iter().chain(&alone).cloned().collect();
    let pairs = [("event", sample.clone()), ("xml", list(&xml)), ("form", list(&every))];
    let output = run(&Value::Object(pairs.into_iter().collect()));

    let expected = event(SAMPLE.as_bytes()).unwrap();
    let written = output.get("written").and_then(Value::as_object).unwrap();
    assert_eq!(written.len(), 12);
    let signed = output.get("signed").and_then(Value::as_object).unwrap();
    for (name, body) in written.iter() {
        let body = body.as_str().unwrap();
        assert_eq!(event(body.as_bytes()).unwrap(), expected, "{name}");

        // `qs` reads dots only when told to, and makes little of them otherwise.
        if name == "qs, dots" {
            continue;
        }
        // The same under the signature of the documentation's sample, which covers the parsed body.
        let headers = [("x-acquire-signature", signed.get_str(name).unwrap())];
        let receiver = Receiver::new(Key::new("correct horse").unwrap());
        let verified = receiver.receive(&headers, body).unwrap_or_else(|error| panic!("{name}: {error}: {body}"));
        assert!(matches!(verified.proof(), Proof::Stringified { .. }), "{name}");
        // Without indices `qs` reads one message of all, and what was proven is what `qs` reads.
        if name != "qs, without indices" {
            assert_eq!(Event::decode(&verified).unwrap(), expected, "{name}");
        }
    }
    for (bodies, format) in [(&xml, Format::Xml), (&form, Format::Form)] {
        let name = if format == Format::Xml { "xml" } else { "form" };
        let read = output.get(name).and_then(Value::as_array).unwrap();
        for (body, theirs) in bodies.iter().zip(read) {
            assert_eq!(theirs.as_str().unwrap(), to_json(body.as_bytes(), format).unwrap(), "{body}");
            assert!(is_accepted(body, theirs.as_str().unwrap()), "{body}");
        }
    }
    let read = output.get("form").and_then(Value::as_array).unwrap();
    for (body, theirs) in every.iter().zip(read) {
        let theirs = theirs.as_str().unwrap();
        assert!(is_accepted(body, theirs), "{body} is {theirs}");
    }
}
