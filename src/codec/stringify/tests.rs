use super::{stringify, stringify_value};
use crate::{
    Limits,
    value::{Object, Value},
};

/// The tree of an XML or form body has texts only; those of other bodies print as the JSON they came from does.
#[test]
fn trees_print_as_their_json() {
    for json in [
        "null",
        "[true,false,[],{}]",
        r#"{"b":1.50,"a":-0,"10":"x","2":{"1":1,"0":0},"b":[{"z":1,"0":2}]}"#,
        r#"{"a\u0001\"\\/\b\f\n\r\t\u2028é😀":"a\u001f\"\\/\u007f"}"#,
        "[1e21,1e-7,100,0.000001,5e-1,0.50e1,1.50e3,0e5,-0.0]",
    ] {
        let tree: Value<'_> =
            crate::codec::json::read(json.as_bytes(), &crate::limits::Meter::new(Limits::default())).unwrap();
        let printed = String::from_utf8(stringify_value(&tree)).unwrap();
        assert_eq!(printed.as_bytes(), stringify(json.as_bytes(), Limits::default()).unwrap(), "{printed}");
    }
}

#[test]
fn a_tree_of_texts() {
    let mut fields = Object::new();
    fields.push("event", "case:status");
    fields.push("10", "ten");
    fields.push("2", "two");
    fields.push("event", "case:new");
    fields.push("02", vec![Value::from("a\n\"b\""), Value::from("</c>")]);
    assert_eq!(
        String::from_utf8(stringify_value(&fields.into())).unwrap(),
        r#"{"2":"two","10":"ten","event":"case:new","02":["a\n\"b\"","</c>"]}"#,
    );
}
