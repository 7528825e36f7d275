//! One event in three formats, and bodies turned from one into another.

use std::fs;
use std::path::Path;

use chathooks::acquire::{Case, Contact, Data, Event, Message, Receiver, Sender, Status};
use chathooks::{Format, Key, Limits, value::Value};

use super::{FORMATS, event, json_tree, to_json};

/// The fixtures of Acquire's events: bodies made up in the shape that the vendor documents.
fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/acquire");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let bodies = paths.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    bodies.map(|path| (path.display().to_string(), fs::read(path).unwrap())).collect()
}

#[test]
fn each_sample_is_the_same_event_in_all_formats() {
    assert!(samples().len() >= 4);
    for (path, body) in samples() {
        let expected = event(&body).unwrap();
        for format in FORMATS {
            let converted = Value::from_body(&body, Format::Json, Limits::default()).unwrap().to_body(format);
            assert_eq!(Format::detect(&converted), format, "{path}");
            assert_eq!(event(&converted).unwrap(), expected, "{path} as {format}");
            for second in FORMATS {
                let back = Value::from_body(&converted, format, Limits::default()).unwrap().to_body(second);
                assert_eq!(event(&back).unwrap(), expected, "{path} as {format} and then {second}");
            }
        }
    }
}

#[test]
fn a_sender_writes_what_a_receiver_reads() {
    let mut case = Case::new("72", Status::Closed);
    case.contact = Some(Contact::new());
    case.contact.as_mut().unwrap().id = Some("".into());
    // JavaScript has such a name first, and so does a body that JavaScript prints.
    case.fields.push("10", "a & b = \"c\" <d> [e]\r\n\t\\");
    case.fields.push(" id", "1");
    case.fields.push("", "\u{0}\u{b}\u{fffe}");
    case.messages.push(Message::new("323"));
    let event = Event::from(case);
    for format in FORMATS {
        let sender = Sender::new(Key::new("correct horse").unwrap()).with_format(format);
        let parts = sender.parts(&event);
        assert_eq!(parts.headers[0], ("content-type".to_owned(), format.content_type().to_owned()));
        let receiver = Receiver::new(Key::new("correct horse").unwrap());
        let verified = receiver.receive(&parts.headers, parts.body).unwrap();
        assert_eq!(verified.format(), format);
        assert_eq!(Event::decode(&verified).unwrap(), event, "{format}");
    }
}

#[test]
fn the_data_may_come_before_the_name() {
    let bodies: [&[u8]; 2] = [
        b"<x><data><caseId>72</caseId><status>closed</status></data><event>case:status</event></x>",
        b"data[caseId]=72&data[status]=closed&event=case:status",
    ];
    for body in bodies {
        let event = event(body).unwrap();
        assert!(matches!(event.data, Data::CaseStatus(case) if case.case_id == "72"));
    }
}

#[test]
fn an_event_without_data_is_one_with_an_empty_map() {
    let bodies: [&[u8]; 5] = [
        br#"{"event":"case:new"}"#,
        br#"{"event":"case:new","data":{}}"#,
        br#"{"event":"case:new","data":null}"#,
        b"<x><event>case:new</event></x>",
        b"event=case:new",
    ];
    for body in bodies {
        let event = event(body).unwrap();
        let Data::CaseNew(new) = event.data else { panic!("{body:?}") };
        assert!(new.data.as_object().is_some_and(chathooks::value::Object::is_empty), "{body:?}");
    }
    // Where any value may be, a string is one, and reads the same in each format.
    let texts: [&[u8]; 3] =
        [br#"{"event":"case:new","data":""}"#, b"<x><event>case:new</event><data/></x>", b"event=case:new&data="];
    for body in texts {
        let Data::CaseNew(new) = event(body).unwrap().data else { panic!("{body:?}") };
        assert_eq!(new.data, "".into(), "{body:?}");
    }
}

#[test]
fn a_guess_over_undocumented_data_reads_xml_and_forms_too() {
    let case = r#"{"caseId":"72","status":"closed","fields":{},"messages":[{"id":"323"}]}"#;
    let tree = json_tree(case);
    let body = [("event", "case:new".into()), ("data", tree)].into_iter().collect::<chathooks::value::Object>();
    for format in FORMATS {
        let event = event(&Value::Object(body.clone()).to_body(format)).unwrap();
        let Data::CaseNew(new) = &event.data else { panic!("{format}") };
        assert_eq!(new.case().unwrap().messages[0].id.as_ref().unwrap(), "323", "{format}");
    }
    let event = event(b"event=case:new&data={\"caseId\":7,\"status\":\"active\"}").unwrap();
    let Data::CaseNew(new) = &event.data else { panic!() };
    assert_eq!(new.case().unwrap().case_id, "7");
}

#[test]
fn an_unknown_event_keeps_its_data() {
    let event = event(b"<x><event>case:archived</event><data><by id='3'>Ada</by></data></x>").unwrap();
    let Data::Unknown(unknown) = event.data else { panic!() };
    assert_eq!(unknown.data, json_tree(r#"{"by":{"_":"Ada","$":{"id":"3"}}}"#));
}

/// A level counts as one, whether a body writes it or a list of what comes twice makes it.
#[test]
fn depth_is_that_of_the_tree() {
    for (format, body) in [
        (Format::Form, "a[b][c]=1&a=2"),
        (Format::Form, "a=2&a[b][c][d]=1"),
        (Format::Form, "a[b][0]=1&a[b]=2&a=3"),
        (Format::Form, "a[0][0][x]=1&a=2&a[b]=3"),
        (Format::Form, "a[x][0][0]=1&a[x][0][0]=1&a=2"),
        (Format::Xml, "<r><a><b><c/></b></a><a/></r>"),
        (Format::Xml, "<r><a/><a><b><c/></b></a></r>"),
        (Format::Xml, "<r><a><b/><b><c/></b></a><a/></r>"),
        (Format::Xml, "<r><a><b><c><d/></c></b><b/><b/></a><a x='1'/></r>"),
        (Format::Xml, "<r><a><b><c><d/><d/></c></b></a><a/></r>"),
    ] {
        let json = to_json(body.as_bytes(), format).unwrap();
        for depth in 0..10 {
            let limits = Limits::default().with_depth(depth);
            let read = |body: &str, format| Value::from_body(body.as_bytes(), format, limits).map(drop);
            assert_eq!(
                read(body, format).map_err(|error| error.kind()),
                read(&json, Format::Json).map_err(|error| error.kind()),
                "{body} as {json} within {depth}"
            );
        }
    }
}
