//! XML and forms carry nothing but text, so there the type decides what a text is; JSON has types of its own.

use std::collections::BTreeMap;

use chathooks::Verified;
use chathooks::acquire::Acquire;
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
struct Ticket {
    small: u8,
    signed: i64,
    ratio: f64,
    flag: bool,
    letter: char,
    text: String,
    plan: Plan,
    maybe: Option<u8>,
    #[serde(default)]
    missing: Option<u8>,
    lone: Vec<u8>,
    several: Vec<bool>,
    none: Vec<String>,
    nested: Nested,
    lone_struct: Vec<Nested>,
    structs: Vec<Nested>,
    pair: (u8, String),
    empty: BTreeMap<String, u8>,
    counts: BTreeMap<String, u8>,
    ids: BTreeMap<u16, bool>,
    wrapped: Wrapped,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Nested {
    id: u32,
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Wrapped(i8);

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Plan {
    Gold,
    Silver,
}

fn read<T: for<'de> Deserialize<'de>>(body: &str) -> Option<T> {
    Verified::<Acquire, _>::assume_authentic(body).decode().ok()
}

#[test]
fn one_struct_reads_alike_from_each_format() {
    let ticket = Ticket {
        small: 7,
        signed: -7,
        ratio: 1.5,
        flag: true,
        letter: 'x',
        text: "12".into(),
        plan: Plan::Gold,
        maybe: Some(9),
        missing: None,
        lone: vec![1],
        several: vec![true, false],
        none: Vec::new(),
        nested: Nested { id: 1, tags: vec!["a".into()] },
        lone_struct: vec![Nested { id: 2, tags: Vec::new() }],
        structs: vec![Nested { id: 3, tags: Vec::new() }, Nested { id: 4, tags: vec!["b".into(), "c".into()] }],
        pair: (5, "y".into()),
        empty: BTreeMap::new(),
        counts: BTreeMap::from([("a".into(), 1), ("b".into(), 2)]),
        ids: BTreeMap::from([(10, true), (20, false)]),
        wrapped: Wrapped(-1),
    };
    let json = r#"{"small":7,"signed":-7,"ratio":1.5,"flag":true,"letter":"x","text":"12","plan":"gold","maybe":9,
        "lone":[1],"several":[true,false],"none":[],"nested":{"id":1,"tags":["a"]},"lone_struct":[{"id":2,"tags":[]}],
        "structs":[{"id":3},{"id":4,"tags":["b","c"]}],"pair":[5,"y"],"empty":{},"counts":{"a":1,"b":2},
        "ids":{"10":true,"20":false},"wrapped":-1}"#;
    let xml = "<ticket><small>7</small><signed>-7</signed><ratio>1.5</ratio><flag>true</flag><letter>x</letter><text>12</text>
        <plan>gold</plan><maybe>9</maybe><lone>1</lone><several>true</several><several>false</several><none/>
        <nested><id>1</id><tags>a</tags></nested><lone_struct><id>2</id><tags/></lone_struct><structs><id>3</id></structs>
        <structs><id>4</id><tags>b</tags><tags>c</tags></structs><pair>5</pair><pair>y</pair><empty/>
        <counts><a>1</a><b>2</b></counts><ids><field name=\"10\">true</field><field name=\"20\">false</field></ids>
        <wrapped>-1</wrapped></ticket>";
    let form = "small=7&signed=-7&ratio=1.5&flag=true&letter=x&text=12&plan=gold&maybe=9&lone=1&several=true&several=false&none=\
        &nested[id]=1&nested[tags]=a&lone_struct[id]=2&lone_struct[tags]=&structs[0][id]=3&structs[1][id]=4\
        &structs[1][tags][]=b&structs[1][tags][]=c&pair[]=5&pair[]=y&empty=&counts[a]=1&counts[b]=2&ids[10]=true\
        &ids[20]=false&wrapped=-1";
    for body in [json, xml, form] {
        assert_eq!(read::<Ticket>(body).as_ref(), Some(&ticket), "{body}");
    }
}

#[derive(Debug, Deserialize, PartialEq)]
struct One<T> {
    m: T,
}

/// Checks what a text in XML and in a form reads as, and that the same text in JSON is a string and nothing else.
fn check<T: for<'de> Deserialize<'de> + PartialEq + std::fmt::Debug>(text: &str, wanted: Option<T>) {
    let wanted = wanted.map(|m| One { m });
    assert_eq!(read::<One<T>>(&format!("<a><m>{text}</m></a>")), wanted, "{text} in XML");
    assert_eq!(read::<One<T>>(&format!("m={}", text.replace('+', "%2B"))), wanted, "{text} in a form");
    assert_eq!(read::<One<T>>(&format!(r#"{{"m":{text:?}}}"#)), None, "{text} in JSON");
}

#[test]
fn a_text_is_what_the_type_wants_in_xml_and_forms_alone() {
    check::<u8>("7", Some(7));
    check::<u8>("256", None);
    check::<u8>("-1", None);
    check::<u8>("x", None);
    check::<u8>("", None);
    check::<u8>("07", None);
    check::<u8>("+7", None);
    check::<i16>("-300", Some(-300));
    check::<u64>("18446744073709551615", Some(u64::MAX));
    check::<f32>("1e2", Some(100.0));
    check::<f64>("-0.5", Some(-0.5));
    check::<f64>("NaN", None);
    check::<bool>("true", Some(true));
    check::<bool>("1", None);
    check::<bool>("True", None);
    check::<Option<u8>>("7", Some(Some(7)));
    check::<Vec<u8>>("7", Some(vec![7]));
    check::<Vec<u8>>("", Some(Vec::new()));
    check::<Vec<u8>>("[1,2]", Some(vec![1, 2]));
    check::<Vec<u8>>("[1,2", None);
    check::<Vec<u8>>(r"[1,x]", None);
    check::<(u8,)>("7", Some((7,)));
    check::<[u8; 2]>("7", None);
    check::<BTreeMap<String, u8>>("", Some(BTreeMap::new()));
    check::<BTreeMap<String, u8>>("x", None);
    check::<Wrapped>("-1", Some(Wrapped(-1)));
    check::<Vec<Wrapped>>("-1", Some(vec![Wrapped(-1)]));
}

#[test]
fn wide_integers_are_read_from_each_format() {
    check::<u128>("18446744073709551616", Some(1 << 64));
    check::<u128>("340282366920938463463374607431768211455", Some(u128::MAX));
    check::<u128>("340282366920938463463374607431768211456", None);
    check::<i128>("-170141183460469231731687303715884105728", Some(i128::MIN));
    check::<i128>("-170141183460469231731687303715884105729", None);
}

/// A text is never JSON where a text is wanted, and a string of JSON stays one in every format.
#[test]
fn a_text_stays_where_a_text_is_wanted() {
    for text in ["7", "true", "[1]", "{}", "null", ""] {
        for body in [format!("<a><m>{text}</m></a>"), format!("m={text}"), format!(r#"{{"m":"{text}"}}"#)] {
            assert_eq!(read(&body), Some(One { m: text.to_owned() }), "{body}");
        }
    }
}
