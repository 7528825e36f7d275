//! What several suites share.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper of tests may panic")]
#![allow(dead_code, reason = "each suite uses a part of it")]

pub(crate) mod walk;

use std::path::PathBuf;

/// The path of a file under `tests/data`.
pub(crate) fn data(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path)
}

/// The bytes of a file under `tests/data`.
pub(crate) fn read(path: &str) -> Vec<u8> {
    std::fs::read(data(path)).unwrap()
}

/// The files of a folder under `tests/data` whose names end in `extension`, by name.
pub(crate) fn files(folder: &str, extension: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(data(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|own| own == extension))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no .{extension} in {folder}");
    files
}

/// The vendor's own sample, as `JSON.stringify` prints it: 1,375 bytes.
pub(crate) fn seed_sample() -> Vec<u8> {
    let pretty = read("acquire/case-status.seed.json");
    serde_json::to_vec(&serde_json::from_slice::<chathooks::value::Value>(&pretty).unwrap()).unwrap()
}

/// For each field at each depth: its path as an error names it, the tree without it, and the tree with a null there.
pub(crate) fn each_field_changed<'a>(
    tree: &chathooks::value::Value<'a>,
) -> Vec<(String, chathooks::value::Value<'a>, chathooks::value::Value<'a>)> {
    use chathooks::value::{Object, Value};

    let mut changes = Vec::new();
    match tree {
        Value::Object(fields) => {
            let fields: Vec<_> = fields.iter().collect();
            for (place, (name, value)) in fields.iter().enumerate() {
                let with = |new: Option<Value<'a>>| -> Value<'a> {
                    let (before, after) = (&fields[..place], &fields[place + 1..]);
                    let mut map: Object<'a> =
                        before.iter().map(|(name, value)| ((*name).to_owned(), (*value).clone())).collect();
                    if let Some(new) = new {
                        map.push((*name).to_owned(), new);
                    }
                    for (name, value) in after {
                        map.push((*name).to_owned(), (*value).clone());
                    }
                    Value::Object(map)
                };
                changes.push(((*name).to_owned(), with(None), with(Some(Value::Null))));
                for (path, without, null) in each_field_changed(value) {
                    let separator = if path.starts_with('[') { "" } else { "." };
                    changes.push((format!("{name}{separator}{path}"), with(Some(without)), with(Some(null))));
                }
            }
        }
        Value::Array(list) => {
            for (place, element) in list.iter().enumerate() {
                let with = |new: Value<'a>| {
                    let mut list = list.clone();
                    list[place] = new;
                    Value::Array(list)
                };
                for (path, without, null) in each_field_changed(element) {
                    changes.push((format!("[{place}].{path}"), with(without), with(null)));
                }
            }
        }
        _ => {}
    }
    changes
}
