//! Strings that are converted to the type that a caller asks for.

use std::collections::BTreeMap;

use chathooks::acquire::{Acquire, Data};
use chathooks::{
    DecodeErrorKind, Format, Limits, Verified,
    model::JsonString,
    value::{List, Text, Value},
};
use serde::Deserialize;

use super::event;

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
struct Model<'a> {
    #[serde(borrow)]
    text: Option<Text<'a>>,
    number: Option<i64>,
    float: Option<f64>,
    flag: Option<bool>,
    letter: Option<char>,
    name: Option<Name>,
    unit: Option<()>,
    list: List<String>,
    maps: List<BTreeMap<String, String>>,
    map: Option<BTreeMap<String, i64>>,
    pair: Option<(u8, String)>,
}

#[derive(Debug, Deserialize, PartialEq)]
enum Name {
    One,
    Two(u8),
}

fn read(body: &[u8]) -> Result<Model<'_>, chathooks::DecodeError> {
    let verified = Verified::<Acquire, _>::assume_authentic(body);
    let body = Box::leak(Box::new(verified));
    body.decode::<Model<'_>>()
}

#[test]
fn text_is_a_number_a_flag_or_a_variant() {
    let model = read(b"<x><text>72</text><number>-7</number><float>1.5</float><flag>true</flag><letter>x</letter></x>");
    let model = model.unwrap();
    assert_eq!((model.number, model.float, model.flag, model.letter), (Some(-7), Some(1.5), Some(true), Some('x')));
    assert_eq!(model.text, Some("72".into()));
    assert_eq!(read(b"name=One&unit=").unwrap().name, Some(Name::One));
    assert_eq!(read(b"name[Two]=2").unwrap().name, Some(Name::Two(2)));
    assert_eq!(read(b"<x><name><Two>2</Two></name></x>").unwrap().name, Some(Name::Two(2)));
    assert_eq!(read(b"text=").unwrap().text, Some("".into()));
    assert_eq!(read(b"flag=false").unwrap().flag, Some(false));
    for body in [&b"flag=0"[..], b"unit=x", b"name[Two]=2&name[One]="] {
        assert_eq!(read(body).unwrap_err().kind(), DecodeErrorKind::Type, "{}", String::from_utf8_lossy(body));
    }
    let variant = Verified::<Acquire, _>::assume_authentic(b"Two=2");
    assert_eq!(variant.decode::<Name>().unwrap(), Name::Two(2));
}

#[test]
fn an_element_with_attributes_is_its_text() {
    let model = read(b"<x><text a='1'>y</text><number a='1'>7</number></x>").unwrap();
    assert_eq!((model.text, model.number), (Some("y".into()), Some(7)));
    assert_eq!(read(b"<x><text a='1'/></x>").unwrap().text, Some("".into()));
    let error = read(b"<x><text>y<z/></text></x>").unwrap_err();
    assert_eq!(error.to_string(), "text: expected a string, found an object");
}

#[test]
fn lists_come_in_many_layouts() {
    let bodies: [&[u8]; 11] = [
        b"<x><list>a</list><list>b</list></x>",
        b"<x><list><item>a</item><item>b</item></list></x>",
        b"<x><list type='array'>\n<name>a</name>\n<name>b</name>\n</list></x>",
        b"<x><list>[\"a\", \"b\"]</list></x>",
        b"list[0]=a&list[1]=b",
        b"list[1]=b&list[0]=a",
        b"list[70]=b&list[8]=a",
        b"list[]=a&list[]=b",
        b"list=a&list=b",
        b"list=+[\"a\",\"b\"]+",
        b"list.item[]=a&list.item[]=b",
    ];
    for body in bodies {
        assert_eq!(read(body).unwrap().list.as_slice(), ["a", "b"], "{}", String::from_utf8_lossy(body));
    }
    let lone: [&[u8]; 6] = [
        b"<x><list>a</list></x>",
        b"<x><list><item>a</item></list></x>",
        b"list=a",
        b"list[]=a",
        b"list[9]=a",
        b"list=%5b%22a%22%5d",
    ];
    for body in lone {
        assert_eq!(read(body).unwrap().list.as_slice(), ["a"], "{}", String::from_utf8_lossy(body));
    }
    let empty: [&[u8]; 6] = [b"<x><list/></x>", b"<x><list>\n </list></x>", b"list=", b"list=[]", b"x=", b"<x/>"];
    for body in empty {
        assert!(read(body).unwrap().list.is_empty(), "{}", String::from_utf8_lossy(body));
    }
}

#[test]
fn one_map_is_a_list_of_one() {
    let bodies: [&[u8]; 8] = [
        b"<x><maps><a>1</a></maps></x>",
        b"<x><maps><message><a>1</a></message></maps></x>",
        b"<x><maps><item><a>1</a></item></maps></x>",
        b"maps[a]=1",
        b"maps[0][a]=1",
        b"maps[][a]=1",
        b"maps={\"a\":\"1\"}",
        b"maps[0]={\"a\":\"1\"}",
    ];
    for body in bodies {
        let maps = read(body).unwrap().maps;
        assert_eq!(maps.as_slice(), [BTreeMap::from([("a".into(), "1".into())])], "{}", String::from_utf8_lossy(body));
    }
    let two = read(b"<x><maps><m><a>1</a></m><m><a>2</a></m></maps></x>").unwrap().maps;
    assert_eq!(two.len(), 2);
}

#[test]
fn json_in_a_text_is_a_map_where_one_is_wanted() {
    assert_eq!(read(b"map=%7B%22a%22%3A1%7D").unwrap().map, Some(BTreeMap::from([("a".into(), 1)])));
    assert_eq!(read(b"<x><map> {\"a\":1} </map></x>").unwrap().map, Some(BTreeMap::from([("a".into(), 1)])));
    assert_eq!(read(b"map=").unwrap().map, Some(BTreeMap::new()));
    assert_eq!(read(b"text={}").unwrap().text, Some("{}".into()), "a text stays one");
    assert_eq!(read(b"pair=[1,\"x\"]").unwrap().pair, Some((1, "x".into())));
    for (body, message) in [
        (&b"map={"[..], "map: unexpected end of the body at byte 1"),
        (b"map=x", "map: expected a map, found a string"),
        (b"map={\"a\":\"1\"}", "map.a: expected i64, found a string"),
        (b"pair=[1,\"x\",2]", "pair: expected fewer elements, found another number of elements"),
    ] {
        assert_eq!(read(body).unwrap_err().to_string(), message, "{}", String::from_utf8_lossy(body));
    }
}

#[test]
fn json_in_a_text_keeps_to_the_limits_of_the_body() {
    let decode = |body: &[u8], limits| {
        let verified = Verified::<Acquire, _>::assume_authentic(body).with_limits(limits);
        verified
            .decode::<BTreeMap<String, BTreeMap<String, Value<'_>>>>()
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    let limits = Limits::default().with_depth(4);
    assert_eq!(decode(br#"a={"b":[[1]]}"#, limits), Ok(()));
    assert_eq!(decode(br#"a={"b":[[[1]]]}"#, limits), Err("a.b[0][0]: nested deeper than 4 levels".into()));
    let limits = Limits::default().with_values(6);
    assert_eq!(decode(br#"a={"b":[1,2]}"#, limits), Ok(()));
    assert_eq!(decode(br#"a={"b":[1,2,3]}"#, limits), Err("a.b[2]: more than 6 values in the body".into()));
    assert_eq!(decode(br#"a={"b":1}&b={"b":1}"#, limits), Err("b.b: more than 6 values in the body".into()));
    let lists = br#"a={"b":[1,1]}&b={"b":1}"#;
    assert_eq!(decode(lists, limits.with_values(9)), Ok(()));
    assert_eq!(decode(lists, limits.with_values(8)), Err("b.b: more than 8 values in the body".into()));
}

/// A document in a variant is as deep as the variant's map makes it, and one in a text of its own keeps to the same
/// limits: beyond them it is a text that holds none.
#[test]
fn documents_inside_of_variants_and_of_texts_keep_to_the_limits_too() {
    #[derive(Deserialize)]
    enum Choice {
        Numbers(BTreeMap<String, Vec<u8>>),
    }
    #[derive(Deserialize)]
    struct Body<'a> {
        choice: Option<Choice>,
        #[serde(borrow)]
        text: Option<JsonString<'a, Value<'a>>>,
    }
    let kind = |body: &str, depth| {
        let verified = Verified::<Acquire, _>::assume_authentic(body).with_limits(Limits::default().with_depth(depth));
        let decoded = verified.decode::<Body<'_>>().map_err(|error| error.kind())?;
        let numbers = decoded.choice.map(|Choice::Numbers(numbers)| numbers.len());
        Ok((numbers, decoded.text.map(|text| text.decode_within(Limits::default().with_depth(depth)).is_ok())))
    };
    let choice = r#"choice[Numbers]={"a":[1]}"#;
    assert_eq!(kind(choice, 4), Ok((Some(1), None)));
    assert_eq!(kind(choice, 3), Err(DecodeErrorKind::TooDeep));
    assert_eq!(kind("text=[[1]]", 3), Ok((None, Some(true))));
    assert_eq!(kind("text=[[1]]", 1), Ok((None, Some(false))));
}

#[test]
fn trees_out_of_json_stay_strict() {
    for body in [r#"{"number":"7"}"#, r#"{"list":"a"}"#, r#"{"map":""}"#, r#"{"flag":"true"}"#, r#"{"maps":{"a":"1"}}"#]
    {
        let tree = Value::from_body(body.as_bytes(), Format::Json, Limits::default()).unwrap();
        assert_eq!(tree.decode::<Model<'_>>().unwrap_err().kind(), DecodeErrorKind::Type, "{body}");
        let again = tree.decode::<Value<'_>>().unwrap();
        assert_eq!(again.decode::<Model<'_>>().unwrap_err().kind(), DecodeErrorKind::Type, "{body}");
    }
}

#[test]
fn what_does_not_fit_is_an_error_with_its_place() {
    for (body, message) in [
        ("<x><event>case:status</event><event>x</event></x>", "event: expected a string, found an array"),
        ("event=case:status&event=x&data=", "event: expected a string, found an array"),
        ("event=case:status&data[status]=closed", "data.caseId: missing field"),
        ("<x><event>case:status</event><data/></x>", "data.caseId: missing field"),
        ("<x><event>case:status</event><data>x</data></x>", "data: expected an object, found a string"),
        ("<x><event>case:status</event></x>", "data: missing field"),
        ("<x/>", "event: missing field"),
        ("<x>secret</x>", "expected an object, found a string"),
        (
            "<x><event>case:status</event><data><caseId>1</caseId><status>x</status><contact/><contact/></data></x>",
            "data.contact: expected an object, found an array",
        ),
        (
            "event=case:status&data[caseId]=1&data[status]=x&data[messages][0][id]=1&data[messages][1][id][a]=no",
            "data.messages[1].id: expected a string, found an object",
        ),
    ] {
        assert_eq!(event(body.as_bytes()).unwrap_err().to_string(), message, "{body}");
    }
}

#[test]
fn an_envelope_may_hold_its_data_as_json() {
    let form = event(br#"event=case:status&data={"caseId":72,"status":"closed","messages":[{"id":1}]}"#).unwrap();
    let Data::CaseStatus(case) = form.data else { panic!() };
    assert_eq!((case.case_id.as_str(), case.messages.len()), ("72", 1));
}

/// A child element of the name that the text has makes that name twice: none of the two is dropped for the other.
#[test]
fn an_element_whose_text_is_there_twice_is_no_text() {
    assert_eq!(read(b"<x><text a='1'>72</text></x>").unwrap().text, Some("72".into()));
    let twice = [&b"<x><text a='1'>72<_>73</_></text></x>"[..], b"<x><text>72<_>73</_></text></x>"];
    for body in twice {
        assert_eq!(read(body).unwrap_err().kind(), DecodeErrorKind::Type);
    }
    for id in [r#"{"_":"72","_":"73"}"#, r#"{"_":72,"_":"73"}"#, r#"{"$":{},"$":{"a":"1"}}"#] {
        let body = format!(r#"{{"event":"case:status","data":{{"caseId":{id},"status":"closed"}}}}"#);
        let verified = Verified::<Acquire, _>::assume_authentic(body);
        let error = chathooks::acquire::Event::decode(&verified).unwrap_err();
        assert_eq!((error.kind(), error.path().as_str()), (DecodeErrorKind::Type, "data.caseId"), "{id}");
    }
}

#[test]
fn a_variant_is_the_text_of_an_element_with_attributes() {
    assert_eq!(read(b"<x><name a='1'>One</name></x>").unwrap().name, Some(Name::One));
    assert!(read(b"<x><name a='1'/></x>").is_err());
}
