//! What holds for arbitrary bodies, trees and events.

use chathooks::acquire::{Case, Channel, Contact, Data, Event, Message, Receiver, Sender, Status};
use chathooks::{
    Format, Key, Limits,
    value::{Object, Value},
};
use proptest::collection::vec;
use proptest::prelude::*;

use super::contents::lost;
use super::{FORMATS, event};

/// Texts with all that a format has to escape, and names that look like something else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9]{0,3}",
        r"[\[\]{}.%+&=;<>'\x22\\ \r\n\t/_$:0-9A-Fuae-]{0,6}",
        ".{0,6}",
        vec(any::<char>(), 0..4).prop_map(String::from_iter),
        prop_oneof!["_", "\\$", "item", "field", "name", "text", "0", "1", "%5B", "\\{\\}", "\\[\\]"],
    ]
}

fn tree() -> impl Strategy<Value = Value<'static>> {
    let leaf = prop_oneof![
        8 => text().prop_map(Value::from),
        1 => any::<i64>().prop_map(|number| Value::Number(number.into())),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => Just(Value::Null),
    ];
    // XML and forms leave out a field that holds nothing but empty lists and maps, and its name with it.
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            1 => vec(inner.clone(), 1..4).prop_map(Value::Array),
            3 => vec((text(), inner), 1..5).prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// The same tree with each name once in a map.
fn without_duplicates(tree: Value<'static>) -> Value<'static> {
    match tree {
        Value::Array(list) => Value::Array(list.into_iter().map(without_duplicates).collect()),
        Value::Object(fields) => {
            let mut unique = Object::new();
            for (name, value) in fields.iter() {
                if unique.get(name).is_none() {
                    unique.push(name.to_owned(), without_duplicates(value.clone()));
                }
            }
            Value::Object(unique)
        }
        tree => tree,
    }
}

fn fields() -> impl Strategy<Value = Object<'static>> {
    vec((text(), text()), 0..4).prop_map(|mut pairs| {
        // JavaScript has the names that are indices first, and so does a body that JavaScript prints.
        let index = |name: &str| name.parse::<u32>().ok().filter(|index| index.to_string() == name);
        pairs.sort_by_key(|(name, _)| index(name).map_or((1, 0), |index| (0, index)));
        let mut fields = Object::new();
        for (name, value) in pairs {
            if fields.get(&name).is_none() {
                fields.push(name, value);
            }
        }
        fields
    })
}

prop_compose! {
    fn message()(id in text(), body in proptest::option::of(text()), channel in proptest::option::of(text()), sender in proptest::option::of(any::<u64>())) -> Message<'static> {
        let mut message = Message::new(id);
        message.message = body.map(Into::into);
        message.channel = channel.map(Channel::from);
        message.sender_id = sender.map(Into::into);
        message
    }
}

prop_compose! {
    fn case()(id in text(), status in text(), own in fields(), contact in proptest::option::of((text(), fields())), messages in vec(message(), 0..4)) -> Event<'static> {
        let mut case = Case::new(id, Status::from(status));
        case.fields = own;
        case.contact = contact.map(|(id, fields)| {
            let mut contact = Contact::new();
            contact.id = Some(id.into());
            contact.fields = fields;
            contact
        });
        for message in messages {
            case.messages.push(message);
        }
        Event::from(case)
    }
}

/// The same event with the names of its open maps in their own order.
fn sorted(event: &Event<'_>) -> Event<'static> {
    let sort = |fields: &mut Object<'static>| {
        let mut pairs: Vec<_> = fields.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
        *fields = pairs.into_iter().collect();
    };
    let mut event = event.clone().into_owned();
    if let Data::CaseStatus(case) = &mut event.data {
        sort(&mut case.fields);
        case.contact.iter_mut().for_each(|contact| sort(&mut contact.fields));
    }
    event
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in vec(any::<u8>(), 0..64)) {
        for format in FORMATS {
            let _ = Value::from_body(&bytes, format, Limits::default());
        }
        let _ = event(&bytes);
    }

    #[test]
    fn no_xml_panics(parts in vec(prop_oneof![
        "<[a-z/!?]{0,2}", ">", "/>", "</a>", "<a", "<a>", " [a-z]=\"[&;#x0-9]{0,4}\"", "&[#x0-9a-z]{0,4};?", "<!\\[CDATA\\[",
        "\\]\\]>", "<!--", "-->", "<\\?xml", "\\?>", "<field name=\"[\\\\u0-9]{0,6}\"", " text=\"[\\\\u0-9]{0,6}\"", ".{0,2}",
    ], 0..16)) {
        let body = parts.concat();
        let _ = event(body.as_bytes());
        if let Ok(tree) = Value::from_body(body.as_bytes(), Format::Xml, Limits::default()) {
            let again = tree.to_body(Format::Xml);
            prop_assert_eq!(Value::from_body(&again, Format::Xml, Limits::default()).unwrap(), tree);
        }
    }

    #[test]
    fn what_was_a_form_is_the_same_tree_again(body in "[ab012\\[\\].%&=5BD+]{0,32}") {
        let _ = event(body.as_bytes());
        if let Ok(tree) = Value::from_body(body.as_bytes(), Format::Form, Limits::default()) {
            let again = tree.to_body(Format::Form);
            prop_assert_eq!(Value::from_body(&again, Format::Form, Limits::default()).unwrap(), tree);
        }
    }

    #[test]
    fn no_name_and_no_text_is_lost(tree in tree().prop_map(without_duplicates)) {
        for format in FORMATS {
            let body = tree.to_body(format);
            let again = Value::from_body(&body, format, Limits::default()).unwrap();
            let lost: Vec<_> = lost(&tree, &again);
            prop_assert!(lost.is_empty(), "{:?} lost in {:?}", lost, String::from_utf8_lossy(&body));
            // What came out of a format goes into it unchanged.
            let second = again.to_body(format);
            prop_assert_eq!(Value::from_body(&second, format, Limits::default()).unwrap(), again);
        }
    }

    #[test]
    fn a_case_is_the_same_event_in_all_formats(case in case()) {
        for format in FORMATS {
            let parts = Sender::new(Key::new("key").unwrap()).with_format(format).parts(&case);
            let verified = Receiver::new(Key::new("key").unwrap()).receive(&parts.headers, &parts.body).unwrap();
            // Where several names are attributes, their elements are one list to `xml2js`, and their places are lost.
            let proven = Event::decode(&verified).unwrap();
            prop_assert_eq!(sorted(&proven), sorted(&case), "proven as {}", format);
            prop_assert_eq!(&event(&parts.body).unwrap(), &case, "{}", String::from_utf8_lossy(&parts.body));
            // XML cannot tell a list of one from its element, and JSON does not take the one for the other.
            for other in FORMATS.into_iter().filter(|other| format != Format::Xml || *other != Format::Json) {
                let converted = Value::from_body(&parts.body, format, Limits::default()).unwrap().to_body(other);
                prop_assert_eq!(&event(&converted).unwrap(), &case, "{} and {}", format, other);
            }
        }
    }
}
