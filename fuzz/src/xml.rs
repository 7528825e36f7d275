//! XML, against a tree that roxmltree's document is turned into.

use chathooks::acquire::Acquire;
use chathooks::{
    DecodeErrorKind, Format, Verified,
    value::{Object, Value},
};

use crate::{contents, poison, reread, wide};

/// What another parser reads is read, as the same tree; what is read is the same tree again when it was written as XML or
/// as JSON; and no name and no text is lost in a form.
pub fn xml(body: &[u8]) {
    let tree = Value::from_body(body, Format::Xml, wide());
    let options = roxmltree::ParsingOptions { allow_dtd: false, ..Default::default() };
    let text = str::from_utf8(body).ok();
    let peer = text.and_then(|text| roxmltree::Document::parse_with_options(text, options).ok());
    if let Some(document) = &peer {
        match &tree {
            Ok(tree) => {
                if is_comparable(body) {
                    assert_eq!(with_plain_attributes(tree), of(document.root_element()), "another tree");
                }
            }
            Err(error) => {
                let is_limit = matches!(error.kind(), DecodeErrorKind::TooDeep | DecodeErrorKind::Encoding);
                // roxmltree takes `</:a>` for the end of `<a>`, and tells attributes apart by their namespaces.
                let is_lenient = body.contains(&b':') || is_beyond_unicode(body) || has_odd_instruction(body);
                assert!(is_limit || is_lenient, "refused: {error}");
            }
        }
    }
    if Format::detect(body) == Format::Xml {
        let verified = Verified::<Acquire, _>::assume_authentic(body).with_limits(wide());
        assert_eq!(verified.decode::<Value<'_>>().ok(), tree.as_ref().ok().cloned());
    }
    match tree {
        Ok(tree) => {
            for format in [Format::Xml, Format::Json] {
                let written = tree.to_body(format);
                assert_eq!(reread(&written, format), tree, "written as {}", crate::shown(&written));
            }
            contents::survive(&tree);
            poison::in_some_format::<Acquire>(&tree, body);
        }
        Err(error) => poison::is_clean(&error, body),
    }
}

/// Whether a reference is to what is no character: beyond the last one, or half of a surrogate pair. roxmltree lets it pass.
fn is_beyond_unicode(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    let mut codes = text.split("&#").skip(1).filter_map(|after| Some(after.split_once(';')?.0));
    codes.any(|code| match code.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16).is_ok_and(|code| char::from_u32(code).is_none()),
        None => code.parse::<u32>().is_ok_and(|code| char::from_u32(code).is_none()),
    })
}

/// Whether a declaration has values, or an instruction a target, that roxmltree does not look at.
fn has_odd_instruction(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    let odd = |instruction: &str| {
        let content = instruction.split_once("?>").map_or(instruction, |(content, _)| content);
        let target = content.split([' ', '\t', '\r', '\n']).next().unwrap_or_default();
        if !target.eq_ignore_ascii_case("xml") {
            return target.bytes().any(|byte| !byte.is_ascii_alphanumeric() && !b"_-.".contains(&byte));
        }
        let (names, values): (Vec<_>, Vec<_>) =
            content.split(['"', '\'']).enumerate().partition(|(index, _)| index % 2 == 0);
        let trim =
            |(_, name): (usize, &str)| name.trim_end_matches([' ', '\t', '\r', '\n', '=']).trim_start().to_owned();
        let names: Vec<_> = names.into_iter().map(trim).collect();
        let is_named =
            ["xml version", "xml version encoding", "xml version standalone", "xml version encoding standalone"]
                .contains(&names.join(" ").trim_end());
        let minor = values.first().and_then(|(_, version)| version.strip_prefix("1.")).unwrap_or_default();
        let is_version = !minor.is_empty() && minor.bytes().all(|digit| digit.is_ascii_digit());
        let is_standalone = !content.contains("standalone") || matches!(values.last(), Some((_, "yes" | "no")));
        // `?>` ends a declaration, in a value too.
        let is_whole = names.len() > values.len();
        !(is_named && is_version && is_standalone && is_whole)
    };
    text.match_indices("<?").any(|(at, opening)| odd(&text[at + opening.len()..]))
}

/// roxmltree joins CDATA with text, changes line ends, resolves namespaces, and knows nothing of this crate's `<field>`.
fn is_comparable(body: &[u8]) -> bool {
    let has = |text: &[u8]| body.windows(text.len()).any(|window| window == text);
    ![&b"<![CDATA["[..], b"\r", b":", b"xmlns", b"<field"].into_iter().any(has)
}

/// The tree of an element, as xml2js makes it without lists of one and without the root's name.
fn of(element: roxmltree::Node<'_, '_>) -> Value<'static> {
    let text: String = element.children().filter(|child| child.is_text()).filter_map(|child| child.text()).collect();
    let mut children: Vec<(String, Vec<Value<'static>>)> = Vec::new();
    for child in element.children().filter(roxmltree::Node::is_element) {
        let name = child.tag_name().name();
        match children.iter_mut().find(|(own, _)| own == name) {
            Some((_, list)) => list.push(of(child)),
            None => children.push((name.to_owned(), vec![of(child)])),
        }
    }
    let attributes = element.attributes().map(|own| (own.name().to_owned(), plain(own.value())));
    let attributes: Object<'_> = attributes.collect();
    if children.is_empty() && attributes.is_empty() {
        return text.into();
    }
    let mut fields = Object::new();
    // JavaScript's `\s`.
    if text.contains(|letter: char| letter != '\u{feff}' && (!letter.is_whitespace() || letter == '\u{85}')) {
        fields.push("_", text);
    }
    if !attributes.is_empty() {
        fields.push("$", attributes);
    }
    for (name, mut list) in children {
        let value = if list.len() == 1 { list.remove(0) } else { Value::Array(list) };
        fields.push(name, value);
    }
    fields.into()
}

/// XML has a space for white space in an attribute; this crate, like xml2js, leaves it as it came.
fn plain(value: &str) -> String {
    value.replace(['\t', '\n'], " ")
}

fn with_plain_attributes(tree: &Value<'_>) -> Value<'static> {
    match tree {
        Value::Array(list) => Value::Array(list.iter().map(with_plain_attributes).collect()),
        Value::Object(fields) => {
            let value = |name: &str, value: &Value<'_>| match value {
                Value::Object(attributes) if name == "$" => {
                    let plain = |value: &Value<'_>| plain(value.as_str().expect("an attribute is a text"));
                    attributes
                        .iter()
                        .map(|(name, value)| (name.to_owned(), plain(value)))
                        .collect::<Object<'_>>()
                        .into()
                }
                value => with_plain_attributes(value),
            };
            fields.iter().map(|(name, own)| (name.to_owned(), value(name, own))).collect::<Object<'_>>().into()
        }
        other => other.clone().into_owned(),
    }
}
