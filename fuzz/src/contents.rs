//! No name and no text is lost when a tree is written and read again.

use chathooks::value::{Object, Value};

use crate::{FORMATS, reread};

#[path = "../../tests/util/contents.rs"]
mod texts;

/// Checks that each format keeps all names and texts of a tree, and that what came out of a format goes into it unchanged.
pub(crate) fn survive(tree: &Value<'_>) {
    // A duplicate that JSON can say is several elements of one name elsewhere, and so a list; and a field that holds
    // nothing is left out.
    let Some(tree) = carried(tree) else { return };
    for format in FORMATS {
        let body = tree.to_body(format);
        let again = reread(&body, format);
        let lost = texts::lost(&tree, &again);
        assert!(lost.is_empty(), "{lost:?} lost in {}", crate::shown(&body));
        let second = again.to_body(format);
        assert_eq!(reread(&second, format), again, "{}", crate::shown(&second));
    }
}

/// The same tree with each name once in a map, and without what holds nothing.
fn carried(tree: &Value<'_>) -> Option<Value<'static>> {
    match tree {
        Value::Array(list) => {
            let list: Vec<_> = list.iter().filter_map(carried).collect();
            (!list.is_empty()).then_some(Value::Array(list))
        }
        Value::Object(fields) => {
            let mut unique = Object::new();
            for (name, value) in fields.iter() {
                if unique.get(name).is_none()
                    && let Some(value) = carried(value)
                {
                    unique.push(name.to_owned(), value);
                }
            }
            (!unique.is_empty()).then_some(Value::Object(unique))
        }
        other => Some(other.clone().into_owned()),
    }
}
