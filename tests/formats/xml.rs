//! What XML reads as, and how it is written.

use chathooks::{DecodeErrorKind, Format, Limits, value::Value};

use super::{json_tree, to_json};
use crate::parsers::is_accepted;

fn read(xml: &str) -> String {
    to_json(xml.as_bytes(), Format::Xml).unwrap()
}

fn refuse(xml: &str) -> String {
    to_json(xml.as_bytes(), Format::Xml).unwrap_err().to_string()
}

fn write(json: &str) -> String {
    String::from_utf8(json_tree(json).to_body(Format::Xml)).unwrap()
}

/// The second column is what xml2js 0.6 makes of the first with `explicitArray: false, explicitRoot: false`.
pub(super) const XML2JS: [(&str, &str); 33] = [
    ("<a/>", r#""""#),
    ("<a>x</a>", r#""x""#),
    ("<a> x </a>", r#"" x ""#),
    (r#"<a b="1"/>"#, r#"{"$":{"b":"1"}}"#),
    (r#"<a b="1">x</a>"#, r#"{"_":"x","$":{"b":"1"}}"#),
    (r#"<a b="1"> </a>"#, r#"{"$":{"b":"1"}}"#),
    ("<a>  </a>", r#""  ""#),
    ("<a><b> x  y </b></a>", r#"{"b":" x  y "}"#),
    ("<a><b>  </b></a>", r#"{"b":"  "}"#),
    ("<a><b><![CDATA[ x ]]></b></a>", r#"{"b":" x "}"#),
    ("<a><b><![CDATA[]]></b></a>", r#"{"b":""}"#),
    ("<a><b><![CDATA[<x>&amp;]]></b></a>", r#"{"b":"<x>&amp;"}"#),
    ("<a>x<b>1</b>y</a>", r#"{"_":"xy","b":"1"}"#),
    ("<a> x <b>1</b> y </a>", r#"{"_":" x  y ","b":"1"}"#),
    ("<a>\n <b>1</b>\n <b>2</b>\n</a>", r#"{"b":["1","2"]}"#),
    ("<a><b>1</b><c/><b>2</b></a>", r#"{"b":["1","2"],"c":""}"#),
    ("<a><b/><b/></a>", r#"{"b":["",""]}"#),
    (r#"<a><b c=" 1 "/></a>"#, r#"{"b":{"$":{"c":" 1 "}}}"#),
    ("<a><b>x<!--c-->y</b></a>", r#"{"b":"xy"}"#),
    ("<a><b>x<?p q?>y</b></a>", r#"{"b":"xy"}"#),
    ("<a><b>&#10;x&#x9;</b></a>", r#"{"b":"\nx\t"}"#),
    ("<a><b>&lt;&gt;&amp;&apos;&quot;</b></a>", r#"{"b":"<>&'\""}"#),
    ("<a><b>x > y]> z</b></a>", r#"{"b":"x > y]> z"}"#),
    (r#"<n:a xmlns:n="u"><n:b n:c="1">x</n:b></n:a>"#, r#"{"$":{"xmlns:n":"u"},"n:b":{"_":"x","$":{"n:c":"1"}}}"#),
    ("<a><b>x\r\ny</b></a>", r#"{"b":"x\r\ny"}"#),
    ("<a><b c=\"x\ny\"/></a>", r#"{"b":{"$":{"c":"x\ny"}}}"#),
    (r#"<a><b c="x&#10;&quot;"/></a>"#, r#"{"b":{"$":{"c":"x\n\""}}}"#),
    (r#"<a><b q="1"/><b/></a>"#, r#"{"b":[{"$":{"q":"1"}},""]}"#),
    ("<a><b> <c/> </b></a>", r#"{"b":{"c":""}}"#),
    ("<a><b>x<c/> </b></a>", r#"{"b":{"_":"x ","c":""}}"#),
    ("<a><b>\u{a0} <c/></b></a>", r#"{"b":{"c":""}}"#),
    ("<a><b><![CDATA[  ]]><c/></b></a>", r#"{"b":{"_":"  ","c":""}}"#),
    ("<a><b><![CDATA[]]> <c/></b></a>", r#"{"b":{"c":""}}"#),
];

#[test]
fn reads_as_xml2js_does() {
    for (xml, json) in XML2JS {
        assert_eq!(read(xml), json, "{xml}");
    }
}

#[test]
fn reads_what_stands_around_the_root() {
    for xml in [
        "\u{feff}<a>x</a>",
        "<?xml version=\"1.0\"?><a>x</a>",
        "\n<?xml version=\"1.0\" encoding=\"utf-8\" standalone='yes'?>\n<a>x</a>",
        "<!-- c --><?p?><a>x</a><!-- c -->\n<?p?>\n",
        "<?xml version = '1.10' encoding = \"US-ASCII\" standalone = 'no' ?><?xml-stylesheet ?><?é-1 ??><a>x<?p\n??></a>",
        "<a >x</a >",
        "<a>x<!----><!-- - - - --><!-- <b c='1'd='2'> ]]> &x; --></a>",
        "<a><![CDATA[x]]></a>",
    ] {
        assert_eq!(read(xml), r#""x""#, "{xml}");
    }
}

#[test]
fn refuses_what_is_not_well_formed() {
    for (xml, message) in [
        ("", "expected a single root element and nothing outside it at byte 0"),
        ("<a>", "unexpected end of the body at byte 3"),
        ("<a", "invalid markup at byte 0"),
        ("<a></b>", "end tag without a matching start tag at byte 7"),
        ("<a><b></a></b>", "end tag without a matching start tag at byte 10"),
        ("</a>", "end tag without a matching start tag at byte 4"),
        ("<a/></a>", "end tag without a matching start tag at byte 8"),
        ("<a/><b/>", "expected a single root element and nothing outside it at byte 8"),
        ("<a/>x", "expected a single root element and nothing outside it at byte 5"),
        ("<a/>&#32;", "expected a single root element and nothing outside it at byte 9"),
        ("<a/><![CDATA[ ]]>", "expected a single root element and nothing outside it at byte 17"),
        ("x<a/>", "expected a single root element and nothing outside it at byte 1"),
        ("<1/>", "invalid markup at byte 4"),
        ("<a b='1' b='2'/>", "invalid or duplicate attribute at byte 16"),
        ("<a b/>", "invalid or duplicate attribute at byte 6"),
        ("<a b=1/>", "invalid or duplicate attribute at byte 8"),
        ("<a b='<'/>", "invalid or duplicate attribute at byte 10"),
        ("<a 1='1'/>", "invalid or duplicate attribute at byte 10"),
        ("<a b='&x;'/>", "unknown entity or invalid character reference at byte 12"),
        ("<a>&nbsp;</a>", "unknown entity or invalid character reference at byte 9"),
        ("<a>&#0;</a>", "unknown entity or invalid character reference at byte 7"),
        ("<a>&#x1;</a>", "unknown entity or invalid character reference at byte 8"),
        ("<a>&#3333333;</a>", "unknown entity or invalid character reference at byte 13"),
        ("<a>&#xD800;</a>", "unknown entity or invalid character reference at byte 11"),
        ("<a b='&#1;'/>", "unknown entity or invalid character reference at byte 13"),
        ("<a>x & y</a>", "unknown entity or invalid character reference at byte 5"),
        ("<a>\u{1}</a>", "character not allowed in XML at byte 3"),
        ("\u{feff}<a>\u{1}</a>", "character not allowed in XML at byte 6"),
        ("\u{feff}<a></b>", "end tag without a matching start tag at byte 10"),
        ("\u{feff}<a/><b", "invalid markup at byte 7"),
        ("\u{feff}<a", "invalid markup at byte 3"),
        ("\u{feff}<a>", "unexpected end of the body at byte 6"),
        ("<a>\u{fffe}</a>", "character not allowed in XML at byte 3"),
        ("<a>]]></a>", "invalid markup at byte 6"),
        ("<a><!-- b -- c --></a>", "invalid markup at byte 10"),
        ("<a><!-- b ---></a>", "invalid markup at byte 10"),
        ("<a b='1'c='2'/>", "invalid or duplicate attribute at byte 15"),
        ("<a b='\"'\nc=\"'\"d='2'></a>", "invalid or duplicate attribute at byte 20"),
        ("<a><? ?></a>", "invalid markup at byte 8"),
        ("<??><a/>", "invalid markup at byte 4"),
        ("<?p+?><a/>", "invalid markup at byte 6"),
        ("<?XML version='1.0'?><a/>", "invalid markup at byte 21"),
        ("<a><?xmL?></a>", "invalid markup at byte 10"),
        ("<!DOCTYPE a><a/>", "document type declaration not allowed at byte 0"),
        ("<!DOCTYPE><a/>", "document type declaration not allowed at byte 9"),
        ("<a/><?xml version='1.0'?>", "XML declaration not at the start at byte 4"),
        ("<?xml version='1.0'encoding='utf-8'?><a/>", "invalid or duplicate attribute at byte 37"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "declares an encoding other than UTF-8"),
    ] {
        assert_eq!(refuse(xml), message, "{xml}");
    }
    for declaration in [
        "",
        " ",
        " VERSION='1.0'",
        " version='1.0",
        " version=1.0",
        " version='1.0' version='1.0'",
        " version='1.0 '",
        " version='1.'",
        " version='1.x'",
        " version='2.0'",
        " version='1.0' x='y'",
        " version='1.0' x",
        " version='1.0' standalone='YES'",
        " version='1.0' standalone='yes' encoding='utf-8'",
        " version='1.0' encoding='utf-8'standalone='yes'",
        " version='1.0' encoding='utf-8' encoding='utf-8'",
        " encoding='utf-8'",
        " encoding='utf-8' version='1.0'",
        " version '1.0'",
        " version='1.0\"",
    ] {
        let xml = format!("<?xml{declaration}?><a/>");
        let end = xml.len() - "<a/>".len();
        let message = format!("invalid or duplicate attribute at byte {end}");
        assert_eq!(refuse(&xml), message, "{xml}");
    }
    let error = Value::from_body(b"<a>\xff</a>", Format::Xml, Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), "not UTF-8 at byte 3");
    let error = Value::from_body(b"<?xml version='1.0' encoding='utf-16'?><a/>", Format::Xml, Limits::default());
    assert_eq!(error.unwrap_err().kind(), DecodeErrorKind::Encoding);
}

#[test]
fn writes_this_crates_convention() {
    for (json, xml) in [
        ("{}", "<webhook/>"),
        (r#"{"a":"x","b":1.50,"c":true,"d":null}"#, "<webhook><a>x</a><b>1.50</b><c>true</c><d/></webhook>"),
        (r#"{"a":["x","y"],"b":["x"],"c":[],"d":{}}"#, "<webhook><a>x</a><a>y</a><b>x</b></webhook>"),
        (r#"{"a":[["x","y"],["z"]]}"#, "<webhook><a><item>x</item><item>y</item></a><a><item>z</item></a></webhook>"),
        (r#"{"a":{"b":{"c":[]}},"d":[{},[],""]}"#, "<webhook><d/><d/><d/></webhook>"),
        (r#"{"a":[""]}"#, "<webhook><a><item/></a></webhook>"),
        (r#"{"a":[{"b":{"c":"x"}}]}"#, "<webhook><a><item><b><c>x</c></b></item></a></webhook>"),
        (r#"{"a":"<&>\r\n\""}"#, "<webhook><a>&lt;&amp;&gt;&#13;\n\"</a></webhook>"),
        (r#"{"a":{"_":"x","$":{"b":"\n\""}}}"#, "<webhook><a b=\"&#10;&quot;\">x</a></webhook>"),
        (r#"{"a":{"_":"x"}}"#, r#"<webhook><a><field name="_">x</field></a></webhook>"#),
        (r#"{"a":{"b":"x","_":"y"}}"#, r#"<webhook><a><b>x</b><field name="_">y</field></a></webhook>"#),
        (
            r#"{" id":"1","10":"2","":"3","\\":"4"}"#,
            concat!(
                r#"<webhook><field name=" id">1</field><field name="10">2</field><field name="">3</field>"#,
                r#"<field name="\\">4</field></webhook>"#
            ),
        ),
        (r#"{"a":"x\u0000\\"}"#, r#"<webhook><field name="a" text="x\u0000\\"/></webhook>"#),
        // Blank text beside attributes would be lost.
        (
            r#"{"10":" \n","11":"","a":" "}"#,
            r#"<webhook><field name="10" text=" &#10;"/><field name="11"/><a> </a></webhook>"#,
        ),
        (r#""\u0000""#, r#"<field text="\u0000"/>"#),
        (r#"[[],"x"]"#, "<webhook><item/><item>x</item></webhook>"),
        (
            r#"{"a":{"$":{"b c":"x"}}}"#,
            r#"<webhook><a><field name="$"><field name="b c">x</field></field></a></webhook>"#,
        ),
        (r#"{"a":{"$":{"b":"1","b":"2"}}}"#, r#"<webhook><a><field name="$"><b>1</b><b>2</b></field></a></webhook>"#),
        (r#"["x","y"]"#, "<webhook><item>x</item><item>y</item></webhook>"),
        (
            r#"{"field":{"$":{"name":"10"}}}"#,
            r#"<webhook><field><field name="$"><name>10</name></field></field></webhook>"#,
        ),
    ] {
        assert_eq!(write(json), xml, "{json}");
    }
}

#[test]
fn undoes_its_own_names_and_nothing_else() {
    for (xml, json) in [
        (r#"<x><field name="10">y</field></x>"#, r#"{"10":"y"}"#),
        (r#"<x><field name="a\u0001b\\"><c/></field></x>"#, r#"{"a\u0001b\\":{"c":""}}"#),
        (r#"<x><field name="a" text="\u0000"/></x>"#, r#"{"a":"\u0000"}"#),
        (r#"<x><field name="10"/><field name="10">y</field></x>"#, r#"{"10":["","y"]}"#),
        // A name that XML can carry, another escape, another attribute, another place.
        (r#"<x><field name="a">y</field></x>"#, r#"{"field":{"_":"y","$":{"name":"a"}}}"#),
        (r#"<x><field name="a\u0041"/></x>"#, r#"{"field":{"$":{"name":"a\\u0041"}}}"#),
        (r#"<x><field name="\"/></x>"#, r#"{"field":{"$":{"name":"\\"}}}"#),
        (r#"<x><field name="10" text="y"/></x>"#, r#"{"field":{"$":{"name":"10","text":"y"}}}"#),
        (r#"<x><field name="10" b="y"/></x>"#, r#"{"field":{"$":{"name":"10","b":"y"}}}"#),
        (r#"<x><field b="y" name="10"/></x>"#, r#"{"field":{"$":{"b":"y","name":"10"}}}"#),
        (
            r#"<x><field name="a" text="\u0000">z</field></x>"#,
            r#"{"field":{"_":"z","$":{"name":"a","text":"\\u0000"}}}"#,
        ),
        (r#"<x><field text="\u0000"/></x>"#, r#"{"field":"\u0000"}"#),
        (r#"<x><field text="\u0000">z</field></x>"#, r#"{"field":{"_":"z","$":{"text":"\\u0000"}}}"#),
        (r#"<x><field b="\u0000"/></x>"#, r#"{"field":{"$":{"b":"\\u0000"}}}"#),
        (r#"<x><other name="10"/></x>"#, r#"{"other":{"$":{"name":"10"}}}"#),
    ] {
        assert_eq!(read(xml), json, "{xml}");
    }
}

#[test]
fn what_was_xml_is_the_same_tree_again() {
    for xml in [
        r#"<a b="1"> x<c/><c d="&#9;"/><d>&#13;</d></a>"#,
        r#"<a><field name="a">y</field><field q="1"/></a>"#,
        "<a><b><item>1</item></b></a>",
        "<a><b><![CDATA[ ]]><c/></b></a>",
        "<n:a xmlns:n='u'><n:b/></n:a>",
    ] {
        let tree = Value::from_body(xml.as_bytes(), Format::Xml, Limits::default()).unwrap();
        let written = tree.to_body(Format::Xml);
        let again = Value::from_body(&written, Format::Xml, Limits::default()).unwrap();
        assert_eq!(again, tree, "{xml}\n{}", String::from_utf8_lossy(&written));
    }
}

#[test]
fn borrows_what_needs_no_unescaping() {
    let xml = b"<a><b>plain</b><c>x&amp;y</c></a>";
    let tree = Value::from_body(xml, Format::Xml, Limits::default()).unwrap();
    let (Some(Value::String(plain)), Some(Value::String(escaped))) = (tree.get("b"), tree.get("c")) else { panic!() };
    assert!(matches!(plain, std::borrow::Cow::Borrowed("plain")));
    assert_eq!(escaped, "x&y");
}

/// An element named as the text beside it is a field of its own. `xml2js` fails over one, or makes a text out of both:
/// neither has a signature that a receiver could accept.
#[test]
fn an_element_may_have_the_name_of_the_text() {
    for (xml, json, theirs) in [
        ("<a><_>y</_></a>", r#"{"_":"y"}"#, None),
        ("<a>x<_>y</_></a>", r#"{"_":"x","_":"y"}"#, None),
        ("<a>x<_>y</_><_>z</_></a>", r#"{"_":"x","_":["y","z"]}"#, None),
        ("<a><_>y</_>x</a>", r#"{"_":"x","_":"y"}"#, Some(r#"",yx""#)),
        ("<a><b>1</b><_>y</_>x</a>", r#"{"_":"x","b":"1","_":"y"}"#, Some(r#"{"_":",yx","b":"1"}"#)),
    ] {
        assert_eq!(read(xml), json, "{xml}");
        let printed =
            String::from_utf8(chathooks::codec::stringify(json.as_bytes(), Limits::default()).unwrap()).unwrap();
        for text in [json, &printed, theirs.unwrap_or("null")] {
            assert!(!is_accepted(xml, text), "{xml} is no {text}");
        }
    }
    assert_eq!(read("<_>x</_>"), r#""x""#);
    assert!(is_accepted("<_><a>x</a></_>", r#"{"a":"x"}"#));
}
