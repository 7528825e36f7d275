//! Changes to a sample: `data.messages[0].message=hello`.

use std::str::FromStr;

use chathooks::value::{Object, Value};
use chathooks::{Format, Limits};

use crate::failure::Failure;

/// The maximum number of steps of a path. A body may not be nested more deeply either.
const MAX_STEPS: usize = 64;

/// A path and a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    path: Vec<Step>,
    value: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Field(String),
    Index(usize),
}

impl FromStr for Change {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (path, value) = text.split_once('=').ok_or("needs PATH=VALUE")?;
        let mut steps = Vec::new();
        // One step begins at each of these.
        if path.matches(['.', '[']).count() >= MAX_STEPS {
            return Err("has a path of more than 64 steps");
        }
        for name in path.split('.') {
            let (field, indices) = name.split_at(name.find('[').unwrap_or(name.len()));
            if field.is_empty() {
                return Err("has an empty name in its path");
            }
            steps.push(Step::Field(field.to_owned()));
            for index in indices.split_terminator(']') {
                let index = index.strip_prefix('[').and_then(|digits| digits.parse().ok());
                steps.push(Step::Index(index.ok_or("has an index that is no number in brackets")?));
            }
            if !indices.is_empty() && !indices.ends_with(']') {
                return Err("has a bracket that is not closed");
            }
        }
        Ok(Self { path: steps, value: value.to_owned() })
    }
}

/// Returns the sample with the changes. `%n` in a value is replaced by `number`.
pub(crate) fn apply(sample: &[u8], changes: &[Change], number: u32) -> Result<Vec<u8>, Failure> {
    if changes.is_empty() {
        return Ok(sample.to_vec());
    }
    let mut event = Value::from_body(sample, Format::Json, Limits::default()).map_err(Failure::decode)?.into_owned();
    for Change { path, value } in changes {
        let text = value.replace("%n", &number.to_string());
        let json = Value::from_body(text.as_bytes(), Format::Json, Limits::default()).map(Value::into_owned);
        let value = json.unwrap_or_else(|_| Value::String(text.into()));
        event = set(event, path, value).map_err(|reason| Failure::usage(format!("--set: {reason}")))?;
    }
    Ok(event.to_body(Format::Json))
}

/// Returns a value with another value at a path. A field that is missing is added at the end.
fn set(at: Value<'static>, path: &[Step], value: Value<'static>) -> Result<Value<'static>, String> {
    match (path, at) {
        ([], _) => Ok(value),
        ([Step::Field(name), rest @ ..], Value::Object(object)) => {
            let old = object.get(name).cloned().unwrap_or_default();
            // A missing object is created for the rest of the path.
            let old = if old.is_null() && !rest.is_empty() { Object::new().into() } else { old };
            let new = set(old, rest, value)?;
            let mut is_set = false;
            let mut pairs: Vec<(String, Value<'static>)> = Vec::new();
            for (own, old) in object.iter() {
                let is_wanted = own == name && !is_set;
                is_set |= is_wanted;
                pairs.push((own.to_owned(), if is_wanted { new.clone() } else { old.clone() }));
            }
            if !is_set {
                pairs.push((name.clone(), new));
            }
            Ok(Value::Object(pairs.into_iter().collect()))
        }
        ([Step::Index(index), rest @ ..], Value::Array(mut elements)) => {
            if *index == elements.len() {
                elements.push(set(Object::new().into(), rest, value)?);
                return Ok(Value::Array(elements));
            }
            let count = elements.len();
            let element = elements.get_mut(*index).ok_or(format!("index {index} is beyond an array of {count}"))?;
            *element = set(std::mem::take(element), rest, value)?;
            Ok(Value::Array(elements))
        }
        ([Step::Field(name), ..], _) => Err(format!("{name} is in a value that is no object")),
        ([Step::Index(index), ..], _) => Err(format!("[{index}] is in a value that is no array")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, apply};

    #[test]
    fn a_change_is_applied_at_its_path() {
        let sample = br#"{"a":"x","b":{"c":[{"d":1},2]}}"#;
        for (change, expected) in [
            ("a=y", r#"{"a":"y","b":{"c":[{"d":1},2]}}"#),
            ("a=7", r#"{"a":7,"b":{"c":[{"d":1},2]}}"#),
            ("a=\"7\"", r#"{"a":"7","b":{"c":[{"d":1},2]}}"#),
            ("a=", r#"{"a":"","b":{"c":[{"d":1},2]}}"#),
            ("a=m=n", r#"{"a":"m=n","b":{"c":[{"d":1},2]}}"#),
            ("b.c[0].d=null", r#"{"a":"x","b":{"c":[{"d":null},2]}}"#),
            ("b.c[2]=%n", r#"{"a":"x","b":{"c":[{"d":1},2,5]}}"#),
            ("b.c[1]=n%n", r#"{"a":"x","b":{"c":[{"d":1},"n5"]}}"#),
            ("e.f=[true]", r#"{"a":"x","b":{"c":[{"d":1},2]},"e":{"f":[true]}}"#),
        ] {
            let changed = apply(sample, &[change.parse().unwrap()], 5).unwrap();
            assert_eq!(String::from_utf8(changed).unwrap(), expected, "{change}");
        }
        for wrong in ["a.b=1", "b[0]=1", "b.c[3]=1", "b.c.d=1"] {
            let failure = apply(sample, &[wrong.parse().unwrap()], 5).unwrap_err();
            assert_eq!(failure.status, 64, "{wrong}");
        }
        for wrong in ["a", ".a=1", "a..b=1", "a[x]=1", "a[1=1", "a[1]x]=1", "=1"] {
            assert!(wrong.parse::<Change>().is_err(), "{wrong}");
        }
    }
}
