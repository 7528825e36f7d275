//! Writes values as XML.

use std::collections::HashSet;

use quick_xml::escape;

use super::element::{in_attribute, is_blank};
use super::name::{self, FIELD, FIELD_NAME, FIELD_TEXT};
use super::{ATTRIBUTES, TEXT};
use crate::codec::lenient::{ITEM, is_lone_element, is_vacant};
use crate::value::Value;

const ROOT: &str = "webhook";

/// Writes a value as a single element, without whitespace between tags.
pub(crate) fn to_vec(value: &Value<'_>) -> Vec<u8> {
    let mut out = String::with_capacity(256);
    match value {
        Value::String(text) if name::find_forbidden(text).is_some() => {
            open(FIELD, &[(FIELD_TEXT, &name::escape(text))], &mut out);
            out.push_str("/>");
        }
        Value::Array(elements) => {
            out.push_str("<webhook>");
            for element in elements {
                write(ITEM, element, &mut out);
            }
            out.push_str("</webhook>");
        }
        value => write(ROOT, value, &mut out),
    }
    out.into_bytes()
}

/// Writes a field: one XML element, or one for each element of an array.
fn write(name: &str, value: &Value<'_>, out: &mut String) {
    match value {
        Value::Null => write_text(name, "", out),
        Value::Bool(value) => write_text(name, if *value { "true" } else { "false" }, out),
        Value::Number(number) => write_text(name, number.as_str(), out),
        Value::String(text) => write_text(name, text, out),
        Value::Object(fields) => {
            let fields: Vec<_> = fields.iter().filter(|(_, value)| !is_vacant(value)).collect();
            write_object(name, &fields, out);
        }
        Value::Array(elements) => match elements.as_slice() {
            [] => write_text(name, "", out),
            [element] if is_lone_element(element) => write(name, element, out),
            [_] => write_items(name, elements, out),
            _ => {
                for element in elements {
                    match element {
                        Value::Array(inner) => write_items(name, inner, out),
                        element => write(name, element, out),
                    }
                }
            }
        },
    }
}

fn write_items(name: &str, elements: &[Value<'_>], out: &mut String) {
    within(name, &[], out, |out| {
        for element in elements {
            write(ITEM, element, out);
        }
    });
}

fn write_text(name: &str, text: &str, out: &mut String) {
    if in_attribute(name, text) {
        open(FIELD, &[(FIELD_NAME, &name::escape(name)), (FIELD_TEXT, &name::escape(text))], out);
        out.push_str("/>");
    } else {
        within(name, &[], out, |out| out.push_str(&escape::partial_escape(text)));
    }
}

fn write_object(name: &str, fields: &[(&str, &Value<'_>)], out: &mut String) {
    let (text, rest) = match fields {
        [(TEXT, Value::String(text)), rest @ ..] if !rest.is_empty() && is_text(text) => (&**text, rest),
        _ => ("", fields),
    };
    let (attributes, rest) = match rest {
        [(ATTRIBUTES, value), rest @ ..] if name != FIELD && !name::needs_field(name) => match attributes(value) {
            Some(attributes) => (attributes, rest),
            None => (Vec::new(), rest_of(fields, text)),
        },
        rest => (Vec::new(), rest),
    };
    within(name, &attributes, out, |out| {
        out.push_str(&escape::partial_escape(text));
        for (name, value) in rest {
            write(name, value, out);
        }
    });
}

fn rest_of<'f, T>(fields: &'f [T], text: &str) -> &'f [T] {
    fields.get(usize::from(!text.is_empty())..).unwrap_or_default()
}

/// Whether a text next to child elements is parsed as the same text.
fn is_text(text: &str) -> bool {
    !is_blank(text) && name::find_forbidden(text).is_none()
}

/// Returns the attributes in a field `$`, if all are valid in XML.
fn attributes<'t>(value: &'t Value<'_>) -> Option<Vec<(&'t str, &'t str)>> {
    let fields = value.as_object().filter(|fields| !fields.is_empty())?;
    let mut names = HashSet::with_capacity(fields.len());
    fields
        .iter()
        .map(|(name, value)| {
            let value = value.as_str().filter(|value| name::find_forbidden(value).is_none())?;
            (name::is_name(name) && names.insert(name)).then_some((name, value))
        })
        .collect()
}

/// Writes the element of a field. `content` writes the text between its tags.
fn within(name: &str, attributes: &[(&str, &str)], out: &mut String, content: impl FnOnce(&mut String)) {
    let tag = if name::needs_field(name) {
        open(FIELD, &[(FIELD_NAME, &name::escape(name))], out);
        FIELD
    } else {
        open(name, attributes, out);
        name
    };
    out.push('>');
    let start = out.len();
    content(out);
    if out.len() == start {
        out.pop();
        out.push_str("/>");
    } else {
        out.extend(["</", tag, ">"]);
    }
}

/// Writes a start tag without its closing `>`.
fn open(tag: &str, attributes: &[(&str, &str)], out: &mut String) {
    out.extend(["<", tag]);
    for (name, value) in attributes {
        // An XML parser converts a literal line end or tab into a space.
        let value = escape::escape(*value).replace('\n', "&#10;").replace('\t', "&#9;");
        out.extend([" ", name, "=\"", &value, "\""]);
    }
}
