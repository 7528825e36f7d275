//! Published test suites.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

#[path = "util/base64.rs"]
mod base64;
#[path = "suites/date_time.rs"]
mod date_time;
#[path = "suites/entity_bombs.rs"]
mod entity_bombs;
#[path = "suites/form.rs"]
mod form;
#[path = "suites/json.rs"]
mod json;
#[path = "util/node.rs"]
mod node;
#[path = "suites/numbers.rs"]
mod numbers;
#[path = "util/parsers.rs"]
mod parsers;
#[path = "suites/xmlconf.rs"]
mod xmlconf;

use std::path::PathBuf;

/// The path of a file under `tests/data/suites`.
fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/suites").join(name)
}
