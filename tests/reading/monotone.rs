//! Whatever fits strictly reads as it stands: the types here are what serde's derive makes of two models. The fields that
//! they do not know keep them from taking an array for a struct.
#![allow(dead_code, reason = "what is asked of a strict type is whether it fits")]

use chathooks::acquire::Acquire;
use chathooks::acquire::v1::AcquireV1;
use chathooks::comm100::Comm100;
use chathooks::dixa::Dixa;
use chathooks::value::Value;
use chathooks::{Format, Limits, Vendor, Verified};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use super::random::Random;
use super::{printed, raw, stringified};
use crate::util;

type Any = Option<Map<String, Json>>;

/// A field of a random object, and how its value is made.
type Field<'n> = (&'n str, fn(&mut Random) -> Json);

#[derive(Deserialize)]
struct Envelope<T> {
    event: String,
    data: T,
    #[serde(flatten)]
    more: Map<String, Json>,
}

#[derive(Deserialize)]
struct Case {
    #[serde(rename = "caseId")]
    id: String,
    status: String,
    fields: Any,
    contact: Option<Contact>,
    messages: Option<Vec<Message>>,
    #[serde(flatten)]
    more: Map<String, Json>,
}

#[derive(Deserialize)]
struct Contact {
    id: Option<String>,
    fields: Any,
    #[serde(flatten)]
    more: Map<String, Json>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    id: String,
    channel: Option<String>,
    sender_id: Option<String>,
    sender_type: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(rename = "message")]
    text: Option<String>,
    seen: Option<String>,
    date_created: Option<String>,
    #[serde(flatten)]
    more: Map<String, Json>,
}

#[derive(Deserialize)]
struct Tagged {
    conversation: Conversation,
    tag: Option<Json>,
    #[serde(flatten)]
    more: Map<String, Json>,
}

#[derive(Deserialize)]
struct Conversation {
    csid: String,
    channel: Option<String>,
    status: Option<String>,
    direction: Option<String>,
    tags: Option<Vec<Tag>>,
    #[serde(flatten)]
    more: Map<String, Json>,
}

#[derive(Deserialize)]
struct Tag {
    id: Option<String>,
    name: Option<String>,
    is_deactivated: Option<bool>,
    #[serde(flatten)]
    more: Map<String, Json>,
}

/// What a body says, without the nulls and empty arrays that a model writes or leaves out.
fn said(value: Json) -> Json {
    match util::walk::without_nulls(value) {
        Json::Object(map) => {
            let map = map.into_iter().map(|(name, value)| (name, said(value)));
            map.filter(|(_, value)| *value != json!([])).collect()
        }
        Json::Array(elements) => elements.into_iter().map(said).collect(),
        other => other,
    }
}

/// Checks that a body reads as it stands where it fits a strict type; says whether it does.
fn reads_as_it_stands<T: for<'de> Deserialize<'de>, V: Vendor>(body: &Json) -> bool
where
    for<'a> V::Event<'a>: Serialize,
{
    let text = body.to_string();
    let fits = serde_json::from_value::<T>(body.clone()).is_ok();
    if fits {
        let verified = Verified::<V, _>::assume_authentic(&text);
        let event = V::decode(&verified).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(said(serde_json::to_value(&event).unwrap()), said(body.clone()));
    }
    fits
}

/// A value that looks like one that is converted.
fn value(random: &mut Random, depth: usize) -> Json {
    const TEXTS: [&str; 13] =
        ["", " ", "[]", "{}", "[1]", "{\"id\":\"1\"}", "[", "true", "false", "72", "null", "\"x\"", "x"];
    const NAMES: [&str; 10] = ["_", "$", "0", "1", "30", "item", "id", "a", "", "message"];
    match random.below(if depth == 0 { 6 } else { 9 }) {
        0 => Json::Null,
        1 => random.below(2).eq(&0).into(),
        2 => random.below(9).into(),
        3..=5 => random.pick(&TEXTS).into(),
        6 => (0..random.below(3)).map(|_| value(random, depth - 1)).collect(),
        _ => (0..random.below(4)).map(|_| (random.pick(&NAMES).to_owned(), value(random, depth - 1))).collect(),
    }
}

/// One in so many values is not what belongs there.
const ODD: u64 = 12;

fn text(random: &mut Random) -> Json {
    match random.below(ODD) {
        0 => value(random, 2),
        _ => random.pick(&["", "1", "[1]", "{}", " {\"_\":\"1\"}", "true", "closed", "[", "null"]).into(),
    }
}

fn object(random: &mut Random, fields: &[Field<'_>]) -> Json {
    if random.below(ODD) == 0 {
        return value(random, 2);
    }
    let mut map = Map::new();
    for (name, make) in fields {
        if random.below(8) > 0 {
            map.insert((*name).to_owned(), make(random));
        }
    }
    if random.below(4) == 0 {
        map.insert(random.pick(&["_", "$", "0", "item", "more"]).to_owned(), value(random, 2));
    }
    map.into()
}

fn array(random: &mut Random, make: fn(&mut Random) -> Json) -> Json {
    match random.below(ODD) {
        0 => value(random, 2),
        _ => (0..random.below(3)).map(|_| make(random)).collect(),
    }
}

fn any(random: &mut Random) -> Json {
    value(random, 3)
}

fn open(random: &mut Random) -> Json {
    object(random, &[("a", any), ("0", any), ("_", any), ("item", any)])
}

fn message(random: &mut Random) -> Json {
    object(random, &[("id", text), ("channel", text), ("message", text), ("seen", text), ("dateCreated", text)])
}

fn contact(random: &mut Random) -> Json {
    object(random, &[("id", text), ("fields", open)])
}

fn case(random: &mut Random) -> Json {
    let messages = |random: &mut Random| array(random, message);
    let fields: [Field<'_>; 5] =
        [("caseId", text), ("status", text), ("fields", open), ("contact", contact), ("messages", messages)];
    object(random, &fields)
}

fn tag(random: &mut Random) -> Json {
    object(random, &[("id", text), ("name", text), ("is_deactivated", |random| (random.below(2) == 0).into())])
}

fn tagged(random: &mut Random) -> Json {
    let conversation = |random: &mut Random| {
        object(random, &[("csid", text), ("status", text), ("tags", |random| array(random, tag))])
    };
    object(random, &[("conversation", conversation), ("tag", any)])
}

#[test]
fn random_bodies_that_fit_strictly_read_as_they_stand() {
    let mut random = Random::new(11);
    let (mut cases, mut tags) = (0, 0);
    for _ in 0..6_000 {
        let body = json!({"event": "case:status", "data": case(&mut random)});
        cases += usize::from(reads_as_it_stands::<Envelope<Case>, Acquire>(&body));
        let mut body = json!({"event_id": "1", "event_fqn": "CONVERSATION_TAG_ADDED"});
        let data = tagged(&mut random);
        if serde_json::from_value::<Tagged>(data.clone()).is_ok() {
            body["data"] = data;
            tags += usize::from(reads_as_it_stands::<Json, Dixa>(&body));
        }
    }
    assert!(cases > 500 && tags > 500, "{cases} and {tags} fit");
}

/// And whether it fits or not, it reads the same by its stringified form.
#[test]
fn random_bodies_read_the_same_by_their_stringified_form() {
    let mut random = Random::new(12);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..3_000 {
        let body = json!({"event": "case:status", "data": case(&mut random)});
        let spread = serde_json::to_string_pretty(&body).unwrap();
        let printed = printed(&spread);
        let event = stringified(&spread, &printed);
        // JavaScript has the names that are numbers first.
        assert_eq!(raw::<Acquire>(printed.as_bytes()), event);
        if event.is_ok() { read += 1 } else { refused += 1 }
    }
    assert!(read > 500 && refused > 500, "{read} and {refused}");
}

#[test]
fn fixtures_that_fit_strictly_read_as_they_stand() {
    let mut fits = 0;
    for (name, body) in util::files("acquire", "json") {
        let body: Json = serde_json::from_slice(&body).unwrap();
        if name.starts_with("case-status") {
            fits += usize::from(reads_as_it_stands::<Envelope<Case>, Acquire>(&body));
        }
    }
    assert!(fits > 0);
}

/// What XML and forms carry of a value: strings, and what holds some.
fn carried(value: &Json) -> Option<Json> {
    match value {
        Json::Null => None,
        Json::Bool(_) | Json::Number(_) => Some(value.to_string().into()),
        Json::String(text) => Some(text.as_str().into()),
        Json::Array(elements) => {
            let elements: Vec<_> = elements.iter().filter_map(carried).collect();
            (!elements.is_empty()).then_some(elements.into())
        }
        Json::Object(map) => {
            let map: Map<_, _> = map.iter().filter_map(|(name, value)| Some((name.clone(), carried(value)?))).collect();
            (!map.is_empty()).then_some(map.into())
        }
    }
}

/// Checks that every fixture of a vendor is the same event raw and by its stringified form, and that what XML and forms carry
/// of it is the same event in these two.
fn reads_the_same<V: Vendor>(folder: &str) {
    for (name, body) in util::files(folder, "json") {
        let text = printed(str::from_utf8(&body).unwrap());
        assert_eq!(raw::<V>(text.as_bytes()).unwrap(), raw::<V>(&body).unwrap(), "{name}, stringified");
        let carried = carried(&serde_json::from_slice(&body).unwrap()).unwrap().to_string();
        let wanted = raw::<V>(carried.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let value = Value::from_body(carried.as_bytes(), Format::Json, Limits::default()).unwrap();
        for format in [Format::Xml, Format::Form] {
            assert_eq!(raw::<V>(&value.to_body(format)).as_ref(), Ok(&wanted), "{name} as {format}");
        }
    }
}

#[test]
fn every_fixture_reads_the_same_in_each_format() {
    reads_the_same::<Acquire>("acquire");
    reads_the_same::<AcquireV1>("acquire-v1");
    reads_the_same::<Dixa>("dixa");
    reads_the_same::<Comm100>("comm100");
}
