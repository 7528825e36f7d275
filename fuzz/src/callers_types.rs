//! Types of a caller's own, against `serde_json`. The types, and where the two are meant to differ, are those of the tests.

#[path = "../../tests/callers_types/compare.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod compare;
#[path = "../../tests/callers_types/document.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod document;
#[path = "../../tests/callers_types/enums.rs"]
mod enums;
#[path = "../../tests/callers_types/hints.rs"]
mod hints;
#[path = "../../tests/callers_types/intended.rs"]
mod intended;
#[path = "../../tests/util/random.rs"]
pub(crate) mod random;
#[path = "../../tests/callers_types/scalars.rs"]
mod scalars;
#[path = "../../tests/callers_types/shapes.rs"]
pub(crate) mod shapes;
#[path = "../../tests/callers_types/structs.rs"]
mod structs;

use std::sync::LazyLock;

use self::compare::Case;
pub(crate) use self::compare::{difference, lenient_difference};

/// At least one of each representation: each input is read as all of them.
const NAMES: [&str; 24] = [
    "Vec<Defaults>",
    "Node",
    "Three",
    "Denied",
    "Flat",
    "Flatter",
    "Borrowing<'_>",
    "Skipped",
    "Ignoring",
    "Vec<External>",
    "Internal",
    "Adjacent",
    "Untagged",
    "Around",
    "u128",
    "i128",
    "Value",
    "BTreeMap<u8, u8>",
    "BTreeMap<u128, u8>",
    "BTreeMap<bool, u8>",
    "BTreeMap<Id, u8>",
    "BTreeMap<Option<u8>, u8>",
    "&[u8]",
    "Vec<(f64, Vec<serde::de::IgnoredAny>)>",
];

static CASES: LazyLock<Vec<&Case>> = LazyLock::new(|| {
    let all: Vec<&Case> =
        [structs::CASES, enums::CASES, scalars::SCALARS, scalars::LISTS_AND_MAPS].into_iter().flatten().collect();
    let named = |name: &&str| all.iter().copied().find(|case| case.name == *name);
    // Of the visitors that take everything, those without a hint and those of a struct, of an enum and of bytes.
    let hints = hints::CASES
        .iter()
        .filter(|case| ["Any", "Struct", "Enum", "Bytes", "ByteBuf"].iter().any(|hint| case.name.contains(hint)));
    NAMES.iter().map(|name| named(name).unwrap_or_else(|| panic!("no type {name}"))).chain(hints).collect()
});

/// Each type is read from a body as `serde_json` reads it.
pub fn callers_types(input: &[u8]) {
    // Nothing but an object is JSON to a receiver.
    let wrapped = [b"{\"m\":", input, b"}"].concat();
    let body = if input.starts_with(b"{\"m\":") { input } else { &wrapped };
    for case in CASES.iter() {
        if let Some(difference) = difference(case, body) {
            panic!("{}\n{difference}", difference.class());
        }
    }
}
