//! What several suites share.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic")]
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
    serde_json::to_vec(&serde_json::from_slice::<chathooks::Tree>(&pretty).unwrap()).unwrap()
}
