//! Forms, against a plain reading of those whose names have no structure.

use chathooks::acquire::Acquire;
use chathooks::{
    Format, Verified,
    value::{Object, Value},
};

use crate::{contents, decoded, poison, reread, wide};

/// A form is read exactly where its escapes are such, what they say is UTF-8, and it starts as a form; as a plain reader reads it, where its
/// names have no brackets; what is read is the same tree again when it was written as a form or as JSON; and no name and
/// no text is lost in XML.
pub fn form(body: &[u8]) {
    let tree = Value::from_body(body, Format::Form, wide());
    let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let pairs: Option<Vec<_>> = text
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let value = pair.get(at + 1..).unwrap_or_default();
            Some((&pair[..at], decoded(&pair[..at])?, decoded(value)?))
        })
        .collect();
    let pairs = pairs.filter(|_| str::from_utf8(text).is_ok_and(|text| !starts_as_no_form(text)));
    match (&tree, &pairs) {
        // A bracket or a dot can stand within a character's escapes, whose parts are no UTF-8 then.
        (Ok(_), None) => panic!("read, and it is no form"),
        (Err(error), Some(pairs)) => assert!(!pairs.iter().all(|(raw, ..)| is_plain(raw)), "refused: {error}"),
        (Ok(tree), Some(pairs)) if pairs.iter().all(|(raw, ..)| is_plain(raw)) => {
            assert_eq!(*tree, grouped(pairs), "another tree");
        }
        _ => {}
    }
    if Format::detect(body) == Format::Form {
        let verified = Verified::<Acquire, _>::assume_authentic(body).with_limits(wide());
        assert_eq!(verified.decode::<Value<'_>>().ok(), tree.as_ref().ok().cloned());
    }
    match tree {
        Ok(tree) => {
            for format in [Format::Form, Format::Json] {
                let written = tree.to_body(format);
                assert_eq!(reread(&written, format), tree, "written as {}", crate::shown(&written));
            }
            contents::survive(&tree);
            poison::in_some_format::<Acquire>(&tree, body);
        }
        Err(error) => poison::is_clean(&error, body),
    }
}

/// Whether the first character that is not whitespace is a byte-order mark or a control character.
fn starts_as_no_form(text: &str) -> bool {
    let first = text.trim_start_matches([' ', '\t', '\r', '\n']).chars().next();
    first.is_some_and(|first| first == '\u{feff}' || first.is_control())
}

/// Whether a name is one name to every reader: no bracket, dot or percent sign, as it stands or escaped.
fn is_plain(raw: &[u8]) -> bool {
    let name = decoded(raw);
    name.is_some_and(|name| !name.contains(['[', ']', '.', '%']))
}

/// The fields by their names, in the order of their first; one that comes twice is a list, and `0`, `1`, … are one where
/// each stands as it is when it first comes.
fn grouped(pairs: &[(&[u8], String, String)]) -> Value<'static> {
    let mut groups: Vec<(&str, bool, Vec<Value<'static>>)> = Vec::new();
    for (raw, name, value) in pairs {
        match groups.iter_mut().find(|(own, ..)| own == name) {
            Some((.., list)) => list.push(value.clone().into()),
            None => groups.push((name, *raw == name.as_bytes(), vec![value.clone().into()])),
        }
    }
    let are_bare = groups.iter().all(|(_, is_bare, _)| *is_bare);
    let mut fields: Vec<(String, Value<'static>)> = Vec::new();
    for (name, _, mut list) in groups {
        fields.push((name.to_owned(), if list.len() == 1 { list.remove(0) } else { Value::Array(list) }));
    }
    let mut sorted: Vec<_> = fields.iter().collect();
    sorted.sort_by_key(|(name, _)| name.parse::<usize>().unwrap_or(usize::MAX));
    let is_list = sorted.iter().enumerate().all(|(place, (name, _))| *name == place.to_string());
    if !fields.is_empty() && are_bare && is_list {
        return Value::Array(sorted.into_iter().map(|(_, value)| value.clone()).collect());
    }
    fields.into_iter().collect::<Object<'_>>().into()
}
