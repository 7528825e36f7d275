//! Going through a body, to change each of its values in turn.

use serde_json::Value;

/// A step on the way to a value: into a map, a list, or a text that holds a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Name(String),
    Index(usize),
    Document,
}

/// The ways to each value of a body, the body itself first.
pub(crate) fn paths(value: &Value) -> Vec<Vec<Step>> {
    let below = |step: Step, value: &Value| {
        paths(value).into_iter().map(move |path| [vec![step.clone()], path].concat()).collect::<Vec<_>>()
    };
    let mut all = vec![vec![]];
    match value {
        Value::Object(map) => all.extend(map.iter().flat_map(|(name, value)| below(Step::Name(name.clone()), value))),
        Value::Array(list) => {
            all.extend(list.iter().enumerate().flat_map(|(index, value)| below(Step::Index(index), value)));
        }
        Value::String(text) if text.starts_with(['{', '[']) => {
            // A customer's text may start like one.
            all.extend(serde_json::from_str(text).iter().flat_map(|document| below(Step::Document, document)));
        }
        _ => {}
    }
    all
}

/// Changes the value at the end of a path; `None` takes it out.
pub(crate) fn edit(value: &Value, path: &[Step], change: &dyn Fn(&Value) -> Option<Value>) -> Option<Value> {
    let Some((step, path)) = path.split_first() else { return change(value) };
    let mut value = value.clone();
    match step {
        Step::Name(name) => {
            let map = value.as_object_mut().unwrap();
            match edit(map.get(name).unwrap(), path, change) {
                Some(edited) => drop(map.insert(name.clone(), edited)),
                None => drop(map.remove(name)),
            }
        }
        Step::Index(index) => {
            let list = value.as_array_mut().unwrap();
            match edit(list.get(*index).unwrap(), path, change) {
                Some(edited) => drop(std::mem::replace(list.get_mut(*index).unwrap(), edited)),
                None => drop(list.remove(*index)),
            }
        }
        Step::Document => {
            let document: Value = serde_json::from_str(value.as_str().unwrap()).unwrap();
            return Some(edit(&document, path, change).map_or(String::new(), |edited| edited.to_string()).into());
        }
    }
    Some(value)
}

/// Turns a number or flag into its text, or a text into the number or flag that it writes; anything else stays.
pub(crate) fn turned(value: &Value) -> Value {
    match value {
        Value::Number(_) | Value::Bool(_) => value.to_string().into(),
        Value::String(text) => {
            let scalar =
                serde_json::from_str(text).ok().filter(|value: &Value| value.is_number() || value.is_boolean());
            scalar.unwrap_or_else(|| value.clone())
        }
        _ => value.clone(),
    }
}

/// Takes out each null of a map: null and absent count alike.
pub(crate) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => map
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_nulls(value)))
            .collect(),
        Value::Array(list) => list.into_iter().map(without_nulls).collect(),
        other => other,
    }
}
