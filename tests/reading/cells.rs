//! Each cell of the table.

use std::collections::BTreeSet;

use chathooks::acquire::Acquire;
use chathooks::dixa::Dixa;

use super::{printed, raw, stringified};

/// What a body gives, in each format that can carry it, and what it reads as: the data that reads the same strictly, or the
/// message of the error. What the parsers of Node make of the XML and of the form is the JSON.
struct Cell {
    row: &'static str,
    json: &'static str,
    /// None or one, as the form is.
    xml: &'static [&'static str],
    form: &'static [&'static str],
    reads: Result<&'static str, &'static str>,
}

macro_rules! cells {
    ($($row:literal: $json:literal $(, xml $xml:literal)? $(, form $form:literal)? => $sort:ident $reads:literal;)+) => {
        &[$(Cell {
            row: $row,
            json: $json,
            xml: &[$($xml)?],
            form: &[$($form)?],
            reads: $sort($reads),
        },)+]
    };
}

/// The data of a `case:status`; `~` is replaced by the two required fields, and in a form for `&data`.
const CASES: &[Cell] = cells! {
    // A string.
    "string: number or boolean": r#"{"caseId":72,"status":"x"}"# => Ok r#"{"caseId":"72","status":"x"}"#;
    "string: number or boolean": r#"{"caseId":-1.5,"status":"x"}"# => Ok r#"{"caseId":"-1.5","status":"x"}"#;
    "string: number or boolean": r#"{"caseId":true,"status":"x"}"# => Ok r#"{"caseId":"true","status":"x"}"#;
    "string: number or boolean": r#"{~,"contact":{"id":false}}"# => Ok r#"{~,"contact":{"id":"false"}}"#;
    "string: object with _, $ or both": r#"{"caseId":{"_":"72","$":{"a":"1"}},"status":"x"}"#,
        xml r#"<caseId a="1">72</caseId><status>x</status>"#,
        form "data[caseId][_]=72~[caseId][$][a]=1~[status]=x" => Ok r#"{"caseId":"72","status":"x"}"#;
    "string: object with _, $ or both": r#"{"caseId":{"$":{"a":"1"}},"status":"x"}"#,
        xml r#"<caseId a="1"/><status>x</status>"#,
        form "data[caseId][$][a]=1~[status]=x" => Ok r#"{"caseId":"","status":"x"}"#;
    "string: object with _, $ or both": r#"{"caseId":{"_":"[1]"},"status":"x"}"#,
        form "data[caseId][_]=[1]~[status]=x" => Ok r#"{"caseId":"[1]","status":"x"}"#;
    "string: error": r#"{"caseId":{"_":7},"status":"x"}"# => Err "data.caseId: expected a string, found an object";
    "string: error": r#"{"caseId":{"$":"lost"},"status":"x"}"#,
        form "data[caseId][$]=lost~[status]=x" => Err "data.caseId: expected a string, found an object";
    "string: error": r#"{"caseId":{"_":"7","b":"lost"},"status":"x"}"#,
        xml "<caseId>7<b>lost</b></caseId><status>x</status>",
        form "data[caseId][_]=7~[caseId][b]=lost~[status]=x" => Err "data.caseId: expected a string, found an object";
    "string: error": r#"{"caseId":{},"status":"x"}"# => Err "data.caseId: expected a string, found an object";
    "string: error": r#"{"caseId":["7"],"status":"x"}"#,
        form "data[caseId][]=7~[status]=x" => Err "data.caseId: expected a string, found an array";
    "string: error": r#"{"caseId":["7","8"],"status":"x"}"#,
        xml "<caseId>7</caseId><caseId>8</caseId><status>x</status>",
        form "data[caseId]=7~[caseId]=8~[status]=x" => Err "data.caseId: expected a string, found an array";
    "string: error": r#"{"caseId":null,"status":"x"}"# => Err "data.caseId: expected a string, found null";
    "string: never a document": r#"{"caseId":"[1]","status":"x"}"#,
        xml "<caseId>[1]</caseId><status>x</status>",
        form "data[caseId]=[1]~[status]=x" => Ok r#"{"caseId":"[1]","status":"x"}"#;
    "string: never a document": r#"{"caseId":"{\"_\":\"7\"}","status":"x"}"#,
        xml r#"<caseId>{"_":"7"}</caseId><status>x</status>"#,
        form r#"data[caseId]={"_":"7"}~[status]=x"# => Ok r#"{"caseId":"{\"_\":\"7\"}","status":"x"}"#;
    "string: never a document": r#"{"caseId":"","status":"x"}"#,
        xml "<caseId/><status>x</status>",
        form "data[caseId]=~[status]=x" => Ok r#"{"caseId":"","status":"x"}"#;
    "string: never a document": r#"{"caseId":" \" ","status":"x"}"#,
        xml "<caseId> \" </caseId><status>x</status>",
        form "data[caseId]=+%22+~[status]=x" => Ok r#"{"caseId":" \" ","status":"x"}"#;
    // A name.
    "string: number or boolean": r#"{"caseId":"1","status":7}"# => Ok r#"{"caseId":"1","status":"7"}"#;
    "string: number or boolean": r#"{"caseId":"1","status":false}"# => Ok r#"{"caseId":"1","status":"false"}"#;
    "string: object with _, $ or both": r#"{"caseId":"1","status":{"_":"closed","$":{"a":"1"}}}"#,
        xml r#"<caseId>1</caseId><status a="1">closed</status>"#,
        form "data[caseId]=1~[status][_]=closed~[status][$][a]=1" => Ok r#"{"caseId":"1","status":"closed"}"#;
    "string: never a document": r#"{"caseId":"1","status":"\"closed\""}"#,
        xml r#"<caseId>1</caseId><status>"closed"</status>"#,
        form "data[caseId]=1~[status]=%22closed%22" => Ok r#"{"caseId":"1","status":"\"closed\""}"#;
    "string: never a document": r#"{"caseId":"1","status":"{\"_\":\"closed\"}"}"#,
        xml r#"<caseId>1</caseId><status>{"_":"closed"}</status>"# => Ok r#"{"caseId":"1","status":"{\"_\":\"closed\"}"}"#;
    "string: error": r#"{"caseId":"1","status":["closed"]}"# => Err "data.status: expected a string, found an array";
    // A date.
    "string: number or boolean": r#"{~,"messages":[{"id":"1","dateCreated":1700000000000}]}"#
        => Ok r#"{~,"messages":[{"id":"1","dateCreated":"1700000000000"}]}"#;
    "string: object with _, $ or both": r#"{~,"messages":[{"id":"1","dateCreated":{"_":"2020","$":{"tz":"0"}}},{"id":"2"}]}"#,
        xml r#"~<messages><id>1</id><dateCreated tz="0">2020</dateCreated></messages><messages><id>2</id></messages>"#
        => Ok r#"{~,"messages":[{"id":"1","dateCreated":"2020"},{"id":"2"}]}"#;
    // An array.
    "array: whitespace": r#"{~,"messages":""}"#,
        xml "~<messages/>", form "~[messages]=" => Ok r#"{~,"messages":[]}"#;
    "array: whitespace": r#"{~,"messages":" \n\t"}"#,
        xml "~<messages> \n\t</messages>", form "~[messages]=+%0A%09" => Ok r#"{~,"messages":[]}"#;
    "array: string that starts with [": r#"{~,"messages":"[{\"id\":1},{\"id\":\"2\"}]"}"#,
        xml r#"~<messages>[{"id":1},{"id":"2"}]</messages>"#,
        form r#"~[messages]=[{"id":1},{"id":"2"}]"# => Ok r#"{~,"messages":[{"id":"1"},{"id":"2"}]}"#;
    "array: string that starts with [": r#"{~,"messages":" \n[]"}"#,
        xml "~<messages> \n[]</messages>", form "~[messages]=+%0A[]" => Ok r#"{~,"messages":[]}"#;
    "array: indices": r#"{~,"messages":{"1":{"id":"b"},"0":{"id":"a"},"10":{"id":"c"}}}"#
        => Ok r#"{~,"messages":[{"id":"a"},{"id":"b"},{"id":"c"}]}"#;
    "array: indices": r#"{~,"messages":{"30000":{"id":"a"},"45000":{"id":"b"}}}"# => Ok r#"{~,"messages":[{"id":"a"},{"id":"b"}]}"#;
    "array: wrapper": r#"{~,"messages":{"item":[{"id":"1"},{"id":"2"}]}}"#,
        xml "~<messages><item><id>1</id></item><item><id>2</id></item></messages>",
        form "~[messages][item][0][id]=1~[messages][item][1][id]=2" => Ok r#"{~,"messages":[{"id":"1"},{"id":"2"}]}"#;
    "array: wrapper": r#"{~,"messages":{"message":{"id":"1","seen":"no"}}}"#,
        xml "~<messages><message><id>1</id><seen>no</seen></message></messages>",
        form "~[messages][message][id]=1~[messages][message][seen]=no" => Ok r#"{~,"messages":[{"id":"1","seen":"no"}]}"#;
    "array: wrapper": r#"{~,"messages":{"$":{"type":"array"},"m":{"id":"1"}}}"#,
        xml r#"~<messages type="array"><m><id>1</id></m></messages>"#,
        form "~[messages][$][type]=array~[messages][m][id]=1" => Ok r#"{~,"messages":[{"id":"1"}]}"#;
    "array: wrapper": r#"{~,"messages":{"item":"{\"id\":\"1\"}"}}"#,
        xml r#"~<messages><item>{"id":"1"}</item></messages>"#,
        form r#"~[messages][item]={"id":"1"}"# => Ok r#"{~,"messages":[{"id":"1"}]}"#;
    "array: one value": r#"{~,"messages":{"id":"1"}}"#,
        xml "~<messages><id>1</id></messages>", form "~[messages][id]=1" => Ok r#"{~,"messages":[{"id":"1"}]}"#;
    "array: one value": r#"{~,"messages":"{\"id\":\"1\"}"}"#,
        xml r#"~<messages>{"id":"1"}</messages>"#, form r#"~[messages]={"id":"1"}"# => Ok r#"{~,"messages":[{"id":"1"}]}"#;
    "array: one value": r#"{~,"messages":{"$":"1","item":{"id":"1"}}}"#,
        form "~[messages][$]=1~[messages][item][id]=1" => Ok r#"{~,"messages":[{"$":"1","item":{"id":"1"}}]}"#;
    "array: one value": r#"{~,"messages":"x"}"#,
        xml "~<messages>x</messages>", form "~[messages]=x" => Err "data.messages[0]: expected an object, found a string";
    "array: one value": r#"{~,"messages":true}"# => Err "data.messages[0]: expected an object, found a boolean";
    "array: error": r#"{~,"messages":"[{\"id\":1}"}"#,
        xml r#"~<messages>[{"id":1}</messages>"# => Err "data.messages: unexpected end of the body at byte 9";
    "array: error": r#"{~,"messages":"[1]"}"#,
        xml "~<messages>[1]</messages>", form "~[messages]=[1]"
        => Err "data.messages[0]: expected an object, found a number";
    // An object, of a model and of any fields.
    "object: whitespace": r#"{~,"contact":""}"#, xml "~<contact/>", form "~[contact]=" => Ok r#"{~,"contact":{}}"#;
    "object: whitespace": r#"{~,"contact":{"id":"5","fields":" "}}"#,
        xml "~<contact><id>5</id><fields> </fields></contact>",
        form "~[contact][id]=5~[contact][fields]=+" => Ok r#"{~,"contact":{"id":"5","fields":{}}}"#;
    "object: string that starts with {": r#"{~,"contact":"{\"id\":5}"}"#,
        xml r#"~<contact>{"id":5}</contact>"#, form r#"~[contact]={"id":5}"# => Ok r#"{~,"contact":{"id":"5"}}"#;
    "object: string that starts with {": r#"{~,"fields":"\t{\"a\":\"[1]\"}"}"#,
        xml "~<fields>\t{\"a\":\"[1]\"}</fields>", form r#"~[fields]=%09{"a":"[1]"}"# => Ok r#"{~,"fields":{"a":"[1]"}}"#;
    "object: error": r#"{~,"contact":"[{}]"}"#,
        xml "~<contact>[{}]</contact>", form "~[contact]=[{}]"
        => Err "data.contact: expected an object, found a string";
    "object: error": r#"{~,"contact":"x"}"#,
        xml "~<contact>x</contact>", form "~[contact]=x" => Err "data.contact: expected an object, found a string";
    "object: error": r#"{~,"contact":[{"id":"5"}]}"#,
        form "~[contact][][id]=5" => Err "data.contact: expected an object, found an array";
    "object: error": r#"{~,"fields":7}"# => Err "data.fields: expected an object, found a number";
    "object: error": r#"{~,"fields":"{"}"#,
        xml "~<fields>{</fields>", form "~[fields]={" => Err "data.fields: unexpected end of the body at byte 1";
    // What may be missing.
    "missing: null": r#"{~,"messages":null,"contact":null,"fields":null}"# => Ok "{~}";
    "missing: null": r#"{~,"contact":{"id":null,"fields":null}}"# => Ok r#"{~,"contact":{}}"#;
    "missing: null": r#"{~,"messages":[{"id":"1","channel":null,"message":null,"dateCreated":null}]}"#
        => Ok r#"{~,"messages":[{"id":"1"}]}"#;
    // Any value: an attribute of the customer's, and a field that no model knows.
    "value: never a document": r#"{~,"fields":{"a":"[1]","b":"{}"},"c":"[1]"}"#,
        xml "~<fields><a>[1]</a><b>{}</b></fields><c>[1]</c>",
        form "~[fields][a]=[1]~[fields][b]={}~[c]=[1]" => Ok r#"{~,"fields":{"a":"[1]","b":"{}"},"c":"[1]"}"#;
    "value: never a document": r#"{~,"fields":{"a":{"_":"7"},"b":{"item":"7"},"c":""}}"#,
        form "~[fields][a][_]=7~[fields][b][item]=7~[fields][c]="
        => Ok r#"{~,"fields":{"a":{"_":"7"},"b":{"item":"7"},"c":""}}"#;
};

/// Puts the two fields in that a case cannot do without.
fn body_of(cell: &Cell) -> (String, Option<String>, Option<String>) {
    let json =
        format!(r#"{{"event":"case:status","data":{}}}"#, cell.json.replace('~', r#""caseId":"1","status":"x""#));
    let xml = cell.xml.first().map(|data| {
        let data = data.replacen('~', "<caseId>1</caseId><status>x</status>", 1);
        format!("<hook><event>case:status</event><data>{data}</data></hook>")
    });
    let form = cell.form.first().map(|pairs| {
        let pairs = match pairs.strip_prefix('~') {
            Some(pairs) => format!("data[caseId]=1&data[status]=x&data{pairs}"),
            None => (*pairs).to_owned(),
        };
        format!("event=case:status&{}", pairs.replace('~', "&data"))
    });
    (json, xml, form)
}

/// The same with white space that nobody signed.
fn spread(json: &str) -> String {
    format!("\n {} \t", json.replacen(r#""event":"#, "\"event\" :\r\n", 1))
}

#[test]
fn each_cell_reads_the_same_in_each_format() {
    let mut wrong = Vec::new();
    for cell in CASES {
        let (json, xml, form) = body_of(cell);
        let wanted = match cell.reads {
            Ok(data) => {
                let data = data.replace('~', r#""caseId":"1","status":"x""#);
                let strict = format!(r#"{{"event":"case:status","data":{data}}}"#);
                Ok(raw::<Acquire>(strict.as_bytes()).unwrap())
            }
            Err(message) => Err(message.to_owned()),
        };
        let text = printed(&json);
        let mut read = vec![
            (json.clone(), raw::<Acquire>(json.as_bytes())),
            (spread(&json), raw::<Acquire>(spread(&json).as_bytes())),
            (text.clone(), stringified(&spread(&json), &text)),
        ];
        for body in [xml, form].into_iter().flatten() {
            read.push((body.clone(), raw::<Acquire>(body.as_bytes())));
            read.push((format!("{body}, stringified"), stringified(&body, &text)));
        }
        wrong.extend(
            read.into_iter().filter(|(_, event)| *event != wanted).map(|(body, event)| (body, event, wanted.clone())),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_boolean_reads_the_same_in_each_format() {
    let json = |flag: &str| {
        format!(
            r#"{{"event_id":"1","event_fqn":"CONVERSATION_OPEN","data":{{"conversation":{{"csid":"1","tags":[{{"is_deactivated":{flag}}}]}}}}}}"#
        )
    };
    let xml = |flag: &str| {
        format!(
            "<x><event_id>1</event_id><event_fqn>CONVERSATION_OPEN</event_fqn><data><conversation><csid>1</csid><tags>\
             <item><is_deactivated{flag}</is_deactivated></item></tags></conversation></data></x>"
        )
    };
    let form = |flag: &str| {
        format!(
            "event_id=1&event_fqn=CONVERSATION_OPEN&data[conversation][csid]=1\
             &data[conversation][tags][0][is_deactivated]{flag}"
        )
    };
    for flag in ["true", "false"] {
        let wanted = raw::<Dixa>(json(flag).as_bytes());
        assert!(wanted.as_ref().unwrap().contains(&format!("is_deactivated: Some({flag})")), "{wanted:?}");
        for body in [
            json(&format!("\"{flag}\"")),
            json(&format!(r#"{{"_":"{flag}"}}"#)),
            json(&format!(r#"{{"_":"{flag}","$":{{"a":"1"}}}}"#)),
            xml(&format!(">{flag}")),
            xml(&format!(" a='1'>{flag}")),
            form(&format!("={flag}")),
            form(&format!("[_]={flag}")),
        ] {
            assert_eq!(raw::<Dixa>(body.as_bytes()), wanted, "{body}");
        }
    }
    let message = |found| Err(format!("data.conversation.tags[0].is_deactivated: expected a boolean, found {found}"));
    for (body, found) in [
        (json("\"\""), "a string"),
        (json("\"TRUE\""), "a string"),
        (json("\" true\""), "a string"),
        (json("1"), "a number"),
        (json("[true]"), "an array"),
        (json("{\"true\":1}"), "an object"),
        (xml(">1"), "a string"),
        (xml(">"), "a string"),
        (form("="), "a string"),
        (form("=1"), "a string"),
    ] {
        assert_eq!(raw::<Dixa>(body.as_bytes()), message(found), "{body}");
    }
    assert!(raw::<Dixa>(json("null").as_bytes()).unwrap().contains("is_deactivated: None"));
}

/// `xml2js` loses one of the two; here it is an error, and not lost.
#[test]
fn two_texts_of_one_element_are_an_error() {
    let message = Err("data.caseId: expected a string, found an object".to_owned());
    for body in [
        r#"{"event":"case:status","data":{"caseId":{"_":"7","_":"8"},"status":"x"}}"#,
        r#"<x><event>case:status</event><data><caseId a="1">7<_>8</_></caseId><status>x</status></data></x>"#,
    ] {
        assert_eq!(raw::<Acquire>(body.as_bytes()), message, "{body}");
    }
}

/// A form with holes in its indices: `qs` makes a list of it or an object, by its settings, and it reads the same.
#[test]
fn indices_in_a_form_read_as_an_array() {
    let json = |messages: &str| {
        format!(r#"{{"event":"case:status","data":{{"caseId":"1","status":"x","messages":{messages}}}}}"#)
    };
    let form = "event=case:status&data[caseId]=1&data[status]=x&data[messages][45][id]=b&data[messages][30][id]=a";
    let wanted = raw::<Acquire>(json(r#"[{"id":"a"},{"id":"b"}]"#).as_bytes()).unwrap();
    for text in [json(r#"{"30":{"id":"a"},"45":{"id":"b"}}"#), json(r#"{"45":{"id":"b"},"30":{"id":"a"}}"#)] {
        assert_eq!(raw::<Acquire>(text.as_bytes()).unwrap(), wanted);
    }
    assert_eq!(raw::<Acquire>(form.as_bytes()).unwrap(), wanted);
    assert_eq!(stringified(form, &json(r#"[{"id":"a"},{"id":"b"}]"#)).unwrap(), wanted);
}

/// The data of an event as a whole, and what no model describes.
#[test]
fn the_data_of_an_event_is_a_cell_too() {
    let wanted = raw::<Acquire>(br#"{"event":"case:status","data":{"caseId":"1","status":"x"}}"#).unwrap();
    let text = r#"{"event":"case:status","data":"{\"caseId\":1,\"status\":\"x\"}"}"#;
    assert_eq!(raw::<Acquire>(text.as_bytes()).unwrap(), wanted);
    for body in [
        r#"<x><event>case:status</event><data>{"caseId":1,"status":"x"}</data></x>"#,
        r#"event=case:status&data={"caseId":1,"status":"x"}"#,
        r#"event=case:status&data=%7B"caseId":1,"status":"x"}"#,
    ] {
        assert_eq!(raw::<Acquire>(body.as_bytes()).unwrap(), wanted);
        assert_eq!(stringified(body, text).unwrap(), wanted);
    }
    // Of an unknown event, and of one whose data nobody has printed, a string stays a string.
    for name in ["x", "case:new"] {
        let text = format!(r#"{{"event":"{name}","data":"{{\"caseId\":1}}"}}"#);
        let shown = raw::<Acquire>(text.as_bytes()).unwrap();
        assert!(shown.contains(r#"String("{\"caseId\":1}")"#), "{shown}");
        let form = format!(r#"event={name}&data={{"caseId":1}}"#);
        assert_eq!(raw::<Acquire>(form.as_bytes()).unwrap(), shown);
        assert_eq!(stringified(&form, &text).unwrap(), shown);
    }
}

/// The rows of the table by the names that the cells have for them.
#[test]
fn each_row_of_the_table_has_its_cells() {
    let docs = include_str!("../../src/_docs/reading.md");
    let rows = docs.lines().filter(|line| line.starts_with("| ")).skip(1).count();
    let named: BTreeSet<_> = CASES.iter().map(|cell| cell.row).filter(|row| !row.ends_with("error")).collect();
    let named: Vec<_> = named.into_iter().filter(|row| !row.ends_with("never a document")).collect();
    assert_eq!(
        named,
        [
            "array: indices",
            "array: one value",
            "array: string that starts with [",
            "array: whitespace",
            "array: wrapper",
            "missing: null",
            "object: string that starts with {",
            "object: whitespace",
            "string: number or boolean",
            "string: object with _, $ or both",
        ]
    );
    assert_eq!(rows, named.len() + 1, "and the boolean's");
}
