//! What forms read as, and how they are written.

use chathooks::{Format, Limits, value::Value};

use super::{json_tree, to_json};

fn read(form: &str) -> String {
    to_json(form.as_bytes(), Format::Form).unwrap()
}

/// More names under one parent than are looked through one by one.
#[test]
fn many_names_are_each_found_again() {
    for (open, close) in [("", ""), ("data[", "]"), ("data[x][", "]"), ("data[7][a.b][", "]")] {
        let pair = |name: usize, value: &str| format!("{open}n{name}{close}={value}");
        let first = (0..50).map(|name| pair(name, "1"));
        let again = (0..50).rev().map(|name| pair(name, "2"));
        let between = (0..20).map(|name| format!("other[{name}]=x"));
        let form: Vec<_> = first.chain(between).chain(again).collect();
        let json = read(&form.join("&"));
        for name in 0..50 {
            assert_eq!(json.matches(&format!(r#""n{name}":["1","2"]"#)).count(), 1, "{name} in {json}");
        }
        assert_eq!(json.matches(r#""n"#).count(), 50);
    }
    // The same for indices.
    let pairs: Vec<_> = (0..40).chain((0..40).rev()).map(|index| format!("a[{index}]=x&a[{index}]=y")).collect();
    let list = vec![r#"["x","y","x","y"]"#; 40].join(",");
    assert_eq!(read(&pairs.join("&")), format!(r#"{{"a":[{list}]}}"#));
}

#[test]
fn reads_brackets_dots_and_duplicates() {
    for (form, json) in [
        ("", "{}"),
        ("&&", "{}"),
        ("a", r#"{"a":""}"#),
        ("a=1&b=2", r#"{"a":"1","b":"2"}"#),
        ("a=1=2", r#"{"a":"1=2"}"#),
        ("=x", r#"{"":"x"}"#),
        ("a=x+y%20z%2B", r#"{"a":"x y z+"}"#),
        ("a=%C3%A9&é=é", r#"{"a":"é","é":"é"}"#),
        ("\u{feff}a=1", r#"{"a":"1"}"#),
        ("a[b]=1&a[c]=2", r#"{"a":{"b":"1","c":"2"}}"#),
        ("a%5Bb%5d=1&a%5bc%5D[d]=2", r#"{"a":{"b":"1","c":{"d":"2"}}}"#),
        ("a.b.c=1&a.b[d]=2&a[b].e=3", r#"{"a":{"b":{"c":"1","d":"2","e":"3"}}}"#),
        ("a[b.c]=1", r#"{"a":{"b.c":"1"}}"#),
        ("a%2Eb=1", r#"{"a.b":"1"}"#),
        ("[a]=1&[b][c]=2", r#"{"a":"1","b":{"c":"2"}}"#),
        ("a[b]=1&[c]=2", r#"{"a":{"b":"1"},"c":"2"}"#),
        ("a[b]=1&xyzzy[c]=2&a[d]=3", r#"{"a":{"b":"1","d":"3"},"xyzzy":{"c":"2"}}"#),
        // Lists.
        ("a[0]=x&a[1]=y", r#"{"a":["x","y"]}"#),
        ("a[1]=x&a[0]=y", r#"{"a":["y","x"]}"#),
        ("a.0=x&a.1=y", r#"{"a":["x","y"]}"#),
        ("a[]=x&a[]=y", r#"{"a":["x","y"]}"#),
        ("a[]=", r#"{"a":[""]}"#),
        ("a[0]=x&a[]=y", r#"{"a":["x","y"]}"#),
        ("a[0][b]=1&a[0][c]=2&a[1][b]=3", r#"{"a":[{"b":"1","c":"2"},{"b":"3"}]}"#),
        ("a[][b]=1&a[][c]=2&a[][b]=3", r#"{"a":[{"b":"1","c":"2"},{"b":"3"}]}"#),
        ("a[0][b]=1&a[][c]=2", r#"{"a":[{"b":"1"},{"c":"2"}]}"#),
        ("a[][b][]=1&a[][b][]=2", r#"{"a":[{"b":["1","2"]}]}"#),
        ("0=x&1=y", r#"["x","y"]"#),
        // Indices with holes, or beside names, stay names.
        ("a[999999999]=x", r#"{"a":{"999999999":"x"}}"#),
        ("a[99999999999999999999]=x&a[-1]=y&a[00]=z", r#"{"a":{"99999999999999999999":"x","-1":"y","00":"z"}}"#),
        ("a[7]=x&a[3]=y", r#"{"a":{"7":"x","3":"y"}}"#),
        ("a[0]=x&a[b]=y", r#"{"a":{"0":"x","b":"y"}}"#),
        ("a[]=x&a[b]=y", r#"{"a":{"0":"x","b":"y"}}"#),
        // An index is the name that writes it, and a name that was escaped is no index.
        ("a[%30]=x", r#"{"a":{"0":"x"}}"#),
        ("a[%30]=x&a[0]=y", r#"{"a":{"0":["x","y"]}}"#),
        ("a[0]=x&a[%2530]=y", r#"{"a":[["x","y"]]}"#),
        ("a[%30]=x&a[]=y", r#"{"a":{"0":"x","1":"y"}}"#),
        ("a=x&a[%30]=y&a=z", r#"{"a":["x",{"0":"y","1":"z"}]}"#),
        // Several values.
        ("a=1&a=2&a=3", r#"{"a":["1","2","3"]}"#),
        ("a[b]=1&a[b]=2", r#"{"a":{"b":["1","2"]}}"#),
        ("a[0]=x&a[0]=y", r#"{"a":[["x","y"]]}"#),
        ("a=1&a[]=2", r#"{"a":["1","2"]}"#),
        ("a[]=1&a=2", r#"{"a":["1","2"]}"#),
        ("a=1&a[b]=2", r#"{"a":["1",{"b":"2"}]}"#),
        ("a[b]=2&a=1", r#"{"a":[{"b":"2"},"1"]}"#),
        ("=1&=2&a=3", r#"{"":["1","2"],"a":"3"}"#),
        // Keys that do not fit.
        ("a[b=1", r#"{"a[b":"1"}"#),
        ("a]=1", r#"{"a]":"1"}"#),
        ("a[b]c=1", r#"{"a[b]c":"1"}"#),
        ("a[b]=1&a[c]D=2", r#"{"a":{"b":"1"},"a[c]D":"2"}"#),
        ("a[b]c[d]=1", r#"{"a[b]c[d]":"1"}"#),
        ("a[[b]]=1", r#"{"a[[b]]":"1"}"#),
        ("a..b=1&.=2&c.=3", r#"{"a..b":"1",".":"2","c.":"3"}"#),
        ("a..b[c]=1&a[b].=2&a[b]..c=3", r#"{"a..b[c]":"1","a[b].":"2","a[b]..c":"3"}"#),
        // The same, whichever key is in front.
        ("a[b[c]=1&a[b[d]=2", r#"{"a[b[c]":"1","a[b[d]":"2"}"#),
        ("a%5Bb%5Bc%5D=1&x=2&a%5Bb%5Bd%5D=3", r#"{"a[b[c]":"1","x":"2","a[b[d]":"3"}"#),
        // A form's own name is no JSON: only a model reads it as such.
        ("data={\"a\":1}", r#"{"data":"{\"a\":1}"}"#),
        ("[", r#"{"[":""}"#),
    ] {
        assert_eq!(read(form), json, "{form}");
    }
}

#[test]
fn refuses_invalid_forms() {
    for (form, message) in [
        (&b"a=%zz"[..], "invalid percent-encoding at byte 2"),
        ("\u{feff}a=%zz".as_bytes(), "invalid percent-encoding at byte 5"),
        (
            "\u{feff} \u{feff}a=1".as_bytes(),
            "a form cannot start with a byte-order mark or a control character at byte 4",
        ),
        (b" \x01a=1", "a form cannot start with a byte-order mark or a control character at byte 1"),
        (b"a[b].%zz[c]=1", "invalid percent-encoding at byte 5"),
        (b"x.%zz=1", "invalid percent-encoding at byte 2"),
        (b"a=%41%FF", "not UTF-8 at byte 5"),
        (b"a=+b%C3%A9c%C3(", "not UTF-8 at byte 11"),
        (b"a=x%+f", "invalid percent-encoding at byte 3"),
        (b"a=%", "invalid percent-encoding at byte 2"),
        (b"a=%4", "invalid percent-encoding at byte 2"),
        (b"a=%41%4", "invalid percent-encoding at byte 5"),
        (b"a=1&b[%g0]=1", "invalid percent-encoding at byte 6"),
        (b"a=%ff", "not UTF-8 at byte 2"),
        (b"a=1&%ff=1", "not UTF-8 at byte 4"),
        (b"a=%ed%a0%80", "not UTF-8 at byte 2"),
        (b"a=\xff", "not UTF-8 at byte 2"),
    ] {
        assert_eq!(to_json(form, Format::Form).unwrap_err().to_string(), message);
    }
}

#[test]
fn writes_this_crates_convention() {
    for (json, form) in [
        ("{}", ""),
        (r#"{"a":"x y&=+","b":1.50,"c":true,"d":null,"e":[],"f":{}}"#, "a=x+y%26%3D%2B&b=1.50&c=true&d="),
        (r#"{"data":{"messages":[{"id":323}]}}"#, "data[messages][0][id]=323"),
        (r#"{"a.b":{"c.d":"1"}}"#, "a%2Eb[c.d]=1"),
        (r#"{"a[b]":{"c]":"1"}}"#, "a%5Bb%5D[c%5D]=1"),
        (r#"{"":{"":"1"},"%":"2","%5B":"3","%41":"4"}"#, "%[%]=1&%25=2&%255B=3&%41=4"),
        (r#"{"a":{"0":"x","1":"y"}}"#, "a[%30]=x&a[%31]=y"),
        (r#"{"a":{"10":"x"}}"#, "a[%310]=x"),
        (r#"["x","y"]"#, "0=x&1=y"),
        (r#"{"a":{"b":{"c":[]}},"d":[{},[],"",{"e":{}}]}"#, "d[0]=&d[1]=&d[2]=&d[3]="),
        (r#""x""#, "=x"),
    ] {
        let written = String::from_utf8(json_tree(json).to_body(Format::Form)).unwrap();
        let encoded = |text: &str| text.replace('%', "%25").replace('[', "%5B").replace(']', "%5D");
        // The values have their own encoding; those of the first row are as they are.
        let expected = if form.contains("%26") { form.to_owned() } else { encoded(form) };
        assert_eq!(written, expected, "{json}");
    }
}

#[test]
fn its_own_names_are_read_back() {
    for json in [
        r#"{"a.b":{"c.d":"1","c]":"2","[":"3"},"x[y]":"4",".":"5","..":"6"}"#,
        r#"{"":{"":"1"},"%":"2","%5B":"3","%41":"4","%%25":"5"}"#,
        r#"{"a":{"0":"x","1":"y"},"b":{"10":"x"},"c":{"1":"x","a":"y"},"d":{"00":"x"}}"#,
        r#"{"0":"x","1":{"0":"y"}}"#,
        r#"{"a":[{"0":"x"},["y","z"],"w"]}"#,
        r#"{" id":"1","é\u0000":"\u0000\r\n"}"#,
    ] {
        let tree = json_tree(json);
        let written = tree.to_body(Format::Form);
        assert_eq!(Value::from_body(&written, Format::Form, Limits::default()).unwrap(), tree, "{json}");
    }
}

#[test]
fn borrows_what_needs_no_decoding() {
    let tree = Value::from_body(b"a[b]=plain", Format::Form, Limits::default()).unwrap();
    let Some(Value::String(text)) = tree.get("a").and_then(|inner| inner.get("b")) else { panic!() };
    assert!(matches!(text, std::borrow::Cow::Borrowed("plain")));
}
